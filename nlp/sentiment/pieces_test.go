package sentiment

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplit(t *testing.T) {
	a := annotator(t)
	s := a.model.scratch.Get().(*scratch)
	names := map[int32]string{}
	for piece, id := range a.model.first {
		names[id] = piece
	}
	for piece, id := range a.model.further {
		names[id] = "##" + piece
	}
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{" \t\n", ""},
		{"She can’t win.", "she can ' t win ."},
		{"“Naïve” café", `" naive " cafe`},
		{"un-American — really…", "un - american - really ."},
		{"They lost 3,000 of 12 seats", "they lost 0 , 0 of 0 seats"},
		{"Enough! #StopTheWaste now", "enough ! # stop the waste now"},
		{"see https://example.org/a?b=c today", "see today"},
		{"WELL DONE", "well done"},
		{"Well done 👏", "well done clapping hands"},
		{"日本", "[UNK]"},
		{strings.Repeat("a", 200), "[UNK]"},
		{"unwatchable", "un ##watch ##able"},
	} {
		var got []string
		for _, id := range s.split(c.text, 1000) {
			got = append(got, names[id])
		}
		if diff := cmp.Diff(strings.Fields(c.want), got, cmp.Transformer("list", func(v []string) string { return strings.Join(v, " ") })); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
	if got := s.split("one two three four", 2); len(got) != 2 {
		t.Errorf("at most 2 pieces were asked for, %d given", len(got))
	}
}
