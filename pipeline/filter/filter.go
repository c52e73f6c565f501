package filter

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"quoth/nlp"
	"quoth/pipeline/limit"
	"quoth/pipeline/table"
)

// Options say what a filter does. Annotate is needed; for all else the zero
// value is a good one.
type Options struct {
	Annotate *nlp.Pipeline
	Version  string // of the program; stands in the stream's metadata

	// Table is the one table whose rows go out. "" is all of them, nested: a row
	// an article, a column a table.
	Table  string
	Tables []string // nested: those to make; none for the default ones
	NoText bool     // leave the text out of documents

	Fields   map[string]string // article's field, or "source", to the stream's column
	Keep     []string          // columns to keep: names, KeepAll or KeepNone; see KeptByDefault
	Language string            // set aside articles in other languages; "" keeps all

	Workers int          // 0 is one a CPU
	Limits  limit.Limits // zero is limit.Default

	// Quarantined is told of every article that is set aside, in order, from
	// one goroutine; nil for nobody.
	Quarantined func(table.Rejected)
}

// A Summary says what a filter did.
type Summary struct {
	Articles    int64 // annotated
	Quarantined int64 // set aside
	Rows        int64 // that went out
}

// KeptByDefault says what happens to columns that are no field of an article
// where Options.Keep is empty.
const KeptByDefault = "all where a row is an article (nested, and documents), none in the other tables"

// oneRowAnArticle says whether no article has more than one row.
func (o Options) oneRowAnArticle() bool {
	return o.Table == "" || o.Table == table.Documents || o.Table == table.Quarantine
}

// withDefaults fills what was left open and checks the rest.
func (o Options) withDefaults() (Options, error) {
	switch {
	case o.Annotate == nil:
		return o, fmt.Errorf("%w: there are no annotators", ErrOptions)
	case o.Workers < 0:
		return o, fmt.Errorf("%w: a number is out of range", ErrOptions)
	case o.Table != "" && len(o.Tables) > 0:
		return o, fmt.Errorf("%w: one table, and a list of tables to nest", ErrOptions)
	}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Limits == (limit.Limits{}) {
		o.Limits = limit.Default()
	}
	return o, o.Limits.Check()
}

// tables gives the tables that are made.
func (o Options) tables() ([]table.Table, error) {
	tables, err := table.Select(o.Tables)
	if o.Table != "" {
		var one table.Table
		one, err = table.Find(o.Table)
		tables = []table.Table{one}
	}
	for i, t := range tables {
		if t.Name == table.Documents && o.NoText {
			tables[i] = t.Without("text")
		}
	}
	return tables, err
}

// metadata stands in the head of the output.
func (o Options) metadata() arrow.Metadata {
	keys := []string{"quoth.schema_version", "quoth.version"}
	values := []string{table.SchemaVersion, o.Version}
	for _, d := range o.Annotate.Describe() {
		for _, m := range d.Models {
			keys, values = append(keys, "quoth.model."+m.Name), append(values, m.SHA256)
		}
	}
	return arrow.NewMetadata(keys, values)
}

// Run reads articles and writes their rows until the input ends, and tells what
// it did. The error is one of this package's, source.ErrField,
// table.ErrUnknownTable, limit.ErrLimit, that of the context or of the writer;
// what was written by then has no end-of-stream marker, so that nobody takes it
// for all there is. A read that waits for input when the context ends is left
// to itself.
func Run(ctx context.Context, in io.Reader, out io.Writer, options Options) (Summary, error) {
	o, err := options.withDefaults()
	if err != nil {
		return Summary{}, err
	}
	tables, err := o.tables()
	if err != nil {
		return Summary{}, err
	}
	stream := &messages{in: in, longest: o.Limits.StreamBatchBytes}
	reader, err := open(ctx, stream, o.Limits.StreamBatchBytes)
	if err != nil {
		return Summary{}, err
	}
	columns, err := newColumns(reader.Schema(), o)
	if err != nil {
		return Summary{}, err
	}
	w, err := newOutput(out, reader.Schema(), columns, tables, o)
	if err != nil {
		return Summary{}, err
	}
	if err := annotate(ctx, reader, columns, w, o); err != nil {
		return w.summary, err
	}
	if err := w.close(); err != nil {
		return w.summary, err
	}
	return w.summary, stream.rest()
}

// open reads the head of a stream. It waits for it no longer than the context
// lives.
func open(ctx context.Context, stream *messages, longest int64) (*ipc.Reader, error) {
	var reader *ipc.Reader
	opened := make(chan error, 1)
	go func() {
		opened <- guard(func() error {
			var err error
			reader, err = ipc.NewReaderFromMessageReader(stream, ipc.WithAllocator(bounded{memory.DefaultAllocator, longest}))
			return err
		})
	}()
	select {
	case err := <-opened:
		return reader, soundError(err)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
