package commit

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
)

// writeBuffer makes system calls few beside the work they do.
const writeBuffer = 64 << 10

// A Part is a finished file of a run.
type Part struct {
	Path   string `json:"path"` // below the output, with slashes
	Rows   int64  `json:"rows"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	Run    int    `json:"run,omitempty"` // that wrote it, from 0
}

// A Writer writes one staged file. It remembers its first error, since some
// encoders lose errors: Finish returns it.
type Writer struct {
	output *folder
	name   string
	file   File
	buffer *bufio.Writer
	hash   hash.Hash
	n      int64
	err    error
	named  func(Part) (Part, error) // gives a finished file its name for good; nil where it has it
}

// staged gives the path of a file of the run, in a folder that is there.
func (o *folder) staged(name string) (string, error) {
	path := o.in(staging, filepath.FromSlash(name))
	if strings.Count(name, "/") > 1 { // in a partition
		if err := o.makeAbove(filepath.Dir(filepath.Dir(path))); err != nil {
			return "", fmt.Errorf("%s: %w", path, Explain(err))
		}
	}
	if err := o.fs.Mkdir(filepath.Dir(path)); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("%s: %w", path, Explain(err))
	}
	return path, nil
}

// Create begins a file of the run, by its path below the output.
func (o *folder) Create(name string) (*Writer, error) {
	path, err := o.staged(name)
	if err != nil {
		return nil, err
	}
	file, err := o.fs.Create(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, Explain(err))
	}
	w := &Writer{output: o, name: name, file: file, hash: sha256.New()}
	w.buffer = bufio.NewWriterSize(diskWriter{w}, writeBuffer)
	return w, nil
}

// diskWriter is where the buffer goes: the file and its hash.
type diskWriter struct{ *Writer }

func (d diskWriter) Write(p []byte) (int, error) {
	n, err := d.file.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	d.hash.Write(p[:n])
	if err != nil && d.err == nil {
		d.Writer.err = err
	}
	return n, err
}

// Write adds to the file.
func (w *Writer) Write(p []byte) (int, error) {
	n, err := w.buffer.Write(p)
	w.n += int64(n)
	if err != nil && w.err == nil {
		w.err = err
	}
	return n, err
}

// Seek tells the place that will be written next; nothing else can be sought.
func (w *Writer) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekCurrent {
		return 0, fmt.Errorf("%s: %w: only the present place can be told", w.name, errors.ErrUnsupported)
	}
	return w.n, nil
}

// Written is how many bytes have been written.
func (w *Writer) Written() int64 { return w.n }

// Finish flushes the file to the disk and closes it. It returns the first error
// that the file ever had.
func (w *Writer) Finish() (Part, error) {
	err := w.err
	if err == nil {
		err = w.buffer.Flush()
	}
	if err == nil {
		err = w.file.Sync()
	}
	if closeErr := w.file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return Part{}, fmt.Errorf("%s: %w", w.output.in(w.name), Explain(err))
	}
	part := Part{Path: w.name, Bytes: w.n, SHA256: hex.EncodeToString(w.hash.Sum(nil))}
	if w.named != nil {
		return w.named(part)
	}
	return part, nil
}

// Discard closes the file as it is; for runs that have failed.
func (w *Writer) Discard() { w.file.Close() }

// Keep makes a file of the finished run a file of this run too: by a second
// name for it where the file system has such a thing, else by a copy.
func (o *folder) Keep(name string) error {
	path, err := o.staged(name)
	if err != nil {
		return err
	}
	if o.fs.Link(o.in(filepath.FromSlash(name)), path) == nil {
		return nil
	}
	if err := o.removeIfThere(path); err != nil {
		return fmt.Errorf("%s: %w", path, Explain(err))
	}
	return keepCopy(o, name)
}

// keepCopy copies a file of the finished run into this one.
func keepCopy(o place, name string) error {
	from, err := o.OpenPublished(name)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := o.Create(name)
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, from); err != nil {
		to.Discard()
		return fmt.Errorf("%s: %w", name, Explain(err))
	}
	_, err = to.Finish()
	return err
}

// RemoveStaged takes back a file of the run that Finish or Discard has closed.
func (o *folder) RemoveStaged(name string) error {
	path := o.in(staging, filepath.FromSlash(name))
	if err := o.fs.Remove(path); err != nil {
		return fmt.Errorf("%s: %w", path, Explain(err))
	}
	return nil
}

// OpenStaged opens a finished file of the run for reading it back.
func (o *folder) OpenStaged(name string) (ReadFile, error) {
	f, err := o.fs.Open(o.in(staging, filepath.FromSlash(name)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.in(name), Explain(err))
	}
	return f, nil
}

// OpenPublished opens a file of the finished run.
func (o *folder) OpenPublished(name string) (ReadFile, error) {
	f, err := o.fs.Open(o.in(filepath.FromSlash(name)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.in(name), Explain(err))
	}
	return f, nil
}
