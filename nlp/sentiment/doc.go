// Package sentiment tells the tone of words: the polarity of sentences, of
// quotations and of the article, and the stance of each quotation toward the
// people and organisations it speaks about.
//
// Polarity is the tone of the words themselves: "the storm killed forty" is
// negative. Stance is the attitude that the words show toward one target, whose
// name is hidden from the model: the same words are neutral toward the agency
// that counted the dead.
//
// A small network tells both; in polarity a list of words with their tones, and
// of words that negate, has a say beside it.
//
// A quotation speaks about every person and organisation it mentions, about
// those its pronouns stand for ("she", and "you" for the one spoken to), and,
// where it is a fragment of a sentence, about the one that the sentence ties it
// to: Reed in `Reed, she said, was "unfit"`. Nobody has a stance toward
// himself.
//
// Empty words, punctuation, other scripts and text without a single known word
// are neutral; probabilities always sum to 1.
package sentiment
