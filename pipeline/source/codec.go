package source

import (
	"errors"
	"sync"

	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/golang/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

// errPage says that a page holds more than the file says of it.
var errPage = errors.New("a page is larger than the table says")

// lz4Raw is the number of LZ4 blocks without a frame, which the library knows by
// name only.
const lz4Raw compress.Compression = 7

// The library is told of codecs before anything runs, since it doesn't guard
// their list. Its own give a page whatever memory the page asks for.
func init() {
	for kind, decode := range map[compress.Compression]func(to, from []byte) ([]byte, error){
		compress.Codecs.Zstd: decodeZstd, compress.Codecs.Snappy: decodeSnappy,
	} {
		if codec, err := compress.GetCodec(kind); err == nil {
			compress.RegisterCodec(kind, pageDecoder{codec, decode})
		}
	}
	compress.RegisterCodec(lz4Raw, pageDecoder{decode: decodeLZ4}) // nothing is written in it
}

// A pageDecoder decodes a page into the room that the table says it needs. It
// panics where that doesn't do, as the library's codecs have to.
type pageDecoder struct {
	compress.Codec
	decode func(to, from []byte) ([]byte, error)
}

// Decode implements compress.Codec.
func (p pageDecoder) Decode(to, from []byte) []byte {
	page, err := p.decode(to, from)
	if err == nil && len(page) > len(to) {
		err = errPage
	}
	if err != nil {
		panic(err)
	}
	return page
}

var pageZstd = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecodeAllCapLimit(true))
})

func decodeZstd(to, from []byte) ([]byte, error) {
	decoder, err := pageZstd()
	if err != nil {
		return nil, err
	}
	return decoder.DecodeAll(from, to[:0:len(to)])
}

func decodeSnappy(to, from []byte) ([]byte, error) {
	if n, err := snappy.DecodedLen(from); err != nil || n > len(to) {
		return nil, errors.Join(errPage, err)
	}
	return snappy.Decode(to, from)
}

func decodeLZ4(to, from []byte) ([]byte, error) {
	n, err := lz4.UncompressBlock(from, to)
	if err != nil {
		return nil, err
	}
	return to[:n], nil
}
