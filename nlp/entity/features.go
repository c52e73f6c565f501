package entity

import (
	"quoth/nlp"
)

// A page is a document as the recogniser sees it: its words with what is known
// of each, the stretches in which names can stand, and what the rest of the
// document says about each word.
type page struct {
	d          *nlp.Document
	vocabulary *vocabulary
	words      []word
	chains     []chain
	index      wordIndex
	runs       []run // by token; where a run of capitals begins and ends
}

// A chain is a stretch of one sentence in which names can stand; everything
// between chains is outside names.
type chain struct {
	first, last int // tokens
	from, to    int // the sentence's tokens
}

// A run is the stretch of words with capitals that a word stands in: tight
// without anything between, loose with connectors such as "of" or "de la".
type run struct {
	tight, loose [2]int32
}

// readPage analyses a document.
func (p *page) read(l *vocabulary, d *nlp.Document) {
	p.d, p.vocabulary = d, l
	p.words = resize(p.words, len(d.Tokens))
	p.runs = resize(p.runs, len(d.Tokens))
	p.chains = p.chains[:0]
	for _, s := range d.Sentences {
		p.readSentence(s.First, s.Last)
	}
	p.index.fill(p)
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

func (p *page) readSentence(from, to int) {
	words := p.words[from:to]
	for i := range words {
		words[i], _ = analyse(p.d.Slice(p.d.Tokens[from+i].Span))
	}
	how := styleOf(words, p.d.Tokens[from:to])
	if how != styleText {
		p.restyle(words, from, how)
	}
	if how == styleText && words[0].kind == kindLower {
		markLow(words)
	}
	markZones(words)
	p.markLowered(words, from)
	p.vocabulary.markNames(words)
	p.findRuns(from, to)
	for i := from; i < to; i++ {
		if !p.words[i].zone {
			continue
		}
		end := i + 1
		for end < to && p.words[end].zone {
			end++
		}
		p.chains = append(p.chains, chain{first: i, last: end, from: from, to: to})
		for j := max(i-networkReach, from); j < min(end+networkReach, to); j++ {
			if p.words[j].cased|p.words[j].folded == 0 {
				p.vocabulary.lookUp(&p.words[j])
			}
		}
		i = end
	}
}

// shortestLowered is the length in bytes of the shortest word that is taken
// for a name without its capital.
const shortestLowered = 4

// markLowered lets names that lost their capital stand in the zone: words of
// listed names that edited text does not know in lower case, with the words
// beside them ("tampa bay"). They are taken for their title case, the form that
// clusters and weights know.
func (p *page) markLowered(words []word, from int) {
	for i := range words {
		w := &words[i]
		if w.kind != kindLower || p.d.Tokens[from+i].Len() < shortestLowered {
			continue
		}
		if p.vocabulary.isLoweredName(w) {
			w.lowered, w.form = true, titleHash(p.d.Slice(p.d.Tokens[from+i].Span))
			for j := max(i-1, 0); j < min(i+2, len(words)); j++ {
				words[j].zone = words[j].zone || words[j].kind == kindLower
			}
		}
	}
}

// markLow marks the words in lower case of a sentence that begins with one: who
// writes so leaves out capitals.
func markLow(words []word) {
	for i := range words {
		if words[i].kind == kindLower {
			words[i].style = styleLow
		}
	}
}

// restyle marks the words of a headline; a shouted word is taken for its title
// case, the form in which names stand elsewhere.
func (p *page) restyle(words []word, from int, how style) {
	for i := range words {
		words[i].style = how
		if how == styleShout && words[i].kind == kindCaps {
			_, title := analyse(p.d.Slice(p.d.Tokens[from+i].Span))
			words[i].form = title
		}
	}
}

// findRuns finds the tight and the loose run around every word of a sentence.
func (p *page) findRuns(from, to int) {
	for i := from; i < to; {
		if !p.words[i].active {
			p.runs[i] = run{tight: [2]int32{int32(i), int32(i + 1)}, loose: [2]int32{int32(i), int32(i + 1)}}
			i++
			continue
		}
		end := i + 1 // the loose run's
		for j := i + 1; j < to && j <= end+2; j++ {
			if p.words[j].active {
				end = j + 1
			} else if _, ok := connectors[p.words[j].lower]; !ok {
				break
			}
		}
		for j := i; j < end; {
			k := j + 1
			for k < end && p.words[k].active == p.words[j].active {
				k++
			}
			for m := j; m < k; m++ {
				p.runs[m] = run{tight: [2]int32{int32(j), int32(k)}, loose: [2]int32{int32(i), int32(end)}}
			}
			j = k
		}
		i = end
	}
}

// outside stands for the place before and after a sentence.
var outside = word{form: 1, lower: 1, shape: 1}

// at gives the word at a place, or outside.
func (c chain) at(p *page, i int) *word {
	if i < c.from || i >= c.to {
		return &outside
	}
	return &p.words[i]
}

// A template numbers one kind of feature; the number is part of its hash.
type template uint64

const templateFactor = 0xff51afd7ed558ccd

// A featureList collects the features of one place. The first lexical of them
// name the word itself: training leaves them out now and then, so that the
// others learn to do without.
type featureList struct {
	hashes  []uint64
	lexical int
}

func (f *featureList) add(t template, v uint64) {
	f.hashes = append(f.hashes, mix(v^uint64(t)*templateFactor))
}

func (f *featureList) pair(t template, a, b uint64) {
	f.hashes = append(f.hashes, mix((a*mixFactor+b)^uint64(t)*templateFactor))
}

// look is the shape of a word with how its sentence is set.
func (w *word) look() uint64 { return uint64(w.shape)<<8 | uint64(w.kind)<<4 | uint64(w.style) }

// coarse is the kind of a word with how its sentence is set.
func (w *word) coarse() uint64 { return uint64(w.kind)<<4 | uint64(w.style) + 1 }

// features lists what is seen from token i of a chain.
func (p *page) features(c chain, i int, f *featureList) {
	f.hashes = f.hashes[:0]
	p.lexicalFeatures(c, i, f)
	f.lexical = len(f.hashes)
	f.add(9, 0)
	p.spellingFeatures(c, i, f)
	p.contextFeatures(c, i, f)
	p.clusterFeatures(c, i, f)
	p.listFeatures(c, i, f)
	p.runFeatures(c, i, f)
	p.index.features(p, c, i, f)
}

func (p *page) lexicalFeatures(c chain, i int, f *featureList) {
	w, before, after := c.at(p, i), c.at(p, i-1), c.at(p, i+1)
	f.add(1, w.form)
	f.pair(2, w.lower, uint64(w.style))
	f.pair(3, before.lower, w.lower)
	f.pair(4, w.lower, after.lower)
	f.pair(5, w.form, after.coarse())
	f.pair(6, before.coarse(), w.form)
}

func (p *page) spellingFeatures(c chain, i int, f *featureList) {
	w, before, after := c.at(p, i), c.at(p, i-1), c.at(p, i+1)
	f.add(10, w.look())
	f.pair(11, before.look(), w.look())
	f.pair(12, w.look(), after.look())
	f.pair(13, join(before.coarse(), w.coarse()), after.coarse())
	f.pair(14, join(c.at(p, i-2).coarse(), before.coarse()), w.coarse())
	f.pair(15, join(w.coarse(), after.coarse()), c.at(p, i+2).coarse())
	if i == c.from {
		f.add(16, w.look())
	}
	text := p.d.Slice(p.d.Tokens[i].Span)
	shout := uint64(0)
	if w.style == styleShout {
		shout = 1
	}
	for n := 1; n <= 4 && n < len(text); n++ {
		f.pair(template(20+n), lowerHash(text[:n]), shout<<8|uint64(w.kind))
		f.pair(template(24+n), lowerHash(text[len(text)-n:]), shout<<8|uint64(w.kind))
	}
}

func (p *page) contextFeatures(c chain, i int, f *featureList) {
	w := c.at(p, i)
	b1, b2, a1, a2 := c.at(p, i-1).lower, c.at(p, i-2).lower, c.at(p, i+1).lower, c.at(p, i+2).lower
	f.add(30, b1)
	f.add(31, b2)
	f.add(32, a1)
	f.add(33, a2)
	f.pair(34, b2, b1)
	f.pair(35, a1, a2)
	f.pair(36, b1, w.coarse())
	f.pair(37, a1, w.coarse())
	f.pair(38, b1, a1)
	f.add(39, c.at(p, i-1).form)
	f.add(40, c.at(p, i+1).form)
}

func (p *page) clusterFeatures(c chain, i int, f *featureList) {
	l := p.vocabulary
	w := c.at(p, i)
	for k := -2; k <= 2; k++ {
		x := c.at(p, i+k)
		t := template(50 + 10*(k+2))
		if x.cased > 0 {
			cut := &l.casedPath[x.cased]
			f.add(t, uint64(x.cased))
			f.add(t+1, uint64(cut[1]))
			if k >= -1 && k <= 1 {
				f.add(t+2, uint64(cut[0]))
				f.add(t+3, uint64(cut[2]))
			}
		}
		if x.folded > 0 {
			cut := &l.foldedPath[x.folded]
			f.add(t+4, uint64(x.folded))
			f.add(t+5, uint64(cut[1]))
			if k >= -1 && k <= 1 {
				f.add(t+6, uint64(cut[2]))
				f.add(t+7, uint64(cut[0]))
			}
		}
	}
	before, after := c.at(p, i-1), c.at(p, i+1)
	f.pair(100, uint64(before.cased), uint64(w.cased))
	f.pair(101, uint64(w.cased), uint64(after.cased))
	f.pair(102, uint64(before.cased), w.look())
	f.pair(103, uint64(after.cased), w.look())
	f.pair(104, uint64(l.foldedPath[before.folded][1]), uint64(l.foldedPath[w.folded][1]))
	f.pair(105, uint64(l.foldedPath[w.folded][1]), uint64(l.foldedPath[after.folded][1]))
	f.pair(106, uint64(w.cased), w.look())
	f.pair(107, uint64(w.folded), w.coarse())
}

func (p *page) listFeatures(c chain, i int, f *featureList) {
	w, before, after := c.at(p, i), c.at(p, i-1), c.at(p, i+1)
	for k := -2; k <= 2; k++ {
		if x := c.at(p, i+k); x.profile > 0 {
			f.pair(template(112+k), uint64(x.profile), x.coarse())
		}
	}
	f.pair(115, join(uint64(before.profile), uint64(w.profile)), w.coarse())
	f.pair(116, join(uint64(w.profile), uint64(after.profile)), w.coarse())
	f.pair(117, join(before.coarse(), uint64(w.profile)), after.coarse())
	for k := -1; k <= 1; k++ {
		x := c.at(p, i+k)
		for b := 0; b < 2*nameTypeBits; b++ {
			if x.names>>b&1 != 0 {
				f.add(template(121+k), uint64(b))
			}
		}
	}
	if w.names != 0 {
		f.add(123, uint64(w.names))
		f.pair(124, uint64(w.names), w.look())
		f.pair(125, uint64(w.names), uint64(after.names))
		f.pair(126, uint64(w.names), uint64(w.profile))
		f.pair(127, uint64(w.names), before.lower)
		f.pair(128, uint64(w.names), after.lower)
	}
}

// runFeatures look at the whole stretch of capitals a word stands in: what
// stands before and after it, its first and its last word.
func (p *page) runFeatures(c chain, i int, f *featureList) {
	w := c.at(p, i)
	r := p.runs[i]
	for k, bounds := range [2][2]int32{r.tight, r.loose} {
		first, last := int(bounds[0]), int(bounds[1])-1
		if k == 1 && r.tight == r.loose {
			break
		}
		t := template(130 + 30*k)
		before, after := c.at(p, first-1), c.at(p, last+1)
		place := uint64(min(i-first, 4))<<8 | uint64(min(last-i, 4))
		f.add(t, place)
		f.pair(t+1, place, w.look())
		f.pair(t+2, before.lower, uint64(min(i-first, 1)))
		f.pair(t+3, after.lower, uint64(min(last-i, 1)))
		f.pair(t+4, before.lower, after.lower)
		f.pair(t+5, uint64(before.cased), uint64(last-first))
		f.pair(t+6, uint64(after.cased), uint64(last-first))
		f.pair(t+7, uint64(p.vocabulary.foldedPath[before.folded][2]), uint64(min(i-first, 1)))
		f.pair(t+8, uint64(p.vocabulary.foldedPath[after.folded][2]), uint64(min(last-i, 1)))
		if last > first {
			tail, head := c.at(p, last), c.at(p, first)
			f.pair(t+9, tail.lower, uint64(min(last-i, 2)))
			f.pair(t+10, head.lower, uint64(min(i-first, 2)))
			f.pair(t+11, uint64(tail.cased), uint64(min(last-i, 2)))
			f.pair(t+12, uint64(head.cased), uint64(min(i-first, 2)))
			f.pair(t+13, uint64(tail.profile), place)
			f.pair(t+14, uint64(head.profile), place)
			f.pair(t+15, join(uint64(head.profile), uint64(tail.profile)), place)
			f.pair(t+16, uint64(tail.folded), place)
			f.pair(t+17, before.lower, tail.lower)
		}
		f.pair(t+18, join(before.coarse(), after.coarse()), place)
	}
}
