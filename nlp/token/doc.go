// Package token cuts a text into tokens, sentences and paragraphs.
//
// Tokens follow the Penn Treebank: clitics stand alone ("Trump" "’s",
// "do" "n’t"), so do quotation marks, brackets, currency signs and per cent
// signs. Hyphenated words, numbers with their separators, web addresses,
// e-mail addresses, handles and hashtags stay whole, and an abbreviation keeps
// its full stop. The text is never rewritten: a token is a span of it, every
// character but white space lies in exactly one token, and tokens with the
// gaps between them give back the text.
//
// Sentences never cross a paragraph's border. The marks that close a quotation
// or a bracket belong to the sentence they end. A full stop after an
// abbreviation ends a sentence only where the next word is one that often
// begins sentences ("in the U.S. The plan …").
//
// A paragraph ends at a blank line, a form feed, and at a line break, unless
// the document is one whose lines were wrapped at a fixed width: there a break
// after a full line joins.
//
// The lists of abbreviations and of words that begin sentences are the files
// in words/.
package token
