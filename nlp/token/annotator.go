package token

import (
	"context"
	"sync"

	"quoth/nlp"
)

// Annotator adds tokens and sentences. It is safe for concurrent use.
type Annotator struct {
	lists *lists
}

// New gives the annotator; it needs no model.
func New() *Annotator { return &Annotator{lists: loadLists()} }

// Describe implements nlp.Annotator.
func (a *Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "tokens",
		Version: "1",
		Summary: "Cuts the text into paragraphs, sentences and Penn Treebank tokens.",
		Adds:    []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences},
	}
}

// Annotate implements nlp.Annotator. It returns no error but the context's.
func (a *Annotator) Annotate(ctx context.Context, d *nlp.Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s := scratch.Get().(*scanner)
	defer scratch.Put(s)
	s.reset(a.lists, d.Text)
	for number, p := range s.paragraphs() {
		first := len(s.tokens)
		s.words(p)
		s.sentences(first, number)
	}
	d.Tokens = append(make([]nlp.Token, 0, len(s.tokens)), s.tokens...)
	d.Sentences = append(make([]nlp.Sentence, 0, len(s.ends)), s.ends...)
	s.text = ""
	return nil
}

var scratch = sync.Pool{New: func() any { return new(scanner) }}

// A scanner holds the memory of one pass over a text.
type scanner struct {
	*lists
	text   string
	lines  []line
	spans  []nlp.Span
	tokens []nlp.Token
	kinds  []kind // of tokens, in step
	ends   []nlp.Sentence
}

func (s *scanner) reset(l *lists, text string) {
	s.lists, s.text = l, text
	s.lines, s.spans = s.lines[:0], s.spans[:0]
	s.tokens, s.kinds, s.ends = s.tokens[:0], s.kinds[:0], s.ends[:0]
}
