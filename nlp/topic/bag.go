package topic

import "math"

// A bag holds the features of one article: which, and how much each is worth.
type bag struct {
	features []uint32
	values   []float32
	counts   []uint8 // of every feature there is; zero between articles
}

func (m *model) newBag() *bag { return newBag(m.shape.Bits) }

func newBag(bits int) *bag { return &bag{counts: make([]uint8, 1<<bits)} }

// fill counts the features of an article. A feature is worth the logarithm of
// its count, and all of them together have length 1.
func (b *bag) fill(s shape, title, text string) {
	b.features, b.values = b.features[:0], b.values[:0]
	b.count(s, title, s.TitleCounts)
	b.count(s, text, 1)
	var square float64
	for _, f := range b.features {
		x := math.Log1p(float64(b.counts[f]))
		b.values = append(b.values, float32(x))
		square += x * x
		b.counts[f] = 0
	}
	length := float32(math.Sqrt(square))
	for i := range b.values {
		b.values[i] /= length
	}
}

func (b *bag) count(s shape, text string, times int) {
	var before wordKey
	eachWord(text, func(key wordKey, paired bool) {
		b.add(s.row(uint64(key)), times)
		if s.Pairs && paired {
			b.add(s.row(uint64(before)*hashPrime^uint64(key)), times)
		}
		before = key
	})
}

func (b *bag) add(f uint32, times int) {
	if b.counts[f] == 0 {
		b.features = append(b.features, f)
	}
	b.counts[f] = uint8(min(int(b.counts[f])+times, math.MaxUint8))
}

// row spreads a hash over the rows (Fibonacci hashing).
func (s shape) row(hash uint64) uint32 {
	hash ^= hash >> 32
	return uint32(hash * 0x9e3779b97f4a7c15 >> (64 - s.Bits))
}
