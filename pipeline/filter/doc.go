// Package filter annotates a stream of articles inside somebody else's engine:
// an Arrow IPC stream comes in, another goes out, batch by batch, with memory
// that does not depend on how much there is to read.
//
// Articles are cleaned, identified, annotated and set aside as a run does it,
// and the rows are the rows that a run writes, with two exceptions that need
// all articles at once: nothing is looked up among earlier articles, so that
// duplicate_of is null and an id may come twice. An article's source is what
// the stream's own column source says, else "-#n" for the n-th row.
//
// The same input gives the same bytes for any number of workers.
package filter
