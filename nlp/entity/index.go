package entity

// A wordIndex tells, for each word with a capital, where else in the document
// it stands and how.
type wordIndex struct {
	slots []int32   // by hash: index into uses + 1
	uses  []wordUse // one a distinct word
	next  []int32   // by token: the same word's next place, -1 for none
	prev  []int32   // by token: the same word's place before, -1 for none; of a word that lost its capital, the last place with it
	use   []int32   // by token: index into uses, -1 for none
}

// A wordUse counts how a word is set in the document.
type wordUse struct {
	lower         uint64
	last          int32 // its latest place
	count         int32
	lowered       int32 // times it stands in lower case
	named         int32 // times it has a capital where text has none at a sentence's beginning
	afterCapital  int32 // times a word with a capital stands before it
	beforeCapital int32
}

func (x *wordIndex) slot(h uint64) *int32 {
	mask := uint64(len(x.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if s := x.slots[i]; s == 0 || x.uses[s-1].lower == h {
			return &x.slots[i]
		}
	}
}

// fill reads the whole document.
func (x *wordIndex) fill(p *page) {
	active := 0
	for i := range p.words {
		if p.words[i].active {
			active++
		}
	}
	size := 16
	for size < 2*active {
		size *= 2
	}
	x.slots = resize(x.slots, size)
	clear(x.slots)
	x.uses = x.uses[:0]
	x.next, x.prev, x.use = resize(x.next, len(p.words)), resize(x.prev, len(p.words)), resize(x.use, len(p.words))
	for _, s := range p.d.Sentences {
		for i := s.First; i < s.Last; i++ {
			x.next[i], x.prev[i], x.use[i] = -1, -1, -1
			if p.words[i].active {
				x.see(p, i, s.First, s.Last)
			}
		}
	}
	for i := range p.words {
		if p.words[i].kind == kindLower {
			if s := *x.slot(p.words[i].lower); s > 0 {
				x.uses[s-1].lowered++
				if p.words[i].lowered {
					x.use[i], x.prev[i] = s-1, x.uses[s-1].last
				}
			}
		}
	}
}

func (x *wordIndex) see(p *page, i, from, to int) {
	w := &p.words[i]
	s := x.slot(w.lower)
	if *s == 0 {
		x.uses = append(x.uses, wordUse{lower: w.lower, last: -1})
		*s = int32(len(x.uses))
	}
	u := &x.uses[*s-1]
	x.use[i] = *s - 1
	if u.last >= 0 {
		x.next[u.last], x.prev[i] = int32(i), u.last
	}
	u.last = int32(i)
	u.count++
	if i > from && w.style == styleText {
		u.named++
		if p.words[i-1].active {
			u.afterCapital++
		}
	}
	if i+1 < to && w.style == styleText && p.words[i+1].active {
		u.beforeCapital++
	}
}

// lowered says whether a token's word stands in lower case elsewhere.
func (x *wordIndex) lowered(i int) bool { return x.use[i] >= 0 && x.uses[x.use[i]].lowered > 0 }

// features of what the rest of the document says about a word: how often it
// has a capital there, and what stands around it in the nearest places.
func (x *wordIndex) features(p *page, c chain, i int, f *featureList) {
	w := &p.words[i]
	if x.use[i] < 0 {
		return
	}
	u := &x.uses[x.use[i]]
	first := uint64(0)
	if i == c.from {
		first = 1
	}
	usage := uint64(min(u.lowered, 2))<<8 | uint64(min(u.named, 2))<<4 | first
	f.pair(200, usage, w.coarse())
	f.pair(201, usage, uint64(min(u.afterCapital, 1))<<4|uint64(min(u.beforeCapital, 1)))
	f.pair(202, uint64(min(u.count, 4)), w.coarse())
	seen := 0
	for _, dir := range [2][]int32{x.prev, x.next} {
		for j, n := dir[i], 0; j >= 0 && n < 2; j, n = dir[j], n+1 {
			x.otherPlace(p, int(j), f)
			seen++
		}
	}
	if seen == 0 {
		f.pair(203, 0, w.coarse())
	}
}

// otherPlace adds what stands around the same word elsewhere.
func (x *wordIndex) otherPlace(p *page, j int, f *featureList) {
	s := p.d.Sentences[p.d.Tokens[j].Sentence]
	c := chain{from: s.First, to: s.Last}
	r := p.runs[j].tight
	before, after := c.at(p, int(r[0])-1), c.at(p, int(r[1]))
	place := uint64(min(j-int(r[0]), 2))<<4 | uint64(min(int(r[1])-1-j, 2))
	f.add(210, place)
	f.pair(211, before.lower, uint64(min(j-int(r[0]), 2)))
	f.pair(212, after.lower, uint64(min(int(r[1])-1-j, 2)))
	f.pair(213, uint64(c.at(p, int(r[0])).profile), place)
	f.pair(214, uint64(c.at(p, int(r[1])-1).profile), place)
	if p.words[j].names != 0 {
		f.add(215, uint64(p.words[j].names))
	}
	if int(r[1])-1 > j {
		f.add(216, c.at(p, int(r[1])-1).lower)
	}
	if int(r[0]) < j {
		f.add(217, c.at(p, int(r[0])).lower)
	}
}
