package sentiment

import (
	"cmp"
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// How far an antecedent is sought, and an exchange is taken to go on.
const (
	antecedentMentions   = 40 // mentions before a pronoun
	antecedentParagraphs = 2  // paragraphs before a pronoun's own
	exchangeQuotations   = 4  // quotations before one that says "you"
	exchangeParagraphs   = 2  // paragraphs between the two
	governingReach       = 40 // tokens before a fragment
)

// A target is somebody or something that a quotation speaks about, at one place.
type target struct {
	entity int
	inside nlp.Span // the mention inside the quotation; empty where it stands outside
	within nlp.Span // the words that show the stance
	words  nlp.Span // the words that stand for the target

	// oneVoice says that the marks within only show which words are literal:
	// reported clauses, and what governs a fragment.
	oneVoice bool
}

// A targetFinder finds the targets of one document's quotations.
type targetFinder struct {
	d     *nlp.Document
	names map[string]int // entities by name; made when an addressee is first looked up

	found   []target
	partner int // the one spoken to by the quotation at hand; -1 for nobody
}

// find gives the targets of a quotation, the places of one entity side by side
// and in text order. The slice is valid until the next call.
func (f *targetFinder) find(quotation int) []target {
	q := &f.d.Quotations[quotation]
	f.found, f.partner = f.found[:0], f.addressee(quotation)
	f.addMentions(q)
	f.addPronouns(q)
	if len(f.found) == 0 {
		f.addGoverning(q)
	}
	slices.SortStableFunc(f.found, func(a, b target) int {
		return cmp.Or(a.entity-b.entity, a.words.Start-b.words.Start)
	})
	return f.found
}

// add keeps a target, unless it is the speaker.
func (f *targetFinder) add(q *nlp.Quotation, entity int, within, words nlp.Span) {
	if entity < 0 || entity >= len(f.d.Entities) || entity == q.Speaker.Entity {
		return
	}
	t := target{entity: entity, within: within, words: words}
	t.oneVoice = within != q.Span || q.Kind == nlp.Mixed || q.Kind == nlp.Indirect
	if q.Span.Contains(words) {
		t.inside = words
	}
	f.found = append(f.found, t)
}

// everywhere gives a target at its place, and at the other places of the span
// where a mention names the same entity.
func (f *targetFinder) everywhere(t target) []target {
	var inside []nlp.Mention
	for i := f.mentionAt(t.within.Start); i < len(f.d.Mentions) && f.d.Mentions[i].End <= t.within.End; i++ {
		inside = append(inside, f.d.Mentions[i])
	}
	places := []target{t}
	here := func(m nlp.Mention) bool { return m.Start < t.words.End && t.words.Start < m.End }
	own := slices.IndexFunc(inside, here)
	if own < 0 || inside[own].Entity < 0 {
		return places
	}
	for _, m := range inside {
		if m.Entity == inside[own].Entity && !here(m) && len(places) < stancePlaces {
			places = append(places, target{within: t.within, words: m.Span})
		}
	}
	return places
}

// addMentions adds the people and organisations that the quotation names.
func (f *targetFinder) addMentions(q *nlp.Quotation) {
	for i := f.mentionAt(q.Start); i < len(f.d.Mentions) && f.d.Mentions[i].End <= q.End; i++ {
		if m := &f.d.Mentions[i]; canBeTarget(m.Label) {
			f.add(q, m.Entity, q.Span, m.Span)
		}
	}
}

// addPronouns adds those that the quotation's pronouns stand for.
func (f *targetFinder) addPronouns(q *nlp.Quotation) {
	for i := f.tokenAt(q.Start); i < len(f.d.Tokens) && f.d.Tokens[i].End <= q.End; i++ {
		t := f.d.Tokens[i]
		switch w := lexicon.Lookup(f.d.Slice(t.Span)); {
		case isPersonal(w) && !f.isSpeakersOwn(t, w, q):
			f.add(q, f.antecedent(i, w.Sex, q), q.Span, t.Span)
		case w.Person == 2 && !f.isFiller(i) && !f.isAnybody(i):
			f.add(q, f.partner, q.Span, t.Span)
		}
	}
}

// addGoverning adds the one that the sentence ties a fragment to: the last
// person or organisation between the reporting word and the fragment, as in
// `called him "a fool"`, or the one that opens the sentence, as in `Reed, she
// said, was "unfit"`.
func (f *targetFinder) addGoverning(q *nlp.Quotation) {
	if q.Sentence < 0 || q.Sentence >= len(f.d.Sentences) {
		return
	}
	s := f.d.Sentences[q.Sentence]
	if !q.Cue.Empty() && q.Cue.End <= q.Start && q.Cue.Start >= s.Start {
		between := nlp.Span{Start: max(q.Cue.End, f.tokensBefore(q.Start, governingReach)), End: q.Start}
		if entity, words := f.lastNamed(between, q); entity >= 0 {
			f.add(q, entity, nlp.Span{Start: words.Start, End: q.End}, words)
			return
		}
	}
	i := f.mentionAt(s.Start)
	if i == len(f.d.Mentions) || f.d.Mentions[i].First > s.First+1 || !canBeTarget(f.d.Mentions[i].Label) {
		return
	}
	if m := f.d.Mentions[i]; m.End <= q.Start && m.Last < len(f.d.Tokens) && f.d.Slice(f.d.Tokens[m.Last].Span) == "," && q.Cue.Start > m.End && q.Cue.End <= q.Start {
		f.add(q, m.Entity, nlp.Span{Start: m.Start, End: q.End}, m.Span)
	}
}

// lastNamed gives the last one in a span whom a name or a pronoun stands for,
// the speaker left out; -1 for nobody.
func (f *targetFinder) lastNamed(s nlp.Span, q *nlp.Quotation) (int, nlp.Span) {
	entity, words := -1, nlp.Span{}
	for i := f.mentionAt(s.Start); i < len(f.d.Mentions) && f.d.Mentions[i].End <= s.End; i++ {
		if m := f.d.Mentions[i]; canBeTarget(m.Label) && m.Entity != q.Speaker.Entity {
			entity, words = m.Entity, m.Span
		}
	}
	for i := f.tokenAt(s.Start); i < len(f.d.Tokens) && f.d.Tokens[i].End <= s.End; i++ {
		t := f.d.Tokens[i]
		w := lexicon.Lookup(f.d.Slice(t.Span))
		if !isPersonal(w) || t.Start < words.Start {
			continue
		}
		if w.Case == lexicon.Subject && f.isSpeakersOwn(t, w, q) {
			entity, words = -1, nlp.Span{}
		} else if e := f.antecedent(i, w.Sex, q); e >= 0 {
			entity, words = e, t.Span
		}
	}
	return entity, words
}

// isPersonal says whether a word is a pronoun for one man or one woman.
func isPersonal(w lexicon.Word) bool {
	return w.Person == 3 && w.Case != lexicon.NoCase && (w.Sex == nlp.Male || w.Sex == nlp.Female)
}

// isSpeakersOwn says whether a pronoun outside quotation marks can stand for
// the speaker, as in `Reed said that she was "tired"`: the reporter's words
// turn "I" into it.
func (f *targetFinder) isSpeakersOwn(t nlp.Token, w lexicon.Word, q *nlp.Quotation) bool {
	if q.Span.Contains(t.Span) && q.Kind != nlp.Indirect && q.Kind != nlp.Mixed {
		return false
	}
	for _, marked := range q.Quoted {
		if marked.Contains(t.Span) {
			return false
		}
	}
	if e := q.Speaker.Entity; e >= 0 && e < len(f.d.Entities) {
		return f.d.Entities[e].Sex == w.Sex || f.d.Entities[e].Sex == nlp.SexUnknown && f.d.Entities[e].Label == nlp.Person
	}
	return q.Speaker.Type != nlp.SpeakerOrganization
}

// antecedent gives the person a pronoun stands for: the nearest before it whose
// sex fits, neither speaker nor addressee; -1 for nobody.
func (f *targetFinder) antecedent(token int, sex nlp.Sex, q *nlp.Quotation) int {
	t := f.d.Tokens[token]
	paragraph := f.d.Sentences[t.Sentence].Paragraph
	last := f.mentionAt(t.Start) - 1
	isSpokenTo := q.Speaker.Addressee != "" || q.Speaker.Rule == lexicon.RuleTurn
	for i := last; i >= 0 && i > last-antecedentMentions; i-- {
		m := &f.d.Mentions[i]
		if paragraph-f.d.Sentences[m.Sentence].Paragraph > antecedentParagraphs {
			break
		}
		if m.Label != nlp.Person || m.Entity == q.Speaker.Entity || isSpokenTo && m.Entity == f.partner || m.Entity < 0 || m.Entity >= len(f.d.Entities) {
			continue
		}
		if e := &f.d.Entities[m.Entity]; e.Sex == sex || e.Sex == nlp.SexUnknown {
			return m.Entity
		}
	}
	return -1
}

// addressee gives the entity spoken to: the one that the speakers layer names,
// else the person who spoke last in the same exchange; -1 for nobody.
func (f *targetFinder) addressee(quotation int) int {
	q := &f.d.Quotations[quotation]
	if q.Speaker.Addressee != "" {
		return f.named(q.Speaker.Addressee)
	}
	if q.Speaker.Entity < 0 {
		return -1
	}
	for i := quotation - 1; i >= 0 && i >= quotation-exchangeQuotations; i-- {
		other := &f.d.Quotations[i]
		if f.paragraph(q)-f.paragraph(other) > exchangeParagraphs {
			break
		}
		if e := other.Speaker.Entity; e >= 0 && e != q.Speaker.Entity && other.Speaker.Type == nlp.SpeakerPerson {
			return e
		}
	}
	return -1
}

func (f *targetFinder) paragraph(q *nlp.Quotation) int {
	if q.Sentence < 0 || q.Sentence >= len(f.d.Sentences) {
		return 0
	}
	return f.d.Sentences[q.Sentence].Paragraph
}

// named gives the first entity of a name, -1 for none.
func (f *targetFinder) named(name string) int {
	if f.names == nil {
		f.names = make(map[string]int, len(f.d.Entities))
		for i := len(f.d.Entities) - 1; i >= 0; i-- {
			f.names[f.d.Entities[i].Name] = i
		}
	}
	if e, ok := f.names[name]; ok {
		return e
	}
	return -1
}

// isFiller says whether a "you" only keeps talk going: "you know", "thank you".
func (f *targetFinder) isFiller(token int) bool {
	if token+1 < len(f.d.Tokens) && strings.EqualFold(f.d.Slice(f.d.Tokens[token+1].Span), "know") {
		return true
	}
	return token > 0 && strings.EqualFold(f.d.Slice(f.d.Tokens[token-1].Span), "thank")
}

// isAnybody says whether a "you" means people at large, as it mostly does of
// what can or can't be done, and then to the sentence's end: "you can't return
// what you never had".
func (f *targetFinder) isAnybody(token int) bool {
	for i := f.d.Sentences[f.d.Tokens[token].Sentence].First; i <= token && i+1 < len(f.d.Tokens); i++ {
		if !strings.EqualFold(f.d.Slice(f.d.Tokens[i].Span), "you") {
			continue
		}
		switch strings.ToLower(f.d.Slice(f.d.Tokens[i+1].Span)) {
		case "can", "ca", "cannot": // "can't" is two words
			return true
		}
	}
	return false
}

// mentionAt gives the index of the first mention that begins at a byte or after it.
func (f *targetFinder) mentionAt(start int) int {
	i, _ := slices.BinarySearchFunc(f.d.Mentions, start, func(m nlp.Mention, at int) int { return m.Start - at })
	return i
}

// tokenAt gives the index of the first token that begins at a byte or after it.
func (f *targetFinder) tokenAt(start int) int {
	i, _ := slices.BinarySearchFunc(f.d.Tokens, start, func(t nlp.Token, at int) int { return t.Start - at })
	return i
}

// tokensBefore gives the byte at which the n-th token before a place begins.
func (f *targetFinder) tokensBefore(start, n int) int {
	if i := f.tokenAt(start) - n; i >= 0 && i < len(f.d.Tokens) {
		return f.d.Tokens[i].Start
	}
	return 0
}

// canBeTarget says whether a stance toward what carries the label is asked for.
func canBeTarget(l nlp.Label) bool { return l == nlp.Person || l == nlp.Organization }
