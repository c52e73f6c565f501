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
	model   *model
	cues    *lexicon.Cues
	scratch sync.Pool
}

// New gives an annotator with the built-in model. The error is that of a model
// file that can't be read, from package quoth/nlp/modelfile.
func New(o Options) (*Annotator, error) {
	m, err := builtIn()
	if err != nil {
		return nil, err
	}
	return newAnnotator(m, o), nil
}

// Load gives an annotator with a model that Train made. The name serves errors.
func Load(name string, data []byte, o Options) (*Annotator, error) {
	m, err := readModel(name, data)
	if err != nil {
		return nil, err
	}
	return newAnnotator(m, o), nil
}

func newAnnotator(m *model, o Options) *Annotator {
	a := &Annotator{model: m, cues: lexicon.ReportingCues()}
	if len(o.Cues) > 0 {
		a.cues = a.cues.With(o.Cues...)
	}
	a.scratch.New = func() any { return &work{model: a.model, cues: a.cues} }
	return a
}

// Describe says what the annotator reads and adds.
func (a *Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "quotations",
		Version: version,
		Summary: "Finds what people said, in quotation marks, in reported clauses, in posts and transcripts.",
		Reads:   []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences, nlp.LayerTags},
		Adds:    []nlp.Layer{nlp.LayerQuotations},
		Models:  []nlp.ModelInfo{{Name: modelKind, SHA256: a.model.file.SHA256(), Bytes: a.model.file.Size()}},
	}
}

// Annotate fills d.Quotations, in text order. It works without tags
// too, less well.
func (a *Annotator) Annotate(ctx context.Context, d *nlp.Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := a.scratch.Get().(*work)
	defer a.scratch.Put(w)
	w.begin(d)
	defer w.end()
	w.rateCues()
	w.readSegments()
	w.rateStretches()
	w.addBlocks()
	w.labelClauses()
	w.addSpeech()
	w.tie()
	w.dropUnreported()
	d.Quotations = w.quotations()
	return nil
}
