package index

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
)

// A Source is an open file of entries.
type Source interface {
	io.ReaderAt
	io.Seeker
	io.Closer
}

// A File is a file of entries in the order of their ids. It is safe for
// concurrent use. A nil File has no entries.
type File struct {
	from Source
	n    int64 // entries
}

// Open takes an open file over. It returns ErrDamaged, or the system's error;
// the file is closed then.
func Open(from Source) (*File, error) {
	size, err := from.Seek(0, io.SeekEnd)
	if err == nil && size%EntryBytes != 0 {
		err = fmt.Errorf("%w: it has %d bytes", ErrDamaged, size)
	}
	if err != nil {
		from.Close()
		return nil, err
	}
	return &File{from: from, n: size / EntryBytes}, nil
}

// Len is the number of entries.
func (f *File) Len() int64 {
	if f == nil {
		return 0
	}
	return f.n
}

// Find looks an id up.
func (f *File) Find(id Hash) (e Entry, found bool, err error) {
	if f == nil {
		return e, false, nil
	}
	var words [EntryBytes]byte
	low, high := int64(0), f.n
	for low < high {
		middle := low + (high-low)/2
		if _, err := f.from.ReadAt(words[:], middle*EntryBytes); err != nil {
			return e, false, fmt.Errorf("index: %w", err)
		}
		switch c := bytes.Compare(words[:len(id)], id[:]); {
		case c == 0:
			e.read(words[:])
			return e, true, nil
		case c < 0:
			low = middle + 1
		default:
			high = middle
		}
	}
	return e, false, nil
}

// All yields the entries in order, and ErrDamaged where they are not.
func (f *File) All() iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		if f == nil {
			return
		}
		in := bufio.NewReaderSize(io.NewSectionReader(f.from, 0, f.n*EntryBytes), 32<<10)
		var words [EntryBytes]byte
		var last Entry
		for i := range f.n {
			if _, err := io.ReadFull(in, words[:]); err != nil {
				yield(Entry{}, fmt.Errorf("index: %w", err))
				return
			}
			var e Entry
			e.read(words[:])
			if i > 0 && compare(last, e) >= 0 {
				yield(Entry{}, fmt.Errorf("%w: entry %d is out of order", ErrDamaged, i))
				return
			}
			if !yield(e, nil) {
				return
			}
			last = e
		}
	}
}

// WriteAs writes all entries, as of the run given.
func (f *File) WriteAs(w io.Writer, run int) error {
	var words []byte
	for e, err := range f.All() {
		if err != nil {
			return err
		}
		e.Run = run
		words = e.append(words[:0])
		if _, err := w.Write(words); err != nil {
			return err
		}
	}
	return nil
}

// Close closes the file.
func (f *File) Close() error {
	if f == nil {
		return nil
	}
	return f.from.Close()
}
