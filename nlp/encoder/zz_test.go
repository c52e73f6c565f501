package encoder

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	data, _ := os.ReadFile("/tmp/enc/q.bin")
	t0 := time.Now()
	e, err := Load("q", data)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("load", time.Since(t0))
	var recs []struct {
		Text   string
		Target []int
		Pieces []int32
		Hidden [][]float64
		P      []float64
	}
	b, _ := os.ReadFile("/tmp/enc/ref.json")
	if err := json.Unmarshal(b, &recs); err != nil {
		t.Fatal(err)
	}
	for _, k := range kernels {
		e.kernel = k
		for _, r := range recs {
			var x Text
			if len(r.Target) == 2 {
				rs := []rune(r.Text)
				x = e.Around(string(rs[:r.Target[0]]), string(rs[r.Target[1]:]), false)
			} else {
				x = e.Chunks(r.Text)[0]
			}
			if fmt.Sprint(x.pieces) != fmt.Sprint(r.Pieces) {
				fmt.Println("pieces", x.pieces, r.Pieces)
				continue
			}
			s := e.scratch.Get().(*scratch)
			e.read(s, []Text{x})
			worst := 1.0
			for i, h := range r.Hidden {
				var ab, aa, bb float64
				for j, y := range h {
					z := float64(s.tokens[i*e.Width+j])
					ab += y * z
					aa += z * z
					bb += y * y
				}
				worst = min(worst, ab/math.Sqrt(aa*bb))
			}
			fmt.Println(k.name, worst, e.Tell([]Text{x}), r.P)
		}
	}
	e.kernel = kernels[0]
	x := e.Chunks("The mayor said that the harbour would be closed for the winter, although many of the traders feared for what they had built with their own hands over forty years of work and worry.")
	for _, k := range kernels {
		e.kernel = k
		batch := []Text{x[0], x[0], x[0]}
		t0 = time.Now()
		n := 20
		for range n {
			e.Tell(batch)
		}
		d := time.Since(t0)
		fmt.Println(k.name, len(x[0].pieces), d/time.Duration(n*3*len(x[0].pieces)), "a token")
	}
}
