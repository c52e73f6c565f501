package quote

import "slices"

// labelClauses gives every token its label, paragraph by paragraph.
func (w *work) labelClauses() {
	w.labels = slices.Grow(w.labels[:0], len(w.words))[:len(w.words)]
	clear(w.labels)
	for _, r := range w.ranges {
		if w.worthReading(r) {
			w.fillLattice(r)
			copy(w.labels[r.first:r.last], w.lattice.decode(&w.model.moves))
			w.labelAccording(r)
		}
	}
}

// labelAccording labels what "according to" reports, where the model found
// nothing said in its sentence: the words before it and a comma or, where it
// begins the sentence, those behind the next comma.
func (w *work) labelAccording(r tokenRange) {
	for i := r.first; i+1 < r.last; i++ {
		if w.words[i].lower != hashAccording || w.words[i+1].lower != hashTo || w.words[i].place != outside || w.words[i].block >= 0 {
			continue
		}
		s := w.d.Sentences[w.d.Tokens[i].Sentence]
		if slices.Contains(w.labels[s.First:s.Last], beginSaid) {
			i = s.Last - 1
			continue
		}
		from, to := s.First, i
		if i == s.First {
			for from = i + 2; from < s.Last && w.words[from].sign != comma; from++ {
			}
			w.setLabels(i+2, from, source, source)
			from, to = from+1, s.Last
		} else {
			w.setLabels(i+2, s.Last, source, source)
		}
		if w.setLabels(from, to, beginSaid, said); from < to {
			w.setLabels(i, i+2, cueWord, cueWord)
		}
		i = s.Last - 1
	}
}

func (w *work) setLabels(from, to int, first, others label) {
	for k := from; k < to; k++ {
		w.labels[k] = others
	}
	if from < to {
		w.labels[from] = first
	}
}

// worthReading says whether anything in a paragraph can report or be quoted.
func (w *work) worthReading(r tokenRange) bool {
	for i := r.first; i < r.last; i++ {
		if w.words[i].likely > 0 || w.words[i].place != outside {
			return true
		}
	}
	return false
}

// fillLattice scores every label of the paragraph's tokens.
func (w *work) fillLattice(r tokenRange) {
	w.lattice.resize(r.last - r.first)
	v := window{w.words, r.first, r.last}
	w.findContext(r)
	t := w.model.clauses
	for i := r.first; i < r.last; i++ {
		w.features = w.clauseFeatures(v, i, w.features[:0])
		sum := t.sum(w.features[:min(len(w.features), longestSum)])
		e := &w.lattice.emit[i-r.first]
		for k := range sum {
			e[k] = float32(sum[k]) * t.scale
		}
		w.lattice.border[i-r.first] = w.borderOf(v, i)
	}
}

// A vicinity is what lies at a distance from a token and is the same for its
// neighbours: the nearest reporting words in its sentence.
type vicinity struct {
	left, right int32 // the nearest likely reporting word on either side, or -1
	leftSegs    uint8 // segments between
	rightSegs   uint8
	that        bool // the left one is followed by "that"
}

// surely is the level from which a word is taken for a reporting word.
const surely = 4

// findContext fills w.contexts for a paragraph.
func (w *work) findContext(r tokenRange) {
	if cap(w.contexts) < r.last-r.first {
		w.contexts = make([]vicinity, 2*(r.last-r.first))
	}
	w.contexts = w.contexts[:r.last-r.first]
	last, that := int32(-1), false
	for i := r.first; i < r.last; i++ {
		x := &w.words[i]
		if i > r.first && w.d.Tokens[i].Sentence != w.d.Tokens[i-1].Sentence && x.place != inside && x.place != firstInside {
			last, that = -1, false
		}
		c := vicinity{left: last, right: -1, that: that}
		if last >= 0 {
			c.leftSegs = uint8(min(x.segment-w.words[last].segment, 5))
			if x.lower == hashThat && int32(i)-last < 8 {
				that = true
			}
		}
		w.contexts[i-r.first] = c
		if x.likely >= surely && x.place == outside {
			last, that = int32(i), false
		}
	}
	last = -1
	for i := r.last - 1; i >= r.first; i-- {
		x := &w.words[i]
		if i+1 < r.last && w.d.Tokens[i].Sentence != w.d.Tokens[i+1].Sentence && x.place != inside && x.place != lastInside {
			last = -1
		}
		c := &w.contexts[i-r.first]
		c.right = last
		if last >= 0 {
			c.rightSegs = uint8(min(w.words[last].segment-x.segment, 5))
		}
		if x.likely >= surely && x.place == outside {
			last = int32(i)
		}
	}
}

// reporting gives what features know of a reporting word: its verb, its form
// and how sure it is.
func (w *work) reporting(i int32) (verb, class uint32) {
	if i < 0 {
		return 0, 0
	}
	x := &w.words[i]
	return x.verb, x.form()<<3 | uint32(x.likely)
}

// segmentLevel gives how sure a segment reports, 15 beyond the sentence.
func (w *work) segmentLevel(g int32, sentence int32) uint32 {
	if g < 0 || int(g) >= len(w.segments) || w.segments[g].sentence != sentence {
		return 15
	}
	if b := w.segments[g].best; b >= 0 {
		return uint32(w.words[b].likely)
	}
	return 0
}

// clauseFeatures describes a token for the chain.
func (w *work) clauseFeatures(v window, i int, f []uint32) []uint32 {
	x, p1, p2, n1, n2 := v.at(i), v.at(i-1), v.at(i-2), v.at(i+1), v.at(i+2)
	model := w.model
	c4, c0 := model.prefix(x.cluster), uint32(x.cluster)
	f = append(f,
		join(200, 0, 0), join(201, x.lower, 0), join(202, p1.lower, 0), join(203, n1.lower, 0), join(204, p1.lower, x.lower), join(205, x.lower, n1.lower),
		join(206, p2.lower, 0), join(207, n2.lower, 0), join(208, c0, 0), join(209, uint32(p1.cluster), 0), join(210, uint32(n1.cluster), 0),
		join(211, model.prefix(p1.cluster), c4), join(212, c4, model.prefix(n1.cluster)),
		join(213, x.tag, 0), join(214, p1.tag, x.tag), join(215, x.tag, n1.tag), join(216, p1.tag, x.tag)^n1.tag, join(217, p2.tag, p1.tag)^x.tag,
		join(218, x.tag, n1.tag)^n2.tag,
		join(219, uint32(x.shape)<<8|uint32(p1.shape)<<4|uint32(n1.shape), uint32(x.sign)),
		join(221, p1.lower, n1.lower),
	)
	f = w.cueContext(v, i, f)
	f = w.segmentContext(v, i, f)
	return w.markContext(v, i, f)
}

// cueContext describes the reporting words at and around a token.
func (w *work) cueContext(v window, i int, f []uint32) []uint32 {
	x, p1, p2, n1, n2 := v.at(i), v.at(i-1), v.at(i-2), v.at(i+1), v.at(i+2)
	c := w.contexts[i-v.lo]
	lv, lc := w.reporting(c.left)
	rv, rc := w.reporting(c.right)
	ld, rd := uint32(15), uint32(15)
	if c.left >= 0 {
		ld = bucket(i - int(c.left))
	}
	if c.right >= 0 {
		rd = bucket(int(c.right) - i)
	}
	that := uint32(0)
	if c.that {
		that = 1
	}
	segs := uint32(c.leftSegs)<<4 | uint32(c.rightSegs)
	kind := uint32(x.sign)<<4 | uint32(x.shape)
	return append(f,
		join(230, uint32(x.likely), x.verb), join(231, uint32(p1.likely), p1.verb), join(232, uint32(n1.likely), n1.verb),
		join(233, uint32(p2.likely), p2.verb), join(234, uint32(n2.likely)<<12|uint32(n1.likely)<<8|uint32(x.likely)<<4|uint32(p1.likely), 0),
		join(235, lv, ld), join(236, rv, rd), join(237, lc, rc), join(238, lc<<4|ld, rc<<4|rd), join(239, lv, that<<8|segs),
		join(240, lc<<4|ld, x.tag), join(241, rc<<4|rd, x.tag), join(242, lc<<1|that, segs<<8|kind), join(243, rc, segs<<8|kind),
		join(244, lc<<4|that, x.lower), join(245, rc, x.lower), join(246, lv, rv), join(247, lv, segs<<8|kind), join(248, rv, segs<<8|kind),
		join(249, lc<<4|uint32(c.leftSegs), p1.lower), join(250, rc<<4|uint32(c.rightSegs), n1.lower),
		join(251, lc<<4|ld, uint32(p1.cluster)),
		join(252, lc<<8|segs, p1.tag)^x.tag,
		join(253, rc<<8|segs, n1.tag)^x.tag,
	)
}

// segmentContext describes the segments of the sentence around a token.
func (w *work) segmentContext(v window, i int, f []uint32) []uint32 {
	x, n1 := v.at(i), v.at(i+1)
	g := x.segment
	s := int32(w.d.Tokens[i].Sentence)
	sentence := w.d.Sentences[s]
	own := w.segments[g]
	first, last := w.words[sentence.First].segment, w.words[sentence.Last-1].segment
	l0, lp, ln := w.segmentLevel(g, s), w.segmentLevel(g-1, s), w.segmentLevel(g+1, s)
	lfirst, llast := w.segmentLevel(first, s), w.segmentLevel(last, s)
	lp2, ln2 := w.segmentLevel(g-2, s), w.segmentLevel(g+2, s)
	fromStart, toEnd := bucket(int(g-first)), bucket(int(last-g))
	size := bucket(int(own.last - own.first))
	at := uint32(0)
	switch {
	case int32(i) == own.first:
		at = 1
	case int32(i) == own.first+1:
		at = 2
	case int32(i) == own.last-1:
		at = 3
	}
	after := otherSign
	if int(own.last) < sentence.Last {
		after = w.words[own.last].sign
	}
	signs := uint32(own.before)<<4 | uint32(after)
	nextSize, previousSize := uint32(15), uint32(15)
	if g < last {
		nextSize = bucket(int(w.segments[g+1].last - w.segments[g+1].first))
	}
	if g > first {
		previousSize = bucket(int(w.segments[g-1].last - w.segments[g-1].first))
	}
	var nv, pv, ov, endVerb uint32
	if ln != 15 {
		nv, _ = w.reporting(w.segments[g+1].best)
	}
	if lp != 15 {
		pv, _ = w.reporting(w.segments[g-1].best)
	}
	ov, _ = w.reporting(own.best)
	endVerb, _ = w.reporting(w.segments[last].best)
	around := lp<<8 | l0<<4 | ln
	position := uint32(0) // of the token against its own segment's reporting word
	if own.best >= 0 {
		switch d := int32(i) - own.best; {
		case d < 0:
			position = 1
		case d == 0:
			position = 2
		default:
			position = 3
		}
	}
	begins := uint32(0)
	if i == sentence.First {
		begins = 1
	}
	firstWord := v.at(int(own.first)).lower
	if own.before != noSign {
		firstWord = v.at(int(own.first) + 1).lower
	}
	return append(f,
		join(260, around, position), join(261, around<<4|size, signs), join(262, l0<<8|lfirst<<4|llast, fromStart<<4|toEnd),
		join(263, around, at<<4|begins), join(264, around<<4|nextSize, position<<4|uint32(after)), join(265, nv, l0<<4|nextSize),
		join(266, pv, l0<<4|position), join(267, ov, position<<4|at), join(268, endVerb, toEnd<<4|position), join(269, around, firstWord),
		join(270, lp2<<16|ln2<<12|around, position), join(271, around<<4|at, x.tag), join(272, around<<4|at, x.lower), join(273, around<<4|position, n1.lower),
		join(274, around<<4|previousSize, position<<4|uint32(own.before)), join(275, at<<4|begins, x.lower), join(276, llast<<4|toEnd, signs<<4|at),
		join(277, bucket(i-sentence.First)<<4|bucket(sentence.Last-1-i), around), join(278, firstWord, position<<4|l0),
	)
}

// markContext describes the quotation marks around a token.
func (w *work) markContext(v window, i int, f []uint32) []uint32 {
	x, p1, n1 := v.at(i), v.at(i-1), v.at(i+1)
	likely, size, edge := uint32(0), uint32(0), uint32(0)
	if x.stretch >= 0 {
		o := &w.outer[x.stretch]
		likely, size = uint32(o.likely), bucket(o.last-o.first)
		if o.open == v.lo || w.d.Tokens[o.open].Sentence != w.d.Tokens[max(o.open-1, v.lo)].Sentence {
			edge = 1
		}
		if o.close == v.hi || w.d.Tokens[o.close-1].Sentence != w.d.Tokens[min(o.close, v.hi-1)].Sentence {
			edge |= 2
		}
	}
	around := uint32(p1.place)<<8 | uint32(x.place)<<4 | uint32(n1.place)
	s := w.d.Sentences[w.d.Tokens[i].Sentence]
	firstParagraph := uint32(0)
	if v.lo == 0 {
		firstParagraph = 1
	}
	g := x.segment
	l0 := w.segmentLevel(g, w.segments[g].sentence)
	nearest := uint32(0)
	if x.stretch < 0 {
		nearest = w.nearestMark(v, i, s.First, s.Last)
	}
	return append(f,
		join(290, around, 0), join(291, around<<4|likely, size), join(292, uint32(x.place)<<8|likely<<4|edge, size), join(293, around, x.lower),
		join(294, around<<4|likely, x.tag), join(295, uint32(x.place)<<4|likely, x.lower), join(296, nearest, l0), join(297, nearest, x.tag),
		join(298, firstParagraph<<4|uint32(x.place), x.tag), join(299, nearest<<4|uint32(x.likely), l0), join(300, edge<<8|likely<<4|uint32(x.place), l0),
	)
}

// nearestMark tells what stretches begin after and end before a token outside,
// near it in its sentence, and how sure they are speech.
func (w *work) nearestMark(v window, i, first, last int) uint32 {
	left, right := uint32(0), uint32(0)
	for j := i - 1; j >= first && j > i-10; j-- {
		if y := v.at(j); y.place == closing {
			left = 1 + bucket(i-j)
			left = left<<3 | uint32(w.outer[y.stretch].likely)
			break
		}
	}
	for j := i + 1; j < last && j < i+10; j++ {
		if y := v.at(j); y.place == opening {
			right = 1 + bucket(j-i)
			right = right<<3 | uint32(w.outer[y.stretch].likely)
			break
		}
	}
	return left<<8 | right
}
