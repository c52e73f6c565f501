// Package reader reads the tables of a finished run back, row by row, whatever
// format they were written in. It is for looking at a run; a warehouse reads the
// files themselves.
package reader
