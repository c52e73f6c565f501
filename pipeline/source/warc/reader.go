package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

// Errors of single records. After them the reader goes on.
var (
	ErrDamaged  = errors.New("damaged record")   // no header, a wrong length, or cut off
	ErrTooLarge = errors.New("record too large") // its block is longer than the bound, or its header
)

// ErrHopeless ends the reading: more records are damaged than in any file that
// is worth reading on in.
var ErrHopeless = errors.New("too many damaged records")

// mostDamaged is how many records may be damaged before a file is given up.
// Looking for the next one costs as much as the longest block.
const mostDamaged = 1000

// Bounds limit a record, in bytes.
type Bounds struct {
	Header int
	Block  int64
}

// A Record is one record. Block is nil but for responses; it is valid until the
// next call of Next.
type Record struct {
	Type  string // in small letters: "response", "request", "warcinfo" …
	URL   string // WARC-Target-URI, without the angle brackets of old writers
	Date  string // WARC-Date
	Media string // WARC-Identified-Payload-Type
	Block []byte
	Bytes int64 // of header and block
}

// A Reader reads the records of a stream.
type Reader struct {
	b       *bufio.Reader
	bounds  Bounds
	damaged int

	in  *counter
	end int64 // where the last record ended that was given
}

// NewReader holds a buffer of the size of the largest record.
func NewReader(r io.Reader, b Bounds) *Reader {
	const between = 4 // bytes that end a record
	in := &counter{r: r}
	return &Reader{b: bufio.NewReaderSize(in, b.Header+int(b.Block)+between), bounds: b, in: in}
}

// Restart drops what was read of a record, after an error of the stream below
// that was mended there.
func (r *Reader) Restart() { r.b.Discard(r.b.Buffered()) }

// Since is how many bytes of the stream came behind the last record that Next
// gave.
func (r *Reader) Since() int64 { return r.in.n - r.end }

// A counter counts the bytes that it passes.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// Next gives the next record. The error is io.EOF after the last; ErrDamaged or
// ErrTooLarge, with as much of the record as is known; ErrHopeless; or that of
// the stream.
func (r *Reader) Next() (Record, error) {
	if r.damaged > mostDamaged {
		return Record{}, ErrHopeless
	}
	if err := r.blankLines(); err != nil {
		return Record{}, err
	}
	header, err := r.header()
	if err != nil {
		return Record{}, err
	}
	record, length, ok := parseHeader(header)
	if !ok {
		return record, r.findNext()
	}
	record.Bytes = int64(len(header)) + length
	if length <= r.bounds.Block {
		return r.block(record, len(header), int(length))
	}
	if err := r.pass(len(header), length); err != nil {
		return record, err
	}
	r.end = r.in.n - int64(r.b.Buffered())
	if record.Type != "response" {
		return record, nil
	}
	return record, ErrTooLarge
}

// blankLines passes the line ends between records.
func (r *Reader) blankLines() error {
	for {
		c, err := r.b.Peek(1)
		if err != nil {
			return err
		}
		if c[0] != '\r' && c[0] != '\n' {
			return nil
		}
		if _, err := r.b.Discard(1); err != nil {
			return err
		}
	}
}

// header gives the header of a record with the empty line after it, without
// taking it from the stream.
func (r *Reader) header() ([]byte, error) {
	for size := 1 << 10; ; size *= 2 {
		size = min(size, r.bounds.Header)
		p, err := r.b.Peek(size)
		if !startsRecord(p) {
			return nil, r.findNext()
		}
		if end := headerEnd(p); end > 0 && !bytes.Contains(p[:end], recordBegin) {
			return p[:end], nil
		} else if end > 0 {
			return nil, r.findNext() // cut off, and the next begins in it
		}
		switch {
		case err == io.EOF:
			return nil, r.findNext()
		case err != nil:
			return nil, err
		case size == r.bounds.Header:
			return nil, r.findNext()
		}
	}
}

// recordBegin is what stands where a record begins within a stream.
var recordBegin = []byte("\nWARC/")

func startsRecord(p []byte) bool { return bytes.HasPrefix(p, []byte("WARC/")) }

// headerEnd gives the length of a header with its empty line, 0 for no end.
func headerEnd(p []byte) int {
	i, j := bytes.Index(p, []byte("\r\n\r\n")), bytes.Index(p, []byte("\n\n"))
	switch {
	case i >= 0 && (j < 0 || i < j):
		return i + 4
	case j >= 0:
		return j + 2
	}
	return 0
}

// parseHeader reads the fields that matter; ok says that there is a length.
func parseHeader(header []byte) (record Record, length int64, ok bool) {
	for name, value := range fields(header) {
		switch name {
		case "warc-type":
			record.Type = strings.ToLower(value)
		case "warc-target-uri":
			record.URL = strings.TrimSuffix(strings.TrimPrefix(value, "<"), ">")
		case "warc-date":
			record.Date = value
		case "warc-identified-payload-type":
			record.Media = value
		case "content-length":
			n, err := strconv.ParseInt(value, 10, 64)
			length, ok = n, err == nil && n >= 0 && n < 1<<60
		}
	}
	return record, length, ok
}

// pass leaves out a record that is longer than what can be held.
func (r *Reader) pass(header int, length int64) error {
	n, err := io.CopyN(io.Discard, r.b, int64(header)+length)
	if err == io.EOF {
		if n == int64(header)+length {
			return nil
		}
		return ErrDamaged
	}
	return err
}

// block reads a block, and looks whether a record may end where it ends.
func (r *Reader) block(record Record, header, length int) (Record, error) {
	p, err := r.b.Peek(header + length + 1)
	switch {
	case err != nil && err != io.EOF:
		return record, err
	case len(p) < header+length: // cut off, unless it lied
		return record, r.findNext()
	case len(p) > header+length && p[header+length] != '\r' && p[header+length] != '\n':
		return record, r.findNext()
	}
	if record.Type == "response" {
		record.Block = p[header : header+length]
	}
	_, err = r.b.Discard(header + length)
	r.end = r.in.n - int64(r.b.Buffered())
	return record, err
}

// findNext takes bytes from the stream up to the next line that begins a record,
// and returns ErrDamaged, or the error of the stream.
func (r *Reader) findNext() error {
	const looked = 64 << 10
	r.damaged++
	for {
		p, err := r.b.Peek(min(max(looked, r.b.Buffered()), r.b.Size()))
		if i := bytes.Index(p, recordBegin); i >= 0 {
			_, err := r.b.Discard(i + 1)
			if err != nil {
				return err
			}
			return ErrDamaged
		}
		keep := 0
		if err == nil {
			keep = len(recordBegin) - 1
		}
		if _, err := r.b.Discard(len(p) - keep); err != nil {
			return err
		}
		if err == io.EOF {
			return ErrDamaged
		}
		if err != nil {
			return err
		}
	}
}
