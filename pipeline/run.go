package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"quoth/pipeline/commit"
	"quoth/pipeline/index"
	"quoth/pipeline/journal"
	"quoth/pipeline/sink"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// program is the name that stands in every file.
const program = "quoth"

// Run reads, annotates and writes, and tells what it did. The error is one of
// this package's, or that of the context; nothing is published then, and the
// summary says how far the run had come. An output that holds this very run is
// left as it is.
func Run(ctx context.Context, options Options) (Summary, error) {
	o, err := options.withDefaults()
	if err != nil {
		return newSummary(), err
	}
	tables, err := o.tables()
	if err != nil {
		return newSummary(), err
	}
	set, err := source.Open(o.source())
	if err != nil {
		return newSummary(), err
	}
	r := &run{options: o, tables: tables, set: set, started: time.Now(), summary: newSummary()}
	if o.DryRun {
		defer set.DropState()
		return r.summary, r.dry(ctx)
	}
	if set.Files == 0 {
		r.summary.AlreadyDone, r.summary.Skipped = true, set.Skipped
		return r.summary, nil
	}
	if set.Holds(o.Out) {
		return r.summary, fmt.Errorf("%w: %s", ErrOutputInInput, o.Out)
	}
	r.configuration = o.configuration(tables)
	if r.output, err = r.lock(ctx); err != nil {
		return r.summary, err
	}
	if err = r.inOutput(ctx); err == nil {
		err = set.SaveState()
	}
	set.DropState()
	return r.summary, errors.Join(err, r.output.Close())
}

// A run is the state of one call of Run. Only the collecting goroutine changes
// it.
type run struct {
	options       Options
	tables        []table.Table
	set           *source.Set
	configuration Configuration
	output        *commit.Output
	started       time.Time
	summary       Summary

	builder *table.Builder
	sinks   []*sink.Sink
	divided *partitions // nil where tables are whole; quarantine always is
	inputs  *commit.Writer
	journal *journal.Journal
	seen    *index.Set
	listed  int64 // files in the list of inputs

	number   int       // of the run in its output, from 0
	base     *base     // that the run adds to; nil for none
	addition *addition // nil without a base
}

// holder tells others who works in the output, since when.
func holder(started time.Time, runID string) string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown host"
	}
	words := fmt.Sprintf("process %d on %s since %s", os.Getpid(), host, started.UTC().Format(time.RFC3339))
	if runID != "" {
		words += ", run " + runID
	}
	return words
}

// lockInterval is how often a run that waits looks whether the output is free.
const lockInterval = 100 * time.Millisecond

// lock opens the output, and waits for another run in it as long as it may.
func (r *run) lock(ctx context.Context) (*commit.Output, error) {
	for {
		output, err := commit.Open(r.options.Files, r.options.Out, holder(r.started, r.options.RunID))
		if !errors.Is(err, ErrLocked) || time.Since(r.started) >= r.options.Wait {
			return output, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lockInterval):
		}
	}
}

// inOutput does the run in an output that is locked.
func (r *run) inOutput(ctx context.Context) error {
	why := ""
	if r.output.Finished() && r.options.only == nil {
		same, difference, err := r.same(ctx)
		if err != nil {
			return err
		}
		if same {
			return r.tidy()
		}
		why = difference
	}
	if r.output.Finished() && r.options.Append {
		var err error
		if r.base, err = openBase(r.output, r.configuration); err != nil {
			return err
		}
		defer r.base.close()
		r.number = r.base.manifest.Run + 1
	}
	if err := r.output.Begin(r.options.Overwrite || r.base != nil); err != nil {
		if errors.Is(err, ErrOutputExists) {
			return fmt.Errorf("%w, and this one differs: %s", err, why)
		}
		return err
	}
	err := r.work(ctx)
	r.addition.close()
	if err != nil {
		r.discard()
		if errors.Is(err, errUnchanged) {
			r.summary.AlreadyDone = true
			for _, t := range r.base.manifest.Tables {
				r.summary.Rows[t.Name] = t.Rows
			}
			return r.output.Abandon(false)
		}
		keep := r.options.Resume || ctx.Err() != nil
		return errors.Join(err, r.output.Abandon(keep))
	}
	return nil
}

// work reads, annotates, writes and publishes.
func (r *run) work(ctx context.Context) error {
	if err := r.openJournal(); err != nil {
		return err
	}
	if err := r.begin(ctx); err != nil {
		return err
	}
	if err := r.collect(ctx); err != nil {
		return err
	}
	for reason, n := range r.set.Skipped { // what files hold is skipped while they are read
		r.summary.Skipped[reason] += n
	}
	if err := r.checkShare(); err != nil {
		return err
	}
	if r.addition != nil && !r.changed() {
		return errUnchanged
	}
	begun := time.Now()
	defer func() { r.spent(StagePublish, begun) }()
	manifest, err := r.finish()
	if err := errors.Join(err, r.journal.Stop()); err != nil {
		return err
	}
	if err := r.describe(manifest); err != nil {
		return err
	}
	if err := writeManifest(r.output, manifest); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return r.output.Publish()
}

// begin opens what the run writes to.
func (r *run) begin(ctx context.Context) error {
	metadata := r.configuration.metadata()
	r.builder = table.NewBuilder(r.tables, metadata)
	r.builder.SetRun(r.number)
	o := sink.Options{
		Format: r.options.Format, CreatedBy: program + " " + r.options.Version, Metadata: metadata,
		Limits: r.options.Limits, Formulas: r.options.Formula, Compression: r.options.Compression,
	}
	for _, t := range r.tables {
		o.First = r.firstPart(t.Name)
		r.sinks = append(r.sinks, sink.New(t, r.output, o))
	}
	if len(r.options.PartitionBy) > 0 {
		r.divided = r.newPartitions(o)
	}
	r.seen = index.NewSet(scratch{r.output}, index.DefaultHeld)
	var err error
	if r.inputs, err = r.output.Create(commit.Inputs); err != nil || r.base == nil {
		return err
	}
	return r.startAddition(ctx)
}

// discard lets go of open files after an error.
func (r *run) discard() {
	for _, s := range r.sinks {
		s.Discard()
	}
	if r.divided != nil {
		r.divided.discard()
	}
	if r.inputs != nil {
		r.inputs.Discard()
	}
	if r.seen != nil {
		r.seen.Close() // staging is removed as a whole
	}
	if r.journal != nil {
		r.journal.Close()
		r.journal.Stop() // what it can't flush is done again
	}
}

// flush hands rows to the sinks: those of tables with enough of them, or all.
func (r *run) flush(all bool) error {
	for i, t := range r.tables {
		if err := flushTable(r.builder, r.sinks[i], t.Name, r.options.Limits.BatchBytes, all); err != nil {
			return err
		}
	}
	sink.Share(r.sinks, r.options.Limits.RowGroupBytes)
	if r.divided != nil && all {
		return r.divided.end()
	}
	return nil
}

// flushTable hands a table's rows to its sink, where they are many enough or
// all are to go.
func flushTable(builder *table.Builder, to *sink.Sink, name string, enough int64, all bool) error {
	rows, bytes := builder.Pending(name)
	if rows == 0 || !all && bytes < enough {
		return nil
	}
	record, err := builder.Take(name)
	if err != nil {
		return err
	}
	defer record.Release()
	return to.Write(record, bytes)
}

// finish ends all files, and gives the manifest of the run.
func (r *run) finish() (Manifest, error) {
	if err := r.addition.end(); err != nil {
		return Manifest{}, err
	}
	if err := r.flush(true); err != nil {
		return Manifest{}, err
	}
	directory, _ := os.Getwd() // a folder that is gone has no name
	m := Manifest{
		SchemaVersion: table.SchemaVersion, Program: program, Version: r.options.Version, RunID: r.options.RunID,
		Inputs: r.options.Inputs, Configuration: r.configuration, ConfigurationSHA256: r.configuration.SHA256(),
		Started: r.started.UTC(), Workers: r.options.Workers, Directory: directory, Root: r.set.Root,
	}
	if r.base != nil {
		m.follow(&r.base.manifest)
	}
	for i, t := range r.tables {
		parts, err := r.closeTable(i)
		if err != nil {
			return m, err
		}
		kept, err := r.base.keepParts(t.Name)
		if err != nil {
			return m, err
		}
		m.Tables = append(m.Tables, r.count(t.Name, kept, parts))
	}
	inputs := r.inputs
	r.inputs = nil
	var err error
	if m.InputList, err = inputs.Finish(); err != nil {
		return m, err
	}
	m.InputList.Rows = r.listed
	if m.Index, err = r.writeIndex(); err != nil {
		return m, err
	}
	m.Replaced, err = r.addition.finishReplaced(r.summary.Replaced)
	m.Counts = r.summary
	return m, err
}

// closeTable ends a table's files. One that is partitioned has a file outside the
// partitions only where it has no rows at all.
func (r *run) closeTable(i int) ([]commit.Part, error) {
	if r.divided != nil {
		if parts := r.divided.parts(r.tables[i].Name); len(parts) > 0 {
			return parts, nil
		}
	}
	return r.sinks[i].Close()
}

// firstPart is the number of a table's first part that this run writes.
func (r *run) firstPart(name string) int {
	if r.base == nil || name == table.Quarantine {
		return 0
	}
	return r.base.manifest.nextPart(name)
}

// newPartitions divides the tables as the options ask.
func (r *run) newPartitions(o sink.Options) *partitions {
	tables := slices.DeleteFunc(slices.Clone(r.tables), func(t table.Table) bool { return t.Name == table.Quarantine })
	build := func() *table.Builder {
		b := table.NewBuilder(tables, o.Metadata)
		b.SetRun(r.number)
		return b
	}
	return &partitions{by: r.options.PartitionBy, tables: tables, builder: build, options: o, first: r.firstPart, output: r.output, all: map[string]*partition{}}
}

// count tells the parts of a table: those of earlier runs, and those of this.
func (r *run) count(name string, kept, parts []commit.Part) TableParts {
	t := TableParts{Name: name, Parts: kept}
	for _, p := range parts {
		p.Run = r.number
		t.Parts = append(t.Parts, p)
		r.summary.Written += p.Bytes
	}
	for _, p := range t.Parts {
		t.Rows += p.Rows
	}
	r.summary.Rows[name] = t.Rows
	return t
}

// dry reads everything, and neither annotates nor writes.
func (r *run) dry(ctx context.Context) error {
	r.set.Opened = func(f source.File) { r.opened(f) }
	for item, err := range r.set.Items(ctx) {
		if err != nil {
			return err
		}
		if item.Fault != nil {
			r.setAside(rejected(item, item.Fault))
		} else {
			r.summary.Articles++
		}
		if err := r.tell(r.set.BytesRead()); err != nil {
			return err
		}
		if r.atLimit() {
			break
		}
	}
	return r.checkShare()
}

func (r *run) opened(f source.File) {
	r.summary.Files++
	r.summary.Bytes += max(f.Bytes, 0)
}
