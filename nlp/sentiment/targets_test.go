package sentiment

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/nlp"
)

// cast is everybody that the tests' articles name.
var cast = []nlp.Entity{
	{Name: "Anna Reed", Label: nlp.Person, Sex: nlp.Female},
	{Name: "Paul Lund", Label: nlp.Person, Sex: nlp.Male},
	{Name: "Northgate Bank", Label: nlp.Organization},
	{Name: "Harrow", Label: nlp.Location},
}

// article makes a document in which every name of the cast, and every surname,
// is a mention; "[…]" are its quotations and the words after "said" who spoke.
func article(text string, speakers ...int) *nlp.Document {
	var plain strings.Builder
	var spans []nlp.Span
	for _, r := range text {
		switch r {
		case '[':
			spans = append(spans, nlp.Span{Start: plain.Len()})
		case ']':
			spans[len(spans)-1].End = plain.Len()
		default:
			plain.WriteRune(r)
		}
	}
	d := document(plain.String())
	d.Entities = cast
	for i, t := range d.Tokens {
		for e, entity := range cast {
			if names := strings.Fields(entity.Name); d.Slice(t.Span) == names[len(names)-1] {
				d.Mentions = append(d.Mentions, nlp.Mention{Span: t.Span, First: i, Last: i + 1, Sentence: t.Sentence, Label: entity.Label, Entity: e})
			}
		}
	}
	for i, span := range spans {
		q := nlp.Quotation{Span: span, Kind: nlp.Direct, Speaker: nlp.Speaker{Entity: -1}}
		if i < len(speakers) && speakers[i] >= 0 {
			q.Speaker = nlp.Speaker{Entity: speakers[i], Type: nlp.SpeakerPerson}
		}
		for k, s := range d.Sentences {
			if s.Start <= span.Start {
				q.Sentence = k
			}
		}
		for _, t := range d.Tokens[d.Sentences[q.Sentence].First:d.Sentences[q.Sentence].Last] {
			if w := d.Slice(t.Span); t.End <= span.Start && (w == "said" || w == "called") {
				q.Cue = t.Span
			}
		}
		d.Quotations = append(d.Quotations, q)
	}
	return d
}

func TestTargets(t *testing.T) {
	const reed, lund, bank = 0, 1, 2
	for _, c := range []struct {
		name, text string
		speakers   []int
		addressee  string
		want       []string // of the last quotation: name and the words that stand for it
	}{
		{"people and organisations named, places not", "He said: “[Reed and Bank failed Harrow].”", nil, "", []string{"Anna Reed: Reed", "Northgate Bank: Bank"}},
		{"nobody toward himself", "Lund said: “[Lund knows Reed].”", []int{lund}, "", []string{"Anna Reed: Reed"}},
		{"a pronoun", "Reed has resigned . Lund said: “[she did well].”", []int{lund}, "", []string{"Anna Reed: she"}},
		{"a pronoun of the other sex", "Reed has resigned . Bank said: “[he did well].”", []int{bank}, "", nil},
		{"the one spoken to", "Lund told her : “[your work matters].”", []int{lund}, "Anna Reed", []string{"Anna Reed: your"}},
		{"the other one in an exchange", "Reed said “[I am tired].”\nLund said “[you did well].”", []int{reed, lund}, "", []string{"Anna Reed: you"}},
		{"you that is a filler", "Reed said “[I am tired].”\nLund said “[it was , you know , hard].”", []int{reed, lund}, "", nil},
		{"you that is anybody", "Reed said “[I am tired].”\nLund said “[you ca n't return what you never had].”", []int{reed, lund}, "", nil},
		{"anybody in one sentence, somebody in the next", "Reed said “[I am tired].”\nLund said “[you cannot win them all .\nYou did well].”", []int{reed, lund}, "", []string{"Anna Reed: You"}},
		{"you to nobody we know", "Lund said “[you can see the hills].”", []int{lund}, "", nil},
		{"a name before a fragment", "Lund called Reed a “[fool].”", []int{lund}, "", []string{"Anna Reed: Reed"}},
		{"a pronoun before a fragment", "Reed lost . Lund called her a “[fool].”", []int{lund}, "", []string{"Anna Reed: her"}},
		{"a name that opens the sentence", "Reed , he said , was “[unfit].”", []int{lund}, "", []string{"Anna Reed: Reed"}},
		{"the speaker's own pronoun before a fragment", "Reed lost . Reed said that she was “[tired].”", []int{reed}, "", nil},
		{"another one's pronoun before a fragment", "Reed lost . Lund said that she was “[tired].”", []int{lund}, "", []string{"Anna Reed: she"}},
		{"a thing before a fragment", "Lund called the plan “[awful].”", []int{lund}, "", nil},
	} {
		d := article(c.text, c.speakers...)
		last := len(d.Quotations) - 1
		d.Quotations[last].Speaker.Addressee = c.addressee
		var got []string
		finder := targetFinder{d: d}
		for _, found := range finder.find(last) {
			got = append(got, cast[found.entity].Name+": "+d.Slice(found.words))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", c.name, c.text, diff)
		}
	}
}
