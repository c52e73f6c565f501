package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
)

// loweredLessons gives one in so many of the informal lessons as people write
// who leave out capitals, and with them the commas between places.
func loweredLessons(lessons []lesson, sets []Set, every int) []lesson {
	var copies []lesson
	seen := 0
	for _, l := range lessons {
		if every == 0 || !sets[l.set].Informal {
			continue
		}
		if seen++; seen%every == 0 {
			copies = append(copies, l.lowered())
		}
	}
	return copies
}

// lowered gives a copy of a lesson in lower case and without commas.
func (l lesson) lowered() lesson {
	d := &nlp.Document{ID: l.d.ID, Text: lowerCase(l.d.Text)}
	var tags []tag
	for _, s := range l.d.Sentences {
		first := len(d.Tokens)
		for i := s.First; i < s.Last; i++ {
			if t := l.d.Tokens[i]; d.Slice(t.Span) != "," {
				t.Sentence = len(d.Sentences)
				d.Tokens, tags = append(d.Tokens, t), append(tags, l.tags[i])
			}
		}
		if len(d.Tokens) > first {
			s.First, s.Last = first, len(d.Tokens)
			d.Sentences = append(d.Sentences, s)
		}
	}
	l.d, l.tags = d, tags
	return l
}

// lowerCase gives a text in lower case, each letter at its place: the few that
// take another number of bytes stay.
func lowerCase(text string) string {
	return strings.Map(func(r rune) rune {
		if low := unicode.ToLower(r); utf8.RuneLen(low) == utf8.RuneLen(r) {
			return low
		}
		return r
	}, text)
}
