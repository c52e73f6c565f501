package entity

// An example is a chain of an article.
type example struct {
	first, last int // places
	noMisc      bool
	domains     []int // ownManner and those that add to it: informalManner, and a number above for each foreign set
	weight      float32
}

// A dataset holds the features of all examples.
type dataset struct {
	examples []example
	gold     []tag
	hidden   []uint16 // how many of a place's features name the word itself
	offset   []uint32 // where a place's features begin
	ids      []uint32
	hashes   []uint64 // by id
}

// Manners are the domains that the model keeps: that of edited text, and what
// informal text adds to it.
const (
	ownManner = iota
	informalManner
	manners
)

// newDataset collects the features of all chains of the lessons, and tells how
// many domains there are: one for the sets whose manner the model takes on,
// and one for each foreign set.
func newDataset(v *vocabulary, lessons []lesson, o TrainOptions) (*dataset, int) {
	s := &dataset{}
	domainsOf, domains := numberDomains(o.Sets)
	var all []uint64
	p, f := &page{}, &featureList{}
	for _, lesson := range lessons {
		p.read(v, lesson.d)
		e := example{noMisc: lesson.noMisc, domains: domainsOf[lesson.set], weight: o.Sets[lesson.set].weight()}
		for _, c := range p.chains {
			e.first = len(s.gold)
			for i := c.first; i < c.last; i++ {
				p.features(c, i, f)
				s.gold = append(s.gold, lesson.tags[i])
				s.hidden = append(s.hidden, uint16(f.lexical))
				s.offset = append(s.offset, uint32(len(all)))
				all = append(all, f.hashes...)
			}
			e.last = len(s.gold)
			repair(s.gold[e.first:])
			s.examples = append(s.examples, e)
		}
	}
	s.offset = append(s.offset, uint32(len(all)))
	s.number(all, o.Settings.MinCount)
	return s, domains
}

// numberDomains gives the domains of each set, and how many there are. A set
// that is both informal and foreign adds its own weights to the informal ones.
func numberDomains(sets []Set) (of [][]int, domains int) {
	of, domains = make([][]int, len(sets)), manners
	for i, set := range sets {
		of[i] = []int{ownManner}
		if set.Informal {
			of[i] = append(of[i], informalManner)
		}
		if set.Foreign {
			of[i] = append(of[i], domains)
			domains++
		}
	}
	return of, domains
}

// repair makes the gold tags of a chain a path the lattice knows: a name that
// runs out of the chain is cut.
func repair(gold []tag) {
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
