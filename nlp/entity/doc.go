// Package entity finds names in a document, tells persons, organizations,
// places and other names apart, and tells which of them stand for the same.
//
// A linear-chain conditional random field over hashed features reads every
// stretch of a sentence in which names can stand. Its features see the words
// around, their clusters, lists of names, and what the rest of the document
// says of the same words. Where it is in doubt, a committee of small
// convolutional networks is heard as well. [Train] learns all of it from
// annotated articles, and [Load] takes what Train gave; [New] takes the model
// that comes with the program, whose card is models/entity/README.md.
//
// Mail and what people write on the web name things in another manner than
// edited text. What that manner adds to the weights is learnt apart, and a
// document takes on a share of it by how informal it looks. Words of listed
// names that edited text never writes in lower case are taken for names that
// lost their capital, and a part of the informal articles is learnt a second
// time in lower case.
//
// Then the document itself is asked: doubtful names become the person who
// bears them as a surname, or what the same words are elsewhere; names beside
// which the text has a noun for a body, or falling shares, become bodies; what the
// text defines becomes a name, as in "X (formerly Y)", "World Bank (WB)" and
// "Ada Obi (@adaobi)"; and a name that is sure at one place is found at its
// others too. Last, mentions that stand for one thing are tied to one entity, which
// goes by its fullest name: a surname to the full name, where honorifics and
// first names allow it, letters to the words they shorten, and a new name to
// the old one.
package entity
