package modelfile

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// mostUnpacked bounds the bytes that all sections of a file are unpacked to, so
// that a short file can't ask for all memory.
const mostUnpacked = 128 << 20

// leastMemory is what the unpacker wants at least, for the shortest section.
const leastMemory = 1 << 16

// packedShare is the share of its length that a section must keep below, packed,
// so as to be worth the time of unpacking it.
const packedShare = 0.85

// packer works in one goroutine, so that its bytes don't depend on the processors.
var packer = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderCRC(false))
})

// Packed adds a section of raw bytes that is stored packed where that makes it
// a good deal shorter.
func (w *Writer) Packed(name string, b []byte) error {
	encoder, err := packer()
	if err != nil {
		return fmt.Errorf("section %s: %w", name, err)
	}
	packed := encoder.EncodeAll(b, nil)
	if float64(len(packed)) >= packedShare*float64(len(b)) {
		w.Bytes(name, b)
		return nil
	}
	w.Bytes(name, packed)
	w.dir.Sections[len(w.dir.Sections)-1].Whole = len(b)
	return nil
}

// readyPacked prepares the unpacking of packed sections.
func (f *File) readyPacked() {
	for _, s := range f.dir.Sections {
		if s.Whole == 0 {
			continue
		}
		if f.unpacked == nil {
			f.unpacked = map[string]func() ([]byte, error){}
		}
		if _, ok := f.unpacked[s.Name]; !ok {
			f.unpacked[s.Name] = sync.OnceValues(func() ([]byte, error) { return f.unpack(s) })
		}
	}
}

// unpack gives the bytes of a packed section, which must be as many as the
// directory says.
func (f *File) unpack(s section) ([]byte, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(max(s.Whole, leastMemory))))
	if err != nil {
		return nil, f.fail(err)
	}
	defer decoder.Close()
	b, err := decoder.DecodeAll(f.data[s.Offset:s.Offset+s.Length], nil)
	if err != nil || len(b) != s.Whole {
		return nil, fmt.Errorf("%s: %w: %s can't be unpacked", f.name, ErrSection, s.Name)
	}
	return b, nil
}
