package speaker

import (
	"strings"
	"unicode"

	"quoth/nlp"
)

// shortTurn is the mean length of a dialogue's turns, in tokens, up to which
// paragraphs of quoted words without attribution count as turns. Longer ones
// are one speaker's paragraphs.
const shortTurn = 28

// alternate gives the turns of a dialogue to its two speakers: paragraphs that
// hold quoted words and nothing else, one after the other.
func (w *work) alternate() {
	a := &w.article
	w.readSpeakers()
	for k := 0; k < len(a.order); k++ {
		if !w.isTurn(k) {
			continue
		}
		end := k + 1
		for end < len(a.order) && w.isTurn(end) && w.nextParagraph(end-1, end) {
			end++
		}
		w.giveTurns(k, end)
		k = end - 1
	}
}

// isTurn says whether the k-th quotation fills its paragraph, in marks, with
// nothing that tells its speaker.
func (w *work) isTurn(k int) bool {
	a := &w.article
	q := a.order[k]
	p := &a.places[q]
	if a.Quotations[q].Kind != nlp.Direct || w.decisions[q].layout || w.decisions[q].from != none || a.inHeading(q) ||
		p.first >= p.last || int(p.last) > len(a.words) || a.words[p.first].quotation != q {
		return false
	}
	first, last := p.first, p.last-1
	for first > 0 && a.paragraph(first-1) == a.paragraph(p.first) {
		if first--; a.words[first].symbol != symbolMark && a.words[first].symbol != symbolDash {
			return false
		}
	}
	closed := first < p.first && a.words[first].symbol == symbolDash // such a turn ends with its paragraph
	for int(last)+1 < len(a.words) && a.paragraph(last+1) == a.paragraph(p.first) {
		if last++; a.words[last].symbol != symbolMark {
			return false
		}
		closed = true
	}
	if !closed || first == p.first || a.paragraph(p.first) != a.paragraph(p.last-1) {
		return false
	}
	return first == 0 || a.words[first-1].symbol != symbolColon
}

// nextParagraph says whether the second quotation stands in the paragraph
// right after the first one's.
func (w *work) nextParagraph(j, k int) bool {
	a := &w.article
	p, q := &a.places[a.order[j]], &a.places[a.order[k]]
	return p.last > p.first && int(q.first) < len(a.words) && a.paragraph(q.first)-a.paragraph(p.last-1) == 1
}

// giveTurns decides on the turns k … end-1.
func (w *work) giveTurns(k, end int) {
	a := &w.article
	length := int32(0)
	for j := k; j < end; j++ {
		p := &a.places[a.order[j]]
		length += p.last - p.first
	}
	if length > shortTurn*int32(end-k) {
		return
	}
	before := w.directBefore(k)
	asker, asked := w.questioned(k)
	if asked.phrase == none && end-k < 2 && (before == none || !w.questionAndAnswer(before, k)) {
		return
	}
	var one, other referent
	switch {
	case asked.phrase != none:
		one, other = asker, asked
	case before != none:
		one = w.whoSaid(a.order[before])
		if other = w.addressed(before); other.phrase == none || sameReferent(other, one) {
			other = w.spokeJustBefore(before, one)
		}
		if other.entity == none && other.phrase == none {
			if end-k < 2 {
				return // nobody is there to answer
			}
			other = w.inConversation(before, one)
			if next := w.speakerAfter(end); next.entity != none && next.entity != one.entity && (end-k)%2 == 0 {
				other = next
			}
		}
	default:
		other, one = w.openers(k)
		if next := w.speakerAfter(end); next.entity != none {
			other, one = turnOver(other, one, next, end-k)
		}
	}
	w.heedCalls(k, end, &one, &other)
	for j := k; j < end; j++ {
		who := other
		if (j-k)%2 == 1 {
			who = one
		}
		w.giveTurn(a.order[j], who)
	}
	if (end-k)%2 == 0 {
		w.turnBehind(end, one, other)
	} else {
		w.turnBehind(end, other, one)
	}
}

// turnBehind gives the turn behind a dialogue that ends before the end-th quotation, where
// a pronoun alone tells who speaks it, to the party that the last turn is not.
func (w *work) turnBehind(end int, last, waiting referent) {
	a := &w.article
	if end >= len(a.order) || !w.nextParagraph(end-1, end) || waiting.entity == none {
		return
	}
	q := a.order[end]
	i := w.decisions[q].phrase
	if i == none || a.Quotations[q].Kind != nlp.Direct || a.anaphorOf(i) != sexedPronoun || a.goesOn(q) || !sameReferent(w.whoSaid(q), last) || !a.canBe(waiting.entity, a.words[a.phrases[i].head].known.Sex) {
		return
	}
	w.name(&a.Quotations[q].Speaker, waiting, i)
}

// directBefore gives the last quotation in the paragraph before the k-th one that
// is direct, and stands there alone or with what reports it; none for no such one.
func (w *work) directBefore(k int) int {
	a := &w.article
	for j := k - 1; j >= 0 && w.nextParagraph(j, k); j-- {
		if a.Quotations[a.order[j]].Kind == nlp.Direct {
			return j
		}
		if j == 0 || a.Quotations[a.order[j]].Cue != a.Quotations[a.order[j-1]].Cue {
			break
		}
	}
	return none
}

// speakerAfter gives who speaks in the paragraph behind a dialogue that ends
// before the end-th quotation; nobody where the text doesn't name one.
func (w *work) speakerAfter(end int) referent {
	a := &w.article
	if end >= len(a.order) || !w.nextParagraph(end-1, end) || a.Quotations[a.order[end]].Kind != nlp.Direct || w.decisions[a.order[end]].layout {
		return nobody
	}
	if a.Quotations[a.order[end]].Cue.Empty() {
		return nobody
	}
	return w.whoSaid(a.order[end])
}

// turnOver sets the two parties of so many turns right by who speaks next: the
// last turn is the other party's.
func turnOver(first, second, next referent, turns int) (referent, referent) {
	last, waiting := &first, &second
	if turns%2 == 0 {
		last, waiting = &second, &first
	}
	switch {
	case sameReferent(*last, next):
		*last, *waiting = *waiting, *last
	case !sameReferent(*waiting, next):
		*waiting = next
	}
	return first, second
}

// questioned gives who asked whom in indirect words right before the k-th
// quotation: "She asked the girl why." The phrase of the second is none where
// the text tells no such thing.
func (w *work) questioned(k int) (asker, asked referent) {
	a := &w.article
	if k == 0 || !w.nextParagraph(k-1, k) {
		return nobody, nobody
	}
	q := a.order[k-1]
	p := &a.places[q]
	if a.Quotations[q].Kind == nlp.Direct || p.cueFirst == none || p.cueLast-p.cueFirst != 1 || !strings.EqualFold(a.text(p.cueFirst), "asked") || int(p.cueLast) >= len(a.words) {
		return nobody, nobody
	}
	object := a.words[p.cueLast].phrase
	if object == none || a.phrases[object].plural || !isAnimate(a.phrases[object].sort) {
		return nobody, nobody
	}
	asked = a.people.resolved[object]
	if asked.phrase == none {
		asked = referent{entity: none, phrase: object}
	}
	return w.whoSaid(q), asked
}

// openers gives the two who speak where a dialogue begins with the k-th
// quotation and nothing tells who does: first the one whom the paragraph before
// tells of most prominently, else whom the ranker takes.
func (w *work) openers(k int) (first, second referent) {
	a := &w.article
	at := a.places[a.order[k]].first
	if asker, asked, ok := w.asking(at); ok {
		if w.asks(k) {
			return asker, asked
		}
		return asked, asker
	}
	first = w.mostProminent(at, nobody, 1)
	if first.phrase == none {
		first = w.whoSaid(a.order[k])
		return first, w.otherParty(k, first)
	}
	if second = w.mostProminent(at, first, 1); second.phrase == none {
		second = w.otherParty(k, first)
	}
	return first, second
}

// asking gives who asks whom in the last sentence of the paragraph before token
// at: "I ask him about that."
func (w *work) asking(at int32) (asker, asked referent, ok bool) {
	a := &w.article
	t := at - 1
	for t >= 0 && a.paragraph(t) == a.paragraph(at) {
		t--
	}
	if t < 0 {
		return nobody, nobody, false
	}
	s := a.Sentences[a.Tokens[t].Sentence]
	for v := int32(s.First) + 1; int(v)+1 < s.Last; v++ {
		h := a.words[v].hash
		if h != hashAsk && h != hashAsks && h != hashAsked || a.words[v].marked || a.words[v].symbol == symbolParticiple {
			continue
		}
		object, subject := a.words[v+1].phrase, a.words[v-1].phrase
		if object == none || subject == none || a.phrases[object].plural || !isAnimate(a.phrases[object].sort) && a.phrases[object].sort != sortOwner {
			continue
		}
		asked, asker = a.people.resolved[object], a.people.resolved[subject]
		return asker, asked, asked.phrase != none
	}
	return nobody, nobody, false
}

var hashAsk, hashAsks, hashAsked = hashLower("ask"), hashLower("asks"), hashLower("asked")

// questionAndAnswer says whether one of two quotations asks and the other doesn't.
func (w *work) questionAndAnswer(j, k int) bool {
	return w.asks(j) != w.asks(k) && !(w.asks(j) && w.asksOneself(j, k))
}

// asksOneself says whether a question is the speaker's own, who goes on: “What
// would I do with it?” “I have a shop.”
func (w *work) asksOneself(j, k int) bool {
	a := &w.article
	question, answer := a.Slice(a.Quotations[a.order[j]].Span), a.Slice(a.Quotations[a.order[k]].Span)
	return strings.Contains(question, " I ") && !strings.Contains(strings.ToLower(question), "you") && strings.HasPrefix(answer, "I ")
}

func (w *work) asks(k int) bool {
	a := &w.article
	text := a.Slice(a.Quotations[a.order[k]].Span)
	return len(text) > 0 && text[len(text)-1] == '?'
}

// whoSaid gives the speaker of a quotation that is decided.
func (w *work) whoSaid(q int32) referent {
	if e := w.article.Quotations[q].Speaker.Entity; e >= 0 {
		return referent{entity: int32(e), phrase: max(w.decisions[q].phrase, 0)}
	}
	return referent{entity: none, phrase: w.decisions[q].phrase}
}

// turnsBack bounds how far back the other party of a dialogue is looked for.
const turnsBack = 6

// otherParty gives the one who speaks with the speaker of the k-th quotation:
// who else spoke just before, else the person spoken of most prominently.
func (w *work) otherParty(k int, one referent) referent {
	if who := w.spokeJustBefore(k, one); who.entity != none {
		return who
	}
	return w.inConversation(k, one)
}

// inConversation gives who may speak with one around the k-th quotation: the most
// prominent of those before it who speak anywhere in the article, or else of all.
func (w *work) inConversation(k int, one referent) referent {
	at := w.article.places[w.article.order[k]].first
	if who := w.mostProminentOf(at, one, anywhere, w.speaksAnywhere); who.phrase != none {
		return who
	}
	return w.mostProminent(at, one, anywhere)
}

// readSpeakers notes who speaks a quotation that is no turn of a dialogue.
func (w *work) readSpeakers() {
	a := &w.article
	w.speakers = append(w.speakers[:0], make([]bool, len(a.Entities))...)
	for q := range a.Quotations {
		if e := a.Quotations[q].Speaker.Entity; e >= 0 {
			w.speakers[e] = true
		}
	}
}

// speaksAnywhere says whether somebody is the speaker of such a quotation.
func (w *work) speaksAnywhere(who referent) bool { return who.entity >= 0 && w.speakers[who.entity] }

// spokeJustBefore gives who beside one spoke in the paragraphs right before the
// k-th quotation; nobody where none did.
func (w *work) spokeJustBefore(k int, one referent) referent {
	a := &w.article
	for j := k - 1; j >= 0 && j >= k-turnsBack && (w.nextParagraph(j, j+1) || w.sameParagraph(j, j+1)); j-- {
		if who := w.whoSaid(a.order[j]); who.entity != none && who.entity != one.entity {
			return who
		}
	}
	return nobody
}

// sameParagraph says whether two quotations begin in one paragraph.
func (w *work) sameParagraph(j, k int) bool {
	a := &w.article
	p, q := &a.places[a.order[j]], &a.places[a.order[k]]
	return int(q.first) < len(a.words) && a.paragraph(p.first) == a.paragraph(q.first)
}

// anywhere stands for no bound on how many paragraphs back somebody is named.
const anywhere = 1 << 30

// leastProminent is the score from which somebody may be party to a dialogue.
const leastProminent = -6

// mostProminent gives the person beside one whom the text before token at
// tells of most prominently, in so many paragraphs back. Somebody unnamed
// counts within bounds only, as "the lady" whom the text has just brought in.
func (w *work) mostProminent(at int32, one referent, paragraphs int) referent {
	return w.mostProminentOf(at, one, paragraphs, func(referent) bool { return true })
}

// mostProminentOf gives the most prominent of those who may be party.
func (w *work) mostProminentOf(at int32, one referent, paragraphs int, may func(referent) bool) referent {
	a := &w.article
	best, bestScore := nobody, float32(leastProminent)
	refs := a.people.references
	here := a.Tokens[at].Sentence
	for i := range refs {
		r := &refs[len(refs)-1-i]
		if i > 4*mostReferences || here-a.Tokens[r.token].Sentence > farthest {
			break
		}
		if r.token >= at || !r.person || r.plural || r.marked || a.paragraph(at)-a.paragraph(r.token) > paragraphs || sameReferent(r.who, one) {
			continue
		}
		if r.who.entity == none && (paragraphs == anywhere || !a.phrases[r.who.phrase].definite) {
			continue
		}
		score := r.weight + weightSentence*float32(here-a.Tokens[r.token].Sentence)
		if score > bestScore && may(r.who) {
			best, bestScore = r.who, score
		}
	}
	return best
}

// sameReferent says whether two referents are one entity, or one unnamed.
func sameReferent(x, y referent) bool {
	return x.entity == y.entity && (x.entity != none || x.phrase == y.phrase)
}

// giveTurn writes the speaker of a turn.
func (w *work) giveTurn(q int32, who referent) {
	speaker := &w.article.Quotations[q].Speaker
	*speaker = nlp.Speaker{Entity: none, Rule: RuleAlternation, Confidence: 0.4}
	if who.entity != none {
		w.name(speaker, who, max(who.phrase, 0))
		speaker.Confidence = 0.7
	}
}

// Bounds of the search for echoes: only quotations near the top of an article and
// in headings between its paragraphs, which anticipate what is said below.
const (
	echoParagraphs = 3
	mostEchoes     = 18
	longestEcho    = 40  // tokens
	longestHeading = 14  // tokens
	leastEchoed    = 0.6 // confidence from which a speaker stays, whatever is said below
)

// inHeading says whether a quotation stands in a heading: a short paragraph
// without a full stop, in marks that hold none either.
func (a *article) inHeading(q int32) bool {
	p := &a.places[q]
	if !p.marked || p.first >= p.last || int(p.last) > len(a.words) {
		return false
	}
	switch a.words[p.last-1].symbol {
	case symbolComma, symbolStop:
		return false
	}
	if strings.HasSuffix(a.text(p.last-1), ".") {
		return false // what looks like an abbreviation: “Over here, Del.”
	}
	begin, end := p.first, p.last
	for begin > 0 && a.paragraph(begin-1) == a.paragraph(p.first) && end-begin <= longestHeading {
		begin--
	}
	for int(end) < len(a.words) && a.paragraph(end) == a.paragraph(p.first) && end-begin <= longestHeading {
		end++
	}
	if end-begin > longestHeading {
		return false
	}
	switch a.words[end-1].symbol {
	case symbolStop, symbolComma, symbolColon:
		return false
	}
	return a.words[p.last-1].symbol != symbolDash
}

// echo gives quotations of the headline and of headings the speaker of the same
// words below.
func (w *work) echo() {
	a := &w.article
	echoes := 0
	for _, q := range a.order {
		p := &a.places[q]
		if int(p.first) >= len(a.words) || echoes >= mostEchoes {
			return
		}
		heading := a.paragraph(p.first) >= echoParagraphs
		if heading && !a.inHeading(q) {
			continue
		}
		echoes++
		if s := &a.Quotations[q].Speaker; !heading && s.Name != "" && s.Confidence >= leastEchoed || w.decisions[q].layout {
			continue
		}
		first, last := p.first, p.last
		if quoted := a.Quotations[q].Quoted; len(quoted) > 0 {
			first, last = int32(a.tokenAfter(quoted[0].Start)), int32(a.tokenAt(quoted[0].End))
		}
		first, last = a.trimWords(first, last)
		if last-first < 2 || last-first > longestEcho {
			continue
		}
		least := int(last - first)
		if heading || a.paragraph(p.first) == 0 {
			least = min(least, max(leastRun, (least+1)/2)) // headlines shorten what is said below
		}
		if found := w.longestRun(q, first, last, least); found != none {
			a.Quotations[q].Speaker = a.Quotations[found].Speaker
			a.Quotations[q].Speaker.Rule = RuleEcho
		}
	}
}

// headline gives quotations of the headline that nobody is named for the
// person whom the article names first below it, where that one speaks: headlines
// quote the one they tell of.
func (w *work) headline() {
	a := &w.article
	lead := a.people.leading
	if lead == none {
		return
	}
	speaks := false
	for q := range a.Quotations {
		speaks = speaks || a.Quotations[q].Speaker.Entity == int(lead)
	}
	for _, q := range a.order {
		p := &a.places[q]
		if int(p.first) >= len(a.words) || a.paragraph(p.first) > 0 || !speaks {
			return
		}
		s := &a.Quotations[q].Speaker
		phrase := w.decisions[q].phrase
		if s.Name != "" || w.decisions[q].layout || phrase != none && (a.phrases[phrase].plural || a.paragraph(a.phrases[phrase].head) == 0 && a.phrases[phrase].sort == sortBody) {
			continue
		}
		w.name(s, referent{entity: lead, phrase: max(phrase, 0)}, max(phrase, 0))
		s.Rule, s.Confidence = RuleNearParagraph, headlineSureness
	}
}

// headlineSureness is how often headline is right, about.
const headlineSureness = 0.5

// trimWords leaves out what is no word at the ends of tokens [first, last).
func (a *article) trimWords(first, last int32) (int32, int32) {
	word := func(t int32) bool {
		for _, r := range a.text(t) {
			return unicode.IsLetter(r) || unicode.IsDigit(r)
		}
		return false
	}
	for first < last && !word(first) {
		first++
	}
	for last > first && !word(last-1) {
		last--
	}
	return first, last
}

// leastRun is how many words in a row a headline's quotation shares at least with
// the words that it shortens.
const leastRun = 3

// longestRun finds the later quotation with a name that shares the longest run of
// words with tokens [first, last), so many at least; none where there is no such run.
func (w *work) longestRun(q, first, last int32, least int) int32 {
	a := &w.article
	n := int(last - first)
	runs := make([]int, n+1) // by word of the first: the run that ends with it and with the word at t
	best, longest := int32(none), least-1
	for t := last; int(t) < len(a.words); t++ {
		other := a.words[t].quotation
		for i := n; i > 0; i-- {
			if other == none || other == q || a.words[t].hash != a.words[first+int32(i)-1].hash {
				runs[i] = 0
				continue
			}
			runs[i] = runs[i-1] + 1
			if runs[i] > longest && a.Quotations[other].Speaker.Name != "" {
				best, longest = other, runs[i]
			}
		}
	}
	return best
}
