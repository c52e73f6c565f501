package limit

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// ErrLimit says that a limit was given a value it can't have.
var ErrLimit = errors.New("limit out of range")

const (
	kibi = 1 << 10
	mebi = 1 << 20
	gibi = 1 << 30
)

// Limits are the bounds of one run. Take Default and change what you must.
type Limits struct {
	ArticleBytes      int64         `json:"article_bytes"`       // of one article's text
	LineBytes         int64         `json:"line_bytes"`          // of one line or record of a container
	FileRecords       int64         `json:"file_records"`        // of one file
	DecompressedBytes int64         `json:"decompressed_bytes"`  // of one compressed file
	CompressionRatio  int64         `json:"compression_ratio"`   // decompressed bytes for one compressed byte
	NestedContainers  int           `json:"nested_containers"`   // of containers and compressions inside each other
	ArchiveEntries    int64         `json:"archive_entries"`     // of one archive
	HeldBytes         int64         `json:"held_bytes"`          // of a stream that must be read at any place, and of a batch of columns
	PageBytes         int64         `json:"page_bytes"`          // of one web page, as the server's program wrote it
	MarkupElements    int           `json:"markup_elements"`     // of one web page, or one record of a feed or wire
	MarkupDepth       int           `json:"markup_depth"`        // of elements inside each other
	ListedInputs      int64         `json:"listed_inputs"`       // of one list of inputs
	JSONDepth         int           `json:"json_depth"`          // of objects and arrays inside each other
	FieldBytes        int           `json:"field_bytes"`         // of an id, title, author, address
	FolderDepth       int           `json:"folder_depth"`        // of folders inside each other
	InFlightBytes     int64         `json:"in_flight_bytes"`     // of articles read and not yet written
	BatchBytes        int64         `json:"batch_bytes"`         // of rows of one table before they are encoded
	RowGroupBytes     int64         `json:"row_group_bytes"`     // of rows of all tables' open Parquet row groups, before encoding
	RowGroupRows      int64         `json:"row_group_rows"`      // of one Parquet row group
	PartBytes         int64         `json:"part_bytes"`          // of rows of one file, before encoding
	Partitions        int           `json:"partitions"`          // of one output
	OpenFiles         int           `json:"open_files"`          // of tables with partitions, at once
	ArticleTime       time.Duration `json:"article_nanoseconds"` // for all annotators on one article

	// Of one message of a stream that quoth filter reads. No run has it, so that
	// it is no part of a run's configuration.
	StreamBatchBytes int64 `json:"-"`
}

// Default gives the limits that a run has unless it is told otherwise. They
// keep two workers under 300 MB.
func Default() Limits {
	return Limits{
		ArticleBytes:      4 * mebi,
		LineBytes:         16 * mebi,
		FileRecords:       100_000_000,
		DecompressedBytes: 256 * gibi,
		CompressionRatio:  200,
		NestedContainers:  4,
		ArchiveEntries:    1_000_000,
		HeldBytes:         64 * mebi,
		PageBytes:         8 * mebi,
		MarkupElements:    15_000,
		MarkupDepth:       256,
		ListedInputs:      1_000_000,
		JSONDepth:         64,
		FieldBytes:        64 * kibi,
		FolderDepth:       64,
		InFlightBytes:     4 * mebi,
		BatchBytes:        mebi / 2,
		RowGroupBytes:     16 * mebi,
		RowGroupRows:      200_000,
		PartBytes:         gibi,
		Partitions:        10_000,
		OpenFiles:         128,
		ArticleTime:       5 * time.Minute,
		StreamBatchBytes:  gibi,
	}
}

// RatioGrace is what a compressed file may give before CompressionRatio
// counts: short files of blanks are honest.
const RatioGrace = 16 * mebi

// A Limit describes one bound for a user.
type Limit struct {
	Name   string // as a flag or in a configuration file: "article-bytes"
	Unit   string
	Value  int64
	Reason string
}

// List gives the limits with their units, values and reasons, for the command
// that prints them and for the manual.
func (l Limits) List() []Limit {
	return []Limit{
		{"article-bytes", "bytes", l.ArticleBytes, "a book of 700,000 words has 4 MiB; annotations take some forty times the text in memory"},
		{"line-bytes", "bytes", l.LineBytes, "an article at its limit with every second character escaped still fits one line"},
		{"file-records", "records", l.FileRecords, "a broken writer repeats itself for ever; whole archives stay below"},
		{"decompressed-bytes", "bytes", l.DecompressedBytes, "no archive of news is larger; what is, was made to fill a disk"},
		{"compression-ratio", "bytes for a byte", l.CompressionRatio, "news compresses 3 to 15 times; bombs compress 1,000 times and more; it counts after the first 16 MiB"},
		{"nested-containers", "levels", int64(l.NestedContainers), "an archive in an archive in a compressed file is still read; a bomb nests without end"},
		{"archive-entries", "entries", l.ArchiveEntries, "their names are remembered to find doubles; those of a million take 40 MB"},
		{"held-bytes", "bytes", l.HeldBytes, "a zip or a table in a pipe or an archive is held, and so is a page or a batch of a table; programs write pages of 1 MiB"},
		{"page-bytes", "bytes", l.PageBytes, "pages of news have 0.1 to 3 MB, most of it scripts; what is larger is an application"},
		{"markup-elements", "elements", int64(l.MarkupElements), "live blogs of a day have 10,000; finding the article takes 8 KB of memory for each"},
		{"markup-depth", "levels", int64(l.MarkupDepth), "pages nest 20 to 100 levels; browsers cut off at 512"},
		{"listed-inputs", "inputs", l.ListedInputs, "inputs of a list are held in memory; those of a million take 200 MB"},
		{"json-depth", "levels", int64(l.JSONDepth), "feeds nest 10 levels; parsers use stack for each"},
		{"field-bytes", "bytes", int64(l.FieldBytes), "an id, a title, a byline, an address; longer ones are a text in the wrong field"},
		{"folder-depth", "levels", int64(l.FolderDepth), "a loop of folders, however it was made, ends here"},
		{"in-flight-bytes", "bytes", l.InFlightBytes, "articles read ahead; with the article limit it bounds memory, whatever the number of workers"},
		{"batch-bytes", "bytes", l.BatchBytes, "rows of one table that wait to be encoded"},
		{"row-group-bytes", "bytes", l.RowGroupBytes, "rows that all tables, or all partitions of all tables, hold in memory for their Parquet row groups; so a row group is smaller still"},
		{"row-group-rows", "rows", l.RowGroupRows, "tables of narrow rows reach it before the bytes"},
		{"part-bytes", "bytes", l.PartBytes, "rows of one file, before encoding; files of 100 to 300 MB suit readers"},
		{"partitions", "folders", int64(l.Partitions), "what asks for more is nearly a key, and no reader is served by it"},
		{"open-files", "files", int64(l.OpenFiles), "files that tables with partitions have open at once, 0.1 MB of memory each; the one written longest ago ends"},
		{"article-seconds", "seconds", int64(math.Ceil(l.ArticleTime.Seconds())), "the largest article takes a tenth of it; what runs longer hangs"},
		{"stream-batch-bytes", "bytes", l.StreamBatchBytes, "quoth filter holds one batch of its input, as large as its sender made it; engines make 1 to 100 MB"},
	}
}

// Check returns ErrLimit, wrapped, where a limit is not positive.
func (l Limits) Check() error {
	for _, one := range l.List() {
		if one.Value <= 0 {
			return fmt.Errorf("%w: %s is %d %s, must be positive", ErrLimit, one.Name, one.Value, one.Unit)
		}
	}
	return nil
}
