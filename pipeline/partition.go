package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"quoth/pipeline/commit"
	"quoth/pipeline/sink"
	"quoth/pipeline/table"
)

// openPartitions is how many partitions have rows in memory and files open at
// once. Input that comes sorted by partition needs one; the rows of any other
// order are cut into more files.
const openPartitions = 8

// mostPartitions bounds the folders of an output: what asks for more has been
// partitioned by something that is nearly a key, and no reader is served by it.
const mostPartitions = 10_000

// longestValue bounds a value in the name of a folder, in bytes: file systems
// take names of 255.
const longestValue = 200

// noValue stands for null in the name of a folder, as Hive has it.
const noValue = "__HIVE_DEFAULT_PARTITION__"

// partitionColumns are what tables can be partitioned by: a value of the
// article, "" for none.
var partitionColumns = map[string]func(table.Document) string{
	"published_date":  func(d table.Document) string { return published(d, "2006-01-02") },
	"published_month": func(d table.Document) string { return published(d, "2006-01") },
	"published_year":  func(d table.Document) string { return published(d, "2006") },
	"publisher":       func(d table.Document) string { return d.Publisher },
	"language":        func(d table.Document) string { return d.Language },
	"topic":           topicOf,
}

// PartitionColumns lists what tables can be partitioned by.
func PartitionColumns() []string {
	return []string{"published_date", "published_month", "published_year", "publisher", "language", "topic"}
}

func published(d table.Document, layout string) string {
	if d.Published.IsZero() {
		return ""
	}
	return d.Published.UTC().Format(layout)
}

// topicOf is the best topic's code without the colon, which Hive would escape.
func topicOf(d table.Document) string {
	for _, t := range d.Topics {
		if t.Level == 1 {
			return strings.TrimPrefix(t.Code, "medtop:")
		}
	}
	return ""
}

// partitionFolder is where a document's rows lie below each table:
// "published_date=2025-07-03/language=en/".
func partitionFolder(by []string, d table.Document) string {
	var b strings.Builder
	for _, column := range by {
		b.WriteString(column + "=" + escapeValue(partitionColumns[column](d)) + "/")
	}
	return b.String()
}

// escapeValue writes a value as Hive and Spark name folders: what a path, a
// shell or an address could take for something else is written as %XX.
func escapeValue(value string) string {
	if value == "" {
		return noValue
	}
	var b strings.Builder
	for i := 0; i < len(value) && b.Len() < longestValue; i++ {
		c := value[i]
		if c < ' ' || c == 0x7f || strings.IndexByte("\"#%'*/:=?\\{}[]^<>|", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return strings.ToValidUTF8(b.String(), "") // a character that the bound cut in two
}

// partitions hold the tables of a run whose rows go into folders by a value of
// their article. Which files come about depends on the order of the articles
// alone.
type partitions struct {
	by      []string
	tables  []table.Table // those that are partitioned: all but quarantine
	builder func([]table.Table) *table.Builder
	options sink.Options
	first   func(table string) int
	output  *commit.Output

	all  map[string]*partition // by folder
	open []*partition          // the least recently used first
}

// A partition is one folder of every table.
type partition struct {
	builder *table.Builder // nil where it is not open
	sinks   []*sink.Sink
}

// add takes the rows of an article.
func (p *partitions) add(d table.Document) error {
	one, err := p.of(partitionFolder(p.by, d))
	if err != nil {
		return err
	}
	one.builder.Add(d)
	return nil
}

// of gives a partition, open, and closes another where too many are.
func (p *partitions) of(folder string) (*partition, error) {
	one := p.all[folder]
	if one == nil {
		if len(p.all) == mostPartitions {
			return nil, fmt.Errorf("%w: more than %d", ErrTooManyPartitions, mostPartitions)
		}
		one = p.newPartition(folder)
		p.all[folder] = one
	}
	if at := slices.Index(p.open, one); at >= 0 {
		p.open = append(slices.Delete(p.open, at, at+1), one)
		return one, nil
	}
	if len(p.open) == openPartitions {
		if err := p.put(p.open[0]); err != nil {
			return nil, err
		}
		p.open = slices.Delete(p.open, 0, 1)
	}
	one.builder = p.builder(p.tables)
	p.open = append(p.open, one)
	return one, nil
}

func (p *partitions) newPartition(folder string) *partition {
	one := &partition{}
	for _, t := range p.tables {
		o := p.options
		o.Folder, o.First = folder, p.first(t.Name)
		one.sinks = append(one.sinks, sink.New(t, p.output, o))
	}
	return one
}

// put writes what a partition holds and closes its files.
func (p *partitions) put(one *partition) error {
	if err := p.flushOne(one, true); err != nil {
		return err
	}
	one.builder = nil
	for _, s := range one.sinks {
		if err := s.Roll(); err != nil {
			return err
		}
	}
	return nil
}

func (p *partitions) flushOne(one *partition, all bool) error {
	for i, t := range p.tables {
		if err := flushTable(one.builder, one.sinks[i], t.Name, p.options.Limits.BatchBytes, all); err != nil {
			return err
		}
	}
	return nil
}

// flush hands on the rows of the partition that was used last, or all rows.
func (p *partitions) flush(all bool) error {
	if !all {
		if n := len(p.open); n > 0 {
			return p.flushOne(p.open[n-1], false)
		}
		return nil
	}
	for _, one := range p.open {
		if err := p.put(one); err != nil {
			return err
		}
	}
	p.open = nil
	return nil
}

// parts gives the files of a table, in the order of their names.
func (p *partitions) parts(name string) []commit.Part {
	at := slices.IndexFunc(p.tables, func(t table.Table) bool { return t.Name == name })
	if at < 0 {
		return nil
	}
	var parts []commit.Part
	for _, one := range p.all {
		parts = append(parts, one.sinks[at].Parts()...)
	}
	slices.SortFunc(parts, func(a, b commit.Part) int { return strings.Compare(a.Path, b.Path) })
	return parts
}

func (p *partitions) discard() {
	for _, one := range p.open {
		for _, s := range one.sinks {
			s.Discard()
		}
	}
}
