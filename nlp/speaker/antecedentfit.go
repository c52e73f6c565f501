package speaker

import (
	"math"
	"math/rand/v2"
)

// share gives each antecedent its score and its probability.
func share(weights []float32, list []antecedent) {
	highest := float32(math.Inf(-1))
	for k := range list {
		sum := saliencePart * list[k].salience
		for _, f := range list[k].features {
			sum += weights[f]
		}
		list[k].score = sum
		highest = max(highest, sum)
	}
	var total float32
	for k := range list {
		list[k].share = float32(math.Exp(float64(list[k].score - highest)))
		total += list[k].share
	}
	for k := range list {
		list[k].share /= total
	}
}

// saliencePart is the weight of salience in an antecedent's score.
const saliencePart = 1.2

// A choice is a phrase with what it may stand for, and which of that is right.
type choice struct {
	features [][]uint32
	salience []float32
	right    []bool
}

// The settings of the antecedents' training, chosen on articles of hands that it
// does not learn from.
const (
	choiceRounds  = 24
	choiceRate    = 0.05
	choicePenalty = 0.08
	choiceClimbs  = 45
)

// fitChoices gives the mean of the weights of several climbs, each in an order of
// its own: a single one depends on the order by a hundredth of its answers. The
// same choices give the same weights.
func fitChoices(choices []choice) []float32 {
	mean, _ := meanOf(choiceClimbs, func(climb int) ([]float32, error) { return climbChoices(choices, uint64(climb)), nil })
	return mean
}

// climbChoices climbs the likelihood of the right antecedents, where several may
// be right together: AdaGrad, the weights of the later rounds averaged. The seed
// tells the order.
func climbChoices(choices []choice, seed uint64) []float32 {
	size := 1 << antecedentBits
	weights, squares, average := make([]float32, size), make([]float32, size), make([]float32, size)
	random := rand.New(rand.NewPCG(fitSeed, 2+seed))
	order := make([]int, len(choices))
	for i := range order {
		order[i] = i
	}
	var shares []float64
	for round := range choiceRounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			shares = learnChoice(weights, squares, &choices[k], shares[:0])
		}
		if round >= choiceRounds/2 {
			for f, w := range weights {
				average[f] += w / float32(choiceRounds-choiceRounds/2)
			}
		}
	}
	return average
}

// learnChoice takes one step: from what is expected toward what is right.
func learnChoice(weights, squares []float32, c *choice, scores []float64) []float64 {
	highest := math.Inf(-1)
	for k, features := range c.features {
		sum := float64(saliencePart * c.salience[k])
		for _, f := range features {
			sum += float64(weights[f])
		}
		scores = append(scores, sum)
		highest = max(highest, sum)
	}
	var all, right float64
	for k := range scores {
		scores[k] = math.Exp(scores[k] - highest)
		all += scores[k]
		if c.right[k] {
			right += scores[k]
		}
	}
	for k, features := range c.features {
		gradient := scores[k] / all
		if c.right[k] {
			gradient -= scores[k] / right
		}
		for _, f := range features {
			g := float32(gradient) + choicePenalty*weights[f]
			squares[f] += g * g
			weights[f] -= choiceRate * g / (1e-1 + float32(math.Sqrt(float64(squares[f]))))
		}
	}
	return scores
}
