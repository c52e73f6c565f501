package sentiment

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestReading(t *testing.T) {
	for text, want := range map[string]struct {
		sign   float64
		lifted bool
	}{
		"A disgrace":                               {-1, false},
		"“Disgrace!”":                              {-1, false},
		"It is no disgrace":                        {1, true},
		"It isn’t a success":                       {-1, false},
		"You can't buy loyalty, they say":          {-1, false},
		"Nobody hates a generous friend":           {1, true},
		"There is nothing in the whole of it, sad": {-1, false},
		"The ferry sails on Monday":                {0, false},
		"не good":                                  {1, false},
		"":                                         {0, false},
	} {
		var r reading
		r.begin()
		r.read(text)
		if sign := math.Copysign(1, r.sum); r.sum == 0 && want.sign != 0 || r.sum != 0 && sign != want.sign || r.lifted != want.lifted {
			t.Errorf("%q: sum %g, lifted %t; want sign %g, lifted %t", text, r.sum, r.lifted, want.sign, want.lifted)
		}
	}
}

// A shift keeps probabilities what they are: between 0 and 1, with the sum 1, whatever was read.
func TestShiftKeepsProbabilities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r reading
		r.read(strings.Repeat(rapid.String().Draw(t, "text"), rapid.IntRange(1, 1000).Draw(t, "times")))
		p := r.shift([tones]float64{0.2, 0.5, 0.3})
		if sum := p[0] + p[1] + p[2]; math.Abs(sum-1) > 1e-9 || min(p[0], p[1], p[2]) <= 0 {
			t.Fatalf("%v sum to %g", p, sum)
		}
	})
}
