package metadata

import (
	"context"

	"quoth/nlp"
)

// Limits of what is looked at: an article's head and foot. A headline, a
// standfirst, a byline, a date and a caption fit into the head.
const (
	headLines = 10      // lines that are not blank
	headBytes = 4 << 10 // at most, however long the lines are
	footLines = 3
	footBytes = 1 << 10
)

// An Annotator fills Document.Title, Author and Published where they are empty.
type Annotator struct{}

// New gives an annotator; it holds no state.
func New() *Annotator { return &Annotator{} }

// Describe declares the layer.
func (*Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "metadata",
		Version: "1",
		Summary: "finds title, author and date in the article's own first lines",
		Adds:    []nlp.Layer{nlp.LayerMetadata},
	}
}

// Annotate fills what is missing; it never fails.
func (*Annotator) Annotate(_ context.Context, d *nlp.Document) error {
	if d.Title != "" && d.Author != "" && !d.Published.IsZero() {
		return nil
	}
	head := readHead(d.Text)
	if d.Title == "" {
		d.Title = findTitle(head)
	}
	if d.Author == "" {
		d.Author = findAuthor(head, readFoot(d.Text))
	}
	if d.Published.IsZero() {
		d.Published = findDate(head)
	}
	return nil
}
