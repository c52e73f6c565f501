package encoder

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestExp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-690, 0).Draw(t, "x")
		if got, want := exp(x), math.Exp(x); math.Abs(got-want) > 1e-12*want {
			t.Fatalf("exp(%v) is %v, want %v", x, got, want)
		}
	})
	for x, want := range map[float64]float64{0: 1, -1e9: 0, math.Inf(-1): 0} {
		if got := exp(x); got != want {
			t.Errorf("exp(%v) is %v, want %v", x, got, want)
		}
	}
}

func TestGELU(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float32Range(-20, 20).Draw(t, "x")
		want := float64(x) / 2 * (1 + math.Erf(float64(x)/math.Sqrt2))
		numbers := []float32{x}
		if gelu(numbers); math.Abs(float64(numbers[0])-want) > 4e-6 {
			t.Fatalf("of %v it is %v, want %v", x, numbers[0], want)
		}
	})
}

func TestQuantize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfN(rapid.Float32Range(-50, 50), 1, 40).Draw(t, "numbers")
		out := make([]int8, len(numbers))
		scale, base := quantize(out, numbers)
		sum := int32(0)
		for i, n := range out {
			sum += int32(n)
			if n == -128 || math.Abs(float64(n)*float64(scale)-float64(numbers[i])) > 0.501*float64(scale)+1e-6 {
				t.Fatalf("%v became %d times %v", numbers[i], n, scale)
			}
		}
		if base != -weightZero*sum {
			t.Fatalf("the base is %d, the sum %d", base, sum)
		}
	})
}

func TestNormalizer(t *testing.T) {
	n := normalizer{stretch: []float32{1, 1, 2, 1}, move: []float32{0, 1, 0, 0}}
	numbers := []float32{1, 1, 3, 3}
	n.apply(numbers)
	for i, want := range []float32{-1, 0, 2, 1} {
		if math.Abs(float64(numbers[i]-want)) > 1e-6 {
			t.Errorf("number %d is %v, want %v", i, numbers[i], want)
		}
	}
	equal := []float32{5, 5, 5, 5}
	n.apply(equal)
	for i, x := range equal {
		if x != n.move[i] {
			t.Errorf("of equal numbers, %d is %v", i, x)
		}
	}
}
