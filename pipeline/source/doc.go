// Package source reads articles from whatever they arrive in: files, folders,
// globs, objects of stores and standard input. What a stream is, its content
// tells, not its name:
//
//	plain text, Markdown, a web page               one article
//	JSON lines, JSON, CSV and TSV, Parquet, Arrow  an article a record
//	RSS, Atom, RDF; NewsML-G2, NITF                an article an item
//	WARC                                           an article a page
//	zip, tar                                       any of these an entry
//
// Each may be compressed with gzip, zstd or bzip2, and written in any character
// set that browsers read. Only where content can't tell does a name decide: a
// text without a mark in it is Markdown where the file is called .md, and a
// stream whose first line is broken is JSON lines where it is called .jsonl.
//
// [Open] finds the inputs and refuses at once what can't be read at all.
// [Set.Items] then yields one [Item] after the other, always in the same order:
// inputs as given, folders by name, records as they stand. An item is an
// article, or a [Fault] that says why there is none; one bad record never costs
// another. Memory depends on the limits alone, not on the size of the input.
package source
