package source

import (
	"bufio"
	"compress/bzip2"
	"io"

	"github.com/klauspost/compress/zstd"

	"quoth/pipeline/limit"
)

// zstdWindow bounds the memory that a frame may ask for: what the program zstd
// gives without --long.
const zstdWindow = 8 << 20

// decompress reads what is inside a compressed stream.
func (r *reader) decompress(b *bufio.Reader, k kind, depth int) *Fault {
	inner, closed, err := decompressor(b, k)
	if err != nil {
		return r.corrupt(err)
	}
	defer closed()
	r.members, _ = inner.(*members)
	g := &guard{r: inner, reader: r}
	whole := r.content(bufio.NewReaderSize(g, bufferBytes), depth+1)
	if r.broken != nil {
		return r.broken
	}
	return whole
}

func decompressor(b *bufio.Reader, k kind) (io.Reader, func(), error) {
	switch k {
	case kindGzip:
		m, err := newMembers(b)
		return m, func() {}, err
	case kindZstd:
		z, err := zstd.NewReader(b, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return bzip2.NewReader(b), func() {}, nil
}

// A guard passes decompressed bytes on for as long as they are sound and within
// limits. What stops it becomes the fault of the file.
type guard struct {
	r      io.Reader
	reader *reader
	n      int64
}

func (g *guard) Read(p []byte) (int, error) {
	if g.reader.broken != nil {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := g.r.Read(p)
	g.n += int64(n)
	limits := g.reader.set.options.Limits
	switch {
	case g.n > limits.DecompressedBytes:
		g.reader.broken = fault(StageRead, TooCompressed, "more than %d bytes when decompressed", limits.DecompressedBytes)
	case g.n > limit.RatioGrace && g.n/limits.CompressionRatio > g.reader.consumed():
		g.reader.broken = fault(StageRead, TooCompressed, "it grows more than %d times", limits.CompressionRatio)
	case err != nil && err != io.EOF:
		g.reader.broken = g.reader.corrupt(err)
	default:
		return n, err
	}
	return n, io.ErrUnexpectedEOF
}

func (r *reader) corrupt(err error) *Fault {
	return fault(StageRead, Corrupt, "compressed data is damaged or cut off: %v", err)
}
