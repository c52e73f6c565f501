package entity

// A belief is what the first stage makes of one place.
type belief struct {
	emit [tagCount]float32      // scores of the tags
	odds [1 + typeCount]float32 // probability of no name, and of each type
	best tag
}

// believe adds the lattice's places to a list of beliefs.
func (l *lattice) believe(all []belief, t *transitions) []belief {
	best := l.decode(t)
	l.exponentiate()
	l.sum()
	for i := range l.n {
		b := belief{emit: l.emit[i], best: best[i]}
		b.odds[0] = l.margin[i][outsideName]
		for y := tag(1); y < tagCount; y++ {
			b.odds[1+y.typ()] += l.margin[i][y]
		}
		all = append(all, b)
	}
	return all
}

// Evidence is what the first stage believes of the other places where a word
// or a phrase stands, summed over the document.
type evidence struct {
	place   []int32                  // by token: its belief, -1 outside the zone
	words   [][1 + typeCount]float32 // by word use
	parts   [][2 * typeCount]float32 // by word use: the last word of a longer name, any other word of one
	phrases map[uint64]*phraseOdds

	phrase []uint64               // by token: hash of the believed name it stands in, 0 for none
	short  map[uint64]*phraseOdds // capitals of longer names
}

type phraseOdds struct {
	odds  [typeCount]float32
	count int32
}

// fill sums the page's beliefs up.
func (v *evidence) fill(p *page) {
	v.reset(p)
	n := int32(0)
	for _, c := range p.chains {
		for i := c.first; i < c.last; i++ {
			v.place[i] = n
			if u := p.index.use[i]; u >= 0 {
				for k, o := range p.beliefs[n].odds {
					v.words[u][k] += o
				}
			}
			n++
		}
		v.readNames(p, c)
	}
}

func (v *evidence) reset(p *page) {
	v.place, v.phrase = resize(v.place, len(p.words)), resize(v.phrase, len(p.words))
	for i := range v.place {
		v.place[i], v.phrase[i] = -1, 0
	}
	v.words, v.parts = resize(v.words, len(p.index.uses)), resize(v.parts, len(p.index.uses))
	clear(v.words)
	clear(v.parts)
	if v.phrases == nil {
		v.phrases, v.short = map[uint64]*phraseOdds{}, map[uint64]*phraseOdds{}
	}
	clear(v.phrases)
	clear(v.short)
}

// readNames sums up the names that the first stage finds in a chain.
func (v *evidence) readNames(p *page, c chain) {
	for i := c.first; i < c.last; {
		b := &p.beliefs[v.place[i]]
		if b.best == outsideName {
			i++
			continue
		}
		end := i + 1
		for end < c.last && p.beliefs[v.place[end-1]].best.opens() {
			end++
		}
		v.readName(p, i, end)
		i = end
	}
}

func (v *evidence) readName(p *page, first, last int) {
	var h uint64
	for k := first; k < last; k++ {
		h = phraseHash(h, p.words[k].lower)
	}
	odds := &p.beliefs[v.place[first]].odds
	v.note(v.phrases, h, odds)
	if last-first > 1 {
		v.note(v.short, capitals(p, first, last), odds)
	}
	typ := p.beliefs[v.place[first]].best.typ()
	for k := first; k < last; k++ {
		v.phrase[k] = h
		if u := p.index.use[k]; u >= 0 && last-first > 1 {
			at := 2 * typ
			if k+1 < last {
				at++
			}
			v.parts[u][at] += odds[1+typ]
		}
	}
}

func (v *evidence) note(m map[uint64]*phraseOdds, h uint64, odds *[1 + typeCount]float32) {
	o := m[h]
	if o == nil {
		o = &phraseOdds{}
		m[h] = o
	}
	for k := range o.odds {
		o.odds[k] += odds[1+k]
	}
	o.count++
}

// capitals hashes the letters a longer name may be shortened to.
func capitals(p *page, first, last int) uint64 {
	h := uint64(hashStart)
	for k := first; k < last; k++ {
		if c := p.d.Text[p.d.Tokens[k].Start]; 'A' <= c && c <= 'Z' {
			h = step(h, rune(c)+'a'-'A')
		}
	}
	return mix(h)
}

// level cuts a probability into steps that matter.
func level(p float32) uint64 {
	switch {
	case p < 0.02:
		return 1
	case p < 0.1:
		return 2
	case p < 0.3:
		return 3
	case p < 0.6:
		return 4
	case p < 0.9:
		return 5
	case p < 0.98:
		return 6
	}
	return 7
}

// top gives the largest of some numbers and which it is.
func top(odds []float32) (which uint64, value float32) {
	for k, o := range odds {
		if o > value {
			which, value = uint64(k), o
		}
	}
	return which, value
}

// documentFeatures lists what the second stage sees of token i of a chain.
func (p *page) documentFeatures(c chain, i int, f *featureList) {
	f.hashes = f.hashes[:0]
	f.lexical = 0
	v := &p.evidence
	b := &p.beliefs[v.place[i]]
	own := v.ownView(b)
	f.add(300, 0)
	f.add(301, own)
	f.pair(302, own, p.words[i].coarse())
	f.pair(303, uint64(b.best), level(b.odds[0]))
	before, after := v.near(p, c, i-1), v.near(p, c, i+1)
	f.pair(304, own, before)
	f.pair(305, own, after)
	f.pair(306, join(uint64(b.best), before), after)
	u := p.index.use[i]
	if u < 0 {
		return
	}
	others := v.others(u, b, float32(p.index.uses[u].count))
	f.add(310, others)
	f.pair(311, own, others)
	f.pair(312, uint64(b.best), others)
	f.pair(313, join(own, others), p.words[i].coarse())
	parts := v.partView(p, u, i, b)
	f.add(314, parts)
	f.pair(315, own, parts)
	f.pair(316, join(own, others), parts)
	f.pair(317, uint64(b.best), parts)
	v.phraseFeatures(p, i, own, b, f)
	for k := -1; k <= 1; k += 2 {
		if j := i + k; j >= c.first && j < c.last && p.index.use[j] >= 0 {
			w := p.index.use[j]
			o := v.others(w, &p.beliefs[v.place[j]], float32(p.index.uses[w].count))
			t := template(325 + k)
			f.pair(t, own, o)
			f.pair(t+10, others, o)
			f.pair(t+20, parts, v.partView(p, w, j, &p.beliefs[v.place[j]]))
		}
	}
}

// ownView is the likeliest and the next likeliest type of a place.
func (v *evidence) ownView(b *belief) uint64 {
	first, p := top(b.odds[:])
	rest := b.odds
	rest[first] = 0
	second, q := top(rest[:])
	return ((first*8+level(p))*8+second)*8 + level(q)
}

// near is the likeliest type of a neighbour.
func (v *evidence) near(p *page, c chain, i int) uint64 {
	if i < c.first || i >= c.last {
		return 0
	}
	b := &p.beliefs[v.place[i]]
	return uint64(b.best)<<8 | level(b.odds[0])
}

// others is what is believed of the other places of a word.
func (v *evidence) others(u int32, b *belief, count float32) uint64 {
	if count < 2 {
		return 1
	}
	rest := v.words[u]
	for k := range rest {
		rest[k] = max(rest[k]-b.odds[k], 0) / (count - 1)
	}
	first, p := top(rest[:])
	named, q := top(rest[1:])
	return (((first*8+level(p))*8+named)*8+level(q))*8 + uint64(min(count-1, 4)) + 2
}

// partView is which names of several words a word is part of elsewhere.
func (v *evidence) partView(p *page, u int32, i int, b *belief) uint64 {
	rest := v.parts[u]
	if b.best != outsideName && b.best.part() != partOnly {
		at := 2 * b.best.typ()
		if b.best.part() != partLast {
			at++
		}
		rest[at] = max(rest[at]-b.odds[1+b.best.typ()], 0)
	}
	which, sum := top(rest[:])
	return which<<8 | level(sum/2)
}

// phraseFeatures are about the believed name that a place stands in, and about
// longer names with its capitals.
func (v *evidence) phraseFeatures(p *page, i int, own uint64, b *belief, f *featureList) {
	if h := v.phrase[i]; h != 0 {
		o := v.phrases[h]
		which, share := top(o.odds[:])
		view := which<<16 | level(share/float32(o.count))<<8 | uint64(min(o.count, 4))
		f.pair(330, own, view)
		f.pair(331, uint64(b.best), view)
	}
	if k := p.words[i].kind; k == kindCaps || k == kindMixed {
		if o := v.short[p.words[i].lower]; o != nil {
			which, share := top(o.odds[:])
			view := which<<8 | level(share/float32(o.count))
			f.add(332, view)
			f.pair(333, own, view)
		}
	}
}
