package entity

import (
	"slices"
	"strings"

	"quoth/nlp"
)

// A handle of a person on a social network, tied to a mention of the person.
type handle struct{ token, person int } // the person's mention begins at that token

// longestHandle is the length in bytes beyond which no handle is tied to a
// name; networks allow 15 to 30 characters.
const longestHandle = 32

// findHandles adds the handles that the text gives to a person it names: in
// brackets after the name, "Ada Obi (@ada_obi)", or made of the whole name,
// "@realAdaObi". Other handles are no mentions.
func (r *reader) findHandles() {
	d, words := r.page.d, r.page.words
	r.handles = r.handles[:0]
	var people map[string]int // joined name, to a mention
	for i := range words {
		if words[i].kind != kindHandle || d.Tokens[i].Len() > longestHandle {
			continue
		}
		if people == nil {
			people = r.joinedNames()
		}
		person, ok := r.bracketed(i)
		if !ok {
			person, ok = namedBy(d.Slice(d.Tokens[i].Span), people)
		}
		if ok {
			r.handles = append(r.handles, handle{token: i, person: d.Mentions[person].First})
		}
	}
	r.addHandles()
}

// joinedNames gives the full names of the document's people, without spaces
// and in lower case, each with its first mention.
func (r *reader) joinedNames() map[string]int {
	people := map[string]int{}
	for i, m := range r.page.d.Mentions {
		if m.Label != nlp.Person || m.Last-m.First < 2 || m.Len() > longestHandle {
			continue
		}
		joined := strings.ToLower(strings.Join(strings.Fields(r.page.d.Slice(m.Span)), ""))
		if _, ok := people[joined]; !ok {
			people[joined] = i
		}
	}
	return people
}

// namedBy looks for a person whose whole name a handle ends in.
func namedBy(words string, people map[string]int) (int, bool) {
	letters := strings.ToLower(strings.ReplaceAll(words, "_", ""))
	for k := 1; k < len(letters); k++ {
		if person, ok := people[letters[k:]]; ok {
			return person, true
		}
	}
	return 0, false
}

// bracketed gives the person's mention right before the bracket that a handle
// stands in.
func (r *reader) bracketed(i int) (int, bool) {
	d := r.page.d
	if i < 2 || d.Slice(d.Tokens[i-1].Span) != "(" {
		return 0, false
	}
	k, _ := slices.BinarySearchFunc(d.Mentions, i-1, func(m nlp.Mention, token int) int { return m.Last - token })
	if k == len(d.Mentions) || d.Mentions[k].Last != i-1 || d.Mentions[k].Label != nlp.Person {
		return 0, false
	}
	return k, true
}

// addHandles puts the handles among the mentions.
func (r *reader) addHandles() {
	if len(r.handles) == 0 {
		return
	}
	d := r.page.d
	taken := r.takenTokens()
	r.handles = slices.DeleteFunc(r.handles, func(h handle) bool { return taken[h.token] })
	for _, h := range r.handles {
		t := d.Tokens[h.token]
		d.Mentions = append(d.Mentions, nlp.Mention{Span: t.Span, First: h.token, Last: h.token + 1, Sentence: t.Sentence, Label: nlp.Person, Score: definedShare})
	}
	slices.SortFunc(d.Mentions, byPlace)
}
