package speaker

import (
	"errors"
	"fmt"

	"quoth/nlp"
	"quoth/nlp/evaluation"
)

// ErrGold says that a file of annotated quotations can't be read as such:
// JSONL, gzipped where its name ends in .gz, with "text" and "quotes" in every
// line, offsets in code points.
var ErrGold = errors.New("not a file of annotated quotations")

// readGold reads all articles of a file.
func readGold(path string) ([]evaluation.Record, error) {
	articles, err := evaluation.ReadRecords(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGold, err)
	}
	return articles, nil
}

// document gives the article with its gold quotations, and for each of them
// the span that names its speaker, empty where there is none.
func document(g *evaluation.Record) (*nlp.Document, []nlp.Span) {
	d := &nlp.Document{ID: g.ID, Text: g.Text}
	points := nlp.NewCodePoints(g.Text)
	bytes := func(s *evaluation.Place) nlp.Span {
		if s == nil {
			return nlp.Span{}
		}
		return nlp.Span{Start: points.Byte(s.Start), End: points.Byte(s.End)}
	}
	var speakers []nlp.Span
	utterances := map[string]int{}
	for i := range g.Quotes {
		q := &g.Quotes[i]
		u, ok := utterances[q.Statement]
		if !ok || q.Statement == "" {
			u = len(d.Quotations)
			utterances[q.Statement] = u
		}
		d.Quotations = append(d.Quotations, nlp.Quotation{
			Span:      bytes(&q.Place),
			Kind:      nlp.QuotationKind(q.Type),
			Utterance: u,
			Cue:       bytes(q.Cue),
		})
		speakers = append(speakers, bytes(q.Speaker))
	}
	return d, speakers
}
