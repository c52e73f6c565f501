package pipeline

import (
	"bufio"
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"
	"time"

	"quoth/pipeline/commit"
	"quoth/pipeline/index"
	"quoth/pipeline/limit"
	"quoth/pipeline/reader"
	"quoth/pipeline/sink"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// CompactOptions say how an output is compacted.
type CompactOptions struct {
	Out        string
	Version    string        // of the program
	Duplicates Duplicates    // a new one, to look for them again; used where the last run looked for them
	Wait       time.Duration // for another run in the output to end
	Files      commit.FS     // nil is the machine's
}

// Compact writes the tables of an output anew, as one run over its current
// articles would have written them: rows that later runs replaced are gone,
// small parts become large ones, and articles stand in the order of their
// sources (source.Compare), those of one source in the order of the runs that
// wrote them. Where tables are divided into partitions, each partition is
// written so, one after the other. It is as atomic as a run. It returns ErrNoRun
// where there is nothing to compact, and else the errors of Run. An output that
// no run was added to is left as it is, unless partitions came in several files.
//
// Memory grows with the number of runs since the last time: one reader for
// each is open at once. In partitions, it grows with the number of articles that
// are duplicates, too.
func Compact(ctx context.Context, o CompactOptions) (Summary, error) {
	if o.Files == nil {
		o.Files = commit.Disk
	}
	r := &run{options: Options{Files: o.Files, Out: o.Out, Wait: o.Wait, Version: o.Version}, started: time.Now(), summary: newSummary()}
	if err := commit.Exists(o.Files, o.Out); errors.Is(err, fs.ErrNotExist) {
		return r.summary, fmt.Errorf("%w: %w", ErrNoRun, err)
	}
	var err error
	if r.output, err = r.lock(ctx); err != nil {
		return r.summary, err
	}
	c := &compaction{run: r, duplicates: o.Duplicates}
	err = c.inOutput(ctx)
	return r.summary, errors.Join(err, r.output.Close())
}

// A compaction is the state of one call of Compact.
type compaction struct {
	*run
	then       Manifest
	last       map[string]int // the run whose rows of an article are current, for articles with several
	numbers    []int          // of runs that wrote rows, rising
	duplicates Duplicates     // nil where they stay as they are
	order      *commit.Writer // of the current articles of a folder

	writing   sink.Options
	stored    map[string][]commit.Part // by table and folder
	folder    string                   // that is being written: "language=en/"; "" where tables are whole
	finished  map[string][]commit.Part // by table
	originals map[string]string        // what articles are duplicates of, where tables are divided and it is looked for again
}

// orderName is the staged file that holds the order of articles while tables
// are written.
const orderName = "_order"

func (c *compaction) inOutput(ctx context.Context) error {
	if !c.output.Finished() {
		return fmt.Errorf("%w in %s", ErrNoRun, c.run.options.Out)
	}
	var err error
	if c.then, err = readManifest(c.output); err != nil {
		return err
	}
	c.summary = c.then.Counts
	if c.then.compact() {
		c.summary.AlreadyDone = true
		return nil
	}
	if err := c.output.Begin(true); err != nil {
		return err
	}
	if err := c.work(ctx); err != nil {
		c.discard()
		return errors.Join(err, c.output.Abandon(true))
	}
	return nil
}

// compact says whether all rows are of the first run, and each partition is as
// it would be written now.
func (m *Manifest) compact() bool {
	if m.Replaced != nil {
		return false
	}
	folders := map[string]bool{}
	for _, t := range m.Tables {
		for _, p := range t.Parts {
			folder := path.Dir(p.Path)
			if p.Run > 0 || folders[folder] && m.divided() && !m.Compacted {
				return false
			}
			folders[folder] = true
		}
	}
	return true
}

func (m *Manifest) divided() bool { return len(m.Configuration.PartitionBy) > 0 }

func (c *compaction) work(ctx context.Context) error {
	if err := c.begin(); err != nil {
		return err
	}
	if err := c.findOriginals(ctx); err != nil {
		return err
	}
	for _, folder := range c.folders() {
		if err := c.compactFolder(ctx, folder); err != nil {
			return err
		}
	}
	if err := c.quarantine(ctx); err != nil {
		return err
	}
	m, err := c.finish()
	if err != nil {
		return err
	}
	if err := c.describe(m); err != nil {
		return err
	}
	if err := writeManifest(c.output, m); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return c.output.Publish()
}

// begin takes up what there is, with the configuration of the last run.
func (c *compaction) begin() error {
	configuration := c.then.Configuration
	c.run.options.Format, c.run.options.License = configuration.Format, configuration.License
	c.run.options.Limits = writingLimits(configuration.Limits)
	var err error
	if c.tables, err = (Options{Tables: configuration.Tables, NoText: configuration.NoText}).tables(); err != nil {
		return err
	}
	if !configuration.Duplicates || configuration.NoText {
		c.duplicates = nil
	}
	metadata := configuration.metadata()
	c.builder = table.NewBuilder(c.tables, metadata)
	c.writing = sink.Options{
		Format: configuration.Format, CreatedBy: program + " " + configuration.Version, Metadata: metadata,
		Limits: c.run.options.Limits, Formulas: configuration.Formula, Compression: configuration.Compression,
	}
	c.stored, c.finished = map[string][]commit.Part{}, map[string][]commit.Part{}
	for _, t := range c.tables {
		c.sinks = append(c.sinks, sink.New(t, c.output, c.writing))
		for _, p := range c.then.parts(t.Name) {
			c.numbers = append(c.numbers, p.Run)
			folder := path.Dir(p.Path) + "/"
			c.stored[folder] = append(c.stored[folder], p)
		}
	}
	slices.Sort(c.numbers)
	c.numbers = slices.Compact(c.numbers)
	c.seen = index.NewSet(scratch{c.output}, index.DefaultHeld)
	c.summary = c.restarted()
	return c.readReplaced()
}

// folders lists the folders that articles lie in, below each table, in order.
func (c *compaction) folders() []string {
	if !c.then.divided() {
		return []string{""}
	}
	var all []string
	for folder := range c.stored {
		if below, of := strings.CutPrefix(folder, table.Documents+"/"); of && below != "" {
			all = append(all, below)
		}
	}
	slices.Sort(all)
	return all
}

// compactFolder writes one folder of all tables but quarantine.
func (c *compaction) compactFolder(ctx context.Context, folder string) error {
	c.folder = folder
	for i, t := range c.tables {
		if t.Name != table.Quarantine {
			o := c.writing
			o.Folder = folder
			c.sinks[i] = sink.New(t, c.output, o)
		}
	}
	if err := c.articles(ctx); err != nil {
		return err
	}
	for _, t := range c.tables {
		if t.Name == table.Documents || t.Name == table.Quarantine {
			continue
		}
		if err := c.others(ctx, t.Name); err != nil {
			return err
		}
	}
	if err := c.output.RemoveStaged(orderName); err != nil {
		return err
	}
	if err := c.flush(true); err != nil {
		return err
	}
	for i, t := range c.tables {
		if t.Name == table.Quarantine {
			continue
		}
		if err := c.sinks[i].Roll(); err != nil {
			return err
		}
		c.finished[t.Name] = append(c.finished[t.Name], c.sinks[i].Parts()...)
	}
	return nil
}

// writingLimits takes what bounds the files from the limits of an earlier run.
func writingLimits(then limit.Limits) limit.Limits {
	l := limit.Default()
	l.BatchBytes, l.RowGroupBytes, l.RowGroupRows, l.PartBytes = then.BatchBytes, then.RowGroupBytes, then.RowGroupRows, then.PartBytes
	l.Partitions, l.OpenFiles = cmp.Or(then.Partitions, l.Partitions), cmp.Or(then.OpenFiles, l.OpenFiles)
	if l.Check() != nil {
		return limit.Default() // of a version with other limits
	}
	return l
}

func (c *compaction) readReplaced() error {
	c.last = map[string]int{}
	if c.then.Replaced == nil {
		return nil
	}
	file, err := c.output.OpenPublished(commit.Replaced)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := json.NewDecoder(bufio.NewReader(file))
	for {
		var line Replacement
		if err := lines.Decode(&line); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: %w", commit.Replaced, err)
		}
		c.last[line.ID] = line.Run
	}
}

// A stream gives the current rows that one run wrote into one table.
type stream struct {
	next func() (reader.Row, error, bool)
	stop func()
	row  reader.Row // not yet taken; nil at the end
}

func (s *stream) advance() error {
	row, err, more := s.next()
	if !more {
		row = nil
	}
	s.row = row
	return err
}

func idOf(row reader.Row) string {
	id, _ := row["doc_id"].(string)
	return id
}

func sourceOf(row reader.Row) string {
	name, _ := row["source"].(string)
	return name
}

// streams opens one stream a run, for the folder that is being written.
func (c *compaction) streams(ctx context.Context, name string) ([]*stream, func(), error) {
	var all []*stream
	stop := func() {
		for _, s := range all {
			s.stop()
		}
	}
	for _, number := range c.numbers {
		s := &stream{stop: func() {}}
		all = append(all, s)
		parts := c.partsOf(name, c.folder, number)
		if len(parts) == 0 {
			continue
		}
		s.next, s.stop = iter.Pull2(c.current(ctx, number, parts))
		if err := s.advance(); err != nil {
			return nil, stop, err
		}
	}
	return all, stop, nil
}

// partsOf gives the files of a folder of a table that one run wrote.
func (c *compaction) partsOf(name, folder string, number int) []commit.Part {
	var parts []commit.Part
	for _, p := range c.stored[name+"/"+folder] {
		if p.Run == number {
			parts = append(parts, p)
		}
	}
	return parts
}

// current leaves out the rows that later runs replaced.
func (c *compaction) current(ctx context.Context, number int, parts []commit.Part) iter.Seq2[reader.Row, error] {
	return func(yield func(reader.Row, error) bool) {
		for row, err := range rows(ctx, c.output, &c.then, parts) {
			if last, several := c.last[idOf(row)]; err == nil && several && number < last {
				continue
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// articles merges the documents of all runs, and notes the order.
func (c *compaction) articles(ctx context.Context) error {
	var err error
	if c.order, err = c.output.Create(orderName); err != nil {
		return err
	}
	streams, stop, err := c.streams(ctx, table.Documents)
	defer stop()
	if err != nil {
		return err
	}
	for {
		first := -1
		for i, s := range streams {
			if s.row != nil && (first < 0 || source.Compare(sourceOf(s.row), sourceOf(streams[first].row)) < 0) {
				first = i
			}
		}
		if first < 0 {
			break
		}
		if err := c.article(first, streams[first].row); err != nil {
			return err
		}
		if err := streams[first].advance(); err != nil {
			return err
		}
	}
	order := c.order
	c.order = nil
	_, err = order.Finish()
	return err
}

// restarted gives a summary with what can't be counted again.
func (c *compaction) restarted() Summary {
	s := newSummary()
	for _, earlier := range c.then.runs() {
		s.Files += earlier.Counts.Files
		s.Bytes += earlier.Counts.Bytes
		s.BadDates += earlier.Counts.BadDates
		for reason, n := range earlier.Counts.Skipped {
			if reason != SkippedUnchanged {
				s.Skipped[reason] += n
			}
		}
		for kind, n := range earlier.Counts.Repairs {
			s.Repairs[kind] += n
		}
	}
	return s
}

// article writes one row of documents.
func (c *compaction) article(from int, row reader.Row) error {
	id := idOf(row)
	if err := c.findDuplicate(id, row); err != nil {
		return err
	}
	entry := binary.AppendUvarint(nil, uint64(from))
	entry = binary.AppendUvarint(entry, uint64(len(id)))
	if _, err := c.order.Write(append(entry, id...)); err != nil {
		return err
	}
	c.summary.Articles++
	c.summary.Quotes += countIn(row, "quotes")
	c.summary.Tokens += countIn(row, "tokens")
	c.builder.Copy(table.Documents, row, false)
	return c.flush(false)
}

func countIn(row reader.Row, column string) int64 {
	n, _ := wholeNumber(row[column])
	return n
}

// findDuplicate looks among the articles before this one for its like. Where
// there are no texts to compare, an article that no longer comes before this
// one can't be named.
func (c *compaction) findDuplicate(id string, row reader.Row) error {
	of, _ := row["duplicate_of"].(string)
	switch {
	case c.originals != nil:
		of = c.originals[id]
	case c.then.divided(): // no article ever leaves an output
	case c.duplicates != nil:
		text, _ := row["text"].(string)
		of = c.duplicates.Earlier(id, c.duplicates.Sketch(text))
	case of != "":
		_, found, err := c.seen.Find(digestOf(of))
		if err != nil {
			return err
		}
		if !found {
			of = ""
		}
	}
	row["duplicate_of"] = of
	if of != "" {
		c.summary.Duplicates++
	}
	if c.then.divided() {
		return nil
	}
	return c.seen.Add(index.Entry{ID: digestOf(id)})
}

// others copies the rows of one table in the order of articles.
func (c *compaction) others(ctx context.Context, name string) error {
	streams, stop, err := c.streams(ctx, name)
	defer stop()
	if err != nil {
		return err
	}
	file, err := c.output.OpenStaged(orderName)
	if err != nil {
		return err
	}
	defer file.Close()
	order := bufio.NewReader(file)
	for {
		from, id, err := readOrder(order)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		s := streams[from]
		for s.row != nil && idOf(s.row) == id {
			c.builder.Copy(name, s.row, false)
			if err := s.advance(); err != nil {
				return err
			}
		}
		if err := c.flush(false); err != nil {
			return err
		}
	}
}

func readOrder(order *bufio.Reader) (from int, id string, err error) {
	n, err := binary.ReadUvarint(order)
	if err != nil {
		return 0, "", err
	}
	length, err := binary.ReadUvarint(order)
	if err != nil {
		return 0, "", fmt.Errorf("%s: %w", orderName, io.ErrUnexpectedEOF)
	}
	words := make([]byte, length)
	if _, err := io.ReadFull(order, words); err != nil {
		return 0, "", fmt.Errorf("%s: %w", orderName, io.ErrUnexpectedEOF)
	}
	return int(n), string(words), nil
}

// quarantine copies the rows of the quarantine, which are all current. Those of
// inputs in other places than the last run's keep their run's number, by which
// they can be found again.
func (c *compaction) quarantine(ctx context.Context) error {
	roots := c.then.roots()
	for row, err := range rows(ctx, c.output, &c.then, c.then.parts(table.Quarantine)) {
		if err != nil {
			return err
		}
		n, _ := wholeNumber(row["run"])
		c.summary.Quarantined[rejectedRow(row).Code]++
		c.builder.Copy(table.Quarantine, row, roots[int(n)] != c.then.Root)
		if err := c.flush(false); err != nil {
			return err
		}
	}
	return nil
}

// finish ends all files, and gives the manifest.
func (c *compaction) finish() (Manifest, error) {
	m := c.then
	if err := c.flush(true); err != nil {
		return m, err
	}
	m.Tables = nil
	for i, t := range c.tables {
		parts, err := c.partsFinished(i)
		if err != nil {
			return m, err
		}
		slices.SortFunc(parts, byPath)
		m.Tables = append(m.Tables, c.count(t.Name, nil, parts))
	}
	if err := errors.Join(c.seen.Close(), c.output.Keep(commit.Inputs)); err != nil {
		return m, err
	}
	var err error
	m.Index, err = c.reindex()
	m.Replaced, m.Counts, m.Compacted = nil, c.summary, true
	return m, err
}

// partsFinished gives the files of a table: one without rows where it has none.
func (c *compaction) partsFinished(i int) ([]commit.Part, error) {
	t := c.tables[i]
	if t.Name == table.Quarantine {
		return c.sinks[i].Close()
	}
	if parts := c.finished[t.Name]; len(parts) > 0 {
		return parts, nil
	}
	return sink.New(t, c.output, c.writing).Close()
}

// reindex writes the index with all articles as of the first run.
func (c *compaction) reindex() (commit.Part, error) {
	from, err := c.output.OpenPublished(commit.Index)
	if err != nil {
		return commit.Part{}, err
	}
	old, err := index.Open(from)
	if err != nil {
		return commit.Part{}, err
	}
	defer old.Close()
	w, err := c.output.Create(commit.Index)
	if err != nil {
		return commit.Part{}, err
	}
	if err := old.WriteAs(w, 0); err != nil {
		w.Discard()
		return commit.Part{}, err
	}
	part, err := w.Finish()
	part.Rows = old.Len()
	return part, err
}

func (c *compaction) discard() {
	c.run.discard()
	if c.order != nil {
		c.order.Discard()
	}
}
