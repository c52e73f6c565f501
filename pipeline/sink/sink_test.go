package sink

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"pgregory.net/rapid"

	"quoth/pipeline/commit"
	"quoth/pipeline/limit"
	"quoth/pipeline/table"
)

// begun gives an output in a folder that a run has begun to write.
func begun(t *testing.T, dir string) *commit.Output {
	output, err := commit.Open(commit.Disk, dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { output.Close() })
	if err := output.Begin(false); err != nil {
		t.Fatal(err)
	}
	return output
}

// quarantined makes a record of one row with the message given.
func quarantined(t rapid.TB, message string) (table.Table, arrow.Record) {
	q, err := table.Find(table.Quarantine)
	if err != nil {
		t.Fatal(err)
	}
	b := table.NewBuilder([]table.Table{q}, arrow.Metadata{})
	b.Reject(table.Rejected{Source: "s", Stage: "read", Code: "empty", Message: message, Bytes: 7})
	record, err := b.Take(table.Quarantine)
	if err != nil {
		t.Fatal(err)
	}
	return q, record
}

// A memory is a stream that is kept.
type memory struct{ bytes.Buffer }

func (m *memory) Seek(int64, int) (int64, error) { return int64(m.Len()), nil }

func encode(t rapid.TB, format Format, message string, formulas bool) []byte {
	q, record := quarantined(t, message)
	f := &memory{}
	e, err := newEncoder(q, f, Options{Format: format, Limits: limit.Default(), Formulas: formulas})
	if err == nil {
		err = e.write(record, 1)
	}
	if err == nil {
		err = e.close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return f.Bytes()
}

const messageColumn = 4

func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// A bare carriage return before a line feed is what Go's CSV reader drops.
		text := strings.ReplaceAll(rapid.StringN(1, 30, -1).Draw(t, "text"), "\r", "")
		rows, err := csv.NewReader(bytes.NewReader(encode(t, CSV, text, true))).ReadAll()
		if err != nil || len(rows) != 2 || rows[1][messageColumn] != text {
			t.Errorf("CSV: %q %v", rows, err)
		}
		var row struct{ Message string }
		if err := json.Unmarshal(encode(t, JSONL, text, false), &row); err != nil || row.Message != text {
			t.Errorf("JSON: %q %v", row, err)
		}
		for _, format := range Formats() {
			words := encode(t, format, text, false)
			if n, err := Rows(format, bytes.NewReader(words)); n != 1 || err != nil {
				t.Errorf("%s: %d rows, %v", format, n, err)
			}
		}
	})
}

func TestFormulasAreNotRun(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "＝1": "'＝1", "a=1": "a=1", "“=1": "“=1", "'x": "'x",
	} {
		rows, err := csv.NewReader(bytes.NewReader(encode(t, CSV, text, false))).ReadAll()
		if err != nil || rows[1][messageColumn] != want {
			t.Errorf("%q: %q %v", text, rows, err)
		}
	}
}

func TestNullAndEmptyTextDiffer(t *testing.T) {
	line := strings.Split(string(encode(t, CSV, "", false)), "\n")[1]
	if line != `s,,read,empty,"",7,,0` {
		t.Error(line)
	}
}

func TestCutFilesAreNoticed(t *testing.T) {
	for _, format := range []Format{Parquet, Arrow} {
		words := encode(t, format, "message", false)
		for _, cut := range []int{0, 1, len(words) / 2, len(words) - 1} {
			err := guard(func() error {
				_, err := Rows(format, bytes.NewReader(words[:cut]))
				return err
			})
			if err == nil {
				t.Errorf("%s cut to %d of %d bytes is read", format, cut, len(words))
			}
		}
	}
}

// TestEndedFilesHoldNoBuffers: an output has thousands of sinks where it has
// partitions, and few files open.
func TestEndedFilesHoldNoBuffers(t *testing.T) {
	output := begun(t, t.TempDir())
	q, record := quarantined(t, "message")
	for _, format := range Formats() {
		s := New(table.Table{Name: string(format), Columns: q.Columns}, output, Options{Format: format, Limits: limit.Default(), WholeGroups: true})
		for range 2 {
			if err := s.Write(record, 10); err != nil {
				t.Fatal(err)
			}
			if held := s.FooterBytes(); !s.Open() || (held > 0) != (format == Parquet) {
				t.Errorf("%s: %v, %d bytes for the footer", format, s.Open(), held)
			}
			if err := s.Roll(); err != nil {
				t.Fatal(err)
			}
			if s.Open() || s.encoder != nil || s.FooterBytes() > 0 {
				t.Errorf("%s: an ended file is held", format)
			}
		}
		if n := len(s.Parts()); n != 2 {
			t.Errorf("%s: %d files", format, n)
		}
	}
}
