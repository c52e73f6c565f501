// Package tag gives every token its part of speech, as a Penn Treebank tag.
//
// The tagger goes through a sentence from left to right. A linear model weighs
// the tags that a word can have by its spelling, its cluster, its neighbours
// and the tags before it. The weights were learnt from a treebank, and from
// news that a larger model had tagged, by logistic regression; they lie in one
// hashed table. Lines in capitals or in title case are read by spelling and
// place more than by case.
//
// The tags are those of the English Web Treebank: Penn's, and with them HYPH
// for a hyphen that stands alone, ADD for addresses and handles, NFP for
// ornaments, and AFX for loose prefixes.
package tag
