// Package lexicon holds the word lists that several layers share: honorifics,
// pronouns, nouns for people by what they do, nouns for bodies of people,
// nouns for things that are quoted, reporting words.
//
// The lists are text files beside the code, one entry a line; what follows "#"
// is a comment. They are read once, when first asked for. Look-ups take words
// in lower case unless they say otherwise.
package lexicon
