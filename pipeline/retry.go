package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"quoth/pipeline/commit"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// Retry reads again the files that articles were set aside of in the finished
// run, or runs, of an output, and adds what can be annotated now. A row of the
// quarantine goes when its article is added; what fails again stays. Articles
// that are there and have not changed are not annotated again.
//
// The options give what the manifest doesn't know: Out, Annotate, Version,
// Choices, Duplicates, Workers, Wait, RunID, MaxErrors and whom to tell. Inputs,
// tables and format are those of the runs. Where runs had inputs in several
// places, each place is a run of its own, and the summary adds them up. What
// came from standard input can't be read again, and stays.
//
// It returns ErrNoRun where there is no finished run, and else the errors of
// Run.
func Retry(ctx context.Context, o Options) (Summary, error) {
	if o.Files == nil {
		o.Files = commit.Disk
	}
	total := newSummary()
	places, err := setAside(ctx, o, &total)
	if err != nil {
		return total, err
	}
	total.AlreadyDone = true
	for _, root := range slices.Sorted(maps.Keys(places)) {
		summary, err := Run(ctx, places[root].options(o))
		if err != nil {
			return total, err
		}
		total.include(summary)
	}
	return total, nil
}

// A place is a folder that runs of an output had inputs in.
type place struct {
	with    Configuration   // of the last run there
	inputs  []string        // of all of them, absolute
	sources map[string]bool // of what was set aside, and all that these may lie in
}

// options are those of a run that reads the place again.
func (p *place) options(o Options) Options {
	o.Inputs, o.InputFormat, o.Fields, o.FollowLinks = p.inputs, p.with.InputFormat, p.with.Fields, p.with.FollowLinks
	o.Language, o.Others, o.NoText, o.Formula, o.Format, o.Tables = p.with.Language, p.with.Others, p.with.NoText, p.with.Formula, p.with.Format, p.with.Tables
	o.PartitionBy, o.Compression = p.with.PartitionBy, p.with.Compression
	o.License, o.Append, o.Overwrite, o.Limit = p.with.License, true, false, 0
	o.Limits = writingLimits(p.with.Limits)
	o.only = func(file string) bool { return p.sources[file] }
	return o
}

// setAside finds the places that anything was set aside from, and tells what
// rows the output has.
func setAside(ctx context.Context, o Options, s *Summary) (map[string]*place, error) {
	if err := commit.Exists(o.Files, o.Out); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w", ErrNoRun, err)
	}
	r := &run{options: o, summary: *s}
	var err error
	if r.output, err = r.lock(ctx); err != nil {
		return nil, err
	}
	places, err := r.places(ctx)
	return places, errors.Join(err, r.output.Close())
}

func (r *run) places(ctx context.Context) (map[string]*place, error) {
	if !r.output.Finished() {
		return nil, fmt.Errorf("%w in %s", ErrNoRun, r.options.Out)
	}
	m, err := readManifest(r.output)
	if err != nil {
		return nil, err
	}
	for _, t := range m.Tables {
		r.summary.Rows[t.Name] = t.Rows
	}
	all := m.places()
	roots, found := m.roots(), map[string]*place{}
	for row, err := range rows(ctx, r.output, &m, m.parts(table.Quarantine)) {
		if err != nil {
			return nil, err
		}
		n, _ := wholeNumber(row["run"])
		name, root := rejectedRow(row).Source, roots[int(n)]
		if p := all[root]; p != nil && name != source.Stdin && !strings.HasPrefix(name, source.Stdin+"#") {
			p.include(name)
			found[root] = p
		}
	}
	return found, nil
}

// places gives the places that the runs of an output had inputs in, by root.
func (m *Manifest) places() map[string]*place {
	all := map[string]*place{}
	for _, e := range m.runs() {
		p := all[e.Root]
		if p == nil {
			p = &place{sources: map[string]bool{}}
			all[e.Root] = p
		}
		p.with = m.Configuration
		if then, ok := m.Configurations[e.ConfigurationSHA256]; ok {
			p.with = then
		}
		for _, in := range e.Inputs {
			if in != source.Stdin {
				p.inputs = append(p.inputs, absolute(e.Directory, in))
			}
		}
		slices.Sort(p.inputs)
		p.inputs = slices.Compact(p.inputs)
	}
	delete(all, "")
	return all
}

// absolute gives the path of an input as given in a directory.
func absolute(directory, in string) string {
	if filepath.IsAbs(in) || strings.Contains(in, "://") {
		return in
	}
	return filepath.Join(directory, in)
}

// include remembers a source and every file that it may lie in.
func (p *place) include(name string) {
	p.sources[name] = true
	for i, c := range name {
		if c == '#' || c == '/' {
			p.sources[name[:i]] = true
		}
	}
}

// include adds the counts of another run of the same output.
func (s *Summary) include(other Summary) {
	s.AlreadyDone = s.AlreadyDone && other.AlreadyDone
	s.Files += other.Files
	s.Bytes += other.Bytes
	s.Articles += other.Articles
	s.Quotes += other.Quotes
	s.Tokens += other.Tokens
	s.Replaced += other.Replaced
	s.Duplicates += other.Duplicates
	s.BadDates += other.BadDates
	s.Resumed += other.Resumed
	s.Written += other.Written
	for _, c := range []struct{ to, from map[string]int64 }{
		{s.Quarantined, other.Quarantined}, {s.Skipped, other.Skipped}, {s.Repairs, other.Repairs},
	} {
		for key, n := range c.from {
			c.to[key] += n
		}
	}
	maps.Copy(s.Rows, other.Rows)
}
