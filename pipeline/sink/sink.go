package sink

import (
	"errors"
	"fmt"

	"github.com/apache/arrow/go/v17/arrow"

	"quoth/pipeline/commit"
	"quoth/pipeline/table"
)

// A Sink writes the files of one table into an output. It is for one goroutine.
type Sink struct {
	table   table.Table
	output  *commit.Output
	options Options

	file    *commit.Writer
	encoder encoder
	rows    int64 // of the file
	bytes   int64 // of the file's rows, before encoding
	parts   []commit.Part
}

// New makes a sink for one table.
func New(t table.Table, output *commit.Output, options Options) *Sink {
	return &Sink{table: t, output: output, options: options}
}

// Write adds the rows of a record, which take about so many bytes.
func (s *Sink) Write(record arrow.Record, bytes int64) error {
	if s.file == nil {
		if err := s.begin(); err != nil {
			return err
		}
	}
	if err := guard(func() error { return s.encoder.write(record, bytes) }); err != nil {
		return s.failed(err)
	}
	s.rows += record.NumRows()
	s.bytes += bytes
	if s.bytes >= s.options.Limits.PartBytes {
		return s.end()
	}
	return nil
}

// Close finishes the last file and gives all of them. A table without rows has
// one file without rows, so that readers find its columns; one that had parts
// before gets none.
func (s *Sink) Close() ([]commit.Part, error) {
	if s.file == nil && len(s.parts) == 0 && s.options.First == 0 {
		if err := s.begin(); err != nil {
			return nil, err
		}
	}
	if s.file != nil {
		if err := s.end(); err != nil {
			return nil, err
		}
	}
	return s.parts, nil
}

// Roll finishes the file that is open; the next rows begin another.
func (s *Sink) Roll() error {
	if s.file == nil {
		return nil
	}
	return s.end()
}

// Open says whether a file is open.
func (s *Sink) Open() bool { return s.file != nil }

// FooterBytes says about how many bytes of memory the open file holds for its
// footer.
func (s *Sink) FooterBytes() int64 {
	if f, ok := s.encoder.(footer); ok && s.file != nil {
		return f.footerBytes()
	}
	return 0
}

// Parts gives the files that are finished.
func (s *Sink) Parts() []commit.Part { return s.parts }

// Share ends row groups, the largest first, until all that are open hold so
// many bytes together at most, before encoding: they stay in memory until they
// end. Which end depends on what was written alone.
func Share(sinks []*Sink, most int64) {
	for {
		var largest grouper
		var size, total int64
		for _, s := range sinks {
			g, ok := s.encoder.(grouper)
			if s.file == nil || !ok {
				continue
			}
			open := g.open()
			total += open
			if open > size {
				largest, size = g, open
			}
		}
		if total <= most || largest == nil {
			return
		}
		largest.endGroup()
	}
}

// Discard lets go of what is open; for runs that have failed.
func (s *Sink) Discard() {
	if s.file != nil {
		s.file.Discard()
		s.file, s.encoder = nil, nil
	}
}

func (s *Sink) begin() error {
	name := fmt.Sprintf("%s/%spart-%05d.%s", s.table.Name, s.options.Folder, s.options.First+len(s.parts), s.options.Format)
	file, err := s.output.Create(name)
	if err != nil {
		return err
	}
	s.file, s.rows, s.bytes = file, 0, 0
	err = guard(func() error {
		var err error
		s.encoder, err = newEncoder(s.table, file, s.options)
		return err
	})
	if err != nil {
		return s.failed(err)
	}
	return nil
}

func (s *Sink) end() error {
	err := guard(s.encoder.close)
	file := s.file
	s.file, s.encoder = nil, nil // an encoder's buffers are large
	part, fileErr := file.Finish()
	if fileErr != nil {
		return fileErr
	}
	if err != nil {
		return fmt.Errorf("%s: %w", s.table.Name, err)
	}
	part.Rows = s.rows
	if err := s.check(part); err != nil {
		return err
	}
	s.parts = append(s.parts, part)
	return nil
}

// failed closes the file after an encoder's error. The file's own error is the
// one that a user can act on.
func (s *Sink) failed(err error) error {
	file := s.file
	s.file, s.encoder = nil, nil
	if _, fileErr := file.Finish(); fileErr != nil {
		return fileErr
	}
	return fmt.Errorf("%s: %w", s.table.Name, err)
}

// check reads a finished file back.
func (s *Sink) check(part commit.Part) error {
	file, err := s.output.OpenStaged(part.Path)
	if err != nil {
		return err
	}
	defer file.Close()
	var rows int64
	err = guard(func() error {
		var err error
		rows, err = Rows(s.options.Format, file)
		return err
	})
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrReadBack, part.Path, err)
	}
	if rows != part.Rows {
		return fmt.Errorf("%w: %s has %d rows of %d", ErrReadBack, part.Path, rows, part.Rows)
	}
	return nil
}

var errEncoder = errors.New("encoder panicked")

// guard turns a panic of a format's library into an error: some panic where the
// disk fails them.
func guard(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errEncoder, r)
		}
	}()
	return do()
}
