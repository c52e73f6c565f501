package encoder

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// A product is what a kernel is given: rows of numbers, and packed weights.
type product struct {
	numbers        []int8
	stride, groups int
	packed         []byte
	base           [blockTokens]int32
}

func (p *product) run(k kernel) (out [blockTokens * blockRows]int32) {
	k.multiply(&out, &p.numbers[0], p.stride, p.groups, &p.packed[0], &p.base)
	return out
}

// newProduct fills rows with numbers of a generator, none of which is -128.
func newProduct(columns, gap int, next func() int8) *product {
	p := &product{stride: groups(columns)*groupSize + gap, groups: groups(columns), packed: make([]byte, packedSize(blockRows, columns))}
	p.numbers = make([]int8, blockTokens*p.stride)
	for i := range p.packed {
		p.packed[i] = byte(int(next()) + weightZero)
	}
	for t := range blockTokens {
		for i := range p.groups * groupSize {
			n := next()
			p.numbers[t*p.stride+i] = n
			p.base[t] -= weightZero * int32(n)
		}
	}
	return p
}

func TestKernelsMultiply(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const columns = 40
	p := newProduct(columns, 8, func() int8 { return int8(random.IntN(255) - 127) })
	for _, k := range kernels {
		out := p.run(k)
		for token := range blockTokens {
			for row := range blockRows {
				want := int32(0)
				for c := range columns {
					want += int32(p.numbers[token*p.stride+c]) * (int32(p.packed[packedPlace(row, c, columns)]) - weightZero)
				}
				if got := out[token*blockRows+row]; got != want {
					t.Fatalf("%s: token %d, row %d is %d, want %d", k.name, token, row, got, want)
				}
			}
		}
	}
}

func TestKernelsAgree(t *testing.T) {
	plain := kernels[len(kernels)-1]
	rapid.Check(t, func(t *rapid.T) {
		columns, gap := rapid.IntRange(1, 400).Draw(t, "columns"), rapid.IntRange(0, 3).Draw(t, "gap")
		most := rapid.SampledFrom([]int{1, 20, 127}).Draw(t, "most")
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		p := newProduct(columns, gap, func() int8 { return int8(random.IntN(2*most+1) - most) })
		want := p.run(plain)
		for _, k := range kernels {
			if got := p.run(k); got != want {
				t.Fatalf("%s differs from %s", k.name, plain.name)
			}
		}
	})
}

func TestKernelsBearTheLargestNumbers(t *testing.T) {
	const columns = 1536
	for _, number := range []int8{127, -127} {
		p := newProduct(columns, 0, func() int8 { return number })
		for _, k := range kernels {
			if got := p.run(k); got[0] != 127*127*columns || got[len(got)-1] != 127*127*columns {
				t.Errorf("%s: %d and %d", k.name, got[0], got[len(got)-1])
			}
		}
	}
}

func BenchmarkKernels(b *testing.B) {
	const columns = 384
	p := newProduct(columns, 0, func() int8 { return 3 })
	for _, k := range kernels {
		b.Run(k.name, func(b *testing.B) {
			for b.Loop() {
				p.run(k)
			}
			b.ReportMetric(float64(b.N)*columns*blockTokens*blockRows/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
