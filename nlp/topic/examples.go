package topic

import (
	"bufio"
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

// A Share says how much of an example belongs to a label, 0 … 1.
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

// ReadExamples reads JSON lines with title, text and label; other fields are
// passed over, and so are lines whose label is empty or null. An error names
// the line and wraps ErrExample.
func ReadExamples(r io.Reader) ([]Example, error) {
	var examples []Example
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, mostLine)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var record struct {
			Title *string `json:"title"`
			Text  *string `json:"text"`
			Label *string `json:"label"`
		}
		if err := json.Unmarshal(lines.Bytes(), &record); err != nil {
			return nil, fmt.Errorf("line %d: %w: %v", n, ErrExample, err)
		}
		if record.Title == nil && record.Text == nil {
			return nil, fmt.Errorf("line %d: %w: it has neither title nor text", n, ErrExample)
		}
		if record.Label == nil || *record.Label == "" {
			continue
		}
		examples = append(examples, Example{Title: value(record.Title), Text: value(record.Text), Label: *record.Label})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("labelled articles: %w", err)
	}
	return examples, nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
