package entity

import "encoding/binary"

// The committee is heard where the field is not sure of a place's tag: beyond
// sureMargin it changes none. Its scores count for a share of what the field's
// do. Both were chosen on development sets.
const (
	sureMargin  = 0.9 // probability of the likeliest tag
	debateShare = 0.4
)

// A debate holds the memory of a committee.
type debate struct {
	activity activity
	slots    []int32 // of the inputs of all words
	ends     []int   // where each word's end, after a 0
	scores   []float32
}

// sway adds what the committee says of a chain's doubtful places to the scores
// that the field gave them, and says whether there are any.
func (r *reader) sway(m *model, c chain) bool {
	first, last := r.lattice.doubt(sureMargin)
	members := len(m.committee.members)
	if first == last || members == 0 {
		return false
	}
	c.first, c.last = c.first+first, c.first+last
	r.debate.hear(&m.committee, &r.page, c, r.informal, &r.features)
	share := debateShare / float32(members)
	for i := range last - first {
		said := r.debate.scores[i*outputWidth:][:tagCount]
		emit := &r.lattice.emit[first+i]
		for y := 1; y < tagCount; y++ {
			emit[y] += float32(share * (said[y] - said[0]))
		}
	}
	return true
}

// hear computes the sum of the members' scores for the places of a chain.
func (b *debate) hear(c *committee, p *page, where chain, informal float32, f *featureList) {
	b.scores = resize(b.scores, (where.last-where.first)*outputWidth)
	clear(b.scores)
	b.look(c, p, where, f)
	for k := range c.members {
		m := &c.members[k]
		b.activity.begin(where)
		m.sum(b, informal)
		b.activity.run(m.network, where, nil)
		b.activity.score(&m.outputs[ownManner], 1, b.scores)
		if informal > 0 {
			b.activity.score(&m.outputs[informalManner], informal, b.scores)
		}
	}
}

// look finds the inputs of the words that a chain's places see.
func (b *debate) look(c *committee, p *page, where chain, f *featureList) {
	b.slots, b.ends = b.slots[:0], append(b.ends[:0], 0)
	first, last := where.reach(0)
	for i := first; i < last; i++ {
		p.inputs(i, f)
		for _, h := range f.hashes {
			if slot := c.rows.find(h); slot >= 0 {
				b.slots = append(b.slots, int32(slot))
			}
		}
		b.ends = append(b.ends, len(b.slots))
	}
}

// sum adds up the rows of each word's inputs, of which there are fewer than
// maxRows. Eight bytes are added at a time, as in featureTable.add.
func (m *member) sum(b *debate, informal float32) {
	words := &b.activity.levels[0]
	for k := range len(b.ends) - 1 {
		slots := b.slots[b.ends[k]:b.ends[k+1]]
		var even, odd [wordWidth / 8]uint64
		for _, slot := range slots {
			row := m.values[int(slot)*wordWidth:][:wordWidth]
			for i := range even {
				w := binary.LittleEndian.Uint64(row[8*i:]) ^ signBits
				even[i] += w & evenBytes
				odd[i] += w >> 8 & evenBytes
			}
		}
		row := words.row(words.first + k)
		copy(row, m.start)
		surplus := 128 * int32(len(slots))
		for i := range even {
			for j := range 4 {
				at := 8*i + 2*j
				row[at] += float32(m.units[at] * float32(int32(even[i]>>(16*j)&0xffff)-surplus))
				row[at+1] += float32(m.units[at+1] * float32(int32(odd[i]>>(16*j)&0xffff)-surplus))
			}
		}
		if informal > 0 {
			for at, v := range m.outputs[informalManner].manner {
				row[at] += float32(informal * v)
			}
		}
	}
}
