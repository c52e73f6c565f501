// Package index knows which articles a run, and the runs before it in the same
// output, have seen: for each id the hashes of what was read.
//
// A [Set] is what the present run has seen. It holds a bounded number of
// entries in memory and lays the others down in sorted files, so that memory
// doesn't grow with the number of articles. A [File] is such a file: entries of
// fixed size in the order of their ids, looked up by halving, from any number
// of goroutines. The file that a run leaves for the next one is the merge of
// all of them.
package index
