package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"quoth/pipeline/commit"
	"quoth/pipeline/sink"
	"quoth/pipeline/table"
)

// What it costs to hold rows and files, in bytes, beside the rows themselves:
// measured, and rounded up.
const (
	columnBytes = 1 << 10 // a column of a table that has rows in memory
	footerBytes = 8 << 20 // what the footers of all open files may come to
)

// partitions divide the tables of a run into folders by a value of the article.
// However many folders there are, what is in memory is bounded: rows wait until
// all that wait are too many, and then those of the table and folder with the
// most are written, as row groups of their own; of the files that are open, the
// one that was written longest ago ends. So a folder may get several files.
// Which rows go into which file depends on the order of the articles alone.
type partitions struct {
	by      []string
	tables  []table.Table // those that are divided: all but quarantine
	builder func() *table.Builder
	options sink.Options
	first   func(table string) int
	output  *commit.Output

	all     map[string]*partition // by folder
	waiting []*division           // those with rows in memory
	held    int64                 // bytes of all of them
	open    []*division           // those with an open file, the one written longest ago first
}

// A partition is one folder of every table.
type partition struct {
	folder    string
	builder   *table.Builder // nil where no rows wait
	divisions []*division    // beside the tables; nil where there never were rows
}

// A division is one folder of one table.
type division struct {
	of    *partition
	table string
	sink  *sink.Sink
	held  int64 // bytes of the rows that wait, with what it costs to hold them; 0 for none
}

// add takes the rows of an article.
func (p *partitions) add(d table.Document) error {
	one, err := p.of(partitionFolder(p.by, d))
	if err != nil {
		return err
	}
	one.builder.Add(d)
	for i := range p.tables {
		p.hold(one, i)
	}
	for p.held > p.options.Limits.RowGroupBytes {
		if err := p.write(slices.MaxFunc(p.waiting, byHeld)); err != nil {
			return err
		}
	}
	return nil
}

func byHeld(a, b *division) int { return cmp.Compare(a.held, b.held) }

// of gives a partition that takes rows.
func (p *partitions) of(folder string) (*partition, error) {
	one := p.all[folder]
	if one == nil {
		if most := p.options.Limits.Partitions; len(p.all) == most {
			return nil, fmt.Errorf("%w: more than %d", ErrTooManyPartitions, most)
		}
		one = &partition{folder: folder, divisions: make([]*division, len(p.tables))}
		p.all[folder] = one
	}
	if one.builder == nil {
		one.builder = p.builder()
	}
	return one, nil
}

// hold counts the rows of a table that wait in a partition.
func (p *partitions) hold(one *partition, i int) {
	t := p.tables[i]
	rows, bytes := one.builder.Pending(t.Name)
	if rows == 0 {
		one.builder.Drop(t.Name)
		return
	}
	d := one.divisions[i]
	if d == nil {
		o := p.options
		o.Folder, o.First, o.WholeGroups = one.folder, p.first(t.Name), true
		d = &division{of: one, table: t.Name, sink: sink.New(t, p.output, o)}
		one.divisions[i] = d
	}
	if d.held == 0 {
		p.waiting = append(p.waiting, d)
	}
	held := bytes + columnBytes*int64(len(t.Columns))
	p.held += held - d.held
	d.held = held
}

// write writes the rows of a division that wait.
func (p *partitions) write(d *division) error {
	if err := p.makeRoom(d); err != nil {
		return err
	}
	if err := flushTable(d.of.builder, d.sink, d.table, 0, true); err != nil {
		return err
	}
	p.waiting = without(p.waiting, d)
	p.held -= d.held
	d.held = 0
	d.of.builder.Drop(d.table)
	if !slices.ContainsFunc(d.of.divisions, func(d *division) bool { return d != nil && d.held > 0 }) {
		d.of.builder = nil
	}
	p.open = without(p.open, d)
	if d.sink.Open() {
		p.open = append(p.open, d)
	}
	return nil
}

// makeRoom ends files of others, that one more may be open.
func (p *partitions) makeRoom(d *division) error {
	var footers int64
	for _, other := range p.open {
		footers += other.sink.FooterBytes()
	}
	tooMany := !d.sink.Open() && len(p.open) >= p.options.Limits.OpenFiles
	for tooMany || footers > footerBytes && len(p.open) > 0 {
		oldest := p.open[0]
		tooMany, footers, p.open = false, footers-oldest.sink.FooterBytes(), p.open[1:]
		if err := oldest.sink.Roll(); err != nil {
			return err
		}
	}
	return nil
}

func without(list []*division, d *division) []*division {
	if at := slices.Index(list, d); at >= 0 {
		return slices.Delete(list, at, at+1)
	}
	return list
}

// end writes all that waits and ends all files.
func (p *partitions) end() error {
	for len(p.waiting) > 0 {
		if err := p.write(p.waiting[0]); err != nil {
			return err
		}
	}
	for len(p.open) > 0 {
		d := p.open[0]
		p.open = p.open[1:]
		if err := d.sink.Roll(); err != nil {
			return err
		}
	}
	return nil
}

// parts gives the files of a table, in the order of their names.
func (p *partitions) parts(name string) []commit.Part {
	var parts []commit.Part
	for _, one := range p.all {
		for _, d := range one.divisions {
			if d != nil && d.table == name {
				parts = append(parts, d.sink.Parts()...)
			}
		}
	}
	slices.SortFunc(parts, byPath)
	return parts
}

func byPath(a, b commit.Part) int { return strings.Compare(a.Path, b.Path) }

func (p *partitions) discard() {
	for _, d := range p.open {
		d.sink.Discard()
	}
}
