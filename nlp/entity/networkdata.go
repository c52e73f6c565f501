package entity

// A networkExample is a chain of an article. Its words, with those around it
// that its places see, follow each other in the dataset.
type networkExample struct {
	example       // but for its places
	chain   chain // tokens of the article
	word    int   // of the dataset: the first of reach(0)
}

// words tells how many words an example has.
func (e *networkExample) words() int {
	first, last := e.chain.reach(0)
	return last - first
}

// A networkDataset holds what networks are told of the words of all chains.
type networkDataset struct {
	dataset
	chains []networkExample
}

// newNetworkDataset collects the inputs of the words of all chains, and the
// gold tags of the chains' own.
func newNetworkDataset(v *vocabulary, lessons []lesson, o TrainOptions) *networkDataset {
	s := &networkDataset{}
	domainsOf, _ := numberDomains(o.Sets)
	var all []uint64
	p, f := &page{}, &featureList{}
	for _, lesson := range lessons {
		p.read(v, lesson.d)
		for _, c := range p.chains {
			e := networkExample{chain: c, word: len(s.gold)}
			e.domains, e.weight, e.noMisc = domainsOf[lesson.set], o.Sets[lesson.set].weight(), lesson.noMisc
			s.chains = append(s.chains, e)
			first, last := c.reach(0)
			for i := first; i < last; i++ {
				p.inputs(i, f)
				s.gold = append(s.gold, lesson.tags[i])
				s.hidden = append(s.hidden, uint16(f.lexical))
				s.offset = append(s.offset, uint32(len(all)))
				all = append(all, f.hashes...)
			}
			repair(s.gold[e.word+c.first-first : e.word+c.last-first])
		}
	}
	s.offset = append(s.offset, uint32(len(all)))
	s.number(all, o.Settings.NetworkMinCount)
	return s
}
