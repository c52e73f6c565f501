package modelfile_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"

	"quoth/nlp/modelfile"

	"pgregory.net/rapid"
)

func sample(t testing.TB) []byte {
	t.Helper()
	w := modelfile.NewWriter("sample", 3)
	w.Note("set", "ours")
	w.Strings("words", []string{"a", "b"})
	w.Float32s("weights", []float32{1, -2.5})
	if err := w.Packed("zeros", make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	b, err := w.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOf(rapid.Byte()).Draw(t, "raw")
		repeated := bytes.Repeat(raw, rapid.IntRange(0, 100).Draw(t, "times"))
		small := rapid.SliceOf(rapid.Int8()).Draw(t, "small")
		short := rapid.SliceOf(rapid.Int16()).Draw(t, "short")
		whole := rapid.SliceOf(rapid.Uint32()).Draw(t, "whole")
		w := modelfile.NewWriter("law", 1)
		w.Bytes("raw", raw)
		if err := w.Packed("packed", repeated); err != nil {
			t.Fatal(err)
		}
		w.Int8s("small", small)
		w.Int16s("short", short)
		w.Uint32s("whole", whole)
		b, err := w.Encode()
		if err != nil {
			t.Fatal(err)
		}
		f, err := modelfile.Read("law.bin", b, "law", 1)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := f.Bytes("raw"); !bytes.Equal(got, raw) {
			t.Fatalf("raw: %v, want %v", got, raw)
		}
		for range 2 {
			if got, err := f.Bytes("packed"); err != nil || !bytes.Equal(got, repeated) {
				t.Fatalf("packed: %v, %v, want %v", got, err, repeated)
			}
		}
		if got, _ := f.Int8s("small"); !slices.Equal(got, small) {
			t.Fatalf("small: %v, want %v", got, small)
		}
		if got, _ := f.Int16s("short"); !slices.Equal(got, short) {
			t.Fatalf("short: %v, want %v", got, short)
		}
		if got, _ := f.Uint32s("whole"); !slices.Equal(got, whole) {
			t.Fatalf("whole: %v, want %v", got, whole)
		}
	})
}

func TestTheHashIsThatOfTheWholeFile(t *testing.T) {
	b := sample(t)
	f, err := modelfile.Read("m.bin", b, "sample", 3)
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("%x", sha256.Sum256(b)); f.SHA256() != want {
		t.Fatalf("got %s, want %s", f.SHA256(), want)
	}
}

func TestSameSectionsGiveSameBytes(t *testing.T) {
	if !bytes.Equal(sample(t), sample(t)) {
		t.Fatal("two files of the same sections differ")
	}
}

func TestReadRefusesWhatIsNotWhole(t *testing.T) {
	good := sample(t)
	altered := bytes.Clone(good)
	altered[len(altered)-60] ^= 1
	for name, c := range map[string]struct {
		data    []byte
		kind    string
		version int
		want    error
	}{
		"empty":         {nil, "sample", 3, modelfile.ErrNotModel},
		"another file":  {[]byte("PAR1 and so on, a long text"), "sample", 3, modelfile.ErrNotModel},
		"cut short":     {good[:len(good)-40], "sample", 3, modelfile.ErrCutShort},
		"altered":       {altered, "sample", 3, modelfile.ErrAltered},
		"other task":    {good, "topics", 3, modelfile.ErrKind},
		"other version": {good, "sample", 4, modelfile.ErrVersion},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := modelfile.Read("m.bin", c.data, c.kind, c.version); !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestPackedSectionsAreShort(t *testing.T) {
	if n := len(sample(t)); n > 800 {
		t.Fatalf("%d bytes, most of them a thousand zeros", n)
	}
}

func TestAFileWithoutPackedSectionsIsOfTheFirstFormat(t *testing.T) {
	w := modelfile.NewWriter("sample", 3)
	if err := w.Packed("random", []byte("as short as can be")); err != nil {
		t.Fatal(err)
	}
	b, err := w.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if format := b[8]; format != 1 {
		t.Fatalf("format %d", format)
	}
	if format := sample(t)[8]; format != 2 {
		t.Fatalf("format %d of a file with a packed section", format)
	}
}

func FuzzReadNeverPanics(f *testing.F) {
	f.Add([]byte("QUOTHMDL\x01\x00\x00\x00\x02\x00\x00\x00{}"))
	f.Add(sample(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := modelfile.Read("m.bin", data, "sample", 3); err == nil {
			_, _ = m.Float32s("weights")
			_, _ = m.Bytes("zeros")
		}
	})
}
