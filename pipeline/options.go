package pipeline

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"

	"quoth/nlp"
	"quoth/pipeline/commit"
	"quoth/pipeline/limit"
	"quoth/pipeline/sink"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// Options say what a run does. Inputs, Out and Annotate are needed; for all
// else the zero value is a good one.
type Options struct {
	Inputs []string  // files, folders, globs, "-"
	Stdin  io.Reader // what "-" reads
	Out    string    // folder of the output

	Annotate *nlp.Pipeline
	Version  string // of the program; stands in every file

	// Choices names what else decides the annotators' answers and is not in
	// their descriptions, such as the hash of a file of further cues. A run with
	// other choices is another run.
	Choices map[string]string

	Format  sink.Format // "" is Parquet
	Tables  []string    // none: the default ones; documents and quarantine always
	NoText  bool        // leave the text out of documents
	Formula bool        // leave formulas in CSV cells as they are

	InputFormat source.Format     // "" tells each file by its content
	Fields      map[string]string // article's field to the records' own
	FollowLinks bool              // below the inputs
	Language    string            // of the articles wanted; "" is any
	Others      Others            // what becomes of articles in other languages; "" sets them aside

	Workers int // 0 is one a CPU
	Limit   int // articles to read; 0 is all
	DryRun  bool
	Limits  limit.Limits // zero is limit.Default

	MaxErrors   MaxErrors        // zero is no bound
	Overwrite   bool             // replace a finished run in the output
	Append      bool             // add to a finished run in the output
	Resume      bool             // go on where a stopped run of the same kind was; keep what is done if this one fails
	Wait        time.Duration    // for another run in the output to end; 0 is not at all
	RunID       string           // for the manifest
	PartitionBy []string         // of PartitionColumns: tables are divided into folders; none for whole ones
	Compression sink.Compression // of Parquet files; "" is Zstandard
	License     string           // of the tables: a name of SPDX or an address; stands in every file

	// Duplicates finds articles with nearly the same text; nil looks for none.
	Duplicates Duplicates

	// Progress is told after every article, Quarantined of all that is set
	// aside. Both are called from one goroutine; nil for nobody.
	Progress    func(Progress)
	Quarantined func(table.Rejected)

	// Files is the file system of the output; nil is the machine's.
	Files commit.FS

	// Since passes over files and objects that were not modified after it;
	// StateFile over those that runs with the same file published before. Where
	// nothing is left, the output stays as it is.
	Since     time.Time
	StateFile string

	only func(file string) bool // what a run that reads again reads; nil for all
}

// Others says what becomes of articles that are not in Options.Language.
type Others string

// What can become of them.
const (
	SetAsideOthers Others = "quarantine" // a row of the quarantine
	CountOthers    Others = "count"      // counted as skipped, nothing else
	KeepOthers     Others = "keep"       // tables like all others; documents.language tells them
)

// Check returns ErrOptions, wrapped, for anything else.
func (o Others) Check() error {
	if !slices.Contains([]Others{"", SetAsideOthers, CountOthers, KeepOthers}, o) {
		return fmt.Errorf("%w: articles in other languages can't be %q; there are %s, %s, %s", ErrOptions, o, SetAsideOthers, CountOthers, KeepOthers)
	}
	return nil
}

// MaxErrors bounds what may be set aside. A run stops, with nothing published,
// where either bound is passed. The share is looked at when the run is read.
type MaxErrors struct {
	Count   int     // 0 is no bound
	Percent float64 // of all that was read, 0 … 100; 0 is no bound
}

// Duplicates finds articles with nearly the same text as an earlier one.
type Duplicates interface {
	// Sketch is called by the workers, in no order, and reads the text alone.
	Sketch(text string) any

	// Earlier is called once an article, in input order, from one goroutine. It
	// gives the id of an earlier article; "" for none.
	Earlier(id string, sketch any) string
}

// Progress says where a run is.
type Progress struct {
	Articles    int64
	Quarantined int64
	BytesRead   int64 // of the inputs, as stored
	Bytes       int64 // to read in all; 0 where it is not known
	Elapsed     time.Duration
}

// withDefaults fills what was left open and checks the rest.
func (o Options) withDefaults() (Options, error) {
	if o.Annotate == nil && !o.DryRun {
		return o, fmt.Errorf("%w: there are no annotators", ErrOptions)
	}
	if o.Out == "" && !o.DryRun {
		return o, fmt.Errorf("%w: there is no output folder", ErrOptions)
	}
	if o.Workers < 0 || o.Limit < 0 || o.MaxErrors.Count < 0 || o.MaxErrors.Percent < 0 || o.MaxErrors.Percent > 100 {
		return o, fmt.Errorf("%w: a number is out of range", ErrOptions)
	}
	if o.Append && o.Overwrite {
		return o, fmt.Errorf("%w: a run either adds to the output or replaces it", ErrOptions)
	}
	if err := o.Others.Check(); err != nil {
		return o, err
	}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Format == "" {
		o.Format = sink.Parquet
	}
	if o.Limits == (limit.Limits{}) {
		o.Limits = limit.Default()
	}
	if o.Files == nil {
		o.Files = commit.Disk
	}
	if err := o.Limits.Check(); err != nil {
		return o, err
	}
	for _, column := range o.PartitionBy {
		if !slices.Contains(PartitionColumns(), column) {
			return o, fmt.Errorf("%w: tables can't be partitioned by %s; there are %s", ErrOptions, column, strings.Join(PartitionColumns(), ", "))
		}
	}
	if err := o.Compression.Check(); err != nil {
		return o, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	return o, o.Format.Check()
}

// tables gives the tables of the run with the columns it writes.
func (o Options) tables() ([]table.Table, error) {
	tables, err := table.Select(o.Tables)
	for i, t := range tables {
		if t.Name == table.Documents && o.NoText {
			tables[i] = t.Without("text")
		}
	}
	return tables, err
}

// language is what articles that are not in it are set aside for.
func (o Options) language() string {
	if o.Others == KeepOthers {
		return ""
	}
	return o.Language
}

// source gives the options of reading.
func (o Options) source() source.Options {
	return source.Options{
		Inputs: o.Inputs, Stdin: o.Stdin, Fields: o.Fields, Format: o.InputFormat,
		FollowLinks: o.FollowLinks, Since: o.Since, StateFile: o.StateFile, Limits: o.Limits, Only: o.only, Unfinished: !o.DryRun,
	}
}
