package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quoth/pipeline"
	"quoth/pipeline/limit"
	"quoth/pipeline/reader"
	"quoth/pipeline/sink"
	"quoth/pipeline/verify"
)

// newspapers writes articles of ten publishers, each next to others'.
func newspapers(t *testing.T, from, to int) string {
	t.Helper()
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, `{"id":"a%d","text":"Article %d of many.","publisher":"Paper %d"}`+"\n", i, i, i%10)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.jsonl"), []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

func ids(t *testing.T, out string) []string {
	t.Helper()
	var found []string
	for row, err := range reader.Rows(context.Background(), out, "documents") {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, fmt.Sprint(row["doc_id"], row["publisher"], row["text"]))
	}
	slices.Sort(found)
	return found
}

func whole(t *testing.T, out string) {
	t.Helper()
	result, err := verify.Check(context.Background(), out, func(p verify.Problem) { t.Error(p) })
	if err != nil || result.Problems > 0 {
		t.Errorf("%+v %v", result, err)
	}
}

func TestPartitionsHoldWhatWholeTablesHold(t *testing.T) {
	in := newspapers(t, 0, 25)
	undivided := t.TempDir()
	run(t, options(t, in, undivided))
	for _, format := range []sink.Format{sink.Parquet, sink.JSONL} {
		for _, workers := range []int{1, 4} {
			out := t.TempDir()
			o := options(t, in, out)
			o.Format, o.Workers, o.PartitionBy = format, workers, []string{"publisher", "language"}
			run(t, o)
			whole(t, out)
			if got, want := ids(t, out), ids(t, undivided); !slices.Equal(got, want) {
				t.Errorf("%s: other articles: %d, not %d", format, len(got), len(want))
			}
			for name := range files(t, out) {
				folder, _, _ := strings.Cut(name, "/")
				divided := strings.Contains(name, "/publisher=Paper ") && strings.Contains(name, "/language=en/part-")
				empty := folder == "quarantine" || folder == "quotes" || folder == "stances"
				if strings.Contains(name, "/part-") && !divided && !empty {
					t.Errorf("%s is in no partition", name)
				}
			}
		}
	}
}

// TestManyPartitionsGiveTheSameBytes has more partitions than may have files
// open or rows in memory, in an order that takes each in turn.
func TestManyPartitionsGiveTheSameBytes(t *testing.T) {
	in := newspapers(t, 0, 60)
	var first map[string]string
	for _, workers := range []int{1, 4, 16} {
		out := t.TempDir()
		o := options(t, in, out)
		o.Workers, o.PartitionBy, o.Limits = workers, []string{"publisher"}, limit.Default()
		o.Limits.RowGroupBytes, o.Limits.OpenFiles = 300_000, 4
		run(t, o)
		whole(t, out)
		if found := files(t, out); first == nil {
			first = found
		} else if fmt.Sprint(tablesOf(t, out)) != fmt.Sprint(tablesIn(first)) {
			t.Errorf("%d workers: other files", workers)
		}
		if n := len(ids(t, out)); n != 60 {
			t.Errorf("%d articles", n)
		}
	}
}

func TestAnAdditionGoesIntoItsPartitions(t *testing.T) {
	out := t.TempDir()
	o := options(t, newspapers(t, 0, 15), out)
	o.PartitionBy = []string{"publisher"}
	run(t, o)
	more := newspapers(t, 15, 30)
	o.Inputs, o.Append = []string{more}, true
	run(t, o)
	whole(t, out)
	if n := len(ids(t, out)); n != 30 {
		t.Errorf("%d articles", n)
	}
	o.PartitionBy = nil
	o.Inputs = []string{newspapers(t, 30, 35)}
	if _, err := pipeline.Run(context.Background(), o); !errors.Is(err, pipeline.ErrAppend) || !strings.Contains(err.Error(), "partition_by") {
		t.Errorf("%v", err)
	}
}

func TestOnlyKnownColumnsDivide(t *testing.T) {
	o := options(t, newspapers(t, 0, 1), t.TempDir())
	o.PartitionBy = []string{"mood"}
	if _, err := pipeline.Run(context.Background(), o); !errors.Is(err, pipeline.ErrOptions) {
		t.Errorf("%v", err)
	}
	o.PartitionBy, o.Compression = nil, "lzw"
	if _, err := pipeline.Run(context.Background(), o); !errors.Is(err, pipeline.ErrOptions) {
		t.Errorf("%v", err)
	}
}
