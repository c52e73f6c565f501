package sentiment

import (
	"math"
	"strings"
	"sync"

	"github.com/jonreiter/govader"
)

// valences are the VADER lexicon's mean human ratings of words, -4 … 4 (Hutto
// and Gilbert 2014).
var valences = sync.OnceValue(func() map[string]float64 {
	return govader.NewSentimentIntensityAnalyzer().Lexicon
})

// Constants of VADER: how much a negation turns a word round, how much of a
// clause before "but" counts, and the sum at which a score nears its limit.
const (
	negationFactor  = -0.74
	negationReach   = 3
	beforeBut       = 0.5
	afterBut        = 1.5
	scoreSaturation = 15
)

var negations = map[string]bool{
	"not": true, "n't": true, "no": true, "never": true, "without": true, "nobody": true, "nothing": true, "cannot": true, "neither": true, "nor": true,
}

// lexiconScore sums the valences of lower-case words, -1 … 1.
func lexiconScore(words []string) float64 {
	sum, known, lastNegation := 0.0, valences(), -negationReach-1
	for i, w := range words {
		w = strings.Trim(w, "#")
		if w == "but" {
			sum *= beforeBut / afterBut
		}
		v := known[w]
		if i-lastNegation <= negationReach {
			v *= negationFactor
		}
		if negations[w] {
			lastNegation = i
			continue
		}
		sum += v
	}
	return sum / math.Sqrt(sum*sum+scoreSaturation)
}
