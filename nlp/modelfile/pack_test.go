package modelfile

import (
	"bytes"
	"errors"
	"testing"
)

// claim makes a whole file with a section that claims to be unpacked to a
// number of bytes.
func claim(t testing.TB, packed []byte, whole int) []byte {
	t.Helper()
	w := NewWriter("claim", 1)
	w.Bytes("part", packed)
	w.dir.Sections[0].Whole = whole
	b, err := w.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// packedZeros is what many zeros are packed to.
func packedZeros(t testing.TB, count int) []byte {
	t.Helper()
	w := NewWriter("zeros", 1)
	if err := w.Packed("part", make([]byte, count)); err != nil {
		t.Fatal(err)
	}
	return w.bodies[0]
}

func TestPackedSectionsAreWhatTheyClaim(t *testing.T) {
	zeros := packedZeros(t, 1<<20)
	for name, c := range map[string]struct {
		packed  []byte
		whole   int
		read    error
		section error
	}{
		"as long as it says":     {zeros, 1 << 20, nil, nil},
		"longer than it says":    {zeros, 1000, nil, ErrSection},
		"shorter than it says":   {zeros, 1<<20 + 1, nil, ErrSection},
		"cut short":              {zeros[:len(zeros)-2], 1 << 20, nil, ErrSection},
		"not packed":             {[]byte("words"), 5, nil, ErrSection},
		"nothing":                {nil, 5, nil, ErrSection},
		"less than nothing":      {zeros, -1, ErrAltered, nil},
		"more than memory bears": {zeros, mostUnpacked + 1, ErrAltered, nil},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Read("m.bin", claim(t, c.packed, c.whole), "claim", 1)
			if !errors.Is(err, c.read) {
				t.Fatalf("got %v, want %v", err, c.read)
			}
			if err != nil {
				return
			}
			if _, err := f.Bytes("part"); !errors.Is(err, c.section) {
				t.Fatalf("got %v, want %v", err, c.section)
			}
		})
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(packedZeros(f, 5000), 5000)
	f.Add([]byte("words"), 5)
	f.Fuzz(func(t *testing.T, packed []byte, whole int) {
		m, err := Read("m.bin", claim(t, packed, whole), "claim", 1)
		if err != nil {
			return
		}
		b, err := m.Bytes("part")
		if whole > 0 && err == nil && len(b) != whole {
			t.Fatalf("%d bytes, %d were claimed", len(b), whole)
		}
		if whole == 0 && !bytes.Equal(b, packed) {
			t.Fatal("a section that is not packed differs")
		}
	})
}
