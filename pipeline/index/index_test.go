package index_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"quoth/pipeline/index"
)

// memory is a scratch that counts what it holds.
type memory map[int]bool

type open struct{ *bytes.Reader }

func (open) Close() error { return nil }

func (m memory) Write(number int, fill func(io.Writer) error) (index.Source, error) {
	if m[number] {
		return nil, fmt.Errorf("file %d is there", number)
	}
	m[number] = true
	var b bytes.Buffer
	err := fill(&b)
	return open{bytes.NewReader(b.Bytes())}, err
}

func (m memory) Remove(number int) error {
	if !m[number] {
		return fmt.Errorf("file %d is not there", number)
	}
	delete(m, number)
	return nil
}

func hash(n int) (h index.Hash) {
	binary.BigEndian.PutUint32(h[2:], uint32(n)*2654435761)
	return h
}

func written(t rapid.TB, s *index.Set, older *index.File) *index.File {
	var b bytes.Buffer
	if err := s.Write(&b, older); err != nil {
		t.Fatal(err)
	}
	f, err := index.Open(open{bytes.NewReader(b.Bytes())})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestSetsAndFilesFindWhatMapsFind is the law of the index: however few entries
// are held in memory, it answers as a map does.
func TestSetsAndFilesFindWhatMapsFind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scratch, want := memory{}, map[index.Hash]index.Entry{}
		var older *index.File
		for run := range rapid.IntRange(1, 3).Draw(t, "runs") {
			s := index.NewSet(scratch, rapid.IntRange(0, 5).Draw(t, "held"))
			for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 300), 0, 150, rapid.ID).Draw(t, "ids") {
				e := index.Entry{ID: hash(n), Text: hash(n + run), Article: hash(n - run), Run: run}
				if _, found, err := s.Find(e.ID); found || err != nil {
					t.Fatalf("%d: %v %v", n, found, err)
				}
				if err := s.Add(e); err != nil {
					t.Fatal(err)
				}
				if got, found, err := s.Find(e.ID); !found || got != e || err != nil {
					t.Fatalf("%d: %v %v %v", n, got, found, err)
				}
				want[e.ID] = e
			}
			older = written(t, s, older)
			if err := s.Close(); err != nil || len(scratch) > 0 {
				t.Fatalf("%v, left: %v", err, scratch)
			}
		}
		for n := range 301 {
			got, found, err := older.Find(hash(n))
			if e, there := want[hash(n)]; err != nil || found != there || got != e {
				t.Fatalf("%d: %v %v %v", n, got, found, err)
			}
		}
		var ids []index.Hash
		for e, err := range older.All() {
			if err != nil || e != want[e.ID] {
				t.Fatalf("%v %v", e, err)
			}
			ids = append(ids, e.ID)
		}
		if sorted := slices.SortedFunc(maps.Keys(want), func(a, b index.Hash) int { return bytes.Compare(a[:], b[:]) }); !slices.Equal(ids, sorted) {
			t.Fatalf("%v, want %v", ids, sorted)
		}
	})
}

func TestDamagedFilesAreNoticed(t *testing.T) {
	s := index.NewSet(memory{}, 10)
	for n := range 3 {
		if err := s.Add(index.Entry{ID: hash(n)}); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := s.Write(&b, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := index.Open(open{bytes.NewReader(b.Bytes()[1:])}); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("%v", err)
	}
	b.Bytes()[2] = 255
	f, err := index.Open(open{bytes.NewReader(b.Bytes())})
	for _, err = range f.All() {
		if err != nil {
			break
		}
	}
	if !errors.Is(err, index.ErrDamaged) {
		t.Errorf("%v", err)
	}
}
