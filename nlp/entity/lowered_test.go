package entity

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quoth/nlp"
	"quoth/nlp/token"
)

// lessonOf tags the tokens of a text by their first letters: capitals are places.
func lessonOf(t *testing.T, set int, text string) lesson {
	t.Helper()
	l := lesson{d: &nlp.Document{Text: text}, set: set}
	if err := token.New().Annotate(context.Background(), l.d); err != nil {
		t.Fatal(err)
	}
	for _, w := range l.d.Tokens {
		if c := text[w.Start]; 'A' <= c && c <= 'Z' {
			l.tags = append(l.tags, tagFor(goldTypes["LOC"], partOnly))
		} else {
			l.tags = append(l.tags, outsideName)
		}
	}
	return l
}

func TestSomeInformalLessonsAreLowered(t *testing.T) {
	const edited, informal = 0, 1
	sets := []Set{edited: {}, informal: {Informal: true}}
	var lessons []lesson
	for _, set := range []int{edited, informal, informal, edited, informal, informal, informal} {
		lessons = append(lessons, lessonOf(t, set, "Nairobi"))
	}
	if copies := loweredLessons(lessons, sets, 2); len(copies) != 2 || copies[0].set != informal || copies[1].set != informal {
		t.Fatalf("%d copies of 5 informal lessons, want 2", len(copies))
	}
	if copies := loweredLessons(lessons, sets, 0); copies != nil {
		t.Errorf("%d copies where none is wanted", len(copies))
	}
}

func TestLoweredLessonsKeepTheirNames(t *testing.T) {
	l := lessonOf(t, 0, "we went to Lagos, Nigeria, and home.\n\n,\n\nthen Kenya")
	low := l.lowered()
	var names []string
	for i, w := range low.d.Tokens {
		s := low.d.Sentences[w.Sentence]
		if i < s.First || i >= s.Last {
			t.Errorf("token %d is not in its sentence", i)
		}
		if low.tags[i] != outsideName {
			names = append(names, low.d.Slice(w.Span))
		}
		if low.d.Slice(w.Span) == "," {
			t.Error("a comma is left")
		}
	}
	if got := strings.Join(names, " "); got != "lagos nigeria kenya" || len(low.tags) != len(low.d.Tokens) {
		t.Errorf("names %q, %d tags for %d tokens", got, len(low.tags), len(low.d.Tokens))
	}
	if l.d.Text[11:16] != "Lagos" {
		t.Errorf("the lesson became %q", l.d.Text)
	}
}

func TestLowerCaseKeepsLettersAtTheirPlaces(t *testing.T) {
	if got := lowerCase("ÜNLÜ İN NAIROBI"); got != "ünlü İn nairobi" {
		t.Errorf("got %q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		low := lowerCase(text)
		if len(low) != len(text) || !strings.EqualFold(low, text) {
			t.Fatalf("%q became %q", text, low)
		}
	})
}

func TestNamesThatLostTheirCapital(t *testing.T) {
	v := shippedModel(t).vocabulary
	for text, want := range map[string]string{
		"i am from malaysia and i love it":          "malaysia",
		"you can fly to malaysia from los angeles.": "malaysia angeles",
		"The minister spoke of prices and wages.":   "",
		"He spoke of Malaysia on Monday.":           "",
	} {
		var p page
		readText(t, v, &p, text)
		var got []string
		for i, w := range p.words {
			if w.lowered {
				got = append(got, p.d.Slice(p.d.Tokens[i].Span))
				if !w.zone || w.names == 0 || w.form == w.lower {
					t.Errorf("%q: %q is outside the zone, in no list or in lower case", text, got[len(got)-1])
				}
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestSentencesInLowerCase(t *testing.T) {
	v := shippedModel(t).vocabulary
	var p page
	readText(t, v, &p, "i met Ada there.\n\nShe was late.")
	for i, want := range []style{styleLow, styleLow, styleText, styleLow} {
		if got := p.words[i].style; got != want {
			t.Errorf("word %d: style %d, want %d", i, got, want)
		}
	}
	if got := p.words[len(p.words)-2].style; got != styleText {
		t.Errorf("the second sentence: style %d", got)
	}
}
