package entity

import (
	"bytes"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"quoth/nlp/modelfile"

	"pgregory.net/rapid"
)

// drawNetworkDataset makes chains of random words, with random tags; the second
// half of them is informal and says nothing about MISC.
func drawNetworkDataset(seed uint64) *networkDataset {
	const inputs, chains = 20, 12
	random := rand.New(rand.NewPCG(seed, 1))
	s := &networkDataset{}
	for h := range inputs {
		s.hashes = append(s.hashes, mix(uint64(h)+1))
	}
	for k := range chains {
		e := networkExample{chain: chain{first: 1, last: 2 + random.IntN(3), from: 0, to: 6}, word: len(s.gold)}
		e.domains, e.weight = []int{ownManner}, 1
		if 2*k >= chains {
			e.domains, e.noMisc = []int{ownManner, informalManner}, true
		}
		s.chains = append(s.chains, e)
		for range e.words() {
			s.gold = append(s.gold, tag(random.IntN(tagCount)))
			s.hidden = append(s.hidden, 1)
			s.offset = append(s.offset, uint32(len(s.ids)))
			for range 1 + random.IntN(5) {
				s.ids = append(s.ids, uint32(random.IntN(inputs)))
			}
		}
	}
	s.offset = append(s.offset, uint32(len(s.ids)))
	return s
}

// lossOf gives the loss of all examples, with the same numbers left out each time.
func lossOf(l *networkLearner) (loss float64) {
	l.random = rand.New(rand.NewPCG(5, 6))
	l.batch = 1
	for i := range l.data.chains {
		loss += l.learn(&l.data.chains[i])
	}
	return loss
}

func TestChangesFollowTheSlopeOfTheLoss(t *testing.T) {
	l := newNetworkLearner(drawNetworkDataset(3), manners, 1)
	for _, o := range l.outputs[ownManner+1:] {
		l.scatter(o.weights, 0.1)
		l.scatter(o.manner, 0.1)
	}
	l.backward.turn(l)
	for name, p := range map[string]*parameter{"weights": l.weights, "rows": l.rows} {
		t.Run(name, func(t *testing.T) {
			clear(l.weights.change)
			clear(l.rows.change)
			before := lossOf(l)
			slope := slices.Clone(p.change)
			square := 0.0
			for _, g := range slope {
				square += float64(g) * float64(g)
			}
			length := 0.01 / math.Sqrt(square) // so short that hardly a gate opens or closes
			for i, g := range slope {
				p.value[i] -= float32(length) * g
			}
			l.backward.turn(l)
			if got, want := before-lossOf(l), length*square; math.Abs(got-want) > 0.1*want {
				t.Fatalf("a step down the slope lowers the loss by %f, want %f", got, want)
			}
		})
	}
}

// learnSmall learns a committee of one and gives the bytes of its file.
func learnSmall(t *testing.T, seed uint64) []byte {
	t.Helper()
	w := modelfile.NewWriter("small", 1)
	s := Settings{Networks: 1, NetworkEpochs: 2}
	if err := learnCommittee(context.Background(), drawNetworkDataset(seed), manners, s, w, func(string, ...any) {}); err != nil {
		t.Fatal(err)
	}
	b, err := w.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestNetworksAreTheSameWithoutFastKernels(t *testing.T) {
	fast := learnSmall(t, 1)
	withPlainKernel(func() {
		if !bytes.Equal(learnSmall(t, 1), fast) {
			t.Fatal("plain Go learns another network")
		}
	})
}

func TestACommitteeIsReadAsItWasWritten(t *testing.T) {
	f, err := modelfile.Read("small", learnSmall(t, 2), "small", 1)
	if err != nil {
		t.Fatal(err)
	}
	c, err := readCommittee(f)
	if err != nil || len(c.members) != 1 {
		t.Fatalf("%d members, %v", len(c.members), err)
	}
	m := &c.members[0]
	for _, v := range [][]float32{m.outputs[ownManner].bias, m.layers[0].bias, m.units} {
		if slices.Max(v) == 0 && slices.Min(v) == 0 {
			t.Fatal("weights are missing")
		}
	}
}

// A level sees one place more on either side than the one above it, and no
// place of another sentence.
func TestReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(0, 5).Draw(t, "from")
		first := rapid.IntRange(from, from+9).Draw(t, "first")
		last := rapid.IntRange(first+1, first+9).Draw(t, "last")
		c := chain{from: from, first: first, last: last, to: rapid.IntRange(last, last+9).Draw(t, "to")}
		for level := range layerCount {
			below, above := [2]int{}, [2]int{}
			below[0], below[1] = c.reach(level)
			above[0], above[1] = c.reach(level + 1)
			if below[0] != max(above[0]-1, c.from) || below[1] != min(above[1]+1, c.to) {
				t.Fatalf("level %d holds %v, the one above %v", level, below, above)
			}
		}
		if top, end := c.reach(layerCount); top != first || end != last {
			t.Fatalf("the top holds %d to %d of %+v", top, end, c)
		}
	})
}
