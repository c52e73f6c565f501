package entity

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// withPlainKernel runs f without what the processor can do beyond plain Go.
func withPlainKernel(f func()) {
	fast := useFastKernel
	useFastKernel = false
	defer func() { useFastKernel = fast }()
	f()
}

func TestKernelsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := columnBlock * rapid.IntRange(1, 7).Draw(t, "blocks")
		rows, count := rapid.IntRange(1, 20).Draw(t, "rows"), rapid.IntRange(0, 30).Draw(t, "count")
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		numbers := func(n int) []float32 {
			v := make([]float32, n)
			for i := range v {
				v[i] = float32(random.NormFloat64())
			}
			return v
		}
		matrix, sum, values, at := numbers(rows*columns), numbers(columns), numbers(count), make([]int32, count)
		for i := range at {
			at[i] = int32(random.IntN(rows))
		}
		wantSum, wantMatrix := slices.Clone(sum), slices.Clone(matrix)
		withPlainKernel(func() {
			addRows(wantSum, matrix, at, values)
			addToRows(wantMatrix, sum, at, values)
		})
		gotSum, gotMatrix := slices.Clone(sum), slices.Clone(matrix)
		addRows(gotSum, matrix, at, values)
		addToRows(gotMatrix, sum, at, values)
		if !slices.Equal(gotSum, wantSum) || !slices.Equal(gotMatrix, wantMatrix) {
			t.Fatal("the processor's kernel differs from plain Go")
		}
	})
}
