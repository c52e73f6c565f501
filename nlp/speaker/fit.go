package speaker

import (
	"context"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// An example is a quotation with its candidates' features and the right one,
// or several of which each is right. The last candidate is "nobody".
type example struct {
	candidates [][]uint32
	right      int
	others     []int // right as well
	article    int   // its number
}

// The settings of the ranker's training, chosen on the development articles.
const (
	fitEpochs  = 8
	fitRate    = 0.06
	fitPenalty = 5e-4
	fitSeed    = 20240813
	fitClimbs  = 24
)

// fit trains the ranker: the mean of several climbs, each in an order of its own,
// for a single one depends on the order by a hundredth of its answers. The same
// examples give the same weights. It returns the context's error where it was
// cancelled.
func fit(ctx context.Context, examples []example) ([]float32, error) {
	return meanOf(fitClimbs, func(climb int) ([]float32, error) { return climbRanker(ctx, examples, uint64(climb)) })
}

// meanOf gives the mean of the weights of n climbs, which run side by side and are
// summed in their order: the same weights on any machine. It returns a climb's error.
func meanOf(n int, climb func(int) ([]float32, error)) ([]float32, error) {
	all := make([][]float32, n)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range all {
		group.Go(func() (err error) {
			all[i], err = climb(i)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	mean := make([]float32, len(all[0]))
	for _, weights := range all {
		for i, w := range weights {
			mean[i] += w / float32(n)
		}
	}
	return mean, nil
}

// climbRanker climbs the likelihood of the right candidates: softmax over the
// candidates of an example, AdaGrad, the weights of the later epochs averaged.
func climbRanker(ctx context.Context, examples []example, seed uint64) ([]float32, error) {
	weights := make([]float32, 1<<tableBits)
	squares := make([]float32, 1<<tableBits)
	average := make([]float32, 1<<tableBits)
	random := rand.New(rand.NewPCG(fitSeed, 1+seed))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	var shares []float64
	kept := 0
	for epoch := range fitEpochs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			shares = shareOut(weights, &examples[i], shares[:0])
			learn(weights, squares, &examples[i], shares)
		}
		if epoch >= fitEpochs/2 {
			kept++
			for i, w := range weights {
				average[i] += w
			}
		}
	}
	for i := range average {
		average[i] /= float32(max(kept, 1))
	}
	return average, nil
}

// shareOut gives each candidate its probability.
func shareOut(weights []float32, e *example, shares []float64) []float64 {
	highest := math.Inf(-1)
	for _, features := range e.candidates {
		var sum float64
		for _, f := range features {
			sum += float64(weights[f])
		}
		shares = append(shares, sum)
		highest = max(highest, sum)
	}
	var total float64
	for i := range shares {
		shares[i] = math.Exp(shares[i] - highest)
		total += shares[i]
	}
	for i := range shares {
		shares[i] /= total
	}
	return shares
}

// learn takes one step toward the right candidate.
func learn(weights, squares []float32, e *example, shares []float64) {
	right := shares[e.right]
	for _, i := range e.others {
		right += shares[i]
	}
	for i, features := range e.candidates {
		gradient := shares[i]
		if i == e.right || slices.Contains(e.others, i) {
			gradient -= shares[i] / max(right, 1e-9)
		}
		if math.Abs(gradient) < 1e-4 {
			continue
		}
		for _, f := range features {
			g := float32(gradient) + fitPenalty*weights[f]
			squares[f] += g * g
			weights[f] -= fitRate * g / (1e-3 + float32(math.Sqrt(float64(squares[f]))))
		}
	}
}
