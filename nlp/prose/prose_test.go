package prose

import (
	"context"
	"slices"
	"strings"
	"testing"

	library "github.com/jdkato/prose/v2"

	"quoth/nlp"
	"quoth/nlp/token"

	"pgregory.net/rapid"
)

// annotate runs the tagger and the entities over a text.
func annotate(t testing.TB, text string) *nlp.Document {
	t.Helper()
	d := &nlp.Document{Text: text}
	for _, a := range []nlp.Annotator{token.New(), NewTagger(), NewEntities()} {
		if err := a.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func checkLayers(t interface{ Fatalf(string, ...any) }, d *nlp.Document) {
	for i, k := range d.Tokens {
		if k.Tag == "" {
			t.Fatalf("token %d, %q, has no tag", i, d.Slice(k.Span))
		}
	}
	at := 0
	for i, m := range d.Mentions {
		if m.First < at || m.Last <= m.First || m.Start != d.Tokens[m.First].Start || m.End != d.Tokens[m.Last-1].End {
			t.Fatalf("mention %d is %+v, after token %d", i, m, at)
		}
		if d.Tokens[m.First].Sentence != m.Sentence || d.Tokens[m.Last-1].Sentence != m.Sentence {
			t.Fatalf("mention %d, %q, crosses sentences", i, d.Slice(m.Span))
		}
		if !slices.Contains(d.Entities[m.Entity].Mentions, i) {
			t.Fatalf("entity %d does not list its mention %d", m.Entity, i)
		}
		at = m.Last
	}
}

func TestTagsAndNames(t *testing.T) {
	d := annotate(t, "“I can’t say,” Mr. John Smith’s lawyer told reporters in Paris on Jan. 5. O’Neil Corp. (of the U.S.) didn't comment...")
	var got []string
	for _, k := range d.Tokens {
		got = append(got, d.Slice(k.Span)+"/"+string(k.Tag))
	}
	for _, want := range []string{"“/``", "ca/MD", "n’t/RB", ",/,", "”/''", "Smith/NNP", "’s/POS", "told/VBD", "reporters/NNS", "Paris/NNP", "5/CD", "(/-LRB-", ")/-RRB-", ".../:"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not among %s", want, got)
		}
	}
	names := map[string]nlp.Label{}
	for _, m := range d.Mentions {
		names[d.Slice(m.Span)] = m.Label
	}
	if names["John Smith"] != nlp.Person || names["Paris"] != nlp.Location {
		t.Errorf("names %v", names)
	}
}

func TestSameNamesAreOneEntity(t *testing.T) {
	d := annotate(t, "John Smith left Paris. John Smith was happy. Mary Jones left Paris later.")
	checkLayers(t, d)
	if len(d.Entities) >= len(d.Mentions) {
		t.Fatalf("%d entities for %d mentions", len(d.Entities), len(d.Mentions))
	}
}

func TestEveryTokenIsOneTokenToTheLibrary(t *testing.T) {
	m, err := sharedModel()
	if err != nil {
		t.Fatal(err)
	}
	piece := rapid.SampledFrom([]string{"a", "N", "'", "’", "'s", "n't", ".", ",", "$", "(", "\"", "“", "[", "!", "-", "Ⱥ", "İ", "é", "5", "s", "'ll", "&rsquo;", ":)", "\u00a0x", "王", "\xff"})
	token := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOfN(piece, 1, 60), func(p []string) string { return strings.Join(p, "") }))
	rapid.Check(t, func(r *rapid.T) {
		w := token.Draw(r, "token")
		d := &nlp.Document{Text: "x" + w + "x", Tokens: []nlp.Token{{Span: nlp.Span{Start: 0, End: 1}}, {Span: nlp.Span{Start: 1, End: 1 + len(w)}}, {Span: nlp.Span{Start: 1 + len(w), End: 2 + len(w)}}}}
		if got := ask(m, d, nlp.Sentence{First: 0, Last: 3}, false); got == nil {
			r.Fatalf("%q, spelt %q, is not one token", w, spell(w))
		}
	})
}

func TestPanicsOfTheLibraryCostNoSentence(t *testing.T) {
	// Fed as they stand, each of these makes the library panic, drop words or
	// take quadratic time.
	for _, text := range []string{
		"ȺȺȺȺ's friend and \xff\xfe's friend came.",
		"We won't, they can't; I'll.",
		strings.Repeat(".", 20_000),
		strings.Repeat("\"", 20_000),
		strings.Repeat("x", 20_000) + "'s",
		strings.Repeat("''", 5_000),
		"John Smith",
		"",
	} {
		checkLayers(t, annotate(t, text))
	}
}

func TestMismatchKeepsPlainGuesses(t *testing.T) {
	d := &nlp.Document{Text: "Paris 5 .", Tokens: []nlp.Token{{Span: nlp.Span{Start: 0, End: 5}}}, Sentences: []nlp.Sentence{{First: 0, Last: 1}}}
	if got := ask(new(library.Model), d, d.Sentences[0], true); got != nil {
		t.Fatalf("a model that can only panic answered %v", got)
	}
	for word, want := range map[string]nlp.Tag{"Paris": "NNP", "5": "CD", "x": "NN", "%%": "SYM"} {
		if got := pennTag("", word); got != want {
			t.Errorf("%s is %s, want %s", word, got, want)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	f.Add("“Ⱥ’s O’Neil’s,” he'll've said... [U.S. Corp.] @a :) 0 * *-1 -LRB-")
	f.Fuzz(func(t *testing.T, text string) { checkLayers(t, annotate(t, text)) })
}
