package source

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/file"
)

// Errors of pages.
var (
	errCount    = errors.New("a page has another number of values than it says")
	errEncoding = errors.New("a page is encoded in a way that is not read")
)

// mostValues bounds the values of a page: programs begin a new one after 20,000
// rows, old ones after a megabyte of what may be a bit each.
const mostValues = 16 << 20

// A pageReader holds the counts in a page to what is there, before the library
// allocates by them.
type pageReader struct {
	file.PageReader
	column    parquetLevels
	allocator *bounded
	plain     file.Page // in place of the library's; nil for none
	last      []byte    // text of the last page in DELTA_BYTE_ARRAY
	err       error
}

// parquetLevels is what of a column is needed to find the values of a page.
type parquetLevels interface {
	MaxDefinitionLevel() int16
	MaxRepetitionLevel() int16
	PhysicalType() parquet.Type
}

// Next implements file.PageReader.
func (p *pageReader) Next() bool {
	if p.plain != nil {
		p.plain.Release()
		p.plain = nil
	}
	if p.err != nil || !p.PageReader.Next() {
		return false
	}
	page := p.PageReader.Page()
	if p.err = p.check(page); p.err == nil && isPrefixed(page) {
		p.plain, p.err = p.plainPage(page)
	}
	return p.err == nil
}

// Page implements file.PageReader.
func (p *pageReader) Page() file.Page {
	if p.plain != nil {
		return p.plain
	}
	return p.PageReader.Page()
}

// isPrefixed says whether the library is given another page instead.
func isPrefixed(page file.Page) bool {
	_, dictionary := page.(*file.DictionaryPage)
	return !dictionary && parquet.Encoding(page.Encoding()) == parquet.Encodings.DeltaByteArray
}

// Err implements file.PageReader.
func (p *pageReader) Err() error {
	if p.err != nil {
		return p.err
	}
	return p.PageReader.Err()
}

func (p *pageReader) check(page file.Page) error {
	n := int64(page.NumValues())
	if _, ok := page.(*file.DictionaryPage); ok {
		if n < 0 || n > int64(len(page.Data())) {
			return errCount
		}
		return nil
	}
	if n < 0 || n > mostValues {
		return errCount
	}
	switch parquet.Encoding(page.Encoding()) {
	case parquet.Encodings.DeltaBinaryPacked, parquet.Encodings.DeltaLengthByteArray:
		values, err := p.values(page)
		if err != nil {
			return err
		}
		return checkDeltas(values, uint64(n))
	case parquet.Encodings.DeltaByteArray:
		if p.column.PhysicalType() == parquet.Types.ByteArray {
			return nil
		}
	case parquet.Encodings.Plain, parquet.Encodings.PlainDict, parquet.Encodings.RLE, parquet.Encodings.RLEDict:
		return nil
	}
	return fmt.Errorf("%w: %v", errEncoding, page.Encoding())
}

// values gives the encoded values of a page, behind its levels.
func (p *pageReader) values(page file.Page) ([]byte, error) {
	data := page.Data()
	switch page := page.(type) {
	case *file.DataPageV2:
		skip := int64(page.DefinitionLevelByteLen()) + int64(page.RepetitionLevelByteLen())
		if skip < 0 || skip > int64(len(data)) {
			return nil, errCount
		}
		return data[skip:], nil
	case *file.DataPageV1:
		for _, level := range []int16{p.column.MaxRepetitionLevel(), p.column.MaxDefinitionLevel()} {
			if level == 0 {
				continue
			}
			if len(data) < 4 || int64(binary.LittleEndian.Uint32(data)) > int64(len(data)-4) {
				return nil, errCount
			}
			data = data[4+binary.LittleEndian.Uint32(data):]
		}
		return data, nil
	}
	return nil, errEncoding
}

// checkDeltas checks the head of differences: sizes of a block and its parts,
// and how many values there are.
func checkDeltas(values []byte, most uint64) error {
	const largestBlock = 1 << 16
	var head [3]uint64
	for i := range head {
		n, size := binary.Uvarint(values)
		if size <= 0 {
			return io.ErrUnexpectedEOF
		}
		head[i], values = n, values[size:]
	}
	if head[0] == 0 || head[0] > largestBlock || head[1] == 0 || head[1] > head[0] || head[2] > most {
		return errCount
	}
	return nil
}
