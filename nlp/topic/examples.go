package topic

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Errors of reading and training.
var (
	// ErrExample says that a line of labelled articles can't be used: mend it.
	ErrExample = errors.New("not a labelled article")

	// ErrTooFew says that there are not two labels to tell apart.
	ErrTooFew = errors.New("topics need articles of at least two labels")
)

// mostLine is the longest line of labelled articles, in bytes.
const mostLine = 16 << 20

// An Example is an article whose topic is known.
type Example struct {
	Title  string
	Text   string
	Label  string  // a code or a word of any scheme
	Shares []Share // instead of Label, where a teacher is not sure
	Weight float32 // 0 stands for 1
}

// A Hint says which topics a word or a pair of words speaks for before any
// example is seen: the weights that training begins with, by label.
type Hint struct {
	Weights []Share

	feature uint32
}

// eachFeature calls f for every feature of the example's title and text.
func (e *Example) eachFeature(f func(key uint32)) {
	count := func(_ featureKind, key uint32) { f(key) }
	eachFeature(e.Title, false, count)
	eachFeature(e.Text, true, count)
}

// A Share says how much of an example belongs to a label, 0 … 1; of a hint, how
// much it speaks for a label, and below 0 against it.
type Share struct {
	Label string
	Share float32
}

func (e Example) shares() []Share {
	if len(e.Shares) > 0 {
		return e.Shares
	}
	return []Share{{e.Label, 1}}
}

// ReadExamples reads JSON lines, gzipped or not, with title, text and label;
// other fields are passed over, and so are lines whose label is empty or null.
// An error names the line and wraps ErrExample.
func ReadExamples(r io.Reader) ([]Example, error) {
	buffered := bufio.NewReader(r)
	r = buffered
	if start, _ := buffered.Peek(2); string(start) == "\x1f\x8b" {
		unpacked, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrExample, err)
		}
		r = unpacked
	}
	var examples []Example
	err := eachLine(r, func(line []byte) error {
		e, err := readExample(line)
		if err == nil && e.Label != "" {
			examples = append(examples, e)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("labelled articles: %w", err)
	}
	return examples, nil
}

func readExample(line []byte) (Example, error) {
	if len(bytes.TrimSpace(line)) == 0 {
		return Example{}, nil
	}
	var record struct{ Title, Text, Label *string }
	if err := json.Unmarshal(line, &record); err != nil {
		return Example{}, fmt.Errorf("%w: %w", ErrExample, err)
	}
	if record.Title == nil && record.Text == nil {
		return Example{}, fmt.Errorf("%w: it has neither title nor text", ErrExample)
	}
	return Example{Title: value(record.Title), Text: value(record.Text), Label: value(record.Label)}, nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
