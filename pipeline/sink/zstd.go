package sink

import (
	"sync"

	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/klauspost/compress/zstd"
)

// pageWindow is how far back a page's matches may lie: as far as a page goes.
const pageWindow = 256 << 10

// A pageCodec compresses pages with one encoder. The library's own codec makes
// an encoder for every page, which costs 8 MiB and as much time as the work.
type pageCodec struct{ compress.Codec }

var pageEncoder = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithZeroFrames(true), zstd.WithEncoderLevel(zstd.SpeedDefault),
		zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(pageWindow), zstd.WithLowerEncoderMem(true))
})

// The library is told of the codec before anything runs, since it doesn't guard
// its list: a run may read Parquet while it writes it.
func init() {
	if codec, err := compress.GetCodec(compress.Codecs.Zstd); err == nil {
		compress.RegisterCodec(compress.Codecs.Zstd, pageCodec{codec})
	}
}

// EncodeLevel implements compress.Codec; the level is always that of the
// encoder.
func (c pageCodec) EncodeLevel(to, from []byte, _ int) []byte {
	encoder, err := pageEncoder()
	if err != nil {
		return c.Codec.EncodeLevel(to, from, compress.DefaultCompressionLevel)
	}
	return encoder.EncodeAll(from, to[:0])
}
