// Package pipeline runs a batch: it reads articles, annotates them with a pool
// of workers, and writes their tables into an output folder, all or nothing.
//
// [Run] keeps these promises. A reader of the output sees the last whole run or
// the new whole run. Every article that was read is a row of documents, a row
// of quarantine with a code, or counted as skipped. The same input,
// configuration and version give the same bytes, for any number of workers.
// Memory depends on the limits and the workers, not on how much there is to
// read: ids that don't fit in it are laid down beside the staged files.
//
// [Run] with Options.Append adds to a finished output: new articles in new
// parts, changed ones in place of their old rows for those who read current
// rows. [Compact] writes such an output as one run would have written it, and
// [Retry] reads again what was set aside.
package pipeline
