package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// hearing finds who asks and who answers where the text before the first turn
// tells it: “Dale Marsh was cross-examined by Ana Ruiz”, “Ana Ruiz took evidence
// from the pilot, Peter Lang”. Either is none where it tells nothing.
func (a *article) hearing() parties {
	first := a.firstTurn()
	found := parties{asks: none, answers: none}
	for i := range a.Sentences {
		s := &a.Sentences[i]
		if s.Start >= first {
			break
		}
		for t := int32(s.First); int(t) < s.Last; t++ {
			a.examined(s, t, &found)
			a.testified(s, t, &found)
		}
	}
	if found.asks == none {
		found.asks = a.counsel(first)
	}
	if found.asks != none && found.answers == none {
		found.answers = a.lastHeard(first, found.asks)
	}
	if found.answers == found.asks {
		found.answers = none
	}
	return found
}

// lastHeard gives the last person before the first turn who told a court or an
// inquiry something and does not ask there.
func (a *article) lastHeard(first int, asks int32) int32 {
	found := int32(none)
	for i := range a.Sentences {
		s := &a.Sentences[i]
		if s.Start >= first {
			break
		}
		for t := int32(s.First); int(t) < s.Last; t++ {
			if a.lowerAt(s, t) != "told" || !a.tellsHearing(s, t) {
				continue
			}
			if e := a.personBefore(s, t); e != none && e != asks {
				found = e
			}
		}
	}
	return found
}

// hearingReach is how far behind "told" the noun for a hearing stands, in tokens:
// "told the coroner's court".
const hearingReach = 5

// tellsHearing says whether those who are told something at token t sit in a hearing.
func (a *article) tellsHearing(s *nlp.Sentence, t int32) bool {
	for k := t + 1; k <= t+hearingReach; k++ {
		switch a.lowerAt(s, k) {
		case "court", "jury", "jurors", "inquest", "inquiry", "hearing", "tribunal", "commission", "committee", "panel", "coroner", "judge":
			return true
		}
	}
	return false
}

// hearOn reads what the writer tells, between the turns up to the one under
// work, of who examines and who gives evidence from there on.
func (w *work) hearOn() {
	a := &w.article
	for ; w.heard < len(a.Sentences) && a.Sentences[w.heard].Start < w.turn; w.heard++ {
		s := &a.Sentences[w.heard]
		if a.words[s.First].quotation != none {
			continue
		}
		found := parties{asks: none, answers: none}
		for t := int32(s.First); int(t) < s.Last; t++ {
			a.examined(s, t, &found)
			a.testified(s, t, &found)
		}
		if found.asks != none {
			w.parties.asks = found.asks
		}
		if found.answers != none && found.answers != w.parties.asks {
			w.parties.answers = found.answers
		}
	}
}

// examined reads a verb of examining at token t, active or passive.
func (a *article) examined(s *nlp.Sentence, t int32, found *parties) {
	switch verb := strings.ToLower(a.text(t)); {
	case strings.HasSuffix(verb, "examined"), verb == "questioned", verb == "interviewed", verb == "quizzed", verb == "grilled", verb == "pressed":
	default:
		return
	}
	before, after := a.personBefore(s, t), a.personAfter(s, t)
	passive := false
	for k := t + 1; k < t+4 && int(k) < s.Last; k++ {
		passive = passive || strings.EqualFold(a.text(k), "by")
	}
	if passive {
		before, after = after, before
	}
	found.take(before, after)
}

// testified reads the words for evidence at token t: “took evidence from”, “the
// testimony of”, “gave evidence”, “testified”.
func (a *article) testified(s *nlp.Sentence, t int32, found *parties) {
	switch strings.ToLower(a.text(t)) {
	case "testified":
		found.take(none, a.personBefore(s, t))
		return
	case "witness":
		if be := a.lowerAt(s, t+1); be == "was" || be == "is" {
			found.take(none, a.personAfter(s, t))
		}
		return
	case "evidence", "testimony", "deposition":
	default:
		return
	}
	switch a.lowerAt(s, t-1) {
	case "gave", "gives", "giving", "give":
		found.take(none, a.personBefore(s, t))
		return
	}
	switch a.lowerAt(s, t+1) {
	case "from":
		found.take(a.personBefore(s, t), a.personAfter(s, t))
	case "of", "by":
		found.take(none, a.personAfter(s, t))
	}
}

// take keeps what is known of the parties, the first that is told of each.
func (p *parties) take(asks, answers int32) {
	if p.asks == none {
		p.asks = asks
	}
	if p.answers == none {
		p.answers = answers
	}
}

func (a *article) lowerAt(s *nlp.Sentence, t int32) string {
	if int(t) < s.First || int(t) >= s.Last {
		return ""
	}
	return strings.ToLower(a.text(t))
}

// personBefore gives the last person whom a sentence names before token t.
func (a *article) personBefore(s *nlp.Sentence, t int32) int32 {
	for k := t - 1; int(k) >= s.First; k-- {
		if e := a.personAt(k); e != none {
			return e
		}
	}
	return none
}

// personAfter gives the first person whom a sentence names behind token t.
func (a *article) personAfter(s *nlp.Sentence, t int32) int32 {
	for k := t + 1; int(k) < s.Last; k++ {
		if e := a.personAt(k); e != none {
			return e
		}
	}
	return none
}

func (a *article) personAt(t int32) int32 {
	m := a.words[t].mention
	if m == none {
		return none
	}
	e := a.entityAt(m)
	if e == none || a.labels[e] != nlp.Person {
		return none
	}
	return e
}

// advocates is how many tokens around a name an office for asking may stand in.
const advocates = 5

// counsel gives the only person before the first turn whose office is to ask:
// “counsel to the inquiry, Ana Ruiz”, “Peter Lang KC”.
func (a *article) counsel(first int) int32 {
	found := int32(none)
	for m := range a.Mentions {
		mention := &a.Mentions[m]
		if mention.Start >= first || m >= mostNames {
			break
		}
		if a.labelAt(int32(m)) != nlp.Person || mention.Entity < 0 {
			continue
		}
		sentence := a.Tokens[mention.First].Sentence
		for k := max(0, mention.First-advocates); k < min(len(a.Tokens), mention.Last+advocates); k++ {
			if a.Tokens[k].Sentence == sentence && isAdvocate(a.text(int32(k))) && a.nearest(k, m) {
				found = a.onlyOne(found, a.entityAt(int32(m)))
				break
			}
		}
	}
	return max(found, none)
}

// nearest says whether no other mention stands between token k and mention m.
func (a *article) nearest(k, m int) bool {
	if k < a.Mentions[m].First {
		return m == 0 || a.Mentions[m-1].Last <= k
	}
	return m+1 >= len(a.Mentions) || a.Mentions[m+1].First > k
}

func isAdvocate(word string) bool {
	switch word {
	case "KC", "QC", "SC", "counsel", "Counsel", "barrister", "prosecutor", "attorney", "lawyer", "solicitor":
		return true
	}
	return false
}

// entityOfBrackets gives the person behind whose name an office stands in
// brackets, as lists of members do: “Ana Ruiz (Chair)”.
func (a *article) entityOfBrackets(role string) int32 {
	for m := range min(len(a.Mentions), mostNames) {
		mention := &a.Mentions[m]
		if a.labelAt(int32(m)) != nlp.Person || mention.Entity < 0 || mention.Last+2 >= len(a.Tokens) || a.text(int32(mention.Last)) != "(" {
			continue
		}
		if sameOffice(a.text(int32(mention.Last+1)), role) && a.text(int32(mention.Last+2)) == ")" {
			return a.entityAt(int32(m))
		}
	}
	return none
}

// presides says whether a label is of the one who presides over a hearing:
// “THE CHAIRMAN”, “THE COURT”.
func presides(label string) bool {
	switch word := strings.ToLower(label); word {
	case "chair", "chairman", "chairwoman", "chairperson", "court", "judge", "coroner", "commissioner", "magistrate", "justice", "speaker":
		return true
	}
	return false
}

// presiding gives the only person whom an office of presiding stands before, or
// is written behind in brackets.
func (a *article) presiding(office string) int32 {
	if e := a.entityOfBrackets(office); e != none {
		return e
	}
	found := int32(none)
	for m := range min(len(a.Mentions), mostNames) {
		mention := &a.Mentions[m]
		if a.labelAt(int32(m)) != nlp.Person || mention.Entity < 0 || mention.First == 0 {
			continue
		}
		for before := mention.First - 1; before >= max(0, mention.First-officeReach); before-- {
			if word := a.text(int32(before)); sameOffice(word, office) {
				found = a.onlyOne(found, a.entityAt(int32(m)))
			} else if leadsToName(word) {
				continue // “the chairman, Ana Ruiz”, “The Speaker (Hon. Ana Ruiz)”
			}
			break
		}
	}
	return max(found, none)
}

// officeReach is how many tokens before a name the office stands at most.
const officeReach = 4

// leadsToName says whether a word or a mark may stand between an office and the
// name of who holds it.
func leadsToName(word string) bool {
	return word == "," || word == "(" || word == "." || lexicon.Lookup(word).Is(lexicon.Honorific)
}

// sameOffice says whether two words are one office: a court's is its judge.
func sameOffice(word, office string) bool {
	if strings.EqualFold(word, office) {
		return true
	}
	word, office = strings.ToLower(word), strings.ToLower(office)
	if strings.HasPrefix(office, "chair") {
		return strings.HasPrefix(word, "chair")
	}
	return (office == "court" || office == "judge") && (word == "judge" || word == "justice" || word == "magistrate")
}

// fillHearing writes the speaker of a turn that an office or a part in a hearing
// labels. It says whether the label is one.
func (w *work) fillHearing(speaker *nlp.Speaker, label string) bool {
	a := &w.article
	name := label
	if rest, ok := strings.CutPrefix(strings.ToLower(label), "the "); ok {
		name = label[len(label)-len(rest):]
	}
	e := int32(none)
	switch {
	case strings.EqualFold(name, "witness"), strings.EqualFold(name, "deponent"):
		e = w.meet().answers
	case presides(name):
		e = a.presiding(name)
	}
	if e == none {
		return false
	}
	w.name(speaker, referent{entity: e}, 0)
	return true
}

// fillParty writes the speaker of a turn that Q or A labels.
func (w *work) fillParty(speaker *nlp.Speaker, label string) bool {
	e := int32(none)
	switch strings.ToUpper(strings.TrimSpace(label)) {
	case "Q", "QUESTION":
		speaker.Type, speaker.Role = nlp.SpeakerUnnamed, "interviewer"
		e = w.meet().asks
	case "A", "ANSWER":
		speaker.Type, speaker.Role = nlp.SpeakerUnnamed, "interviewee"
		e = w.meet().answers
	default:
		return false
	}
	if e != none {
		w.name(speaker, referent{entity: e}, 0)
	}
	return true
}
