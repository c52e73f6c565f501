// Package entity finds names in a document, tells persons, organizations,
// places and other names apart, and tells which of them stand for the same.
//
// A linear-chain conditional random field over hashed features reads every
// stretch of a sentence in which names can stand. Its features see the words
// around, their clusters, lists of names, and what the rest of the document
// says of the same words. [Train] learns it from annotated articles.
package entity
