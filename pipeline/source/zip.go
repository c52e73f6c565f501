package source

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"
)

// errZip says that a zip's own lists can't be read.
var errZip = errors.New("the archive is damaged or cut off")

// Signatures and sizes of PKWARE's APPNOTE 6.3, section 4.3.
const (
	zipEntrySignature = 0x02014b50
	zipEntryBytes     = 46
	zipLocalSignature = 0x04034b50
	zipLocalBytes     = 30
	zipEndSignature   = 0x06054b50
	zipEndBytes       = 22
	zip64LocatorBytes = 20
	zip64LocatorMark  = 0x07064b50
	zip64EndBytes     = 56
	zip64EndSignature = 0x06064b50
	zip64Extra        = 1
)

// readZip reads the files of a zip. Its list is at its end and is read entry by
// entry, so that memory doesn't grow with what the archive says of itself.
func (r *reader) readZip(b *bufio.Reader, depth int) *Fault {
	at, release, f := r.random(b, depth)
	if f != nil {
		return f
	}
	defer release()
	a := r.newArchive(depth, func() int64 { return at.Size() })
	list, base, err := zipList(at)
	for err == nil {
		var e zipEntry
		if e, err = nextZipEntry(list); err != nil {
			break
		}
		if strings.HasSuffix(e.name, "/") && e.size == 0 {
			continue // a folder
		}
		if more, whole := a.entry(e.archived(at, base)); !more {
			return whole
		}
	}
	switch {
	case err != io.EOF && r.meter.err != nil:
		return nil
	case err != io.EOF:
		return fault(StageRead, Corrupt, "%v", err)
	case a.entries == 0:
		return fault(StageRead, Empty, "there is no entry in it")
	}
	return nil
}

// zipList finds the list of entries, and the place that their offsets count
// from: a program may stand before the archive.
func zipList(at *io.SectionReader) (*bufio.Reader, int64, error) {
	const longestComment = 1<<16 - 1
	tail := make([]byte, min(at.Size(), zipEndBytes+longestComment))
	if _, err := at.ReadAt(tail, at.Size()-int64(len(tail))); err != nil && err != io.EOF {
		return nil, 0, err
	}
	i := bytes.LastIndex(tail, binary.LittleEndian.AppendUint32(nil, zipEndSignature))
	if i < 0 || len(tail)-i < zipEndBytes {
		return nil, 0, fmt.Errorf("%w: it has no end", errZip)
	}
	end := at.Size() - int64(len(tail)-i)
	size, offset := int64(binary.LittleEndian.Uint32(tail[i+12:])), int64(binary.LittleEndian.Uint32(tail[i+16:]))
	if big := zip64End(at, end); big != nil {
		end, size, offset = big[0], big[1], big[2]
	}
	base := end - size - offset
	if size < 0 || offset < 0 || base < 0 {
		return nil, 0, fmt.Errorf("%w: its list lies outside", errZip)
	}
	return bufio.NewReader(io.NewSectionReader(at, base+offset, size)), base, nil
}

// zip64End gives place, size and offset of the list as large archives note
// them; nil where there is no such note.
func zip64End(at *io.SectionReader, end int64) []int64 {
	var locator [zip64LocatorBytes]byte
	if _, err := at.ReadAt(locator[:], end-zip64LocatorBytes); err != nil || binary.LittleEndian.Uint32(locator[:]) != zip64LocatorMark {
		return nil
	}
	place := int64(binary.LittleEndian.Uint64(locator[8:]))
	var note [zip64EndBytes]byte
	if _, err := at.ReadAt(note[:], place); place < 0 || err != nil || binary.LittleEndian.Uint32(note[:]) != zip64EndSignature {
		return nil
	}
	return []int64{place, int64(binary.LittleEndian.Uint64(note[40:])), int64(binary.LittleEndian.Uint64(note[48:]))}
}

// A zipEntry is one line of the list of a zip.
type zipEntry struct {
	name       string
	encrypted  bool
	link       bool
	method     uint16
	sum        uint32
	compressed int64
	size       int64
	offset     int64
}

// nextZipEntry reads one line; io.EOF after the last.
func nextZipEntry(list *bufio.Reader) (zipEntry, error) {
	var head [zipEntryBytes]byte
	if _, err := io.ReadFull(list, head[:]); err == io.EOF {
		return zipEntry{}, io.EOF
	} else if err != nil || binary.LittleEndian.Uint32(head[:]) != zipEntrySignature {
		return zipEntry{}, errors.Join(errZip, err)
	}
	le := binary.LittleEndian
	nameBytes, extraBytes, commentBytes := int(le.Uint16(head[28:])), int(le.Uint16(head[30:])), int(le.Uint16(head[32:]))
	words := make([]byte, nameBytes+extraBytes)
	if _, err := io.ReadFull(list, words); err != nil {
		return zipEntry{}, fmt.Errorf("%w: its list ends early", errZip)
	}
	if _, err := list.Discard(commentBytes); err != nil {
		return zipEntry{}, fmt.Errorf("%w: its list ends early", errZip)
	}
	flags := le.Uint16(head[8:])
	e := zipEntry{
		name: zipName(words[:nameBytes]), encrypted: flags&(1|1<<6|1<<13) != 0, method: le.Uint16(head[10:]), sum: le.Uint32(head[16:]),
		compressed: int64(le.Uint32(head[20:])), size: int64(le.Uint32(head[24:])), offset: int64(le.Uint32(head[42:])),
	}
	const unix, linkType, typeMask = 3, 0o120000, 0o170000
	e.link = head[5] == unix && le.Uint32(head[38:])>>16&typeMask == linkType
	e.large(words[nameBytes:])
	return e, nil
}

// large takes the sizes and the offset that don't fit 32 bits from where large
// archives note them.
func (e *zipEntry) large(extra []byte) {
	le := binary.LittleEndian
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if extra = extra[4:]; n > len(extra) {
			return
		}
		note := extra[:n]
		extra = extra[n:]
		if id != zip64Extra {
			continue
		}
		for _, to := range []*int64{&e.size, &e.compressed, &e.offset} {
			if *to == 1<<32-1 && len(note) >= 8 {
				*to = int64(le.Uint64(note))
				note = note[8:]
			}
		}
	}
}

// zipName decodes a name: UTF-8, or the character set of the first IBM PC,
// which the format had before (APPNOTE, appendix D).
func zipName(raw []byte) string {
	name := string(raw)
	if !utf8.Valid(raw) {
		if decoded, err := charmap.CodePage437.NewDecoder().String(name); err == nil {
			name = decoded
		}
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// archived makes an entry of an archive of a line.
func (e zipEntry) archived(at *io.SectionReader, base int64) archived {
	a := archived{name: e.name, link: e.link}
	if e.encrypted {
		a.fault = fault(StageRead, Encrypted, "the entry is encrypted")
		return a
	}
	var done func()
	from := &counted{}
	a.taken = func() int64 { return from.n }
	a.open = func() (io.Reader, error) {
		data, err := e.data(at, base)
		if err != nil {
			return nil, err
		}
		var in io.Reader
		from.r = data
		in, done, err = e.decompressor(from)
		return &checked{r: in, left: e.size, sum: e.sum, hash: crc32.NewIEEE()}, err
	}
	a.closed = func() {
		if done != nil {
			done()
		}
	}
	if !e.known() {
		a.fault = fault(StageRead, Unsupported, "the entry is compressed by method %d, which is not read", e.method)
	}
	return a
}

// Methods of compression, APPNOTE 4.4.5.
const (
	zipStored   = 0
	zipDeflated = 8
	zipBzip2    = 12
	zipZstd     = 93
)

func (e zipEntry) known() bool {
	return e.method == zipStored || e.method == zipDeflated || e.method == zipBzip2 || e.method == zipZstd
}

func (e zipEntry) decompressor(data io.Reader) (io.Reader, func(), error) {
	switch e.method {
	case zipDeflated:
		return flate.NewReader(bufio.NewReader(data)), nil, nil
	case zipBzip2:
		return bzip2.NewReader(bufio.NewReader(data)), nil, nil
	case zipZstd:
		z, err := zstd.NewReader(data, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return data, nil, nil
}

// data finds the bytes of an entry behind the head that stands before them.
func (e zipEntry) data(at *io.SectionReader, base int64) (io.Reader, error) {
	var head [zipLocalBytes]byte
	start := base + e.offset
	if start < 0 || start > at.Size() || e.compressed < 0 || e.size < 0 {
		return nil, fmt.Errorf("%w: %w", errZip, fs.ErrInvalid)
	}
	if _, err := at.ReadAt(head[:], start); err != nil || binary.LittleEndian.Uint32(head[:]) != zipLocalSignature {
		return nil, fmt.Errorf("%w: the entry is not where the list says", errZip)
	}
	start += zipLocalBytes + int64(binary.LittleEndian.Uint16(head[26:])) + int64(binary.LittleEndian.Uint16(head[28:]))
	if start > at.Size()-e.compressed {
		return nil, fmt.Errorf("%w: the entry lies outside", errZip)
	}
	return io.NewSectionReader(at, start, e.compressed), nil
}

// A checked reader holds an entry to its size and its sum.
type checked struct {
	r    io.Reader
	left int64
	sum  uint32
	hash hash.Hash32
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.left -= int64(n)
	c.hash.Write(p[:n])
	switch {
	case c.left < 0:
		return n, fmt.Errorf("%w: the entry is longer than the list says", errZip)
	case err == io.EOF && c.left > 0:
		return n, io.ErrUnexpectedEOF
	case err == io.EOF && c.hash.Sum32() != c.sum:
		return n, fmt.Errorf("%w: the entry has another sum than the list says", errZip)
	}
	return n, err
}
