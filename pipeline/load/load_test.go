package load

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/pipeline/table"
)

func TestValuesBecomeWhatTheDriverTakes(t *testing.T) {
	for _, c := range []struct {
		kind table.Type
		in   any
		want any
	}{
		{table.Text, "a", "a"},
		{table.Text, nil, nil},
		{table.Int32, "7", int32(7)},
		{table.Int64, "5000000000", int64(5_000_000_000)},
		{table.Float32, "0.5", float32(0.5)},
		{table.Bool, true, true},
		{table.Timestamp, "2025-07-03 06:00:00Z", time.Date(2025, 7, 3, 6, 0, 0, 0, time.UTC)},
		{table.Timestamp, "2025-07-03T06:00:00.25Z", time.Date(2025, 7, 3, 6, 0, 0, 250_000_000, time.UTC)},
		{table.TextList, []any{"a", "b"}, []string{"a", "b"}},
		{table.SpanList, []any{map[string]any{"start": 1, "end": 2}}, []byte(`[{"end":2,"start":1}]`)},
	} {
		got, err := valueOf(table.Column{Name: "c", Type: c.kind}, c.in)
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%v %v: %v\n%s", c.kind, c.in, err, diff)
		}
	}
	for kind, in := range map[table.Type]any{
		table.Int32: "3000000000", table.Int64: "x", table.Float32: "x", table.Timestamp: "yesterday", table.TextList: "a",
	} {
		if got, err := valueOf(table.Column{Name: "c", Type: kind}, in); err == nil {
			t.Errorf("%v %v gives %v", kind, in, got)
		}
	}
}

func TestNamesAndWordsCannotEndTheirQuotes(t *testing.T) {
	if got := quoted(`a"; DROP TABLE b; --`); got != `"a""; DROP TABLE b; --"` {
		t.Error(got)
	}
	if got := literal(`it's`); got != `'it''s'` {
		t.Error(got)
	}
}
