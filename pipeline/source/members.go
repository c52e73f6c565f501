package source

import (
	"bufio"
	"bytes"
	"io"

	"github.com/klauspost/compress/gzip"
)

// members reads a gzip stream of many members, as a file of Web archives is: one
// a record. It can go on behind a damaged one.
type members struct {
	stream io.Reader
	in     *lately
	b      *bufio.Reader
	z      *gzip.Reader
	end    error // what the stream ended with
	given  int64 // bytes of the member at hand
	tries  int   // begins that were none
}

// lately passes a stream on and keeps what it passed since the member at hand
// began, or the end of it.
type lately struct {
	r     io.Reader
	kept  []byte // at most twice keptBytes
	start int    // where the member begins in kept
}

// keptBytes is how far back the next member is looked for, behind one that is
// damaged: most pages in an archive have less.
const keptBytes = 1 << 20

func (l *lately) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if len(l.kept)+n > 2*keptBytes {
		drop := max(l.start, len(l.kept)-keptBytes)
		l.kept = append(l.kept[:0], l.kept[drop:]...)
		l.start = 0
	}
	l.kept = append(l.kept, p[:n]...)
	return n, err
}

func newMembers(r io.Reader) (*members, error) {
	m := &members{stream: r, in: &lately{r: r}}
	m.b = bufio.NewReaderSize(m.in, bufferBytes)
	var err error
	if m.z, err = gzip.NewReader(m.b); err != nil {
		return m, err
	}
	m.z.Multistream(false)
	return m, nil
}

func (m *members) Read(p []byte) (int, error) {
	for m.end == nil {
		n, err := m.z.Read(p)
		m.given += int64(n)
		if err == io.EOF {
			if err = m.next(); err == nil && n == 0 {
				continue
			}
		}
		if err != nil {
			m.end = err
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, m.end
}

// next begins the next member; io.EOF where there is none.
func (m *members) next() error {
	m.in.start = max(0, len(m.in.kept)-m.b.Buffered())
	m.given = 0
	if err := m.z.Reset(m.b); err != nil {
		return err
	}
	m.z.Multistream(false)
	return nil
}

// blames says whether an error lies in a member that gave more than so many of
// the last bytes.
func (m *members) blames(last int64) bool { return m.given > last }

// mostTries is how many false begins a file may hold; what is compressed has one
// in 16 MB by chance.
const mostTries = 100_000

// findNext looks for the next member that begins a record, from the begin of the
// damaged one on, and makes the stream go on with it.
func (m *members) findNext() bool {
	window := bytes.Clone(m.in.kept[min(m.in.start+1, len(m.in.kept)):])
	more := make([]byte, 4*bufferBytes)
	at, ended := 0, false
	for m.tries < mostTries {
		if len(window)-at < bufferBytes && !ended {
			n, err := io.ReadFull(m.stream, more)
			window = append(bytes.Clone(window[at:]), more[:n]...)
			at, ended = 0, err != nil
		}
		i := bytes.Index(window[at:], gzipBegin)
		switch {
		case i < 0 && ended:
			return false
		case i < 0:
			at = len(window) - len(gzipBegin) + 1
			continue
		}
		at += i
		if len(window)-at < bufferBytes && !ended {
			continue
		}
		if m.begins(window[at:]) {
			return m.restart(window[at:])
		}
		m.tries++
		at++
	}
	return false
}

// gzipBegin is how a member begins: its signature, and deflate.
var gzipBegin = []byte("\x1f\x8b\x08")

// begins says whether bytes begin a member that begins a record.
func (m *members) begins(p []byte) bool {
	if m.z.Reset(bytes.NewReader(p)) != nil {
		return false
	}
	var first [len("WARC/")]byte
	_, err := io.ReadFull(m.z, first[:])
	return err == nil && string(first[:]) == "WARC/"
}

// restart goes on with the bytes that a member begins with, and the stream after
// them.
func (m *members) restart(begin []byte) bool {
	m.in = &lately{r: io.MultiReader(bytes.NewReader(begin), m.stream)}
	m.b = bufio.NewReaderSize(m.in, bufferBytes)
	if m.z.Reset(m.b) != nil {
		return false
	}
	m.z.Multistream(false)
	m.end, m.given = nil, 0
	return true
}
