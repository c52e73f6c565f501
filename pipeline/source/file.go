package source

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"

	"quoth/pipeline/source/charset"
)

// bufferBytes is how much of a stream is held to tell what it is.
const bufferBytes = 64 << 10

// A meter passes a stored file on, and counts and hashes what it passed. It
// keeps the error that made it stop: decompressors hide such errors.
type meter struct {
	ctx  context.Context
	r    io.Reader
	set  *Set
	n    int64
	hash hash.Hash
	err  error // not io.EOF
	end  bool
}

func (m *meter) Read(p []byte) (int, error) {
	if m.err == nil {
		m.err = m.ctx.Err()
	}
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.r.Read(p)
	m.n += int64(n)
	m.set.read += int64(n)
	m.hash.Write(p[:n])
	switch {
	case err == io.EOF:
		m.end = true
	case err != nil:
		m.err = err
	}
	return n, err
}

// A reader reads one stored file. The formats share it.
type reader struct {
	set    *Set
	source string
	meter  *meter
	yield  func(Item, error) bool

	file  io.Reader    // the stored file, where nothing has changed its bytes
	taken func() int64 // bytes that went into what is decompressed; nil for those of the stored file
	held  *int64       // bytes of streams that are held to be read at any place

	page    *Item    // that is all of the stream, not yet given
	members *members // of the innermost gzip stream

	records int64
	broken  *Fault // what stopped a decompressor
	giving  bool   // the consumer is at work: a panic is its own
	stopped bool   // the consumer wants no more
}

// readFile yields what one file holds; false where the consumer wants no more
// or the run can't go on.
func (s *Set) readFile(ctx context.Context, e entry, yield func(Item, error) bool) bool {
	file, err := s.openFile(ctx, e)
	if err != nil && !isLocal(err) {
		yield(Item{}, fmt.Errorf("%w: %w", ErrDisk, err))
		return false
	}
	if err != nil {
		s.opened(File{Source: e.name, Bytes: -1})
		return yield(Item{Source: e.name, Fault: fault(StageRead, Unreadable, "%v", plainError(err))}, nil)
	}
	defer file.Close()
	r := &reader{set: s, source: e.name, yield: yield, file: file}
	r.meter = &meter{ctx: ctx, r: file, set: s, hash: sha256.New()}
	whole := r.content(bufio.NewReaderSize(r.meter, bufferBytes), 0)
	if r.stopped {
		return false
	}
	if e.path != Stdin && r.meter.err == nil {
		io.Copy(io.Discard, r.meter) // for the hash of the file; the meter keeps the error
	}
	if err := r.meter.err; err != nil {
		if ctx.Err() == nil {
			err = fmt.Errorf("%w: %s: %w", ErrDisk, e.name, plainError(err))
		}
		yield(Item{}, err)
		return false
	}
	if r.page != nil {
		if r.meter.end {
			file := r.meter.file(e.name)
			r.page.page.file = &file
		}
		if !yield(*r.page, nil) {
			return false
		}
	}
	if whole != nil {
		r.complete(whole)
		if !yield(Item{Source: e.name, Fault: whole, Bytes: r.meter.n}, nil) {
			return false
		}
	}
	read := r.meter.file(e.name)
	s.noteState(e, read)
	s.opened(read)
	return true
}

// noteState notes a file that was read to its end.
func (s *Set) noteState(e entry, read File) {
	if s.state != nil && e.path != Stdin && read.SHA256 != "" {
		s.state.note(e)
	}
}

// isLocal says whether an error concerns one file alone: it is gone, or nobody
// may read it. A store that doesn't answer concerns all.
func isLocal(err error) bool {
	var onDisk *fs.PathError
	return errors.As(err, &onDisk) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, os.ErrClosed)
}

// complete adds to a fault of a whole file what is known of the file.
func (r *reader) complete(f *Fault) {
	if r.meter.end {
		f.Bytes, f.SHA256 = r.meter.n, hex.EncodeToString(r.meter.hash.Sum(nil))
	}
}

func (s *Set) opened(f File) {
	if s.Opened != nil {
		s.Opened(f)
	}
}

func (m *meter) file(name string) File {
	f := File{Source: name, Bytes: m.n}
	if m.end {
		f.SHA256 = hex.EncodeToString(m.hash.Sum(nil))
	}
	return f
}

func (s *Set) openFile(ctx context.Context, e entry) (io.ReadCloser, error) {
	if e.path == Stdin {
		if s.options.Stdin == nil {
			return nil, os.ErrClosed
		}
		return io.NopCloser(s.options.Stdin), nil
	}
	if e.open != nil {
		return e.open(ctx)
	}
	return os.Open(e.path)
}

// content reads a stream of whatever kind. It returns what is wrong with the
// stream as a whole; nil where there is nothing to say.
func (r *reader) content(b *bufio.Reader, depth int) *Fault {
	if depth > r.set.options.Limits.NestedContainers {
		return fault(StageRead, TooDeep, "more than %d compressions inside each other", r.set.options.Limits.NestedContainers)
	}
	head, err := b.Peek(bufferBytes)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			return r.broken
		}
		return fault(StageRead, Empty, "there is nothing in it")
	}
	switch kind := sniff(head); kind {
	case kindGzip, kindZstd, kindBzip2:
		return r.decompress(b, kind, depth)
	case kindZip:
		return r.readZip(b, depth)
	case kindTar:
		return r.readTar(b, depth)
	case kindParquet:
		return r.readParquet(b, depth)
	case kindArrowFile:
		return r.readArrowFile(b, depth)
	case kindArrowStream:
		return r.readArrowStream(b)
	case kindUnicode:
		return r.content(decoded(b, charset.Unicode(head)), depth+1)
	case kindBinary:
		return fault(StageRead, Binary, "this is neither text nor a format that is read")
	}
	return r.articles(b, head)
}

// articles reads the articles of a stream that is no longer compressed.
func (r *reader) articles(b *bufio.Reader, head []byte) *Fault {
	f := r.format(head)
	switch f {
	case FormatHTML:
		return r.readPage(b)
	case FormatMarkdown:
		return r.readMarkdown(b)
	case FormatWARC:
		return r.readWARC(b)
	case FormatFeed, FormatNewsML, FormatNITF:
		return r.readXML(b, head, f)
	case formatXML:
		return fault(StageRead, UnknownMarkup, "the XML is no feed, no NewsML-G2 and no NITF")
	case FormatText:
		return r.readText(b)
	}
	if name := charset.Guess(head); name != charset.UTF8 {
		b = decoded(b, name)
		head, _ = b.Peek(bufferBytes)
	}
	switch f {
	case FormatJSONL:
		return r.readLines(b)
	case FormatJSON:
		return r.readJSON(b)
	case FormatCSV:
		names, separator := r.set.fields.headOf(head)
		if names == nil {
			return fault(StageParse, NoText, "the first line names no column %q", r.set.fields[fieldText])
		}
		return r.readCSV(b, names, separator)
	}
	return r.readText(b)
}

// consumed is how many bytes went into what is being decompressed.
func (r *reader) consumed() int64 {
	if r.taken != nil {
		return r.taken()
	}
	return r.meter.n
}

// give hands one item to the consumer and says whether to go on.
func (r *reader) give(i Item) bool {
	if !r.yield(i, nil) {
		r.stopped = true
	}
	return !r.stopped
}

// record counts a record and names it; false at the limit.
func (r *reader) record() (string, bool) {
	r.records++
	return fmt.Sprintf("%s#%d", r.source, r.records), r.records <= r.set.options.Limits.FileRecords
}

// Sum is the hash that a fault carries of what was set aside.
func Sum(raw []byte) string {
	h := sha256.Sum256(raw)
	return hex.EncodeToString(h[:])
}
