package speaker_test

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"quoth/nlp"
	"quoth/nlp/speaker"
	"quoth/nlp/tag"
	"quoth/nlp/token"
)

// A scene is an article with its names and quotations marked by hand, so that
// the tests stand on no other layer's judgement than tokens and tags.
type scene struct {
	text   string
	people map[string]nlp.Sex // full names; a last name alone is the same person
	bodies []string
	quotes []quoted
}

// A quoted is a quotation by its words, with its cue; the words must stand in
// the text once.
type quoted struct {
	words, cue string
	marked     string // the words in marks, where they are a part
	kind       nlp.QuotationKind
	utterance  int
	label      string // what the layout gives as the speaker
	rule       nlp.Rule
}

func newAnnotator(t testing.TB) *speaker.Annotator {
	t.Helper()
	a, err := speaker.New(speaker.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// document makes the document of a scene.
func (s scene) document(t testing.TB) *nlp.Document {
	t.Helper()
	d := &nlp.Document{Text: s.text}
	annotateBasics(t, d)
	longestFirst := func(x, y string) int { return cmp.Or(len(y)-len(x), strings.Compare(x, y)) }
	for _, name := range slices.SortedFunc(maps.Keys(s.people), longestFirst) {
		s.addNames(d, name, nlp.Person, s.people[name])
	}
	for _, name := range s.bodies {
		s.addNames(d, name, nlp.Organization, nlp.SexUnknown)
	}
	sortMentions(d)
	for i, q := range s.quotes {
		at := strings.Index(s.text, q.words)
		if at < 0 {
			t.Fatalf("the text lacks %q", q.words)
		}
		span := nlp.Span{Start: at, End: at + len(q.words)}
		quotation := nlp.Quotation{Span: span, Kind: q.kind, Utterance: i, Quoted: []nlp.Span{span}}
		if q.kind == "" {
			quotation.Kind = nlp.Direct
		}
		if q.utterance > 0 {
			quotation.Utterance = 1000 + q.utterance
		}
		if at := strings.Index(q.words, q.marked); q.marked != "" {
			quotation.Quoted = []nlp.Span{{Start: span.Start + at, End: span.Start + at + len(q.marked)}}
		}
		if q.cue != "" {
			quotation.Cue = nearest(s.text, q.cue, span)
		}
		if q.label != "" {
			quotation.Speaker = nlp.Speaker{Span: nearest(s.text, q.label, span), Rule: q.rule}
		}
		d.Quotations = append(d.Quotations, quotation)
	}
	return d
}

func annotateBasics(t testing.TB, d *nlp.Document) {
	t.Helper()
	tagger, err := tag.New()
	if err != nil {
		t.Fatal(err)
	}
	p, err := nlp.NewPipeline(token.New(), tagger)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
}

// reach is how far after a quotation its cue may stand, in bytes, before one
// that goes before it counts.
const reach = 40

// nearest gives the place of a word that lies shortly after a span, else the
// one that lies closest to it.
func nearest(text, word string, span nlp.Span) nlp.Span {
	if i := strings.Index(text[span.End:min(len(text), span.End+reach)], word); i >= 0 {
		return nlp.Span{Start: span.End + i, End: span.End + i + len(word)}
	}
	best, gap := nlp.Span{}, len(text)+1
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return best
		}
		found := nlp.Span{Start: at + i, End: at + i + len(word)}
		if g := max(span.Start-found.End, found.Start-span.End); g >= 0 && g < gap {
			best, gap = found, g
		}
		at = found.End
	}
}

// addNames marks every place where a full name or its last word stands.
func (s scene) addNames(d *nlp.Document, name string, label nlp.Label, sex nlp.Sex) {
	entity := len(d.Entities)
	d.Entities = append(d.Entities, nlp.Entity{Name: name, Label: label, Sex: sex})
	words := strings.Fields(name)
	last := words[len(words)-1]
	for i := 0; i < len(d.Tokens); i++ {
		n := s.matchAt(d, i, words)
		if n == 0 && label == nlp.Person && !s.inFullName(d, i) {
			n = s.matchAt(d, i, []string{last})
		}
		if n == 0 || slices.ContainsFunc(d.Mentions, func(m nlp.Mention) bool { return m.First == i }) {
			continue
		}
		d.Mentions = append(d.Mentions, nlp.Mention{
			Span:  nlp.Span{Start: d.Tokens[i].Start, End: d.Tokens[i+n-1].End},
			First: i, Last: i + n, Sentence: d.Tokens[i].Sentence, Label: label, Score: 1, Entity: entity,
		})
		i += n - 1
	}
}

// inFullName says whether token i stands in somebody's full name.
func (s scene) inFullName(d *nlp.Document, i int) bool {
	for name := range s.people {
		words := strings.Fields(name)
		for first := max(0, i-len(words)+1); first <= i; first++ {
			if len(words) > 1 && s.matchAt(d, first, words) > 0 {
				return true
			}
		}
	}
	return false
}

func (s scene) matchAt(d *nlp.Document, i int, words []string) int {
	if i+len(words) > len(d.Tokens) {
		return 0
	}
	for k, w := range words {
		if d.Slice(d.Tokens[i+k].Span) != w {
			return 0
		}
	}
	return len(words)
}

// sortMentions puts mentions and entities in the order of the text.
func sortMentions(d *nlp.Document) {
	for i := 1; i < len(d.Mentions); i++ {
		for j := i; j > 0 && d.Mentions[j].Start < d.Mentions[j-1].Start; j-- {
			d.Mentions[j], d.Mentions[j-1] = d.Mentions[j-1], d.Mentions[j]
		}
	}
	order, renamed := map[int]int{}, []nlp.Entity{}
	for m := range d.Mentions {
		old := d.Mentions[m].Entity
		if _, ok := order[old]; !ok {
			order[old] = len(renamed)
			renamed = append(renamed, d.Entities[old])
		}
		d.Mentions[m].Entity = order[old]
		renamed[order[old]].Mentions = append(renamed[order[old]].Mentions, m)
	}
	d.Entities = renamed
}

// A namedScene is a scene with the speaker of each quotation; "" for nobody named.
type namedScene struct {
	scene
	want []string
}

// checkNames compares the speakers of scenes with what they should be.
func checkNames(t *testing.T, tests map[string]namedScene) {
	t.Helper()
	annotator := newAnnotator(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := test.document(t)
			if err := annotator.Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, q := range d.Quotations {
				got = append(got, q.Speaker.Name)
			}
			if diff := gocmp.Diff(test.want, got); diff != "" {
				t.Errorf("speakers (-want +got):\n%s", diff)
			}
		})
	}
}
