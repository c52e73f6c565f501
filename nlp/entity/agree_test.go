package entity

import (
	"slices"
	"testing"

	"quoth/nlp"
)

func TestDoubtfulNamesAgreeWithTheDocument(t *testing.T) {
	type mention struct {
		word  uint64
		label nlp.Label
		score float32
	}
	const ellery, obi = 1, 2
	for name, c := range map[string]struct {
		mentions []mention
		want     []nlp.Label
	}{
		"two sure ones win over a doubtful one": {
			[]mention{{ellery, nlp.Organization, 0.9}, {ellery, nlp.Location, 0.5}, {ellery, nlp.Organization, 0.9}},
			[]nlp.Label{nlp.Organization, nlp.Organization, nlp.Organization},
		},
		"a sure one keeps its type": {
			[]mention{{ellery, nlp.Organization, 0.9}, {ellery, nlp.Location, 0.85}, {ellery, nlp.Organization, 0.9}},
			[]nlp.Label{nlp.Organization, nlp.Location, nlp.Organization},
		},
		"the better supported type wins": {
			[]mention{{ellery, nlp.Organization, 0.5}, {ellery, nlp.Location, 0.6}},
			[]nlp.Label{nlp.Location, nlp.Location},
		},
		"equal support changes nothing": {
			[]mention{{ellery, nlp.Organization, 0.5}, {ellery, nlp.Location, 0.5}},
			[]nlp.Label{nlp.Organization, nlp.Location},
		},
		"other words say nothing": {
			[]mention{{obi, nlp.Person, 0.99}, {ellery, nlp.Location, 0.5}},
			[]nlp.Label{nlp.Person, nlp.Location},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := &nlp.Document{}
			r := &reader{page: page{d: d}}
			for i, m := range c.mentions {
				r.page.words = append(r.page.words, word{lower: m.word})
				d.Mentions = append(d.Mentions, nlp.Mention{First: i, Last: i + 1, Label: m.label, Score: m.score})
			}
			r.agreeOnTypes()
			var got []nlp.Label
			for _, m := range d.Mentions {
				got = append(got, m.Label)
			}
			if !slices.Equal(got, c.want) {
				t.Fatalf("got %v, want %v", got, c.want)
			}
		})
	}
}
