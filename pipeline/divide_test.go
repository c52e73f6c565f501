package pipeline

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"quoth/nlp"
	"quoth/pipeline/commit"
	"quoth/pipeline/limit"
	"quoth/pipeline/sink"
	"quoth/pipeline/table"
)

type fataler interface{ Fatal(...any) }

// divided makes partitions by publisher in an output of their own.
func divided(t fataler, output *commit.Output, format sink.Format, l limit.Limits) *partitions {
	tables, err := table.Select([]string{table.Quotes, table.Topics})
	if err != nil {
		t.Fatal(err)
	}
	r := &run{options: Options{PartitionBy: []string{"publisher"}}, tables: tables, output: output}
	return r.newPartitions(sink.Options{Format: format, Limits: l})
}

// checkBounds wants what partitions hold to be counted right, and to be within
// its limits.
func checkBounds(t *rapid.T, p *partitions) {
	var held, waiting int64
	for _, d := range p.waiting {
		held += d.held
		rows, bytes := d.of.builder.Pending(d.table)
		if rows == 0 || bytes > d.held {
			t.Fatalf("%s waits with %d rows of %d bytes, counted as %d", d.table, rows, bytes, d.held)
		}
	}
	for _, one := range p.all {
		for i, d := range one.divisions {
			switch {
			case d != nil && d.held > 0:
				waiting++
			case one.builder == nil:
			default:
				if rows, _ := one.builder.Pending(p.tables[i].Name); rows > 0 {
					t.Fatalf("%d rows of %s wait and are not counted", rows, p.tables[i].Name)
				}
			}
		}
	}
	if held != p.held || int(waiting) != len(p.waiting) || held > p.options.Limits.RowGroupBytes {
		t.Fatalf("%d divisions hold %d bytes, counted as %d and %d", waiting, held, len(p.waiting), p.held)
	}
	var open int
	for _, one := range p.all {
		for _, d := range one.divisions {
			if d != nil && d.sink.Open() {
				open++
			}
		}
	}
	if open != len(p.open) || open > p.options.Limits.OpenFiles {
		t.Fatalf("%d files are open, counted as %d", open, len(p.open))
	}
}

// However many partitions there are, in whatever order their articles come, the
// rows in memory and the open files stay within their limits, and every row is
// written once.
func TestPartitionsStayWithinTheirLimits(t *testing.T) {
	base := t.TempDir()
	number := 0
	rapid.Check(t, func(t *rapid.T) {
		number++
		output, err := commit.Open(commit.Disk, fmt.Sprint(base, "/", number), "test")
		if err != nil {
			t.Fatal(err)
		}
		defer output.Close()
		if err := output.Begin(false); err != nil {
			t.Fatal(err)
		}
		l := limit.Default()
		l.RowGroupBytes = rapid.Int64Range(1, 400_000).Draw(t, "bytes")
		l.OpenFiles = rapid.IntRange(1, 8).Draw(t, "files")
		l.PartBytes = rapid.Int64Range(1, 10_000).Draw(t, "part")
		p := divided(t, output, rapid.SampledFrom(sink.Formats()).Draw(t, "format"), l)
		articles := rapid.SliceOfN(rapid.IntRange(0, 12), 0, 24).Draw(t, "publishers")
		for i, publisher := range articles {
			d := table.Document{Document: &nlp.Document{ID: fmt.Sprint(i), Publisher: fmt.Sprint(publisher), Text: "Some words of it."}}
			if publisher%2 == 0 {
				d.Topics = []nlp.Topic{{Code: "medtop:11000000", Name: "politics", Level: 1}}
			}
			if err := p.add(d); err != nil {
				t.Fatal(err)
			}
			checkBounds(t, p)
		}
		if err := p.end(); err != nil {
			t.Fatal(err)
		}
		checkBounds(t, p)
		var rows int64
		for _, part := range p.parts(table.Documents) {
			rows += part.Rows
		}
		if rows != int64(len(articles)) || len(p.open)+len(p.waiting) > 0 || p.held != 0 {
			t.Fatalf("%d rows of %d articles", rows, len(articles))
		}
	})
}

func TestTooManyPartitions(t *testing.T) {
	l := limit.Default()
	l.Partitions = 3
	p := divided(t, nil, sink.JSONL, l)
	for i := range l.Partitions + 1 {
		err := p.add(table.Document{Document: &nlp.Document{Publisher: fmt.Sprint(i)}})
		if errors.Is(err, ErrTooManyPartitions) != (i == l.Partitions) {
			t.Errorf("%d partitions: %v", i+1, err)
		}
	}
}
