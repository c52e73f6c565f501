// Package commit puts the files of a run into an output folder so that a reader
// sees the last whole run or the new whole run, and never half of one, whenever
// the program or the machine stops.
//
// Files are written below _staging in the output, flushed to disk and read
// back. A first run is then published in place: the folder is renamed _publish,
// its entries move up one by one, and _SUCCESS is written last; a reader that
// waits for _SUCCESS sees all or nothing, and what a stop left undone the next
// run completes. A run that takes the place of another is laid beside the
// output as a whole and exchanged with it in one step of the file system.
//
// One run at a time works in an output, by a lock that the system releases when
// the holder dies. Everything goes through [FS], so that tests can make each
// single operation fail.
package commit
