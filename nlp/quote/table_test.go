package quote

import (
	"testing"

	"pgregory.net/rapid"

	"quoth/nlp/modelfile"
)

// TestTableSums compares the table's sums with those of the features one by
// one, before and after the table was written and read.
func TestTableSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Float32Range(-3, 3), width, width)
		features := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) weighted {
			return weighted{hash: rapid.Uint32().Draw(t, "hash"), weights: [width]float32(weights.Draw(t, "weights"))}
		}), 1, 200, func(f weighted) uint32 { return f.hash }).Draw(t, "features")
		made := buildTable(features, 9)
		w := modelfile.NewWriter("test", 1)
		made.write(w, "t")
		data, err := w.Encode()
		if err != nil {
			t.Fatal(err)
		}
		f, err := modelfile.Read("test", data, "test", 1)
		if err != nil {
			t.Fatal(err)
		}
		read, err := readTable(f, "t")
		if err != nil {
			t.Fatal(err)
		}
		var hashes []uint32
		var want [width]int32
		for _, x := range features {
			hashes = append(hashes, x.hash)
			for k, v := range made.sum([]uint32{x.hash}) {
				want[k] += v
			}
		}
		if got := made.sum(hashes); got != want {
			t.Fatalf("%v, want %v", got, want)
		}
		if got := read.sum(hashes); got != want {
			t.Fatalf("read: %v, want %v", got, want)
		}
	})
}

func TestBadModels(t *testing.T) {
	for name, data := range map[string][]byte{"empty": nil, "no model": []byte("QUOTHMDLxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")} {
		if _, err := Load(name, data, Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	w := modelfile.NewWriter(modelKind, modelVersion)
	data, err := w.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Load("hollow", data, Options{}); err == nil {
		t.Error("hollow: no error")
	}
}
