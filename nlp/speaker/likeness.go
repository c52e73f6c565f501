package speaker

import (
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// Bounds of the search for words like a noun, in places and in tokens either
// way of each.
const (
	mostAlike   = 12
	alikeBefore = 24
	alikeAfter  = 12
)

// stemOf gives what a noun for somebody shares with the words for what that one
// does or is: "trainer" and "trained", "retiree" and "retired". It is a rough
// stem: endings are cut off, and what is left is kept up to six letters.
func stemOf(word string) string {
	word = strings.TrimSuffix(strings.ToLower(word), ".") // "Sen."
	if present, ok := pastForms[word]; ok {
		word = present
	}
	if at := strings.Index(word, "-of-"); at > 0 {
		word = word[:at] // "dad-of-three"
	}
	word = word[strings.LastIndexByte(word, '-')+1:] // "ex-sergeant"
	for _, ending := range [...]string{"women", "woman", "ists", "ist", "men", "man", "ings", "ing", "ees", "ee", "ers", "er", "ors", "or", "ed", "es", "s", "e"} {
		if rest := strings.TrimSuffix(word, ending); len(rest) < len(word) && len(rest) >= leastStem {
			word = rest
			break
		}
	}
	return word[:min(len(word), mostStem)]
}

// pastForms are the present forms of verbs that change their stem and that people are
// called after: whoever "taught" is the teacher, whoever "drove" the driver.
var pastForms = map[string]string{
	"taught": "teach", "sold": "sell", "drove": "drive", "wrote": "write", "sang": "sing", "bought": "buy", "ran": "run", "swam": "swim", "rode": "ride", "flew": "fly",
	"fought": "fight", "built": "build", "kept": "keep", "led": "lead", "won": "win", "bred": "breed", "wove": "weave", "dug": "dig", "dealt": "deal", "threw": "throw", "drew": "draw",
}

// The length of a stem, in bytes.
const (
	leastStem = 3
	mostStem  = 6
)

// readStems notes where the article has words of each stem.
func (a *article) readStems() {
	p := &a.people
	if p.byStem == nil {
		p.byStem = map[uint32][]int32{}
	}
	clear(p.byStem)
	for t := range a.Tokens {
		switch tag := a.Tokens[t].Tag; {
		case len(tag) < 2, tag[0] != 'N' && tag[0] != 'V' && tag[0] != 'J':
			continue
		}
		h := hashLower(stemOf(a.text(int32(t))))
		if len(p.byStem[h]) < mostAlike {
			p.byStem[h] = append(p.byStem[h], int32(t))
		}
	}
}

// findAlike lists the people beside whom the article has words like the noun of
// phrase i: whoever "has trained horses" may be "the trainer", and "the lawyer"
// whoever is a barrister.
func (a *article) findAlike(i int32) {
	a.people.alike = a.people.alike[:0]
	noun := strings.ToLower(a.text(a.phrases[i].head))
	a.addAlike(i, noun)
	for _, kind := range lexicon.Kinds(noun[strings.LastIndexByte(noun, '-')+1:]) {
		a.addAlike(i, kind)
	}
}

// addAlike adds the people beside whom the article has a word's stem.
func (a *article) addAlike(i int32, word string) {
	ph := &a.phrases[i]
	for _, t := range a.people.byStem[hashLower(stemOf(word))] {
		if t >= ph.first && t < ph.last {
			continue
		}
		if e := a.besideWhom(t, i); e != none {
			a.people.alike = append(a.people.alike, e)
		}
	}
}

// besideWhom gives the person whom the sentence of token t speaks of last before
// it, or else next; what phrase i and those behind it stand for is not known yet.
func (a *article) besideWhom(t, i int32) int32 {
	s := &a.Sentences[a.Tokens[t].Sentence]
	for u := t; u >= max(int32(s.First), t-alikeBefore); u-- {
		if e := a.personOf(u, i); e != none {
			return e
		}
	}
	for u := t + 1; u < min(int32(s.Last), t+alikeAfter); u++ {
		if e := a.personOf(u, i); e != none {
			return e
		}
	}
	return none
}

// personOf gives the person whom a name, a pronoun or a description with its
// head at token t stands for.
func (a *article) personOf(t, i int32) int32 {
	p := a.words[t].phrase
	if p == none || a.phrases[p].head != t {
		return none
	}
	e := int32(none)
	if a.named(p) {
		e = a.entityAt(a.phrases[p].mention)
	} else if p < i {
		e = a.people.resolved[p].entity
	}
	if e == none || a.labels[e] != nlp.Person {
		return none
	}
	return e
}

// isAlike says whether an entity is one that findAlike found.
func (p *people) isAlike(entity int32) bool { return slices.Contains(p.alike, entity) }

// Lengths of an office's abbreviation, in letters.
const (
	leastAbbreviated = 2
	mostAbbreviated  = 5
)

// abbreviated gives the only person whose office phrase i abbreviates: "the DPP"
// is whom the article calls a Deputy Public Prosecutor.
func (a *article) abbreviated(i int32) int32 {
	ph := &a.phrases[i]
	short := a.text(ph.head)
	if ph.last-ph.first > 2 || !ph.definite || !isInitials(short) {
		return none
	}
	found := int32(none)
	for k := range a.people.ties {
		t := &a.people.ties[k]
		if a.labels[t.entity] == nlp.Person && a.endsInInitials(t, short) {
			found = a.onlyOne(found, t.entity)
		}
	}
	if found == none {
		return a.onlyTitled(ph)
	}
	return max(found, none)
}

// onlyTitled gives the only person who bears the letters of a phrase for a title: "the
// SP" is whom the article calls "SP Ana Ruiz".
func (a *article) onlyTitled(ph *phrase) int32 {
	found := int32(none)
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		if t := &a.people.ties[k]; a.labels[t.entity] == nlp.Person && a.text(t.token) == a.text(ph.head) {
			found = a.onlyOne(found, t.entity)
		}
	}
	return max(found, none)
}

// tieInitials ties the letters of an office to the person before whose name they stand,
// "SP Ana Ruiz", "Superintendent of Police (SP) Ana Ruiz", "The SP, Ana Ruiz,".
func (a *article) tieInitials(i int32) {
	ph := &a.phrases[i]
	t := int32(a.Mentions[ph.mention].First) - 1
	if t > 1 && (a.text(t) == ")" || a.text(t) == "," && a.closesApposition(ph.last) && strings.EqualFold(a.text(t-2), "the")) {
		t--
	}
	if t >= 0 && isInitials(a.text(t)) && a.isFullName(ph.mention) {
		a.addNoun(a.entityAt(ph.mention), t, a.words[t].hash)
	}
}

// isInitials says whether a word is as short as an office's abbreviation and all capitals.
func isInitials(word string) bool {
	return len(word) >= leastAbbreviated && len(word) <= mostAbbreviated && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// endsInInitials says whether an office, or what of it ends in its noun, ends in words
// that begin with these letters: "Deputy Public Prosecutor", "Superintendent of Police",
// "Director-General", "managing director of the bank".
func (a *article) endsInInitials(t *tie, short string) bool {
	return a.haveInitials(t.first, t.last, short) || a.haveInitials(t.first, t.token+1, short)
}

// haveInitials says whether the last words of tokens [first, last) begin with these
// letters, articles and prepositions left out.
func (a *article) haveInitials(first, last int32, short string) bool {
	at := len(short)
	for u := last - 1; u >= first && at > 0; u-- {
		if a.words[u].symbol == symbolOf || a.words[u].symbol == symbolPreposition || a.Tokens[u].Tag == "DT" {
			continue
		}
		parts := strings.Split(strings.ToUpper(a.text(u)), "-")
		for k := len(parts) - 1; k >= 0 && at > 0; k-- {
			if at--; !strings.HasPrefix(parts[k], short[at:at+1]) {
				return false
			}
		}
	}
	return at == 0
}

// keepTie notes that a noun has been used for somebody, so that it is theirs
// from here on.
func (a *article) keepTie(i int32, who referent) {
	ph := &a.phrases[i]
	if who.entity == none || who.group || who.sureness < surelyTied || ph.plural || ph.sort == sortOther || a.labels[who.entity] != nlp.Person && !a.isOwnNoun(ph) || a.words[ph.head].known.Case != lexicon.NoCase {
		return
	}
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		if a.people.ties[k].entity == who.entity {
			return
		}
	}
	a.addTie(who.entity, ph.head, a.skipArticle(ph.first), ph.last, i)
}

// surelyTied is the sureness from which a noun that names a speaker is kept for
// whom it stands for.
const surelyTied = 0.6
