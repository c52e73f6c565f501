// Package warc reads Web ARChive files, WARC 1.0 and 1.1 (ISO 28500), and the
// HTTP responses in them. A file is a stream of records here; that each record
// of a .warc.gz is a gzip member of its own is for others to know.
//
// Archives are damaged: crawlers are killed, disks fill up. A record that lies
// about its length, or is cut off, costs itself; the reader goes on with the next
// line that begins a record.
package warc
