package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"quoth/pipeline/commit"
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
		return r.summary, r.dry(ctx)
	}
	if set.Holds(o.Out) {
		return r.summary, fmt.Errorf("%w: %s", ErrOutputInInput, o.Out)
	}
	r.configuration = o.configuration(tables)
	if r.output, err = r.lock(ctx); err != nil {
		return r.summary, err
	}
	err = r.inOutput(ctx)
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
	inputs  *commit.Writer
	journal *journal.Journal
	ids     map[digest]digest // of articles' ids to those of their texts
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
	if r.output.Finished() {
		same, difference, err := r.same(ctx)
		if err != nil {
			return err
		}
		if same {
			return r.tidy()
		}
		why = difference
	}
	if err := r.output.Begin(r.options.Overwrite); err != nil {
		if errors.Is(err, ErrOutputExists) {
			return fmt.Errorf("%w, and this one differs: %s", err, why)
		}
		return err
	}
	if err := r.work(ctx); err != nil {
		r.discard()
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
	if err := r.begin(); err != nil {
		return err
	}
	if err := r.collect(ctx); err != nil {
		return err
	}
	if err := r.checkShare(); err != nil {
		return err
	}
	manifest, err := r.finish()
	if err := errors.Join(err, r.journal.Stop()); err != nil {
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
func (r *run) begin() error {
	metadata := r.configuration.metadata()
	r.builder = table.NewBuilder(r.tables, metadata)
	for _, t := range r.tables {
		r.sinks = append(r.sinks, sink.New(t, r.output, sink.Options{
			Format: r.options.Format, CreatedBy: program + " " + r.options.Version, Metadata: metadata,
			Limits: r.options.Limits, Formulas: r.options.Formula,
		}))
	}
	for reason, n := range r.set.Skipped {
		r.summary.Skipped[reason] += n
	}
	r.ids = map[digest]digest{}
	var err error
	r.inputs, err = r.output.Create(commit.Inputs)
	return err
}

// discard lets go of open files after an error.
func (r *run) discard() {
	for _, s := range r.sinks {
		s.Discard()
	}
	if r.inputs != nil {
		r.inputs.Discard()
	}
	if r.journal != nil {
		r.journal.Close()
		r.journal.Stop() // what it can't flush is done again
	}
}

// flush hands rows to the sinks: those of tables with enough of them, or all.
func (r *run) flush(all bool) error {
	for i, t := range r.tables {
		rows, bytes := r.builder.Pending(t.Name)
		if rows == 0 || !all && bytes < r.options.Limits.BatchBytes {
			continue
		}
		record, err := r.builder.Take(t.Name)
		if err != nil {
			return err
		}
		err = r.sinks[i].Write(record, bytes)
		record.Release()
		if err != nil {
			return err
		}
	}
	return nil
}

// finish ends all files, and gives the manifest of the run.
func (r *run) finish() (Manifest, error) {
	if err := r.flush(true); err != nil {
		return Manifest{}, err
	}
	m := Manifest{
		SchemaVersion: table.SchemaVersion, Program: program, Version: r.options.Version, RunID: r.options.RunID,
		Inputs: r.options.Inputs, Configuration: r.configuration, ConfigurationSHA256: r.configuration.SHA256(),
		Started: r.started.UTC(), Workers: r.options.Workers,
	}
	for i, t := range r.tables {
		parts, err := r.sinks[i].Close()
		if err != nil {
			return m, err
		}
		m.Tables = append(m.Tables, r.count(t.Name, parts))
	}
	inputs := r.inputs
	r.inputs = nil
	var err error
	m.InputList, err = inputs.Finish()
	m.InputList.Rows = r.summary.Files
	m.Counts = r.summary
	return m, err
}

func (r *run) count(name string, parts []commit.Part) TableParts {
	t := TableParts{Name: name, Parts: parts}
	for _, p := range parts {
		t.Rows += p.Rows
		r.summary.Written += p.Bytes
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
