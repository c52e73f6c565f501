package entity

import (
	"strings"
	"testing"

	"quoth/nlp"
)

func TestSureNamesAreFoundAgain(t *testing.T) {
	v := shippedModel(t).vocabulary
	for name, c := range map[string]struct {
		text  string
		score float32 // of the text's first words, a body of that many words
		words int
		want  string
	}{
		"elsewhere":                    {"Ellery Works paid. They told Ellery Works so.", 0.9, 2, "Ellery Works|Ellery Works"},
		"not what is doubtful":         {"Ellery Works paid. They told Ellery Works so.", 0.7, 2, "Ellery Works"},
		"not a part of a longer name":  {"Ellery paid. They told Ellery Works and Port Ellery so.", 0.9, 1, "Ellery"},
		"not in capitals":              {"Ellery paid.\n\nWORKERS OF ELLERY ARE PAID", 0.9, 1, "Ellery"},
		"not an ordinary word":         {"May paid. They met in May.", 0.9, 1, "May"},
		"not in lower case":            {"Ellery paid. The ellery is closed.", 0.9, 1, "Ellery"},
		"not over a sentence's border": {"Ellery Works paid. It was Ellery. Works closed.", 0.9, 2, "Ellery Works"},
	} {
		t.Run(name, func(t *testing.T) {
			r := &reader{}
			readText(t, v, &r.page, c.text)
			d := r.page.d
			d.Mentions = []nlp.Mention{{
				Span: nlp.Span{Start: 0, End: d.Tokens[c.words-1].End}, First: 0, Last: c.words, Label: nlp.Organization, Score: c.score,
			}}
			r.define()
			var got []string
			for _, m := range d.Mentions {
				got = append(got, d.Slice(m.Span))
				if m.Label != nlp.Organization || m.Score > c.score {
					t.Errorf("%q: %s of score %.2f", d.Slice(m.Span), m.Label, m.Score)
				}
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
