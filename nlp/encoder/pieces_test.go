package encoder

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wordPieces are enough for the sentences below.
var wordPieces = strings.Fields("[UNK] [MASK] 0 # ! . , - ' \" she can t win naive cafe un american really they lost of seats enough stop the waste now " +
	"see today well done clapping hands ##watch ##able 1 3 ##00 one two three four")

func TestSplit(t *testing.T) {
	s := &Splitter{Vocabulary: NewVocabulary(wordPieces, "0")}
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
		for _, id := range s.Split(c.text, 1000) {
			got = append(got, wordPieces[id])
		}
		if diff := cmp.Diff(strings.Fields(c.want), got, cmp.Transformer("list", func(v []string) string { return strings.Join(v, " ") })); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
	if got := s.Split("one two three four", 2); len(got) != 2 {
		t.Errorf("at most 2 pieces were asked for, %d given", len(got))
	}
}

func TestSplitNumbersLikeWords(t *testing.T) {
	s := &Splitter{Vocabulary: NewVocabulary(wordPieces, "")}
	var got []string
	for _, id := range s.Split("300 of 1,700", 100) {
		got = append(got, wordPieces[id])
	}
	if diff := cmp.Diff(strings.Fields("3 ##00 of 1 , [UNK]"), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSpeaks(t *testing.T) {
	s := &Splitter{Vocabulary: NewVocabulary(wordPieces, "")}
	for text, want := range map[string]bool{"": false, "1 .": false, "日本": false, "now": true, "1 unwatchable": true} {
		if got := s.Speaks(s.Split(text, 100)); got != want {
			t.Errorf("%q speaks: %v", text, got)
		}
	}
}
