// Package verify checks the output of a finished run against what a run
// promises: every file is there and has the hash, the size and the rows that
// the manifest says; every row belongs to an article; ids count from 0; entity
// and quote numbers lead to rows; every span is the words beside it; what later
// runs replaced is listed as replaced, and nothing else is.
//
// It knows the tables by their declaration and the files by the manifest, and
// nothing of how they were written.
package verify
