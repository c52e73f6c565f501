// Package quote finds reported speech: what is said, in quotation marks or
// without, with the words that report it.
//
// Four things are put together. Quotation marks are paired, whatever their
// style. Layouts in which speech has no marks are recognised: posts, turns of
// a transcript, statements set as a block. A trained model decides which words
// in marks are speech and which are titles, names or terms. A second one finds
// the clauses that report speech in the writer's own words.
//
// Speakers are not looked for here, except where the layout itself names them.
package quote
