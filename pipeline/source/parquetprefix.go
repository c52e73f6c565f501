package source

import (
	"bytes"
	"encoding/binary"
	"io"

	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/file"
)

// plainPage makes of a page of texts in DELTA_BYTE_ARRAY, where each is as much
// of the one before as they share and then its own, a page of texts that stand
// whole. The library's own decoder loses its place at nulls, and trusts the
// counts in a page. It gives a page that the caller releases.
func (p *pageReader) plainPage(page file.Page) (file.Page, error) {
	values, err := p.values(page)
	if err != nil {
		return nil, err
	}
	levels := page.Data()[:len(page.Data())-len(values)]
	n := int64(page.NumValues())
	p.allocator.take(n * lengthsBytes)
	defer func() { p.allocator.left += n * lengthsBytes }()
	prefixes, rest, err := lengths(values, n)
	if err != nil {
		return nil, err
	}
	var suffixes []int32
	if len(prefixes) > 0 { // else a page of nulls, behind which some writers leave an empty block
		suffixes, rest, err = lengths(rest, n)
	}
	if err != nil {
		return nil, err
	}
	if len(prefixes) != len(suffixes) {
		return nil, errCount
	}
	size := int64(len(levels))
	for i := range prefixes {
		size += 4 + int64(prefixes[i]) + int64(suffixes[i])
	}
	if size > mostPage {
		p.allocator.over = true
		return nil, errOver
	}
	buffer := memory.NewResizableBuffer(p.allocator)
	buffer.Resize(int(size))
	last, err := whole(buffer.Bytes()[copy(buffer.Bytes(), levels):], p.last, prefixes, suffixes, rest)
	if err != nil {
		buffer.Release()
		return nil, err
	}
	p.last = bytes.Clone(last)
	plain := parquet.Encodings.Plain
	switch page := page.(type) {
	case *file.DataPageV1:
		return file.NewDataPageV1(buffer, page.NumValues(), plain, page.DefinitionLevelEncoding(), page.RepetitionLevelEncoding(), int32(size)), nil
	case *file.DataPageV2:
		return file.NewDataPageV2(buffer, page.NumValues(), page.NumNulls(), page.NumRows(), plain,
			page.DefinitionLevelByteLen(), page.RepetitionLevelByteLen(), int32(size), false), nil
	}
	buffer.Release()
	return nil, errEncoding
}

// lengthsBytes is what the two lengths of a text take in memory.
const lengthsBytes = 8

// mostPage bounds a page whose texts stand whole, in bytes: the format counts
// them in 31 bits.
const mostPage = 1<<31 - 1

// whole writes texts with their lengths, as PLAIN has them, and gives the last.
// The text before the first is that of the page before, of which nothing is
// shared but by the writer of the library, which forgets that pages stand alone.
func whole(to, last []byte, prefixes, suffixes []int32, rest []byte) ([]byte, error) {
	for i := range prefixes {
		prefix, suffix := int(prefixes[i]), int(suffixes[i])
		if prefix > len(last) || suffix > len(rest) {
			return nil, errCount
		}
		binary.LittleEndian.PutUint32(to, uint32(prefix+suffix))
		text := to[4 : 4+prefix+suffix]
		copy(text[copy(text, last[:prefix]):], rest[:suffix])
		to, rest, last = to[4+len(text):], rest[suffix:], text
	}
	return last, nil
}

// lengths decodes DELTA_BINARY_PACKED: lengths, none negative and each of at
// most 31 bits, and what stands behind them. Differences come in blocks, each
// with its least one and the bits that the others take beyond it.
func lengths(values []byte, most int64) ([]int32, []byte, error) {
	if len(values) == 0 { // of a page of nulls
		return nil, nil, nil
	}
	if err := checkDeltas(values, uint64(most)); err != nil {
		return nil, nil, err
	}
	d := packed{in: values}
	block, parts, count, length := d.unsigned(), d.unsigned(), d.unsigned(), d.signed()
	size := block / parts
	if size%8 != 0 {
		return nil, nil, errCount
	}
	all := make([]int32, 0, count)
	for uint64(len(all)) < count {
		if length < 0 || length >= mostPage {
			return nil, nil, errCount
		}
		if all = append(all, int32(length)); uint64(len(all)) < count {
			length += d.next(size, parts)
		}
		if d.short {
			return nil, nil, io.ErrUnexpectedEOF
		}
	}
	return all, d.in, nil // a part without a value has a width and no bits
}

// A packed reads the differences of DELTA_BINARY_PACKED.
type packed struct {
	in    []byte
	short bool // it ended before its values

	least  int64  // difference of the block
	widths []byte // of the parts of the block that are still to come
	part   []byte // being read
	width  int
	at     uint64 // of the part's differences
	left   uint64
}

func (d *packed) unsigned() uint64 {
	n, size := binary.Uvarint(d.in)
	if size <= 0 {
		d.short = true
		return 0
	}
	d.in = d.in[size:]
	return n
}

func (d *packed) signed() int64 {
	n := d.unsigned()
	return int64(n>>1) ^ -int64(n&1)
}

// take cuts off the next bytes.
func (d *packed) take(n uint64) []byte {
	if n > uint64(len(d.in)) {
		d.short = true
		return nil
	}
	taken := d.in[:n]
	d.in = d.in[n:]
	return taken
}

// next gives the next difference, of parts with so many each.
func (d *packed) next(size, parts uint64) int64 {
	if d.left == 0 {
		if len(d.widths) == 0 {
			d.least = d.signed()
			d.widths = d.take(parts)
		}
		if d.short {
			return 0
		}
		d.width, d.widths = int(d.widths[0]), d.widths[1:]
		if d.width > 64 {
			d.short = true
			return 0
		}
		d.part, d.at, d.left = d.take(size*uint64(d.width)/8), 0, size
	}
	if d.short {
		return 0
	}
	d.left--
	n := d.bits(d.at * uint64(d.width))
	d.at++
	return d.least + int64(n)
}

// bits gives the number that begins at a bit of the part.
func (d *packed) bits(at uint64) (n uint64) {
	for got := 0; got < d.width; {
		b := uint64(d.part[at/8]) >> (at % 8)
		have := min(8-int(at%8), d.width-got)
		n |= (b & (1<<have - 1)) << got
		got += have
		at += uint64(have)
	}
	return n
}
