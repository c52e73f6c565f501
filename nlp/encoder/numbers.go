package encoder

import "math"

// The products below are rounded before they are added, by conversions, so that
// processors with fused multiplication give the same answers as others.

const largest = 127 // of a number that a kernel multiplies

// quantize makes bytes of numbers: the largest, of whatever sign, becomes ±127.
// It gives what the bytes are to be multiplied with, and the base that kernels
// want.
func quantize(out []int8, numbers []float32) (scale float32, base int32) {
	out = out[:len(numbers)]
	most := farthest(numbers)
	if most < tooSmall {
		clear(out)
		return 0, 0
	}
	stretch := largest / most
	sum := int32(0)
	for i, x := range numbers {
		n := round(float32(x * stretch))
		out[i] = int8(n)
		sum += n
	}
	return most / largest, -weightZero * sum
}

// tooSmall numbers are taken for nothing.
const tooSmall = 1e-20

// farthest gives the distance from 0 of the number farthest from it. Without
// their signs, numbers are in the order of their bits, which compare faster.
func farthest(numbers []float32) float32 {
	const noSign = 1<<31 - 1
	var m0, m1, m2, m3 uint32
	i := 0
	for ; i+4 <= len(numbers); i += 4 {
		v := numbers[i : i+4 : i+4]
		m0, m1 = max(m0, math.Float32bits(v[0])&noSign), max(m1, math.Float32bits(v[1])&noSign)
		m2, m3 = max(m2, math.Float32bits(v[2])&noSign), max(m3, math.Float32bits(v[3])&noSign)
	}
	for ; i < len(numbers); i++ {
		m0 = max(m0, math.Float32bits(numbers[i])&noSign)
	}
	return math.Float32frombits(max(m0, m1, m2, m3))
}

// round gives the nearest integer, the even one of two, of a number below 2²².
// Adding 1.5 · 2²³ leaves no room for a fraction.
func round(x float32) int32 {
	const noFraction = 3 << 22
	return int32(math.Float32bits(x+noFraction)) - int32(0x4b400000)
}

// GELU (Hendrycks and Gimpel 2016), tabulated between -8 and 8; beyond, it is 0
// or the number itself. Between two steps it is taken for straight, which errs
// by 2e-6 at most.
const (
	geluReach = 8
	geluSteps = 256 // in 1
)

var geluTable = func() *[2*geluReach*geluSteps + 2]float32 {
	t := &[2*geluReach*geluSteps + 2]float32{}
	for i := range t {
		x := float64(i)/geluSteps - geluReach
		t[i] = float32(x / 2 * (1 + math.Erf(x/math.Sqrt2)))
	}
	return t
}()

func gelu(numbers []float32) {
	for i, x := range numbers {
		switch {
		case x >= geluReach:
		case x > -geluReach:
			at := float32((x + geluReach) * geluSteps)
			step := int(at)
			low, high := geluTable[step], geluTable[step+1]
			numbers[i] = low + float32((at-float32(step))*(high-low))
		default:
			numbers[i] = 0
		}
	}
}

// Shares of attention are exp(-distance to the largest), as bytes up to 127:
// less than half of one is nothing.
const (
	shareSteps = 256 // in 1
	shareReach = 6
)

var shareTable = func() *[shareReach*shareSteps + 1]int8 {
	t := &[shareReach*shareSteps + 1]int8{}
	for i := range t {
		t[i] = int8(math.Round(largest * math.Exp(-float64(i)/shareSteps)))
	}
	return t
}()

// share gives the share of a score that lies a distance below the largest.
func share(distance float32) int8 {
	if distance >= shareReach {
		return 0
	}
	return shareTable[int(float32(distance*shareSteps)+0.5)]
}

// apply normalises the numbers of a token in place.
func (n *normalizer) apply(numbers []float32) {
	const tiny = 1e-12 // keeps equal numbers from being divided by nothing; BERT's
	mean := sum(numbers) / float32(len(numbers))
	var s0, s1, s2, s3 float32
	for i := 0; i+4 <= len(numbers); i += 4 {
		v := numbers[i : i+4 : i+4]
		a, b, c, d := v[0]-mean, v[1]-mean, v[2]-mean, v[3]-mean
		v[0], v[1], v[2], v[3] = a, b, c, d
		s0, s1, s2, s3 = s0+float32(a*a), s1+float32(b*b), s2+float32(c*c), s3+float32(d*d)
	}
	variance := (s0 + s1 + s2 + s3) / float32(len(numbers))
	scale := 1 / float32(math.Sqrt(float64(variance+tiny)))
	stretch, move := n.stretch[:len(numbers)], n.move[:len(numbers)]
	for i, x := range numbers {
		numbers[i] = float32(float32(x*scale)*stretch[i]) + move[i]
	}
}

// sum adds up a multiple of four numbers.
func sum(numbers []float32) float32 {
	var s0, s1, s2, s3 float32
	for i := 0; i+4 <= len(numbers); i += 4 {
		v := numbers[i : i+4 : i+4]
		s0, s1, s2, s3 = s0+v[0], s1+v[1], s2+v[2], s3+v[3]
	}
	return s0 + s1 + s2 + s3
}

// dot multiplies vectors of the same length, a multiple of four.
func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for i := 0; i+4 <= len(a); i += 4 {
		v, w := a[i:i+4:i+4], b[i:i+4:i+4]
		s0, s1, s2, s3 = s0+float32(v[0]*w[0]), s1+float32(v[1]*w[1]), s2+float32(v[2]*w[2]), s3+float32(v[3]*w[3])
	}
	return s0 + s1 + s2 + s3
}

// exp is e to the power of a number that is not above 0: unlike math.Exp the
// same on every processor. The number is split into a multiple of ln 2 and a
// rest, of which Taylor's series is summed.
func exp(x float64) float64 {
	const terms = 14
	if x < -700 {
		return 0
	}
	twos := math.Floor(x/math.Ln2 + 0.5)
	rest := x - float64(twos*math.Ln2)
	total := 1.0
	for i := terms; i > 0; i-- {
		total = 1 + float64(total*rest)/float64(i)
	}
	return math.Ldexp(total, int(twos))
}
