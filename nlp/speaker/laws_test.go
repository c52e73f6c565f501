package speaker_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/nlp"
	"quoth/nlp/lexicon"
	"quoth/nlp/speaker"
)

// quoteMarks makes a quotation of every stretch between marks, names of words
// in capitals, and a cue of every "said": crude layers, but of any text.
func quoteMarks(t testing.TB, text string) *nlp.Document {
	d := &nlp.Document{Text: text}
	annotateBasics(t, d)
	open := -1
	for i, token := range d.Tokens {
		word := d.Slice(token.Span)
		switch {
		case word == `"` && open < 0:
			open = token.End
		case word == `"`:
			if open < token.Start {
				d.Quotations = append(d.Quotations, nlp.Quotation{Span: nlp.Span{Start: open, End: token.Start}, Kind: nlp.Direct, Utterance: len(d.Quotations) / 2})
			}
			open = -1
		case word == "said" && len(d.Quotations) > 0:
			d.Quotations[len(d.Quotations)-1].Cue = token.Span
		case len(word) > 3 && word == strings.ToUpper(word) && word != strings.ToLower(word):
			d.Mentions = append(d.Mentions, nlp.Mention{Span: token.Span, First: i, Last: i + 1, Sentence: token.Sentence, Label: nlp.Person, Entity: len(d.Entities)})
			d.Entities = append(d.Entities, nlp.Entity{Name: word, Label: nlp.Person, Mentions: []int{len(d.Mentions) - 1}})
		}
	}
	return d
}

// checkSpeakers sees that every speaker keeps the contract.
func checkSpeakers(t interface {
	Errorf(format string, args ...any)
}, d *nlp.Document) {
	rules := speaker.Rules()
	for _, q := range d.Quotations {
		s := q.Speaker
		if !slices.ContainsFunc(rules, func(r speaker.RuleInfo) bool { return r.Rule == s.Rule }) {
			t.Errorf("rule %q is not on the list", s.Rule)
		}
		if s.Span.Start < 0 || s.Span.End > len(d.Text) || s.Span.End < s.Span.Start ||
			!utf8.ValidString(d.Text[s.Span.Start:s.Span.End]) {
			t.Errorf("span %v of a text of %d bytes", s.Span, len(d.Text))
		}
		if s.Confidence < 0 || s.Confidence > 1 || s.Confidence != s.Confidence {
			t.Errorf("confidence %v", s.Confidence)
		}
		if s.Entity < -1 || s.Entity >= len(d.Entities) || s.Entity >= 0 && s.Name == "" {
			t.Errorf("entity %d of %d, name %q", s.Entity, len(d.Entities), s.Name)
		}
		if s.Type == nlp.SpeakerUnnamed && s.Name != "" || s.Type == "" && s.Name != "" {
			t.Errorf("type %q with the name %q", s.Type, s.Name)
		}
	}
}

func words() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{
		"RUIZ", "LANG", "the minister", "a witness", "he", "she", "they", "who", "his", "said", "told", "by", "of", "and",
		`"`, `"`, ",", ".", ":", "—", "’s", "\n\n", "\n", "bridge", "opened", "according to", "the company", "52", "“", "”", "‘", "Q", "A", "é", "中文",
	})
}

func TestLaws(t *testing.T) {
	annotator := newAnnotator(t)
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(words(), 0, 60).Draw(rt, "words"), " ")
		d, again := quoteMarks(t, text), quoteMarks(t, text)
		again.Explain = true
		if err := annotator.Annotate(context.Background(), d); err != nil {
			rt.Fatal(err)
		}
		checkSpeakers(rt, d)
		if err := annotator.Annotate(context.Background(), again); err != nil {
			rt.Fatal(err)
		}
		for i := range d.Quotations {
			if diff := cmp.Diff(d.Quotations[i].Speaker, again.Quotations[i].Speaker); diff != "" {
				rt.Fatalf("not the same twice:\n%s", diff)
			}
			if !slices.IsSortedFunc(again.Quotations[i].Candidates, func(a, b nlp.Candidate) int {
				if a.Score < b.Score {
					return 1
				}
				return 0
			}) {
				rt.Fatal("candidates are not best first")
			}
		}
	})
}

// TestHugeInput runs texts that would take forever if the time grew faster
// than the text.
func TestHugeInput(t *testing.T) {
	var deep []nlp.Quotation
	nested := strings.Repeat("Ruiz said ", 3000)
	for i := range 3000 {
		deep = append(deep, nlp.Quotation{Span: nlp.Span{Start: 10 * i, End: len(nested) - 1}, Kind: nlp.Direct, Utterance: i})
	}
	documents := map[string]*nlp.Document{
		"quotations":  quoteMarks(t, strings.Repeat(`" a " `, 20000)),
		"names":       quoteMarks(t, strings.Repeat(`RUIZ and `, 20000)+`" a " said`),
		"pronouns":    quoteMarks(t, strings.Repeat(`" a " he said . RUIZ left . `, 4000)),
		"no sentence": quoteMarks(t, strings.Repeat("the minister of ", 20000)+`" a " said`),
		"one word":    quoteMarks(t, `"`+strings.Repeat("a", 1<<20)+`" said RUIZ`),
		"nested":      {Text: nested, Quotations: deep},
	}
	annotateBasics(t, documents["nested"])
	annotator := newAnnotator(t)
	for name, d := range documents {
		if err := annotator.Annotate(context.Background(), d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		checkSpeakers(t, d)
	}
}

func TestConcurrentUse(t *testing.T) {
	annotator := newAnnotator(t)
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			d := quoteMarks(t, strings.Repeat(`"It is safe," said RUIZ. He left. "No," he said. `, 20))
			if err := annotator.Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			checkSpeakers(t, d)
		})
	}
}

func FuzzAnnotate(f *testing.F) {
	f.Add(`"It is safe," said RUIZ. "No," he replied.`, 0, 5, 6, 9)
	f.Add("RUIZ: It is safe.\n\nLANG: No.", 6, 17, 0, 4)
	f.Add("", 0, 0, 0, 0)
	annotator := newAnnotator(f)
	f.Fuzz(func(t *testing.T, text string, start, end, labelStart, labelEnd int) {
		if !utf8.ValidString(text) {
			return
		}
		d := quoteMarks(t, text)
		if s, l := (nlp.Span{Start: start, End: end}), (nlp.Span{Start: labelStart, End: labelEnd}); onBorders(text, s) && onBorders(text, l) {
			d.Quotations = append(d.Quotations, nlp.Quotation{Span: s, Kind: nlp.Post, Cue: l, Speaker: nlp.Speaker{Span: l, Rule: lexicon.RuleTurn}})
		}
		if err := annotator.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		checkSpeakers(t, d)
	})
}

func onBorders(text string, s nlp.Span) bool {
	return s.Start >= 0 && s.Start <= s.End && s.End <= len(text) &&
		utf8.ValidString(text[:s.Start]) && utf8.ValidString(text[s.Start:s.End])
}
