package speaker

import (
	"quoth/nlp/lexicon"
)

// A candidate is a phrase that may name the speaker of a quotation.
type candidate struct {
	phrase   int32
	item     int // its place in the strip; none where it lies beyond
	features []uint32
	score    float32 // of the ranker, any size
	share    float32 // of all candidates' probability
}

// A past is what was decided on the quotations before.
type past struct {
	phrases   [2]int32 // the words that named the last two speakers, latest first
	entities  [2]int32 // and their entities
	quotation int32    // the last quotation
}

// A scene is a quotation with its surroundings, while its speaker is sought.
type scene struct {
	*article
	strip
	q          int32
	past       past
	candidates []candidate
	cueHead    uint32
	cueTag     uint64
	kind       uint64
	lone       uint64 // how the quotation stands in its paragraph
	arena      []uint32
}

// tableBits is the size of the table of weights, as a power of two.
const tableBits = 18

// add puts one hashed feature of a template into the candidate under work.
func (s *scene) add(template uint64, values ...uint64) {
	h := template*0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019
	for _, v := range values {
		h = (h ^ v) * 0xFF51AFD7ED558CCD
		h ^= h >> 32
	}
	s.arena = append(s.arena, uint32(h>>(64-tableBits)))
}

// setCommon works out what all the candidates share.
func (s *scene) setCommon() {
	q := &s.Quotations[s.q]
	p := &s.places[s.q]
	s.kind = uint64(q.Kind[0])
	s.cueHead, s.cueTag = 0, 0
	if s.cue != none {
		it := s.items[s.cue]
		s.cueHead, s.cueTag = s.words[it.token].hash, uint64(s.words[it.token].symbol)
		if s.cue > 0 && s.items[s.cue-1].symbol == symbolVerb {
			s.cueTag |= 1 << 8
		}
	} else if p.cueFirst != none {
		s.cueTag = 1
	}
	s.lone = s.standing(p)
}

// standing says how the quotation stands: begins its paragraph, ends it, both.
func (s *scene) standing(p *place) uint64 {
	var v uint64
	if p.first >= p.last || int(p.last) > len(s.words) {
		return v
	}
	first, last := p.first, p.last-1
	if b := first - 1; b < 0 || s.paragraph(b) != s.paragraph(first) ||
		s.words[b].symbol == symbolMark && (b == 0 || s.paragraph(b-1) != s.paragraph(first)) {
		v |= 1
	}
	if e := last + 1; int(e) >= len(s.words) || s.paragraph(e) != s.paragraph(last) ||
		s.words[e].symbol == symbolMark && (int(e)+1 >= len(s.words) || s.paragraph(e+1) != s.paragraph(last)) {
		v |= 2
	}
	return v
}

// describe gives a candidate its features.
func (s *scene) describe(c *candidate) {
	start := len(s.arena)
	ph := &s.phrases[c.phrase]
	sort := uint64(ph.sort)
	order := s.orderOf(c)
	s.add(1, sort)
	s.add(2, sort, order)
	s.add(3, order, s.kind)
	s.add(4, order, s.cueTag, sort)
	s.add(5, order, uint64(s.cueHead))
	s.describeHead(ph, order)
	s.describeHistory(c, ph, order)
	if c.item != none {
		s.describePlace(c, ph, order)
		if s.cue != none {
			s.describePath(20, c.item, s.cue, sort, order)
		}
		s.describePath(30, c.item, s.self, sort, order)
	}
	c.features = s.arena[start:len(s.arena):len(s.arena)]
}

// orderOf says in which order candidate, cue and quotation stand, and whether
// in one sentence and one paragraph.
func (s *scene) orderOf(c *candidate) uint64 {
	if c.item == none {
		return 99
	}
	var v uint64
	if c.item > s.self {
		v = 1
	}
	if s.cue != none {
		v |= 2
		if c.item > s.cue {
			v |= 4
		}
		if s.cue > s.self {
			v |= 8
		}
	}
	return v | s.bordersTo(c.item, s.self)<<4
}

// bordersTo counts the sentences' borders between two items, 0 … 3, or 4 and
// more where a paragraph's border lies between them.
func (s *scene) bordersTo(i, j int) uint64 {
	if i > j {
		i, j = j, i
	}
	var stops, paragraphs uint64
	for k := i + 1; k < j; k++ {
		switch s.items[k].symbol {
		case symbolStop:
			stops++
		case symbolParagraph:
			paragraphs++
		}
	}
	if paragraphs > 0 {
		return 3 + min(paragraphs, 3)
	}
	return min(stops, 3)
}

// describeHead tells of the phrase by itself.
func (s *scene) describeHead(ph *phrase, order uint64) {
	head := uint64(s.words[ph.head].hash)
	s.add(40, head)
	s.add(41, head, order)
	s.add(42, head, uint64(s.cueHead))
	s.add(43, uint64(s.words[ph.first].hash), order)
	flags := flag(ph.possessor) | flag(ph.plural)<<1 | flag(ph.definite)<<2
	s.add(44, flags, order, uint64(ph.sort))
	s.add(45, flags, s.kind)
	if ph.mention != none {
		e := s.entityAt(ph.mention)
		count := uint64(0)
		if e != none {
			count = min(uint64(len(s.Entities[e].Mentions)), 8)
		}
		s.add(46, uint64(ph.sort), count)
	}
	s.add(47, s.outerOf(ph), order)
}

// outerOf says how the phrase and the quotation lie in other quotations.
func (s *scene) outerOf(ph *phrase) uint64 {
	around := s.words[ph.head].quotation
	parent := s.places[s.q].parent
	switch {
	case around == none && parent == none:
		return 0
	case around == none:
		return 1
	case around == s.q:
		return 2
	case around == parent:
		return 3
	case s.encloses(around, s.q):
		return 4
	case s.words[ph.head].marked:
		return 5
	}
	return 6
}

// describeHistory tells whether the candidate spoke before.
func (s *scene) describeHistory(c *candidate, ph *phrase, order uint64) {
	var v uint64
	entity := s.entityOf(ph)
	for k := range s.past.phrases {
		if s.past.phrases[k] == none {
			continue
		}
		if s.past.phrases[k] == c.phrase {
			v |= 1 << (2 * k)
		} else if entity != none && s.past.entities[k] == entity {
			v |= 2 << (2 * k)
		}
	}
	gap := s.gapToLast()
	s.add(50, v, s.cueTag)
	s.add(51, v, order, gap)
	s.add(52, v, gap, s.lone, s.kind)
	s.add(53, v, s.lone, s.cueTag, s.kind)
}

// gapToLast says how far the last quotation with a speaker lies back.
func (s *scene) gapToLast() uint64 {
	last := s.past.quotation
	if last == none {
		return 0
	}
	p, q := &s.places[last], &s.places[s.q]
	switch gap := q.first - p.last; {
	case p.last <= p.first || int(q.first) >= len(s.words):
		return 1
	case q.first < p.last:
		return 2
	case gap <= 3:
		return 3 + flag(s.paragraph(p.last-1) != s.paragraph(q.first))
	default:
		return 5 + min(uint64(s.paragraph(q.first)-s.paragraph(p.last-1)), 3)
	}
}

func (s *scene) entityOf(ph *phrase) int32 {
	if ph.mention == none {
		return none
	}
	return s.entityAt(ph.mention)
}

// describePlace tells of the words beside the candidate.
func (s *scene) describePlace(c *candidate, ph *phrase, order uint64) {
	before, after, next := s.symbolAt(c.item-1), s.symbolAt(c.item+1), s.symbolAt(c.item+2)
	sort := uint64(ph.sort)
	s.add(60, before, order)
	s.add(61, after, order)
	s.add(62, before, after, order)
	s.add(63, after, next, order)
	s.add(64, before, sort, after)
	s.add(65, after, next, s.symbolAt(c.item+3), order)
	s.add(66, s.symbolAt(c.item-2), before, order)
	if ph.first > 0 {
		s.add(67, uint64(s.words[ph.first-1].hash), order)
	}
	if int(ph.last) < len(s.words) {
		s.add(68, uint64(s.words[ph.last].hash), order)
		s.add(69, uint64(s.words[ph.last].hash), after, sort)
	}
	s.add(71, flag(before == symbolBy), s.cueTag, order)
	s.add(72, flag(s.hangs(c.item)), order, sort)
	busy := s.reportsOf(c.item)
	s.add(73, busy, order)
	s.add(74, busy, s.lone, s.cueTag, s.kind)
	if verb := s.nextVerb(c.item); verb != none {
		s.add(70, uint64(s.words[verb].hash), order, flag(s.cue != none))
	}
}

// Which quotation the verb beside a phrase reports.
const (
	reportsNothing = iota
	reportsThis
	reportsSameUtterance
	reportsLast    // the quotation before this one
	reportsEarlier // one before that
	reportsLater
)

// reportsOf says which quotation the phrase at an item is the subject of a
// reporting verb for, and whether that one stands in quotation marks: who says
// something of their own there need not speak here.
func (s *scene) reportsOf(item int) uint64 {
	owner := s.reportedBy(item)
	switch {
	case owner == none, owner == s.q && s.places[s.q].cueFirst == none:
		return reportsNothing
	case owner == s.q:
		return reportsThis
	case s.Quotations[owner].Utterance == s.Quotations[s.q].Utterance:
		return reportsSameUtterance
	}
	marked := flag(s.places[owner].marked) << 3
	switch {
	case s.places[owner].first > s.places[s.q].first:
		return reportsLater | marked
	case owner == s.past.quotation:
		return reportsLast | marked
	}
	return reportsEarlier | marked
}

// farthestVerb bounds how far behind a phrase its verb is looked for, in items:
// an apposition may stand between them.
const farthestVerb = 14

// reportedBy gives the quotation that the verb behind the phrase at an item
// reports, else the verb right before it; none where neither does.
func (s *scene) reportedBy(item int) int32 {
	if owner := s.reportedBehind(item); owner != none || item == 0 {
		return owner
	}
	switch before := s.items[item-1]; before.symbol {
	case symbolVerb, symbolCue:
		return s.words[before.token].reports
	}
	return none
}

// reportedBehind gives the quotation that the first finite verb behind an item
// reports, over a relative clause.
func (s *scene) reportedBehind(item int) int32 {
	relative := false
	for _, it := range s.items[item+1 : min(item+farthestVerb, len(s.items))] {
		switch it.symbol {
		case symbolStop, symbolParagraph:
			return none
		case symbolRelative, byte(sortRelative):
			relative = true
		case symbolVerb, symbolCue:
			if owner := s.words[it.token].reports; owner != none || !relative {
				return owner
			}
			relative = false
		}
	}
	return none
}

// hangs says whether the phrase at an item hangs on somebody by a preposition:
// "the bank" in "a spokesman for the bank".
func (s *scene) hangs(item int) bool {
	if item < 2 || s.items[item-2].phrase == none {
		return false
	}
	if p := s.items[item-1].symbol; p != symbolPreposition && p != symbolOf {
		return false
	}
	switch s.phrases[s.items[item-2].phrase].sort {
	case sortRole, sortOther, sortPerson, sortBody:
		return true
	}
	return false
}

// nextVerb gives the token of the verb close after an item; none where there is none.
func (s *scene) nextVerb(item int) int32 {
	for i := item + 1; i < min(item+4, len(s.items)); i++ {
		it := s.items[i]
		switch it.symbol {
		case symbolVerb, symbolParticiple, symbolBare, symbolGerund, symbolCue:
			if s.words[it.token].known.Case == lexicon.NoCase {
				return it.token
			}
		case symbolStop, symbolParagraph:
			return none
		}
	}
	return none
}

func (s *scene) symbolAt(i int) uint64 {
	if i < 0 || i >= len(s.items) {
		return '^'
	}
	return uint64(s.items[i].symbol)
}

// longestPath is the number of symbols up to which a path counts whole.
const longestPath = 9

// describePath tells of the way between the candidate and an anchor, seen from
// left to right. Templates are numbered from base.
func (s *scene) describePath(base uint64, from, to int, sort, order uint64) {
	dir := flag(from > to)
	i, j := from, to
	if i > j {
		i, j = j, i
	}
	var fine, coarse uint64 = 1, 1
	phrases, people, verbs, length := uint64(0), uint64(0), uint64(0), j-i-1
	for k := i + 1; k < j; k++ {
		it := s.items[k]
		if length <= longestPath || k <= i+4 || k >= j-4 {
			fine = fine*0x100000001B3 ^ uint64(it.symbol)
			coarse = coarse*0x100000001B3 ^ uint64(it.coarse)
		}
		switch {
		case it.phrase != none:
			phrases++
			if isAnimate(s.phrases[it.phrase].sort) {
				people++
			}
		case it.symbol == symbolVerb:
			verbs++
		}
	}
	s.add(base, fine, dir, sort)
	s.add(base+1, coarse, dir, sort)
	s.add(base+2, coarse, dir, uint64(s.cueHead))
	s.add(base+3, coarse, dir, s.cueTag, s.kind)
	s.add(base+4, min(phrases, 6), dir, order, sort)
	s.add(base+5, min(people, 4), min(verbs, 3), dir, order)
	s.add(base+6, min(people, 4), order, sort, s.cueTag)
	s.add(base+7, s.symbolAt(j-1), s.symbolAt(j-2), s.symbolAt(j-3), dir, min(people, 2))
}

// isAnimate says whether a phrase of the sort can well speak.
func isAnimate(s sort) bool {
	switch s {
	case sortPerson, sortName, sortBodyName, sortRole, sortPronoun, sortRelative:
		return true
	}
	return false
}

func flag(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// describeNone gives the features of the answer "nobody".
func (s *scene) describeNone() []uint32 {
	start := len(s.arena)
	s.add(80)
	s.add(81, s.cueTag)
	s.add(82, uint64(s.cueHead))
	s.add(83, s.kind, flag(s.cue != none))
	s.add(84, s.cueTag, s.kind)
	if s.cue != none {
		s.add(85, s.symbolAt(s.cue-1), s.symbolAt(s.cue+1))
		s.add(86, s.symbolAt(s.cue-1), uint64(s.cueHead))
	}
	q := s.Quotations[s.q]
	s.add(87, flag(q.Cue.Empty()), s.lone, s.kind, flag(s.past.quotation != none))
	return s.arena[start:len(s.arena):len(s.arena)]
}
