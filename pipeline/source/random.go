package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
)

// A sizedFile is a stored object, which can be read at any place.
type sizedFile interface {
	io.ReaderAt
	Size() int64
}

// random gives access to any place of a stream. A stored file gives it; what
// comes through a pipe, a decompressor or an archive is held in memory, within
// the limit that all such streams inside each other share. Whoever is done calls
// release.
func (r *reader) random(b *bufio.Reader, depth int) (at *io.SectionReader, release func(), f *Fault) {
	if at := r.stored(); at != nil && depth == 0 {
		return at, func() {}, nil
	}
	if r.held == nil {
		r.held = new(int64)
	}
	longest := r.set.options.Limits.HeldBytes - *r.held
	words, err := io.ReadAll(io.LimitReader(b, longest+1))
	switch {
	case err != nil && r.broken != nil:
		return nil, nil, r.broken
	case err != nil:
		return nil, nil, r.corrupt(err)
	case int64(len(words)) > longest:
		return nil, nil, fault(StageRead, TooLarge, "what is no file of its own has to be held, and has more than %d bytes", longest)
	}
	*r.held += int64(len(words))
	return io.NewSectionReader(bytes.NewReader(words), 0, int64(len(words))), func() { *r.held -= int64(len(words)) }, nil
}

// stored gives the file itself, where it can be read at any place.
func (r *reader) stored() *io.SectionReader {
	switch file := r.file.(type) {
	case *os.File:
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			return io.NewSectionReader(meteredAt{file, r.meter}, 0, info.Size())
		}
	case sizedFile:
		return io.NewSectionReader(meteredAt{file, r.meter}, 0, file.Size())
	}
	return nil
}

// meteredAt keeps the errors of a disk apart from those of a format, and ends
// with the run.
type meteredAt struct {
	r     io.ReaderAt
	meter *meter
}

func (m meteredAt) ReadAt(p []byte, offset int64) (int, error) {
	if err := m.meter.ctx.Err(); err != nil {
		m.meter.err = err
		return 0, err
	}
	n, err := m.r.ReadAt(p, offset)
	if err != nil && !errors.Is(err, io.EOF) && offset >= 0 {
		m.meter.err = err
	}
	return n, err
}
