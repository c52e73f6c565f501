package entity

import (
	"cmp"
	"slices"
)

// An example is a chain of an article.
type example struct {
	first, last int // places
	lesson      int
	noMisc      bool
	domain      int // 0 for the sets whose manner the model takes on
	weight      float32
}

// A dataset holds the features of all examples.
type dataset struct {
	examples []example
	gold     []tag
	base     [][tagCount]float32 // scores that are given; nil for none
	hidden   []uint16            // how many of a place's features name the word itself
	offset   []uint32            // where a place's features begin
	ids      []uint32
	hashes   []uint64 // by id
}

// newDataset collects the features of the chains that visit gives.
func (c *course) newDataset(visit func(int, func(*page, chain)), features func(*page, chain, int, *featureList)) *dataset {
	s := &dataset{}
	domain := make([]int, len(c.options.Sets))
	c.domains = 1
	for i, set := range c.options.Sets {
		if set.Foreign {
			domain[i] = c.domains
			c.domains++
		}
	}
	var all []uint64
	f := &featureList{}
	for n, lesson := range c.lessons {
		weight := c.options.Sets[lesson.set].Weight
		if weight == 0 {
			weight = 1
		}
		visit(n, func(p *page, ch chain) {
			first := len(s.gold)
			for i := ch.first; i < ch.last; i++ {
				features(p, ch, i, f)
				s.gold = append(s.gold, lesson.tags[i])
				s.hidden = append(s.hidden, uint16(f.lexical))
				s.offset = append(s.offset, uint32(len(all)))
				all = append(all, f.hashes...)
			}
			s.repair(first)
			s.examples = append(s.examples, example{first: first, last: len(s.gold), lesson: n, noMisc: lesson.noMisc, domain: domain[lesson.set], weight: weight})
		})
	}
	s.offset = append(s.offset, uint32(len(all)))
	s.number(all, c.options.Settings.MinCount)
	return s
}

// repair makes the gold tags from place first on a path the lattice knows: a
// name that runs out of the chain is cut.
func (s *dataset) repair(first int) {
	gold := s.gold[first:]
	for i := range gold {
		opened := i > 0 && gold[i-1].opens()
		if g := gold[i]; g != outsideName && !opened && (g.part() == partInside || g.part() == partLast) {
			if g.part() == partInside {
				gold[i] = tagFor(g.typ(), partBegin)
			} else {
				gold[i] = tagFor(g.typ(), partOnly)
			}
		}
		if g := gold[i]; g.opens() && (i+1 == len(gold) || gold[i+1] == outsideName) {
			if g.part() == partInside {
				gold[i] = tagFor(g.typ(), partLast)
			} else {
				gold[i] = tagFor(g.typ(), partOnly)
			}
		}
	}
}

// number gives ids to the features seen often enough and forgets the others.
func (s *dataset) number(all []uint64, minCount int) {
	counts := newCounter(len(all) / 4)
	for _, h := range all {
		counts.add(h)
	}
	s.ids = make([]uint32, 0, len(all))
	at := 0
	for place := range s.gold {
		start, end := int(s.offset[place]), int(s.offset[place+1])
		s.offset[place] = uint32(at)
		kept := 0
		for k := start; k < end; k++ {
			e := counts.get(all[k])
			if int(e.count) < minCount {
				continue
			}
			if e.id == 0 {
				s.hashes = append(s.hashes, all[k])
				e.id = uint32(len(s.hashes))
			}
			s.ids = append(s.ids, e.id-1)
			at++
			if k-start < int(s.hidden[place]) {
				kept++
			}
		}
		s.hidden[place] = uint16(kept)
	}
	s.offset[len(s.gold)] = uint32(at)
}

// examplesOf gives the place of a lesson's first example.
func (s *dataset) examplesOf(lesson int) int {
	first, _ := slices.BinarySearchFunc(s.examples, lesson, func(e example, n int) int { return cmp.Compare(e.lesson, n) })
	return first
}
