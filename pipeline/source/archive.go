package source

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"io"
	"path"
	"strings"
	"sync"

	"quoth/pipeline/limit"
)

// errExpands ends an entry that gives more bytes than news ever does.
var errExpands = errors.New("an archive grows more than its limit")

// An archive is a container of files: its entries are read in the order in
// which they stand, one at a time, and never written anywhere. An entry's source
// is that of the archive, a slash and the entry's name.
type archive struct {
	*reader
	depth   int
	entries int64
	names   map[[8]byte]bool // hashes of the names of entries that were read
	taken   func() int64     // bytes of the archive that were read so far
	given   int64            // bytes that its entries gave
}

func (r *reader) newArchive(depth int, taken func() int64) *archive {
	return &archive{reader: r, depth: depth, names: map[[8]byte]bool{}, taken: taken}
}

// An archived file is one entry of an archive.
type archived struct {
	name   string // as the archive has it
	fault  *Fault // why it can't be read
	link   bool   // it only leads to another file
	open   func() (io.Reader, error)
	closed func()       // nil where there is nothing to close
	taken  func() int64 // bytes that the entry takes in the archive, as far as it was read; nil for those of the whole
}

// entry reads one entry. It returns false where nothing more is to be read, and
// then what is wrong with the archive as a whole.
func (a *archive) entry(e archived) (more bool, whole *Fault) {
	if a.entries++; a.entries > a.set.options.Limits.ArchiveEntries {
		return false, fault(StageRead, TooManyEntries, "more than %d entries", a.set.options.Limits.ArchiveEntries)
	}
	name := entryName(e.name)
	switch {
	case hidden(name):
		a.set.skip("hidden")
		return true, nil
	case e.link:
		a.set.skip("link")
		return true, nil
	case e.fault == nil && a.seen(name):
		e.fault = fault(StageRead, DuplicateEntry, "an earlier entry of the archive has this name")
	}
	if e.fault == nil {
		e.fault = a.read(name, e)
	}
	switch {
	case a.stopped, a.meter.err != nil:
		return false, nil
	case a.broken != nil:
		return false, a.broken
	case a.given > a.set.options.Limits.DecompressedBytes || a.grows():
		return false, fault(StageRead, TooCompressed, "the entries give %d bytes, more than such an archive holds", a.given)
	case e.fault != nil:
		return a.give(Item{Source: a.source + "/" + name, Fault: e.fault, Bytes: max(e.fault.Bytes, 0)}), nil
	}
	return true, nil
}

// seen remembers a name, and says whether it was there before.
func (a *archive) seen(name string) bool {
	hash := sha256.Sum256([]byte(name))
	key := [8]byte(hash[:8])
	if a.names[key] {
		return true
	}
	a.names[key] = true
	return false
}

// grows says whether the entries give more than the ratio allows for what was
// read of the archive. Entries that lie over each other are found so, and those
// that are holes.
func (a *archive) grows() bool {
	return a.given > limit.RatioGrace && a.given/a.set.options.Limits.CompressionRatio > a.taken()
}

// buffers are for the entries of archives, which may be many and small.
var buffers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, bufferBytes) }}

// read reads what an entry holds, as if it were a file of its own.
func (a *archive) read(name string, e archived) *Fault {
	in, err := e.open()
	if err != nil {
		return fault(StageRead, Corrupt, "the entry can't be opened: %v", err)
	}
	if e.closed != nil {
		defer e.closed()
	}
	inner := &reader{set: a.set, source: a.source + "/" + name, meter: a.meter, yield: a.yield, held: a.held, taken: e.taken}
	if inner.taken == nil {
		inner.taken = a.consumed
	}
	b := buffers.Get().(*bufio.Reader)
	b.Reset(&entryReader{r: in, archive: a, inner: inner})
	whole := inner.content(b, a.depth+1)
	b.Reset(nil)
	buffers.Put(b)
	if inner.page != nil {
		inner.give(*inner.page)
	}
	a.stopped = a.stopped || inner.stopped
	if inner.broken != nil {
		return inner.broken
	}
	return whole
}

// An entryReader passes an entry's bytes on for as long as they are sound and
// within limits. What stops it becomes the fault of the entry.
type entryReader struct {
	r       io.Reader
	archive *archive
	inner   *reader
}

func (e *entryReader) Read(p []byte) (int, error) {
	if e.inner.broken != nil {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := e.r.Read(p)
	e.archive.given += int64(n)
	switch {
	case e.archive.given > e.archive.set.options.Limits.DecompressedBytes || e.archive.grows():
		err = errExpands
	case err == nil || err == io.EOF:
		return n, err
	}
	code := Corrupt
	if errors.Is(err, errExpands) {
		code = TooCompressed
	}
	e.inner.broken = fault(StageRead, code, "the entry is damaged, cut off or a bomb: %v", err)
	return n, io.ErrUnexpectedEOF
}

// entryName makes a label of an entry's name: one that leads nowhere else,
// since it is absolute or climbs out of the archive, is taken from its root.
func entryName(name string) string {
	name = strings.ToValidUTF8(name, "\ufffd")
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	const longest = 4 << 10 // as long as a path may be on any system
	if len(name) > longest {
		name = strings.ToValidUTF8(name[:longest], "")
	}
	return name
}

// hidden says whether a step of a name begins with a dot or an underscore, as
// what programs keep for themselves does: such files of folders are not read
// either.
func hidden(name string) bool {
	for step := range strings.SplitSeq(name, "/") {
		if step == "" || step[0] == '.' || step[0] == '_' {
			return true
		}
	}
	return false
}
