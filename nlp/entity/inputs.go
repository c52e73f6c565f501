package entity

// networkReach is how many words before and after a place a network sees.
const networkReach = layerCount

// Templates of a network's inputs begin here, above those of the field.
const firstInput = 300

// inputs lists what a network is told of a word: its spelling, clusters, the
// listed names it stands in, where in a stretch of capitals it stands, and what
// stands around the same word elsewhere in the document. Its neighbours the
// network sees for itself.
func (p *page) inputs(i int, f *featureList) {
	f.hashes = f.hashes[:0]
	w := &p.words[i]
	text := p.d.Slice(p.d.Tokens[i].Span)
	shout := uint64(0)
	if w.style == styleShout {
		shout = 1
	}
	f.add(firstInput, w.lower)
	f.add(firstInput+1, w.form)
	for n := 1; n <= 4 && n < len(text); n++ {
		f.pair(template(firstInput+1+n), lowerHash(text[:n]), shout)
		f.pair(template(firstInput+5+n), lowerHash(text[len(text)-n:]), shout)
	}
	f.lexical = len(f.hashes)
	p.clusterInputs(w, f)
	f.pair(firstInput+20, uint64(w.profile), w.coarse())
	f.add(firstInput+21, w.look())
	f.add(firstInput+22, w.coarse())
	for b := range 2 * nameTypeBits {
		if w.names>>b&1 != 0 {
			f.add(firstInput+23, uint64(b))
		}
	}
	if w.names != 0 {
		f.add(firstInput+24, uint64(w.names))
	}
	if p.index.use[i] < 0 {
		return
	}
	r := p.runs[i]
	for k, bounds := range [2][2]int32{r.tight, r.loose} {
		f.add(template(firstInput+25+k), uint64(min(i-int(bounds[0]), 4))<<8|uint64(min(int(bounds[1])-1-i, 4)))
	}
	p.index.inputs(p, i, f)
}

func (p *page) clusterInputs(w *word, f *featureList) {
	l := p.vocabulary
	if w.cased > 0 {
		cut := &l.casedPath[w.cased]
		f.add(firstInput+10, uint64(w.cased))
		f.add(firstInput+11, uint64(cut[1]))
		f.add(firstInput+12, uint64(cut[2]))
	}
	if w.folded > 0 {
		cut := &l.foldedPath[w.folded]
		f.add(firstInput+13, uint64(w.folded))
		f.add(firstInput+14, uint64(cut[1]))
		f.add(firstInput+15, uint64(cut[2]))
	}
}

// inputs adds how the document uses a word, and what stands around the stretch
// of capitals it stands in at its nearest other places.
func (x *wordIndex) inputs(p *page, i int, f *featureList) {
	u := &x.uses[x.use[i]]
	usage := uint64(min(u.lowered, 2))<<8 | uint64(min(u.named, 2))<<4 | uint64(min(u.count, 4))
	f.add(firstInput+30, usage)
	f.add(firstInput+31, uint64(min(u.afterCapital, 2))<<4|uint64(min(u.beforeCapital, 2)))
	for _, dir := range [2][]int32{x.prev, x.next} {
		for j, n := dir[i], 0; j >= 0 && n < 2; j, n = dir[j], n+1 {
			x.otherInputs(p, int(j), f)
		}
	}
}

func (x *wordIndex) otherInputs(p *page, j int, f *featureList) {
	s := p.d.Sentences[p.d.Tokens[j].Sentence]
	c := chain{from: s.First, to: s.Last}
	r := p.runs[j].tight
	first, last := int(r[0]), int(r[1])-1
	f.add(firstInput+32, uint64(min(j-first, 2))<<4|uint64(min(last-j, 2)))
	f.add(firstInput+33, c.at(p, first-1).lower)
	f.add(firstInput+34, c.at(p, last+1).lower)
	if last > j {
		f.add(firstInput+35, c.at(p, last).lower)
	}
	if first < j {
		f.add(firstInput+36, c.at(p, first).lower)
	}
}
