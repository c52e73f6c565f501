package nlp

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
)

// An Annotator reads some layers of a document and adds others.
//
// Annotate may be called from several goroutines at once, each with a document
// of its own. It must give the same layers for the same text every time, take
// time in line with the length of the text, whatever the text, and leave the
// layers it did not declare as they were. It returns an error only where it
// can't go on; text that holds nothing of what it looks for is no error.
type Annotator interface {
	Describe() Description
	Annotate(ctx context.Context, d *Document) error
}

// A Description declares an annotator. The order check, the list of models, the
// manifest of a run and the documentation are all made from it.
type Description struct {
	Name    string // as it is selected and listed: "entities"
	Version string // raised whenever its answers change
	Summary string // one sentence for a user
	Reads   []Layer
	Adds    []Layer
	Models  []ModelInfo
}

// ModelInfo names the trained weights an annotator works with.
type ModelInfo struct {
	Name   string
	SHA256 string // hex, of the whole model file
	Bytes  int64
}

// A Layer is one kind of annotation on a document.
type Layer string

// The layers, in the order in which the standard pipeline adds them.
const (
	LayerLanguage   Layer = "language"   // Document.Language
	LayerTokens     Layer = "tokens"     // Document.Tokens without tags
	LayerSentences  Layer = "sentences"  // Document.Sentences without sentiment
	LayerMetadata   Layer = "metadata"   // Document.Title, Author, Published where the input gave none
	LayerTags       Layer = "tags"       // Token.Tag
	LayerMentions   Layer = "mentions"   // Document.Mentions and Document.Entities
	LayerQuotations Layer = "quotations" // Document.Quotations without speakers and sentiment
	LayerSpeakers   Layer = "speakers"   // Quotation.Speaker
	LayerSentiment  Layer = "sentiment"  // Sentiment of document, sentences and quotations
	LayerStances    Layer = "stances"    // Document.Stances
	LayerTopics     Layer = "topics"     // Document.Topics
)

// Errors of a pipeline.
var (
	// ErrOrder says that an annotator reads a layer that nothing before it adds,
	// or adds one that is there already. Mend the list given to NewPipeline.
	ErrOrder = errors.New("annotators in an order that can't work")

	// ErrPanic says that an annotator panicked on a document. The document is
	// to be set aside; the pipeline itself stays usable.
	ErrPanic = errors.New("annotator panicked")
)

// An AnnotateError says which annotator could not go on with a document.
type AnnotateError struct {
	Annotator string
	Err       error
	Stack     []byte // set where the annotator panicked
}

func (e *AnnotateError) Error() string { return fmt.Sprintf("annotator %s: %v", e.Annotator, e.Err) }

// Unwrap gives the annotator's own error, or ErrPanic.
func (e *AnnotateError) Unwrap() error { return e.Err }

// A Pipeline runs annotators over documents, in order.
type Pipeline struct {
	annotators   []Annotator
	descriptions []Description
}

// NewPipeline checks that every annotator finds what it reads, and gives a
// pipeline of them. It returns ErrOrder, wrapped, where one does not.
func NewPipeline(annotators ...Annotator) (*Pipeline, error) {
	p := &Pipeline{annotators: annotators}
	added := map[Layer]string{}
	for _, a := range annotators {
		d := a.Describe()
		for _, l := range d.Reads {
			if _, ok := added[l]; !ok {
				return nil, fmt.Errorf("%w: %s reads %s, which no annotator before it adds", ErrOrder, d.Name, l)
			}
		}
		for _, l := range d.Adds {
			if by, ok := added[l]; ok {
				return nil, fmt.Errorf("%w: %s adds %s, which %s has added", ErrOrder, d.Name, l, by)
			}
			added[l] = d.Name
		}
		p.descriptions = append(p.descriptions, d)
	}
	return p, nil
}

// Describe lists the annotators' descriptions, in the order they run.
func (p *Pipeline) Describe() []Description { return slices.Clone(p.descriptions) }

// Annotate runs every annotator over the document. The error is an
// *AnnotateError, or that of the context; the document is then unfinished.
func (p *Pipeline) Annotate(ctx context.Context, d *Document) error {
	for i, a := range p.annotators {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := annotate(ctx, a, p.descriptions[i].Name, d); err != nil {
			return err
		}
	}
	return nil
}

// annotate turns a panic of one annotator into an error, so that one article
// never costs another.
func annotate(ctx context.Context, a Annotator, name string, d *Document) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &AnnotateError{Annotator: name, Err: fmt.Errorf("%w: %v", ErrPanic, r), Stack: debug.Stack()}
		}
	}()
	if err := a.Annotate(ctx, d); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return &AnnotateError{Annotator: name, Err: err}
	}
	return nil
}
