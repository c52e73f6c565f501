// Package prose lets github.com/jdkato/prose/v2 tag parts of speech and find
// names, in place of the annotators of this project.
//
// The library cuts text in its own way, rewrites what it cuts and gives no
// offsets. So it never sees a text: it is given one sentence after the other,
// our tokens with single spaces between them, each written so that the library
// takes it for one token (see spelling.go); the answers are then counted off
// against ours. A sentence on which it panics or answers with another number of
// tokens keeps plain guesses, and no names.
//
// Two of its faults stay. It keeps one answer for equal words of a sentence,
// the last one's; and it adds numbers up in an order that changes from run to
// run, so that answers may differ where two are equally good. Whoever needs the
// same bytes from every run should use packages tag and entity.
package prose
