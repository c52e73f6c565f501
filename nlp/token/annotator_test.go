package token_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/token"

	"pgregory.net/rapid"
)

func annotate(t testing.TB, text string) *nlp.Document {
	t.Helper()
	d := &nlp.Document{Text: text}
	if err := token.New().Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	return d
}

// words gives the tokens of a text with single spaces between them.
func words(t testing.TB, text string) string {
	d := annotate(t, text)
	var w []string
	for _, k := range d.Tokens {
		w = append(w, d.Slice(k.Span))
	}
	return strings.Join(w, " ")
}

// checkLaws fails where tokens or sentences break a promise of the package.
func checkLaws(t testing.TB, d *nlp.Document) {
	t.Helper()
	at := 0
	for i, k := range d.Tokens {
		if k.Start < at || k.Empty() || k.End > len(d.Text) {
			t.Fatalf("token %d has the span %v, after %d", i, k.Span, at)
		}
		if gap := d.Text[at:k.Start]; strings.TrimFunc(gap, isGap) != "" {
			t.Fatalf("no token holds %q, before token %d", gap, i)
		}
		if !onBorder(d.Text, k.Start) || !onBorder(d.Text, k.End) {
			t.Fatalf("token %d, %v, cuts a code point", i, k.Span)
		}
		at = k.End
	}
	if gap := d.Text[at:]; strings.TrimFunc(gap, isGap) != "" {
		t.Fatalf("no token holds %q, at the end", gap)
	}
	next, paragraph := 0, 0
	for i, s := range d.Sentences {
		if s.First != next || s.Last <= s.First || s.Last > len(d.Tokens) {
			t.Fatalf("sentence %d has the tokens [%d, %d), after %d", i, s.First, s.Last, next)
		}
		if s.Start != d.Tokens[s.First].Start || s.End != d.Tokens[s.Last-1].End {
			t.Fatalf("sentence %d has the span %v and other tokens", i, s.Span)
		}
		if s.Paragraph < paragraph || s.Paragraph > paragraph+1 {
			t.Fatalf("sentence %d is of paragraph %d, after %d", i, s.Paragraph, paragraph)
		}
		for _, k := range d.Tokens[s.First:s.Last] {
			if k.Sentence != i {
				t.Fatalf("a token of sentence %d says %d", i, k.Sentence)
			}
		}
		next, paragraph = s.Last, s.Paragraph
	}
	if next != len(d.Tokens) {
		t.Fatalf("%d of %d tokens lie in sentences", next, len(d.Tokens))
	}
}

func isGap(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\u2060' || r == '\ufeff'
}

func onBorder(s string, i int) bool {
	return i == len(s) || utf8.RuneStart(s[i]) || !utf8.ValidString(s)
}

func TestLawsHoldForAnyText(t *testing.T) {
	pieces := []string{"a", "Mr", "U.S.", "No.", ".", "...", "!", "?”", "“", "\"", "'", "’s", "n't", "5", ",000", "-", "—", "(", ")",
		" ", "\n", "\n\n", "\f", "@a", "#b", "http://x.io/(", "$", "€", "é", "王", "🇰🇪", "👩🏽\u200d⚕️", "\u200b", "\xff", "İ", "ſ", "J.", "it"}
	text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.SampledFrom(pieces)), func(p []string) string { return strings.Join(p, "") }))
	rapid.Check(t, func(r *rapid.T) {
		d := annotate(t, text.Draw(r, "text"))
		checkLaws(t, d)
	})
}

func TestSameTextGivesSameTokens(t *testing.T) {
	const text = "“We won,” she said. Nobody else did.\n\nThe U.S. team left."
	a, b := annotate(t, text), annotate(t, text)
	if !slices.Equal(a.Tokens, b.Tokens) || !slices.Equal(a.Sentences, b.Sentences) {
		t.Fatal("two passes over one text differ")
	}
}

func FuzzAnnotate(f *testing.F) {
	f.Add("Mr. O’Neil’s $5.2bn plan isn't “dead,” he said... (Reuters) — 5:30 p.m. http://example.com/a_(b).")
	f.Add("'tis @a #b a@b.co U.S.'s\xff\xc3 \u2028 \r\n\r\n*** ‘word’ ʼn 5’s")
	f.Fuzz(func(t *testing.T, text string) { checkLaws(t, annotate(t, text)) })
}

func TestHostileTextTakesLinearTime(t *testing.T) {
	const n = 200_000
	for _, piece := range []string{"\"", "'", "“", "a@", "aa.", "a.", ".", "!", "a", "A", "http://(", "www.a", "5,", "-", "_", "\n", " .", ". ", "\"A. ", "王", "👩\u200d", "\u0301", "it's"} {
		d := annotate(t, strings.Repeat(piece, n/len(piece)))
		checkLaws(t, d)
	}
}
