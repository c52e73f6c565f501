// Package journal keeps what the annotators made of each article of a run, so
// that a run that was stopped goes on where it was.
//
// A journal is a folder of files, one for each time the run was started; each
// begins with what identifies the run, and goes on with a record an article, in
// input order. A record is written in one piece and has a checksum: what a stop
// cut off is not there. Texts are not kept; they are read again, and their
// hashes tell whether they are still the same.
package journal
