// Package source reads articles from whatever they arrive in: files, folders,
// globs and standard input; plain text and JSON lines; plain, gzip or zstd. What
// a file is, its content tells.
//
// [Open] finds the inputs and refuses at once what can't be read at all.
// [Set.Items] then yields one [Item] after the other, always in the same order:
// inputs as given, folders by name, records as they stand. An item is an
// article, or a [Fault] that says why there is none; one bad record never costs
// another. Memory depends on the limits alone, not on the size of the input.
package source
