package duplicate

const (
	// Threshold is the similarity from which two texts are nearly the same.
	Threshold = 0.8

	// mostProbes bounds the candidates that a key is compared with, so that
	// articles which share a frame but no story cost no more than others.
	mostProbes = 64

	firstSlots = 1 << 10 // of a table; a power of 2
)

// A Finder tells which articles of a run repeat an earlier one. It is not safe
// for concurrent use: what is earlier depends on the order.
type Finder struct {
	articles int             // added
	kept     []entry         // those that repeat no other
	tables   [bands][]uint32 // 1 + place in kept, by key; 0 for none
}

// An entry is an article that later ones may repeat.
type entry struct {
	bits     [words64]uint64
	keys     [bands]uint32 // kept for when the tables grow
	shingles uint32
	number   uint32
}

// NewFinder gives a finder that has seen no articles.
func NewFinder() *Finder {
	f := &Finder{}
	for i := range f.tables {
		f.tables[i] = make([]uint32, firstSlots)
	}
	return f
}

// Add takes the next article and says which earlier one it repeats: its number,
// where the first article added has number 0. Of several it is the most similar
// one, and of equals the earliest. An article that repeats another is never
// itself named as one that is repeated.
func (f *Finder) Add(p Print) (earlier int, found bool) {
	number := f.articles
	f.articles++
	if p.Empty() {
		return 0, false
	}
	if i, ok := f.find(p); ok {
		return int(f.kept[i].number), true
	}
	f.keep(p, number)
	return 0, false
}

// Find says, as Add does, which article a text repeats, and does not add it.
func (f *Finder) Find(p Print) (earlier int, found bool) {
	if p.Empty() {
		return 0, false
	}
	i, found := f.find(p)
	if !found {
		return 0, false
	}
	return int(f.kept[i].number), true
}

// Articles is the number of articles added.
func (f *Finder) Articles() int { return f.articles }

// find gives the place of the most similar article that was kept.
func (f *Finder) find(p Print) (int, bool) {
	best, place := Threshold, -1
	for b, key := range p.keys {
		table := f.tables[b]
		mask := uint32(len(table) - 1)
		for i, probe := spread(key)&mask, 0; table[i] != 0 && probe < mostProbes; i, probe = (i+1)&mask, probe+1 {
			at := int(table[i] - 1)
			e := &f.kept[at]
			if !alikeInLength(p.shingles, e.shingles) {
				continue
			}
			s := p.Similarity(Print{bits: e.bits, words: 1})
			if s > best || s == best && (place < 0 || at < place) {
				best, place = s, at
			}
		}
	}
	return place, place >= 0
}

// alikeInLength says whether two sets of such sizes, estimated to a tenth, can
// have the similarity that is asked for.
func alikeInLength(a, b uint32) bool {
	const slack = 0.25
	return float64(min(a, b)) >= (Threshold-slack)*float64(max(a, b))
}

func (f *Finder) keep(p Print, number int) {
	f.kept = append(f.kept, entry{p.bits, p.keys, p.shingles, uint32(number)})
	if 8*len(f.kept) > 5*len(f.tables[0]) {
		f.grow()
		return
	}
	f.index(len(f.kept) - 1)
}

// grow doubles the tables and fills them again.
func (f *Finder) grow() {
	for b := range f.tables {
		f.tables[b] = make([]uint32, 2*len(f.tables[b]))
	}
	for at := range f.kept {
		f.index(at)
	}
}

// index enters an article under its keys. Under a key that very many articles
// share it is left out; its other keys find it.
func (f *Finder) index(at int) {
	for b, key := range f.kept[at].keys {
		table := f.tables[b]
		mask := uint32(len(table) - 1)
		i := spread(key) & mask
		for probe := 0; probe < mostProbes; i, probe = (i+1)&mask, probe+1 {
			if table[i] == 0 {
				table[i] = uint32(at) + 1
				break
			}
		}
	}
}

// spread makes neighbouring keys fall far from each other.
func spread(key uint32) uint32 { return uint32(mix(uint64(key))) }
