package english

import (
	"errors"
	"fmt"
	"slices"

	"quoth/nlp"
	"quoth/nlp/encoder"
	"quoth/nlp/entity"
	"quoth/nlp/language"
	"quoth/nlp/metadata"
	"quoth/nlp/prose"
	"quoth/nlp/quote"
	"quoth/nlp/sentiment"
	"quoth/nlp/speaker"
	"quoth/nlp/tag"
	"quoth/nlp/token"
	"quoth/nlp/topic"
)

// ErrChoice says that an option names an annotator that does not exist; the
// message lists those that do.
var ErrChoice = errors.New("no such annotator")

// The annotators that can be chosen for a layer.
const (
	Own   = "quoth" // trained by this project; the default
	Prose = "prose" // github.com/jdkato/prose/v2
)

// The sets of models that can be chosen for sentiment, stances and topics.
const (
	Fast     = "fast"     // small models that learnt from the encoder; the default
	Accurate = "accurate" // the encoder itself: a fine-tuned transformer
)

// Options choose annotators and models; the zero value gives the standard ones.
type Options struct {
	Tagger      string   // Own or Prose
	Entities    string   // Own or Prose
	Models      string   // Fast or Accurate: for sentiment, stances and topics
	Cues        []string // reporting words beside the standard ones
	EntityModel *Model   // instead of the embedded one
	TopicModel  *Model   // instead of the embedded one
	Topics      []string // those of the first level to choose from; none leaves the choice open

	// From leaves out the annotators before the one that adds this layer, which
	// must read nothing of theirs; "" keeps all.
	From nlp.Layer

	// Until leaves out the annotators that no layer up to and including this
	// one needs; "" keeps all.
	Until nlp.Layer
}

// A Model is a model file of a user's own.
type Model struct {
	Name string // serves errors: the file's path
	Data []byte
}

// A Pipeline is the standard pipeline, with the one annotator that is also
// asked about spans of a user's own.
type Pipeline struct {
	*nlp.Pipeline
	Sentiment *sentiment.Annotator // nil where From and Until leave it out
}

// step makes one annotator; makers are called only for the layers asked for.
type step struct {
	adds nlp.Layer
	make func() (nlp.Annotator, error)
}

// New loads the models and builds the pipeline. Errors are ErrChoice, or those
// of a model file, wrapped.
func New(o Options) (*Pipeline, error) {
	p := &Pipeline{}
	steps := []step{
		{nlp.LayerLanguage, func() (nlp.Annotator, error) { return language.New(), nil }},
		{nlp.LayerSentences, func() (nlp.Annotator, error) { return token.New(), nil }},
		{nlp.LayerMetadata, func() (nlp.Annotator, error) { return metadata.New(), nil }},
		{nlp.LayerTags, o.tagger},
		{nlp.LayerMentions, o.entities},
		{nlp.LayerQuotations, func() (nlp.Annotator, error) { return quote.New(quote.Options{Cues: o.Cues}) }},
		{nlp.LayerSpeakers, func() (nlp.Annotator, error) { return speaker.New(speaker.Options{}) }},
		{nlp.LayerSentiment, func() (nlp.Annotator, error) {
			e, err := o.encoder()
			if err != nil {
				return nil, err
			}
			p.Sentiment, err = sentiment.New(sentiment.Options{Encoder: e})
			return p.Sentiment, err
		}},
		{nlp.LayerTopics, o.topics},
	}
	steps, err := o.between(steps)
	if err != nil {
		return nil, err
	}
	var annotators []nlp.Annotator
	for _, s := range steps {
		a, err := s.make()
		if err != nil {
			return nil, err
		}
		annotators = append(annotators, a)
	}
	p.Pipeline, err = nlp.NewPipeline(annotators...)
	return p, err
}

// between keeps the steps from From to Until.
func (o Options) between(steps []step) ([]step, error) {
	for i, layer := range []nlp.Layer{o.Until, o.From} {
		if layer == "" {
			continue
		}
		at := slices.IndexFunc(steps, func(s step) bool { return s.adds == layer })
		switch {
		case at < 0:
			return nil, fmt.Errorf("%w: none ends with the layer %q", ErrChoice, layer)
		case i == 0:
			steps = steps[:at+1]
		default:
			steps = steps[at:]
		}
	}
	return steps, nil
}

func (o Options) tagger() (nlp.Annotator, error) {
	switch o.Tagger {
	case "", Own:
		return tag.New()
	case Prose:
		return prose.NewTagger(), nil
	}
	return nil, fmt.Errorf("%w: tagger %q; there are %s and %s", ErrChoice, o.Tagger, Own, Prose)
}

func (o Options) entities() (nlp.Annotator, error) {
	switch o.Entities {
	case "", Own:
		if o.EntityModel != nil {
			return entity.Load(o.EntityModel.Name, o.EntityModel.Data)
		}
		return entity.New()
	case Prose:
		return prose.NewEntities(), nil
	}
	return nil, fmt.Errorf("%w: entities %q; there are %s and %s", ErrChoice, o.Entities, Own, Prose)
}

func (o Options) topics() (nlp.Annotator, error) {
	if o.TopicModel != nil {
		return topic.Load(o.TopicModel.Name, o.TopicModel.Data, topic.Options{Only: o.Topics})
	}
	e, err := o.encoder()
	if err != nil {
		return nil, err
	}
	return topic.New(topic.Options{Encoder: e, Only: o.Topics})
}

// encoder gives the encoder where accurate models are asked for, nil for fast
// ones.
func (o Options) encoder() (*encoder.Encoder, error) {
	switch o.Models {
	case "", Fast:
		return nil, nil
	case Accurate:
		return encoder.New()
	}
	return nil, fmt.Errorf("%w: models %q; there are %s and %s", ErrChoice, o.Models, Fast, Accurate)
}
