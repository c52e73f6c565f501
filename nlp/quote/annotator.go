package quote

import (
	"context"
	"sync"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// version is raised whenever the answers change.
const version = "1"

// Options set an Annotator up; the zero value is the standard one.
type Options struct {
	// Cues are reporting verbs beside the built-in ones, each as in the file
	// of lexicon.ReadCues: "kvetch", or "verb class past".
	Cues []string
}

// An Annotator finds the quotations of documents. It is safe for concurrent use.
type Annotator struct {
	cues    *lexicon.Cues
	scratch sync.Pool
}

// New gives an annotator with the built-in models.
func New(o Options) (*Annotator, error) {
	a := &Annotator{cues: lexicon.ReportingCues()}
	if len(o.Cues) > 0 {
		a.cues = a.cues.With(o.Cues...)
	}
	a.scratch.New = func() any { return new(work) }
	return a, nil
}

// Describe says what the annotator reads and adds.
func (a *Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "quotations",
		Version: version,
		Summary: "Finds what people said, in quotation marks, in reported clauses, in posts and transcripts.",
		Reads:   []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences},
		Adds:    []nlp.Layer{nlp.LayerQuotations},
	}
}

// Annotate fills d.Quotations, in text order.
func (a *Annotator) Annotate(ctx context.Context, d *nlp.Document) error {
	w := a.scratch.Get().(*work)
	defer a.scratch.Put(w)
	w.begin(d, a.cues)
	defer w.end()
	w.readLayout()
	w.readMarks()
	w.findDirect()
	w.findClauses()
	w.tieUtterances()
	d.Quotations = w.quotations()
	return ctx.Err()
}
