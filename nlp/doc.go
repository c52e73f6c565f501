// Package nlp turns the text of a news article into a [Document]: a text with
// layers on it. Tokens, sentences, mentions of names, quotations with their
// speakers, sentiment and topics are such layers.
//
// Layers are added by annotators, one after the other. An [Annotator] declares
// what it reads and what it adds; a [Pipeline] checks that everything an
// annotator reads was added before it, and runs them in order. The standard
// English pipeline is built by package quoth/nlp/english.
//
// The package knows nothing of files, tables or flags: it takes a string and
// gives a value. All spans count bytes of [Document.Text] and lie on the
// borders of UTF-8 code points; [CodePoints] turns them into the code point
// offsets that the tables carry.
package nlp
