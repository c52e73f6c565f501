package entity

import (
	"strings"
	"testing"

	"quoth/nlp"
)

// TestShowBodies checks which words beside a name show that it is a body's, where
// the field has found nothing.
func TestShowBodies(t *testing.T) {
	for text, want := range map[string]string{
		"Then Harlocobre, the company that owns the mine, said nothing.":       "Harlocobre",
		"Then Harlocobre, an old hotel group, said nothing.":                   "Harlocobre",
		"Then Harlocobre, a town in the hills, said nothing.":                  "",
		"Then Harlocobre, the company's owner, said nothing.":                  "",
		"Then Harlocobre, which sells tin, said nothing.":                      "Harlocobre",
		"Then Harlocobre, which lies in the hills, grew quiet.":                "",
		"A company from the hills, Harlocobre, bought it.":                     "Harlocobre",
		"The firm that built the bridge, Puentes Harl, said nothing.":          "Puentes Harl",
		"The firm, Harlocobre of Norvik, said nothing.":                        "Harlocobre",
		"Talks with the union Harlo 80 and its drivers failed.":                "Harlo 80",
		"Talks with the company Harlocobre left behind failed.":                "",
		"On Monday the brewer Harlo Norvik said its beer was gone.":            "Harlo Norvik",
		"On Monday the brewer Harlo Norvik said it was late.":                  "",
		"On Monday shares in Harlo Norvik fell by a third.":                    "Harlo Norvik",
		"On Monday Harlo Norvik shares closed at five.":                        "Harlo Norvik",
		"On Monday Harlo Norvik shares a flat with two others.":                "",
		"On Monday Harlocobre plc said nothing.":                               "Harlocobre plc",
		"On Monday Doctors for Peace said nothing.":                            "Doctors for Peace",
		"Then Mothers Against Speed said nothing.":                             "Mothers Against Speed",
		"On Monday friends of Harlo said nothing.":                             "",
		"Letters to the Diocese of Harlo went unanswered for weeks.":           "Diocese of Harlo",
		"Then Jamie Harlocobre, the owner and publisher of it, said no.":       "",
		"Then Harlo Norvik, a trader from the hills, said nothing.":            "",
		"The publisher, Harlo Norvik, said nothing.":                           "",
		"In Harlo Norvik, a small group of men, nobody slept.":                 "",
		"The company, Jonathan Harlocobre, said nothing.":                      "",
		"Talks between the unions Harlo and Norvik failed on the first night.": "",
	} {
		r := &reader{}
		readText(t, shippedModel(t).vocabulary, &r.page, text)
		r.showBodies(shippedModel(t))
		var got []string
		for _, m := range r.page.d.Mentions {
			got = append(got, r.page.d.Slice(m.Span))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestShownBodiesReplace checks that a name which the text shows to be a body's is one
// wherever it stands, and that pairs are parted.
func TestShownBodiesReplace(t *testing.T) {
	for text, want := range map[string]string{
		"They met Harlocobre. Then Harlocobre, the company that owns the mine, said no.": "ORG Harlocobre|ORG Harlocobre",
		"They asked Jon Harlocobre. Then he, the owner of the company, said no.":         "PERSON Jon|PERSON Harlocobre",
	} {
		r := &reader{}
		readText(t, shippedModel(t).vocabulary, &r.page, text)
		d := r.page.d
		for i := range d.Tokens {
			if word := d.Slice(d.Tokens[i].Span); word == "Harlocobre" || word == "Jon" {
				d.Mentions = append(d.Mentions, nlp.Mention{Span: d.Tokens[i].Span, First: i, Last: i + 1, Sentence: d.Tokens[i].Sentence, Label: nlp.Person, Score: 0.9})
			}
		}
		r.showBodies(shippedModel(t))
		var got []string
		for _, m := range d.Mentions {
			got = append(got, string(m.Label)+" "+d.Slice(m.Span))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestPartPairs checks that "the charities A and B" names two.
func TestPartPairs(t *testing.T) {
	for text, want := range map[string]string{
		"Then the charities Harl Aid and Norvik Trust said no.": "Harl Aid|Norvik Trust",
		"Then the charity Harl Aid and Norvik Trust said no.":   "Harl Aid and Norvik Trust",
	} {
		r := &reader{}
		readText(t, shippedModel(t).vocabulary, &r.page, text)
		d := r.page.d
		first, last := 3, 8
		d.Mentions = []nlp.Mention{{Span: nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}, First: first, Last: last, Label: nlp.Organization, Score: 0.9}}
		r.partPairs()
		var got []string
		for _, m := range d.Mentions {
			got = append(got, d.Slice(m.Span))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
