// Package pipeline runs a batch: it reads articles, annotates them with a pool
// of workers, and writes their tables into an output folder, all or nothing.
//
// [Run] keeps these promises. A reader of the output sees the last whole run or
// the new whole run. Every article that was read is a row of documents, a row
// of quarantine with a code, or counted as skipped. The same input,
// configuration and version give the same bytes, for any number of workers.
// Memory depends on the limits and the workers, and on a few bytes for each
// article's id, not on how much there is to read.
package pipeline
