// Package speaker says who said the quotations of a document.
//
// It reads tokens, sentences, tags, mentions and quotations, and fills
// [nlp.Quotation.Speaker]. Three steps lead there:
//
//  1. Noun phrases near the quotation are its candidates: names, "the minister",
//     "a spokesman for the bank", "he", "who", and whoever spoke before.
//  2. A fixed wording names the speaker surely: "in the words of Ruiz". Else a
//     trained ranker weighs the candidates by what stands between each of them,
//     the reporting words and the quotation. It gives the words that name the
//     speaker here.
//  3. These words are followed to a name: pronouns by sex, number, nearness and
//     place in the clause, descriptions by the names that the article ties them
//     to. Where the article names nobody, the speaker stays unnamed.
//
// Each answer carries one of the [Rules] and a calibrated confidence. The time
// is in line with the length of the text: a quotation has a bounded number of
// candidates, and a pronoun a bounded number of antecedents.
package speaker
