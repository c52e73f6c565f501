package sink

import (
	"path/filepath"
	"testing"

	"github.com/apache/arrow/go/v17/parquet/file"

	"quoth/pipeline/limit"
	"quoth/pipeline/table"
)

func TestOpenRowGroupsShareMemory(t *testing.T) {
	dir := t.TempDir()
	output := begun(t, dir)
	q, record := quarantined(t, "message")
	var sinks []*Sink
	for _, name := range []string{"large", "small", "empty"} {
		one := table.Table{Name: name, Columns: q.Columns}
		sinks = append(sinks, New(one, output, Options{Format: Parquet, Limits: limit.Default()}))
	}
	const rows, most = 50, 1000
	for range rows {
		for i, bytes := range []int64{100, 10} {
			if err := sinks[i].Write(record, bytes); err != nil {
				t.Fatal(err)
			}
			Share(sinks, most)
			var open int64
			for _, s := range sinks[:2] {
				if s.file != nil {
					open += s.encoder.(grouper).open()
				}
			}
			if open > most {
				t.Fatalf("row groups hold %d", open)
			}
		}
	}
	for i, want := range []int{7, 1, 1} {
		parts, err := sinks[i].Close()
		if err != nil || len(parts) != 1 {
			t.Fatalf("%v %v", parts, err)
		}
		checkGroups(t, filepath.Join(dir, "_staging", parts[0].Path), want)
	}
}

// checkGroups wants so many row groups at most, and none that is empty beside
// others.
func checkGroups(t *testing.T, path string, most int) {
	t.Helper()
	r, err := file.OpenParquetFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n := r.NumRowGroups(); n > most || n < most-1 {
		t.Errorf("%s: %d row groups, not %d", path, n, most)
	}
	for i := range r.NumRowGroups() {
		if r.RowGroup(i).NumRows() == 0 && r.NumRowGroups() > 1 {
			t.Errorf("%s: row group %d is empty", path, i)
		}
	}
}
