package token_test

import (
	"slices"
	"strings"
	"testing"
)

// sentences gives the sentences of a text, with "¶" before each paragraph but the first.
func sentences(t testing.TB, text string) []string {
	d := annotate(t, text)
	var out []string
	paragraph := 0
	for _, s := range d.Sentences {
		w := d.Slice(s.Span)
		if s.Paragraph != paragraph {
			w, paragraph = "¶"+w, s.Paragraph
		}
		out = append(out, w)
	}
	return out
}

func TestSentences(t *testing.T) {
	for name, want := range map[string][]string{
		"plain":                {"The vote failed.", "Nobody was surprised!", "Was it close?", "No."},
		"titles":               {"Dr. Amy Roe met Gen. Hale and Mr. Orr.", "They spoke."},
		"abbreviation goes on": {"The U.S. Senate and Acme Inc. executives met on Jan. 5 at 8 p.m. Eastern in St. Ives."},
		"abbreviation ends":    {"It was made in the U.S.", "The firm is Acme Inc.", "He left at 8 p.m.", "Reporters waited."},
		"after a quotation":    {"She moved to the U.S.", "“I was young,” she said."},
		"initials":             {"J. R. Hale and George W. Orr won.", "Referee: J. van der Dam.", "They choose Plan B.", "The rest is history."},
		"number":               {"She is No. 5 on the list.", "No.", "Nobody came."},
		"decimals":             {"Prices rose 3.5 percent.", "In 2019 it was 2."},
		"closing marks":        {"“We won.”", "Roe noted, “It was hard.”", "(He had left.)", "[They agreed.]", "Good."},
		"question then he":     {"“Are you sure?” he asked.", "“Stop!” the man shouted.", "“Why?” Roe asked."},
		"question then name":   {"“Who did it?” Ann Roe asked.", "“Who?”", "Nobody knew."},
		"straight quotes":      {"\"We won.\"", "\"They lost,\" she said.", "He agreed."},
		"single quotes":        {"‘We won.’", "‘They lost,’ she said."},
		"ellipsis":             {"We tried … and failed.", "They went...", "Then they slept.", "A . . . b . . . came."},
		"footnotes":            {"He was born there.[1] [2]", "He died there. [3]", "So did she."},
		"dateline":             {"NAIROBI, Kenya (AP) — Voters queued.", "Some left."},
		"long dateline":        {"PARIS, Nov. 19 (UPI) — Voters queued."},
		"brand":                {"Yahoo! said profits rose."},
		"etc":                  {"They sell nuts, bolts, etc.", "Prices are low."},
		"glued":                {"It is over.", "Then we left."},
		"verse numbers":        {"1. Buy milk.", "Then drink it."},
		"other scripts":        {"他来了。", "我走了。"},
		"signature":            {"We won. — Ann Roe (@annroe) May 5, 2021"},
		"postscript":           {"P.S. I love it."},
	} {
		text := strings.Join(want, " ")
		if name == "glued" {
			text = strings.Join(want, "")
		}
		if got := sentences(t, text); !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	wrapped := "The council met late on Tuesday to decide whether the bridge over the\n" +
		"river should be closed to lorries, and for how long. Nobody could say how\n" +
		"much the repairs would cost or who would have to pay for them in the end.\n" +
		"  The mayor said that it was too early to tell, since the engineers from\n" +
		"the ministry had not yet sent the report.\n" +
		"Votes: 5-2.\n" +
		"- one\n- two"
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"blank lines":          {"One here\n\n  \nTwo here\n", []string{"One here", "¶Two here"}},
		"single lines":         {"A headline without a stop\nThe text begins here.\r\nAnd goes on there.", []string{"A headline without a stop", "¶The text begins here.", "¶And goes on there."}},
		"form feed":            {"One.\fTwo.", []string{"One.", "¶Two."}},
		"line in mid-sentence": {"The long headline that somebody broke before\nits end", []string{"The long headline that somebody broke before\nits end"}},
		"table":                {"Hale 5 2 1\nOrr 4 3 2\nRoe 1 1 1", []string{"Hale 5 2 1", "¶Orr 4 3 2", "¶Roe 1 1 1"}},
		"interview":            {"Q: Why now?\nA: It was time. We left.", []string{"Q: Why now?", "¶A: It was time.", "We left."}},
		"wrapped": {wrapped, []string{
			"The council met late on Tuesday to decide whether the bridge over the\nriver should be closed to lorries, and for how long.",
			"Nobody could say how\nmuch the repairs would cost or who would have to pay for them in the end.",
			"¶The mayor said that it was too early to tell, since the engineers from\nthe ministry had not yet sent the report.",
			"¶Votes: 5-2.", "¶- one", "¶- two",
		}},
	} {
		if got := sentences(t, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}

func TestLongSentencesAreCut(t *testing.T) {
	d := annotate(t, strings.Repeat("word ", 5000))
	checkLaws(t, d)
	for _, s := range d.Sentences {
		if s.Last-s.First > 1000 {
			t.Fatalf("a sentence of %d tokens", s.Last-s.First)
		}
	}
}
