package journal

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"quoth/nlp"
	"quoth/pipeline/commit"
	"quoth/pipeline/source"
)

// A Record is what the annotators made of one article: a document without its
// text, or a fault.
type Record struct {
	number   int
	Source   string
	Hash     [16]byte // of the article as it was read
	Document *nlp.Document
	Fault    *source.Fault
}

// checksums is Castagnoli's polynomial, for which processors have an
// instruction.
var checksums = crc32.MakeTable(crc32.Castagnoli)

// headBytes is the length and the checksum before every record.
const headBytes = 8

// A Journal reads what earlier starts of a run have done, and then takes what
// this one does. It is for one reading and one writing goroutine: Next until it
// gives nothing, in one; Add, in the other.
type Journal struct {
	output *commit.Output
	names  []string // of files not yet opened
	file   commit.ReadFile
	buffer *bufio.Reader
	coder  coder
	read   int // records given by Next

	to      commit.File
	written int // number of the next record to write
	out     []byte
}

// Open looks for a journal in an output and reads what identifies its run into
// identity, from JSON. It gives nil where there is none.
func Open(output *commit.Output, identity any) (*Journal, error) {
	j := &Journal{output: output, coder: coder{reading: true, words: map[string]string{}}}
	var err error
	if j.names, err = output.JournalFiles(); err != nil {
		return nil, err
	}
	for len(j.names) > 0 {
		head, err := j.openNext()
		if err != nil {
			return nil, err
		}
		if head != nil && json.Unmarshal(head, identity) == nil {
			return j, nil
		}
	}
	return nil, nil
}

// New begins a journal in an output without one.
func New(output *commit.Output) *Journal { return &Journal{output: output} }

// openNext opens the next file and gives its head; nil where it has none.
func (j *Journal) openNext() ([]byte, error) {
	j.Close()
	file, err := j.output.OpenJournal(j.names[0])
	if err != nil {
		return nil, err
	}
	j.names = j.names[1:]
	j.file, j.buffer = file, bufio.NewReaderSize(file, 64<<10)
	return j.frame()
}

// frame reads one piece with its checksum; nil at the end of what is whole.
func (j *Journal) frame() ([]byte, error) {
	var head [headBytes]byte
	if _, err := io.ReadFull(j.buffer, head[:]); err != nil {
		return nil, ignoreEnd(err)
	}
	const largest = 1 << 30
	size := binary.LittleEndian.Uint32(head[:])
	if size > largest {
		return nil, nil
	}
	words := make([]byte, size)
	if _, err := io.ReadFull(j.buffer, words); err != nil {
		return nil, ignoreEnd(err)
	}
	if crc32.Checksum(words, checksums) != binary.LittleEndian.Uint32(head[4:]) {
		return nil, nil
	}
	return words, nil
}

func ignoreEnd(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return fmt.Errorf("journal: %w", err)
}

// Next gives the record of the next article; nil when all have been given.
func (j *Journal) Next() (*Record, error) {
	for j.file != nil {
		words, err := j.frame()
		if err != nil {
			return nil, err
		}
		if words == nil {
			if len(j.names) == 0 {
				j.Close()
				return nil, nil
			}
			if _, err := j.openNext(); err != nil {
				return nil, err
			}
			continue
		}
		j.coder.bytes, j.coder.short = words, false
		r := &Record{}
		j.coder.record(r)
		if j.coder.short || r.number != j.read {
			j.names = nil // a file before this one lost its end with the machine
			j.Close()
			return nil, nil
		}
		j.read++
		return r, nil
	}
	return nil, nil
}

// Start begins the file of this start of the run, with what identifies the run.
func (j *Journal) Start(identity any) error {
	names, err := j.output.JournalFiles()
	if err != nil {
		return err
	}
	words, err := json.Marshal(identity)
	if err != nil {
		return err
	}
	if j.to, err = j.output.CreateJournal(fmt.Sprintf("%06d", len(names))); err != nil {
		return err
	}
	return j.write(words)
}

// Skip counts a record that Next gave, in the place where Add would write it.
func (j *Journal) Skip() { j.written++ }

// Add writes a record.
func (j *Journal) Add(r *Record) error {
	r.number = j.written
	j.written++
	c := coder{bytes: j.out[:0]}
	c.record(r)
	j.out = c.bytes
	return j.write(j.out)
}

// write writes one piece, in one call of the system.
func (j *Journal) write(words []byte) error {
	frame := make([]byte, headBytes, headBytes+len(words))
	binary.LittleEndian.PutUint32(frame, uint32(len(words)))
	binary.LittleEndian.PutUint32(frame[4:], crc32.Checksum(words, checksums))
	if _, err := j.to.Write(append(frame, words...)); err != nil {
		return commit.Explain(fmt.Errorf("journal: %w", err))
	}
	return nil
}

// Close closes what is read from.
func (j *Journal) Close() {
	if j.file != nil {
		j.file.Close()
		j.file = nil
	}
}

// Stop closes what is written to.
func (j *Journal) Stop() error {
	if j.to == nil {
		return nil
	}
	file := j.to
	j.to = nil
	return commit.Explain(file.Close())
}
