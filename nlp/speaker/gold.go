package speaker

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"quoth/nlp"
)

// ErrGold says that a file of annotated quotations can't be read as such:
// JSONL, gzipped where its name ends in .gz, with "text" and "quotes" in every
// line, offsets in code points.
var ErrGold = errors.New("not a file of annotated quotations")

// A goldArticle is a line of such a file.
type goldArticle struct {
	ID     string      `json:"id"`
	Text   string      `json:"text"`
	Quotes []goldQuote `json:"quotes"`
}

type goldQuote struct {
	Start   int       `json:"start"`
	End     int       `json:"end"`
	Type    string    `json:"type"`
	Speaker *goldSpan `json:"speaker"`
	Cue     *goldSpan `json:"cue"`
	CueKind string    `json:"cue_kind"`
	Rel     string    `json:"rel"`
}

type goldSpan struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// readGold reads all articles of a file.
func readGold(path string) (articles []goldArticle, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGold, err)
	}
	defer file.Close()
	var in io.Reader = bufio.NewReader(file)
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(in); err != nil {
			return nil, fmt.Errorf("%s: %w: %w", path, ErrGold, err)
		}
	}
	lines := json.NewDecoder(in)
	for {
		var g goldArticle
		switch err := lines.Decode(&g); {
		case errors.Is(err, io.EOF):
			return articles, nil
		case err != nil:
			return nil, fmt.Errorf("%s: %w: %w", path, ErrGold, err)
		}
		articles = append(articles, g)
	}
}

// document gives the article with its gold quotations, and for each of them
// the span that names its speaker, empty where there is none.
func (g *goldArticle) document() (*nlp.Document, []nlp.Span) {
	d := &nlp.Document{ID: g.ID, Text: g.Text}
	points := nlp.NewCodePoints(g.Text)
	bytes := func(s *goldSpan) nlp.Span {
		if s == nil {
			return nlp.Span{}
		}
		return nlp.Span{Start: points.Byte(s.Start), End: points.Byte(s.End)}
	}
	var speakers []nlp.Span
	utterances := map[string]int{}
	for i := range g.Quotes {
		q := &g.Quotes[i]
		u, ok := utterances[q.Rel]
		if !ok || q.Rel == "" {
			u = len(d.Quotations)
			utterances[q.Rel] = u
		}
		d.Quotations = append(d.Quotations, nlp.Quotation{
			Span:      bytes(&goldSpan{q.Start, q.End}),
			Kind:      nlp.QuotationKind(q.Type),
			Utterance: u,
			Cue:       bytes(q.Cue),
		})
		speakers = append(speakers, bytes(q.Speaker))
	}
	return d, speakers
}
