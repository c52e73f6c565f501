package entity

import (
	"cmp"
	"slices"
	"strings"

	"quoth/nlp"
)

// Scores of what a definition names are a little lower than that of the name
// that it rests on, and lower again at the other places of it.
const (
	definedShare  = 0.9
	repeatedShare = 0.8
)

// define adds the names that the text itself defines and the field missed: the
// new name in "X (formerly Twitter)", the letters in "World Bank (WB)". Where
// a word was found so, every other place of it is a name too. So is "the Fund"
// after a body whose name ends in that word.
func (r *reader) define() {
	d := r.page.d
	r.defined = r.defined[:0]
	taken := r.takenTokens()
	for _, m := range d.Mentions {
		if i, ok := r.newName(m); ok && !taken[i] {
			r.defineToken(taken, i, m.Label, m.Score*definedShare)
		}
		if i, ok := r.letters(m); ok && !taken[i] {
			r.defineToken(taken, i, m.Label, m.Score*definedShare)
		}
	}
	r.repeatDefined(taken)
	r.shortenBodies(taken)
	r.repeatSure(taken)
	if len(r.defined) == 0 {
		return
	}
	d.Mentions = append(d.Mentions, r.defined...)
	slices.SortFunc(d.Mentions, byPlace)
}

func byPlace(a, b nlp.Mention) int { return cmp.Compare(a.Start, b.Start) }

// takenTokens tells which tokens stand in mentions.
func (r *reader) takenTokens() []bool {
	r.taken = resize(r.taken, len(r.page.words))
	clear(r.taken)
	for _, m := range r.page.d.Mentions {
		for i := m.First; i < m.Last; i++ {
			r.taken[i] = true
		}
	}
	return r.taken
}

func (r *reader) defineToken(taken []bool, i int, label nlp.Label, score float32) {
	r.defineName(taken, i, i+1, label, score)
}

// defineName adds tokens [first, last) as a name.
func (r *reader) defineName(taken []bool, first, last int, label nlp.Label, score float32) {
	for i := first; i < last; i++ {
		taken[i] = true
	}
	r.defined = append(r.defined, r.mention(first, last, label, score))
}

// newName gives the word with a capital before a bracket and alias words that
// lead to a mention.
func (r *reader) newName(m nlp.Mention) (int, bool) {
	words, tokens := r.page.words, r.page.d.Tokens
	said := false
	i := m.First - 1
	for ; i > 0 && tokens[i].Sentence == m.Sentence; i-- {
		strong, ok := aliasWords[words[i].lower]
		if !ok {
			break
		}
		said = said || strong
	}
	if !said || i < 1 || tokens[i-1].Sentence != m.Sentence || r.page.d.Slice(tokens[i].Span) != "(" {
		return 0, false
	}
	return i - 1, words[i-1].active && m.Label != nlp.Person
}

// letters gives the word of capitals in the brackets after a longer mention
// whose words begin with those letters.
func (r *reader) letters(m nlp.Mention) (int, bool) {
	d, words := r.page.d, r.page.words
	i := m.Last + 1
	if m.Label == nlp.Person || m.Last-m.First < 2 || i+1 >= len(words) || d.Tokens[i+1].Sentence != m.Sentence {
		return 0, false
	}
	if words[i].kind != kindCaps || d.Slice(d.Tokens[m.Last].Span) != "(" || d.Slice(d.Tokens[i+1].Span) != ")" {
		return 0, false
	}
	rest := strings.ReplaceAll(d.Slice(d.Tokens[i].Span), ".", "")
	for k := m.First; k < m.Last && rest != ""; k++ {
		if d.Text[d.Tokens[k].Start] == rest[0] {
			rest = rest[1:]
		}
	}
	return i, rest == ""
}

// shortenBodies adds the last word of a body's longer name, if that is sure,
// where it stands alone after "the", with its capital, and nowhere in lower case.
func (r *reader) shortenBodies(taken []bool) {
	words, tokens := r.page.words, r.page.d.Tokens
	var bodies map[uint64]nlp.Mention // by last word, the first of each
	for _, m := range r.page.d.Mentions {
		last := m.Last - 1
		if m.Label != nlp.Organization || m.First == last || m.Score < doubtfulScore || words[last].kind != kindTitle || r.page.index.lowered(last) {
			continue
		}
		if bodies == nil {
			bodies = map[uint64]nlp.Mention{}
		}
		if _, ok := bodies[words[last].form]; !ok {
			bodies[words[last].form] = m
		}
	}
	for i := 1; i < len(words) && bodies != nil; i++ {
		if taken[i] || words[i].kind != kindTitle || words[i-1].lower != theWord || tokens[i-1].Sentence != tokens[i].Sentence {
			continue
		}
		alone := i+1 == len(words) || !words[i+1].active || tokens[i+1].Sentence != tokens[i].Sentence
		if m, ok := bodies[words[i].form]; ok && alone && m.First < i && words[i].style == styleText {
			r.defineToken(taken, i, m.Label, m.Score*repeatedShare)
		}
	}
}

// repeatDefined adds the other places of the words that were defined.
func (r *reader) repeatDefined(taken []bool) {
	if len(r.defined) == 0 {
		return
	}
	as := make(map[uint64]nlp.Mention, len(r.defined))
	for _, m := range r.defined {
		as[r.page.words[m.First].form] = m
	}
	for i := range r.page.words {
		if w := &r.page.words[i]; w.active && !taken[i] {
			if m, ok := as[w.form]; ok {
				r.defineToken(taken, i, m.Label, m.Score/definedShare*repeatedShare)
			}
		}
	}
}
