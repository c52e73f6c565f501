package object

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"gocloud.dev/blob"
)

// ErrChanged says that an object is no longer the one that was opened.
var ErrChanged = errors.New("object changed while it was read")

const (
	// mostTries is how often in a row a stream may break before it is given up.
	mostTries = 3

	// blockBytes and mostBlocks are what is held of an object that is read at
	// any place: its end, where lists stand, and the columns that are read.
	blockBytes = 1 << 20
	mostBlocks = 12
)

// A File is an object that is being read: as a stream, by Read, or at any place,
// by ReadAt. The stream is for one goroutine, ReadAt for any number.
type File struct {
	bucket   *Bucket
	ctx      context.Context
	key      string
	size     int64
	modified time.Time

	stream *blob.Reader
	at     int64 // of the stream

	mu     sync.Mutex
	blocks []block
}

type block struct {
	number int64
	bytes  []byte
}

// OpenFile opens an object; fs.ErrNotExist where there is none. It reads for as
// long as the context lives.
func (b *Bucket) OpenFile(ctx context.Context, key string) (*File, error) {
	f := &File{bucket: b, ctx: ctx, key: key}
	var err error
	if f.stream, err = b.blobs.NewReader(ctx, key, nil); err != nil {
		return nil, b.explain(key, err)
	}
	f.size, f.modified = f.stream.Size(), f.stream.ModTime()
	return f, nil
}

// Size is that of the object, in bytes.
func (f *File) Size() int64 { return f.size }

// Close lets go of the object.
func (f *File) Close() error {
	f.mu.Lock()
	f.blocks = nil
	f.mu.Unlock()
	if f.stream == nil {
		return nil
	}
	stream := f.stream
	f.stream = nil
	return stream.Close()
}

// Read reads on in the stream. Where the stream breaks, a new one goes on.
func (f *File) Read(p []byte) (int, error) {
	for try := 1; ; try++ {
		n, err := f.read(p)
		if n > 0 || err == nil || err == io.EOF || try == mostTries || f.ctx.Err() != nil || errors.Is(err, ErrChanged) {
			return n, err
		}
	}
}

func (f *File) read(p []byte) (int, error) {
	if f.at >= f.size {
		return 0, io.EOF
	}
	if f.stream == nil {
		var err error
		if f.stream, err = f.open(f.at, -1); err != nil {
			return 0, err
		}
	}
	n, err := f.stream.Read(p)
	f.at += int64(n)
	if err == io.EOF && f.at < f.size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil && err != io.EOF {
		f.stream.Close()
		f.stream = nil
		if n > 0 {
			err = nil
		}
	}
	return n, err
}

// open opens a part of the object, and holds it to be the same as before.
func (f *File) open(offset, length int64) (*blob.Reader, error) {
	r, err := f.bucket.blobs.NewRangeReader(f.ctx, f.key, offset, length, nil)
	if err != nil {
		return nil, f.bucket.explain(f.key, err)
	}
	if r.Size() != f.size || !r.ModTime().Equal(f.modified) {
		r.Close()
		return nil, fmt.Errorf("%w: %s", ErrChanged, f.bucket.URL(f.key))
	}
	return r, nil
}

// Seek moves the stream.
func (f *File) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += f.at
	case io.SeekEnd:
		offset += f.size
	}
	if offset < 0 {
		return f.at, fmt.Errorf("%s: before its beginning", f.bucket.URL(f.key))
	}
	if offset != f.at && f.stream != nil {
		f.stream.Close()
		f.stream = nil
	}
	f.at = offset
	return offset, nil
}

// ReadAt reads at any place, by blocks of which the last ones read are held.
func (f *File) ReadAt(p []byte, offset int64) (n int, err error) {
	for n < len(p) {
		if offset >= f.size {
			return n, io.EOF
		}
		bytes, err := f.block(offset / blockBytes)
		if err != nil {
			return n, err
		}
		m := copy(p[n:], bytes[offset%blockBytes:])
		n += m
		offset += int64(m)
	}
	return n, nil
}

// block gives one block, the last one read first in the list. Its bytes stay as
// they are.
func (f *File) block(number int64) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, b := range f.blocks {
		if b.number == number {
			copy(f.blocks[1:i+1], f.blocks[:i])
			f.blocks[0] = b
			return b.bytes, nil
		}
	}
	bytes, err := f.fetch(number)
	for try := 1; err != nil && try < mostTries && f.ctx.Err() == nil && !errors.Is(err, ErrChanged); try++ {
		bytes, err = f.fetch(number)
	}
	if err != nil {
		return nil, err
	}
	f.blocks = append([]block{{number, bytes}}, f.blocks[:min(len(f.blocks), mostBlocks-1)]...)
	return bytes, nil
}

func (f *File) fetch(number int64) ([]byte, error) {
	start := number * blockBytes
	bytes := make([]byte, min(blockBytes, f.size-start))
	r, err := f.open(start, int64(len(bytes)))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if _, err := io.ReadFull(r, bytes); err != nil {
		return nil, fmt.Errorf("%s: %w", f.bucket.URL(f.key), err)
	}
	return bytes, nil
}
