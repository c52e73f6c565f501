package nlp_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"quoth/nlp"

	"pgregory.net/rapid"
)

// mixedText draws valid text in which runes of every length stand close together.
func mixedText() *rapid.Generator[string] {
	piece := rapid.OneOf(rapid.StringMatching(`[a-z ]{0,70}`), rapid.SampledFrom([]string{"é", "’", "“”", "王", "👩", "\u0301"}))
	mixed := rapid.Map(rapid.SliceOf(piece), func(p []string) string { return strings.Join(p, "") })
	return rapid.OneOf(mixed, rapid.Map(rapid.String(), func(s string) string { return strings.ToValidUTF8(s, "?") }))
}

func TestCodePointsCountAsUTF8Does(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixedText().Draw(t, "text")
		c := nlp.NewCodePoints(text)
		n := 0
		for i := range text {
			if got := c.Offset(i); got != n {
				t.Fatalf("byte %d is code point %d, want %d", i, got, n)
			}
			if got := c.Byte(n); got != i {
				t.Fatalf("code point %d is byte %d, want %d", n, got, i)
			}
			n++
		}
		if got := c.Count(); got != utf8.RuneCountInString(text) {
			t.Fatalf("%d code points, want %d", got, utf8.RuneCountInString(text))
		}
		if got := c.Byte(n + 5); got != len(text) {
			t.Fatalf("beyond the text is byte %d, want %d", got, len(text))
		}
	})
}

func TestCodePointsSpansSliceAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixedText().Draw(t, "text")
		runes := []rune(text)
		from := rapid.IntRange(0, len(runes)).Draw(t, "from")
		to := rapid.IntRange(from, len(runes)).Draw(t, "to")
		c := nlp.NewCodePoints(text)
		bytes := nlp.Span{Start: c.Byte(from), End: c.Byte(to)}
		if got := text[bytes.Start:bytes.End]; got != string(runes[from:to]) {
			t.Fatalf("bytes %v are %q, want %q", bytes, got, string(runes[from:to]))
		}
		if got := c.Span(bytes); got != (nlp.Span{Start: from, End: to}) {
			t.Fatalf("code points %v, want [%d, %d)", got, from, to)
		}
	})
}

func TestSpanRelations(t *testing.T) {
	span := rapid.Custom(func(t *rapid.T) nlp.Span {
		return nlp.Span{Start: rapid.IntRange(0, 6).Draw(t, "start"), End: rapid.IntRange(0, 6).Draw(t, "end")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := span.Draw(t, "a"), span.Draw(t, "b")
		if a.Overlaps(b) != b.Overlaps(a) {
			t.Fatalf("%v and %v: one overlaps the other, and not the other way", a, b)
		}
		if !a.Empty() && !b.Empty() && a.Contains(b) && !a.Overlaps(b) {
			t.Fatalf("%v contains %v and does not overlap it", a, b)
		}
		if a.Contains(b) && b.Contains(a) && a != b {
			t.Fatalf("%v and %v contain each other", a, b)
		}
		if a.Empty() != (a.Len() <= 0) {
			t.Fatalf("%v has the length %d", a, a.Len())
		}
	})
}
