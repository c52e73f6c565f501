package speaker

import (
	"context"
	"sync"

	"quoth/models"
	"quoth/nlp"
)

// Options choose the model; the zero value gives the embedded one.
type Options struct {
	Name  string // of the model, serves errors
	Model []byte // a model file of a user's own
}

// An Annotator says who said the quotations of documents.
type Annotator struct {
	model   *model
	scratch sync.Pool
}

// work is what one document needs while it is annotated.
type work struct {
	article   article
	scene     scene
	model     *model
	decisions []decision
	chosen    []int32               // by phrase: the quotation it speaks
	explained []int32               // quotations whose candidates are kept
	weighed   []int32               // the candidates' phrases
	speakers  []bool                // by entity: speaks outside dialogues
	parties   parties               // of an interview
	met       bool                  // they are known
	atTurns   map[int32]bool        // by entity: named by the label of a turn; nil before it is asked for
	heard     int                   // sentences that were searched for who examines next
	turn      int                   // where the quotation under work begins
	observe   func(quotation int32) // sees every scene that is ranked, while the ranker is learnt
}

// New makes the annotator. It returns the errors of package modelfile where
// the model can't be read.
func New(options Options) (*Annotator, error) {
	name, data := options.Name, options.Model
	if data == nil {
		name, data = "speaker/model.bin", models.Speaker()
	}
	m, err := loadModel(name, data)
	if err != nil {
		return nil, err
	}
	a := &Annotator{model: m}
	a.scratch.New = func() any {
		w := &work{model: m}
		w.scene.article = &w.article
		return w
	}
	return a, nil
}

// Describe declares what the annotator reads and adds.
func (a *Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "speakers",
		Version: "1",
		Summary: "Says who said each quotation, by name where the article gives one.",
		Reads:   []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences, nlp.LayerTags, nlp.LayerMentions, nlp.LayerQuotations},
		Adds:    []nlp.Layer{nlp.LayerSpeakers},
		Models:  []nlp.ModelInfo{{Name: a.model.file.Name(), SHA256: a.model.file.SHA256(), Bytes: a.model.file.Size()}},
	}
}

// Annotate fills the speakers of the document's quotations.
func (a *Annotator) Annotate(ctx context.Context, d *nlp.Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(d.Quotations) == 0 {
		return nil
	}
	w := a.scratch.Get().(*work)
	w.annotate(d)
	w.article.Document = nil
	a.scratch.Put(w)
	return nil
}

func (w *work) annotate(d *nlp.Document) {
	w.met, w.atTurns = false, nil
	w.article.read(d)
	w.article.people.weights = w.model.antecedents
	w.article.readTies()
	w.decide()
	w.markChosen()
	w.article.readReferences(w.chosen)
	for q := range d.Quotations {
		w.fill(int32(q))
	}
	w.alternate()
	w.echo()
	w.headline()
	for q := range d.Quotations {
		w.fillAddressee(int32(q))
	}
	w.nameCandidates()
}

// markChosen notes for each phrase the first quotation that it speaks.
func (w *work) markChosen() {
	w.chosen = w.chosen[:0]
	for range w.article.phrases {
		w.chosen = append(w.chosen, none)
	}
	for _, q := range w.article.order {
		if p := w.decisions[q].phrase; p != none && w.chosen[p] == none {
			w.chosen[p] = q
		}
	}
}
