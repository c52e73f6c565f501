package quote

import (
	"slices"
	"strings"

	"quoth/nlp/lexicon"
)

// rateStretches tells for every outermost stretch how sure it is that it is
// speech, and not a title, a name or a term.
func (w *work) rateStretches() {
	for i := range w.outer {
		o := &w.outer[i]
		w.features = asOwn(w.stretchFeatures(o, w.features[:0]))
		o.odds = w.model.speech.score(w.features)
		w.overrule(i)
		o.likely = level(o.odds)
	}
	w.nameAgain()
	w.speakAgain()
}

// nameAgain takes words for a name wherever they stand in marks by themselves,
// once a sure rule took the same words for one.
func (w *work) nameAgain() {
	w.names = w.names[:0]
	for i := range w.outer {
		if o := &w.outer[i]; o.verdict == namedBySure && o.last-o.first <= longestName {
			w.names = append(w.names, w.wordsHash(o))
		}
	}
	if len(w.names) == 0 {
		return
	}
	slices.Sort(w.names)
	for i := range w.outer {
		o := &w.outer[i]
		if o.verdict != undecided || o.last-o.first > longestName {
			continue
		}
		if _, found := slices.BinarySearch(w.names, w.wordsHash(o)); found {
			o.verdict, o.odds = namedBySure, min(o.odds, -ruledOdds)
			o.likely = level(o.odds)
		}
	}
}

// Bounds of what of headings is looked for below: stretches, tokens of each, and
// how many stretches below.
const (
	headingStretches = 16
	longestSpoken    = 40
	spokenReach      = 200
)

// speakAgain takes words that the headline or a heading has in marks for speech
// where what is likely speech has the same words below: “Museum ‘overjoyed’”, “We
// are overjoyed”.
func (w *work) speakAgain() {
	looked := 0
	for i := range w.outer {
		o := &w.outer[i]
		if looked == headingStretches {
			return
		}
		if !w.isHeading(int(w.within[w.d.Tokens[o.first].Sentence])) {
			continue
		}
		looked++
		if o.verdict == undecided && o.odds < spokenAgain && !w.isTerm(o) && w.isSpokenBelow(o, w.outer[i+1:min(len(w.outer), i+spokenReach)]) {
			o.odds = spokenAgain
			o.likely = level(o.odds)
		}
	}
}

// isHeading says whether a paragraph is the headline or a heading: short, and
// without a mark at its end that ends a sentence or announces something.
func (w *work) isHeading(paragraph int) bool {
	text := w.text(w.paragraphs[paragraph])
	return paragraph == 0 || len(text) <= longestHeading && !strings.HasSuffix(text, ":") && !strings.ContainsAny(strings.TrimRight(text, "'\"’”»“"), ".,;?!")
}

// isTerm says whether a stretch is a number or a noun with nothing but its
// attributes, which may be anybody's word: a “hero”, the “ghost train”.
func (w *work) isTerm(o *outer) bool {
	last := w.lastWord(o)
	if w.words[o.first].shape == number || last == o.first {
		return true
	}
	for i := o.first; i < last; i++ {
		switch tag := w.d.Tokens[i].Tag; {
		case tag == "", tag[0] == 'V', tag == "MD", tag == "DT" && i == o.first, tag == "CC", tag == "IN", tag[0] == 'P' && tag != "POS":
			return false
		}
	}
	return w.isNoun(last - 1)
}

// lastWord gives where the words of a stretch end, without the signs behind them.
func (w *work) lastWord(o *outer) int {
	last := o.last
	for last > o.first && w.words[last-1].sign != noSign {
		last--
	}
	return last
}

// spokenAgain are the log-odds of words in a headline's marks that are spoken below.
const spokenAgain = 1.5

// isSpokenBelow says whether stretches that are likely speech hold the words of
// another one.
func (w *work) isSpokenBelow(o *outer, below []outer) bool {
	first, last := o.first, w.lastWord(o)
	if last-first > longestSpoken {
		return false
	}
	for k := range below {
		p := &below[k]
		if p.odds < likelySpeech || w.within[w.d.Tokens[p.first].Sentence] == 0 {
			continue
		}
		for t := p.first; t+last-first <= p.last; t++ {
			if w.sameWords(first, t, last-first) {
				return true
			}
		}
	}
	return false
}

// sameWords says whether n tokens from two places are the same words, whatever
// their case.
func (w *work) sameWords(a, b, n int) bool {
	for k := range n {
		if w.words[a+k].lower != w.words[b+k].lower {
			return false
		}
	}
	return n > 0
}

// wordsHash is a hash of the words of a stretch, whatever their case, without
// the signs at their end and an article before them.
func (w *work) wordsHash(o *outer) uint32 {
	h := uint32(2166136261)
	for i := o.first; i < o.last; i++ {
		if x := &w.words[i]; x.sign == noSign && !(i == o.first && x.lower == hashThe) {
			h = (h ^ x.lower) * 16777619
		}
	}
	return h
}

// ownCopy is the template of the features that only our own articles have.
const ownCopy = 199

// asOwn repeats the features of a stretch under other numbers. Our own
// articles and every text to be read have both, the research set has the first
// only: so its annotators' view of scare quotes, terms and names, which is not
// ours, can be unlearnt, and what it knows of speech stays (Daumé 2007,
// Frustratingly Easy Domain Adaptation).
func asOwn(f []uint32) []uint32 {
	for _, h := range f {
		f = append(f, join(ownCopy, h, 0))
	}
	return f
}

// ruledOdds are the log-odds that a sure rule gives at least.
const ruledOdds = 3.5

// overrule lets the sure rules have the last word.
func (w *work) overrule(i int) {
	o := &w.outer[i]
	o.verdict = w.judge(o)
	if r := w.ranges[w.within[w.d.Tokens[o.first].Sentence]]; o.verdict == undecided && w.modifies(o, r) {
		o.odds = min(o.odds, -ruledOdds) // unless it is spoken below
	}
	if i > 0 && o.verdict == undecided && w.outer[i-1].verdict == namedBySure && w.alongside(&w.outer[i-1], o) {
		o.verdict = namedBySure
	}
	switch o.verdict {
	case spokenBySure:
		o.odds = max(o.odds, ruledOdds)
	case namedBySure:
		o.odds = min(o.odds, -ruledOdds)
	}
}

// stretchFeatures describes the words between two marks and around them.
func (w *work) stretchFeatures(o *outer, f []uint32) []uint32 {
	r := w.ranges[w.within[w.d.Tokens[o.first].Sentence]]
	v := window{w.words, r.first, r.last}
	n := bucket(o.last - o.first)
	p1, p2, p3, n1, n2 := v.at(o.open-1), v.at(o.open-2), v.at(o.open-3), v.at(o.close), v.at(o.close+1)
	a, b, z := v.at(o.first), v.at(o.first+1), v.at(o.last-1)
	if b.stretch != a.stretch {
		b = &nowhere
	}
	shape := w.stretchShape(o)
	single := uint32(0)
	if o.Single {
		single = 1
	}
	starts, ends := uint32(0), uint32(0)
	s := w.d.Sentences[w.d.Tokens[o.first].Sentence]
	if o.open == s.First {
		starts = 1
	}
	if e := w.d.Sentences[w.d.Tokens[o.last-1].Sentence]; o.close >= e.Last || o.close == e.Last-1 && n1.sign == stop {
		ends = 1
	}
	if o.open == r.first {
		starts = 2
	}
	edge := starts<<2 | ends
	f = append(f,
		join(100, n, 0), join(101, n, shape), join(102, shape, edge), join(103, n, edge),
		join(104, p1.lower, 0), join(105, p1.lower, shape), join(106, p1.lower, n), join(107, p2.lower, p1.lower), join(108, n1.lower, 0),
		join(109, n1.lower, shape), join(110, n1.lower, n2.lower), join(111, a.lower, 0), join(112, a.lower, b.lower), join(113, z.lower, 0),
		join(114, uint32(p1.cluster), shape), join(115, uint32(n1.cluster), shape), join(116, a.tag, n), join(117, z.tag, n),
		join(118, p1.tag, a.tag), join(119, p2.tag, p1.tag)^a.tag, join(120, z.tag, n1.tag), join(121, p1.tag, shape),
		join(122, uint32(p1.sign), uint32(z.sign)), join(123, uint32(p1.sign)<<4|uint32(z.sign), n), join(124, uint32(n1.sign)<<4|uint32(z.sign), edge),
		join(125, single, n), join(126, p2.lower, 0), join(127, p3.lower, p2.lower), join(128, uint32(a.cluster), 0), join(129, uint32(z.cluster), n),
		join(130, p1.form(), shape), join(131, p2.form(), shape),
		join(133, p1.verb, n), join(134, n1.tag, shape), join(135, uint32(a.cluster), n),
	)
	if o.Chain >= 0 {
		f = append(f, join(136, 0, 0))
	}
	return w.stretchSurroundings(v, o, n, shape, f)
}

// stretchShape tells how the words are written: as a title, as a name, as prose.
func (w *work) stretchShape(o *outer) uint32 {
	capitals, words, small, verbs, persons := 0, 0, 0, 0, 0
	for i := o.first; i < o.last && i < o.first+12; i++ {
		x := &w.words[i]
		if x.sign != noSign {
			continue
		}
		words++
		switch x.shape {
		case capital, allCapitals:
			capitals++
		case lowerCase:
			if len(w.token(i)) > 3 {
				small++
			}
		}
		if t := w.d.Tokens[i].Tag; len(t) > 1 && t[0] == 'V' || t == "MD" {
			verbs++
		}
		if p := lexicon.Lookup(w.token(i)); p.Person == 1 || p.Person == 2 {
			persons++
		}
	}
	first := w.words[o.first].shape
	kind := uint32(0)
	switch {
	case words == 0:
		kind = 1
	case capitals == words:
		kind = 2
	case small == 0 && capitals > 1:
		kind = 3
	case first == capital || first == allCapitals:
		kind = 4
	case capitals > 0:
		kind = 5
	}
	return kind | uint32(min(verbs, 1))<<3 | uint32(min(persons, 1))<<4
}

// stretchSurroundings describes the reporting words near a stretch.
func (w *work) stretchSurroundings(v window, o *outer, n, shape uint32, f []uint32) []uint32 {
	s := w.d.Sentences[w.d.Tokens[o.first].Sentence]
	left, leftAt, leftVerb := uint8(0), 15, uint32(0)
	for j := o.open - 1; j >= s.First && j > o.open-20; j-- {
		if x := v.at(j); x.place == outside && x.likely > left {
			left, leftAt, leftVerb = x.likely, o.open-j, x.verb
		}
	}
	right, rightAt, rightVerb := uint8(0), 15, uint32(0)
	end := w.d.Sentences[w.d.Tokens[o.last-1].Sentence].Last
	for j := o.close; j < end && j < o.close+20; j++ {
		if x := v.at(j); x.place == outside && x.likely > right {
			right, rightAt, rightVerb = x.likely, j-o.close, x.verb
		}
	}
	others := 0
	for j := s.First; j < min(s.Last, s.First+60); j++ {
		if v.at(j).place == opening {
			others++
		}
	}
	before := uint32(0)
	if o.open > v.lo && v.at(o.open-1).place == closing {
		before = 1
	}
	return append(f,
		join(150, uint32(left), n), join(151, uint32(right), n), join(152, uint32(left)<<4|uint32(right), shape),
		join(153, leftVerb, bucket(leftAt)), join(154, rightVerb, bucket(rightAt)), join(155, leftVerb, shape), join(156, rightVerb, n),
		join(157, uint32(left)<<4|bucket(leftAt), n), join(158, uint32(right)<<4|bucket(rightAt), n), join(159, bucket(others), n),
		join(160, uint32(left)<<4|uint32(right), n), join(161, before, n), join(162, leftVerb, 0),
	)
}
