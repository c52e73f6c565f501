package entity

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"quoth/nlp/modelfile"
)

// An informality tells how informal a document is, by a logistic regression
// over its marks and its words in lower case: names would tell topics instead.
type informality struct {
	weights []float32 // of each bucket
	bias    float32
}

// informalBuckets is how many numbers words are spread over.
const informalBuckets = 4096

// A document is taken for edited text up to likelyInformal, for informal text
// from surelyInformal on, and for something between the two between them. The
// first is above a half: news in a foreign manner loses more than mail does.
const (
	likelyInformal = 0.6
	surelyInformal = 0.9
)

func readInformality(f *modelfile.File) (informality, error) {
	numbers, err := f.Float32s(informalitySection)
	if err == nil && len(numbers) != informalBuckets+1 {
		err = fmt.Errorf("%s: %w: %s", f.Name(), modelfile.ErrSection, informalitySection)
	}
	if err != nil {
		return informality{}, err
	}
	return informality{weights: numbers[:informalBuckets], bias: numbers[informalBuckets]}, nil
}

func (m *informality) write(w *modelfile.Writer) {
	w.Float32s(informalitySection, append(slices.Clone(m.weights), m.bias))
}

// share gives how much of the informal manner a document takes on, from 0 to 1.
func (m *informality) share(counts []bucketCount) float32 {
	return min(max((m.probability(counts)-likelyInformal)/(surelyInformal-likelyInformal), 0), 1)
}

func (m *informality) probability(counts []bucketCount) float32 {
	s := m.bias
	for _, c := range counts {
		s += m.weights[c.bucket] * c.amount
	}
	return float32(1 / (1 + math.Exp(-float64(s))))
}

// A bucketCount tells how much of a document falls into a bucket.
type bucketCount struct {
	bucket int
	amount float32
}

// A wordCounter counts the words of one document at a time.
type wordCounter struct {
	times [informalBuckets]float32
	used  []bucketCount
}

// lowBeginning stands for a sentence that begins in lower case.
const lowBeginning = 0x1d8e4e27c47d124f

// count gives the document's buckets in the order of its words, by the
// logarithm of how often they are met; their squares add up to 1.
func (c *wordCounter) count(p *page) []bucketCount {
	c.used = c.used[:0]
	for _, s := range p.d.Sentences {
		if s.First < s.Last && p.words[s.First].kind == kindLower {
			c.note(lowBeginning)
		}
		for i := s.First; i < s.Last; i++ {
			if w := &p.words[i]; w.kind == kindLower || w.kind == kindMark {
				c.note(w.lower)
			}
		}
	}
	sum := 0.0
	for i := range c.used {
		u := &c.used[i]
		u.amount = float32(math.Log1p(float64(c.times[u.bucket])))
		c.times[u.bucket] = 0
		sum += float64(u.amount) * float64(u.amount)
	}
	length := float32(math.Sqrt(sum))
	for i := range c.used {
		c.used[i].amount /= length
	}
	return c.used
}

func (c *wordCounter) note(hash uint64) {
	b := int(hash >> 32 % informalBuckets)
	if c.times[b] == 0 {
		c.used = append(c.used, bucketCount{bucket: b})
	}
	c.times[b]++
}

// The steps of learning, which go down to 0 over the epochs.
const (
	informalEpochs = 30
	informalRate   = 2
	informalDecay  = 1e-4
	biasShare      = 0.1 // of a step that the bias takes
)

// A document to learn informality from.
type sample struct {
	counts []bucketCount
	want   float32 // 1 for informal
}

// learnInformality tells the lessons of informal sets from those whose manner
// is the model's own. Without an informal set nothing is informal.
func learnInformality(v *vocabulary, lessons []lesson, sets []Set) *informality {
	m := &informality{weights: make([]float32, informalBuckets)}
	samples, informal := collectSamples(v, lessons, sets)
	if !informal {
		return m
	}
	random := rand.New(rand.NewPCG(3, 4))
	for epoch := range informalEpochs {
		random.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
		rate := informalRate * (1 - float32(epoch)/informalEpochs)
		for _, s := range samples {
			step := rate * (s.want - m.probability(s.counts))
			m.bias += step * biasShare
			for _, c := range s.counts {
				m.weights[c.bucket] += step*c.amount - rate*informalDecay*m.weights[c.bucket]
			}
		}
	}
	return m
}

// collectSamples leaves foreign sets out, and says whether any set is informal.
func collectSamples(v *vocabulary, lessons []lesson, sets []Set) (samples []sample, informal bool) {
	p, counter := &page{}, &wordCounter{}
	for _, l := range lessons {
		set := &sets[l.set]
		if set.Foreign && !set.Informal {
			continue
		}
		p.read(v, l.d)
		s := sample{counts: slices.Clone(counter.count(p))}
		slices.SortFunc(s.counts, func(a, b bucketCount) int { return cmp.Compare(a.bucket, b.bucket) })
		if set.Informal {
			s.want, informal = 1, true
		}
		samples = append(samples, s)
	}
	return samples, informal
}
