package index

import (
	"errors"
	"io"
	"iter"
	"maps"
	"slices"
)

// Scratch is where a Set lays down what it doesn't hold in memory.
type Scratch interface {
	// Write makes a file of what fill writes, and opens it. The number is one
	// that Remove has not been told of since.
	Write(number int, fill func(io.Writer) error) (Source, error)

	// Remove takes a file away, which is closed.
	Remove(number int) error
}

const (
	// DefaultHeld is how many entries a Set holds in memory: some 2 MB.
	DefaultHeld = 1 << 14

	// mostFiles is how many files a lookup may have to search: one more, and
	// they become one.
	mostFiles = 16
)

// A Set is what a run has seen. It is for one goroutine.
type Set struct {
	scratch Scratch
	most    int
	held    map[Hash]Entry
	files   []*File
	numbers []int // of files, beside them
	next    int
}

// NewSet makes a set that holds at most so many entries in memory, one at
// least.
func NewSet(scratch Scratch, held int) *Set {
	return &Set{scratch: scratch, most: max(held, 1), held: map[Hash]Entry{}}
}

// Find looks an id up.
func (s *Set) Find(id Hash) (e Entry, found bool, err error) {
	if e, found = s.held[id]; found {
		return e, true, nil
	}
	for _, f := range slices.Backward(s.files) {
		if e, found, err = f.Find(id); found || err != nil {
			return e, found, err
		}
	}
	return e, false, nil
}

// Add adds an entry whose id is not in the set.
func (s *Set) Add(e Entry) error {
	s.held[e.ID] = e
	if len(s.held) < s.most {
		return nil
	}
	if len(s.files) == mostFiles {
		return s.lay(s.files)
	}
	return s.lay(nil)
}

// lay writes what is held into a file, together with files that it replaces.
func (s *Set) lay(files []*File) error {
	number := s.next
	s.next++
	from, err := s.scratch.Write(number, func(w io.Writer) error { return s.merge(w, files) })
	if err != nil {
		return err
	}
	file, err := Open(from)
	if err != nil {
		return err
	}
	if len(files) > 0 {
		if err := s.Close(); err != nil {
			return errors.Join(err, file.Close())
		}
	}
	s.files, s.numbers = append(s.files, file), append(s.numbers, number)
	clear(s.held)
	return nil
}

// Write writes all entries of the set, and those of an older file whose ids are
// not in the set, in order.
func (s *Set) Write(w io.Writer, older *File) error {
	return s.merge(w, append([]*File{older}, s.files...))
}

// Entries yields what Write would write.
func (s *Set) Entries(older *File) iter.Seq2[Entry, error] {
	return s.merged(append([]*File{older}, s.files...))
}

func (s *Set) merge(w io.Writer, files []*File) error {
	var words []byte
	for e, err := range s.merged(files) {
		if err != nil {
			return err
		}
		words = e.append(words[:0])
		if _, err := w.Write(words); err != nil {
			return err
		}
	}
	return nil
}

// merged yields the entries of files and of what is held, in order. Of several
// with one id it is the last that counts.
func (s *Set) merged(files []*File) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		var heads []*head
		for _, f := range files {
			next, stop := iter.Pull2(f.All())
			defer stop()
			heads = append(heads, &head{next: next})
		}
		held := slices.SortedFunc(maps.Values(s.held), compare)
		heads = append(heads, &head{next: func() (Entry, error, bool) {
			if len(held) == 0 {
				return Entry{}, nil, false
			}
			e := held[0]
			held = held[1:]
			return e, nil, true
		}})
		for _, h := range heads {
			h.advance()
		}
		for {
			var least *head
			for _, h := range heads {
				if h.err != nil {
					yield(Entry{}, h.err)
					return
				}
				if h.more && (least == nil || compare(h.entry, least.entry) <= 0) {
					least = h
				}
			}
			if least == nil || !yield(least.entry, nil) {
				return
			}
			id := least.entry.ID
			for _, h := range heads {
				if h.more && h.entry.ID == id {
					h.advance()
				}
			}
		}
	}
}

// A head is where a merge stands in one of its inputs.
type head struct {
	next  func() (Entry, error, bool)
	entry Entry
	err   error
	more  bool
}

func (h *head) advance() { h.entry, h.err, h.more = h.next() }

// Close closes and removes the set's files.
func (s *Set) Close() error {
	var err error
	for i, f := range s.files {
		err = errors.Join(err, f.Close(), s.scratch.Remove(s.numbers[i]))
	}
	s.files, s.numbers = nil, nil
	return err
}
