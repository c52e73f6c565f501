package topic

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"quoth/models"
	"quoth/nlp"
)

const (
	// least is the score that a topic of the first level needs to be listed
	// beside the best ones.
	least = 0.05

	// alwaysListed topics are listed whatever their scores.
	alwaysListed = 3
)

// An Annotator fills Document.Topics.
type Annotator struct {
	model   *model
	scratch sync.Pool // of *bag
}

// New gives an annotator with the embedded model of IPTC Media Topics.
func New() (*Annotator, error) { return Load("models/topic/model.bin", models.Topic()) }

// Load gives an annotator with a model that Train made. The name serves errors,
// which are those of package modelfile. The data must not change afterwards.
func Load(name string, data []byte) (*Annotator, error) {
	m, err := readModel(name, data)
	if err != nil {
		return nil, err
	}
	a := &Annotator{model: m}
	a.scratch.New = func() any { return newBag(len(m.words.keys)) }
	return a, nil
}

// Describe declares the layer and the model.
func (a *Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "topics",
		Version: "1",
		Summary: "scores what the article is about",
		Adds:    []nlp.Layer{nlp.LayerTopics},
		Models:  []nlp.ModelInfo{a.model.info},
	}
}

// Annotate sets the topics from title and text; it never fails.
func (a *Annotator) Annotate(_ context.Context, d *nlp.Document) error {
	d.Topics = a.Topics(d.Title, d.Text)
	return nil
}

// Topics lists topics of the first level, best first: the three best and all
// that score 0.05 or more. Deeper ones follow where they are sure, best first
// likewise. Scores of the first level sum to 1 over all of them, listed or not.
func (a *Annotator) Topics(title, text string) []nlp.Topic {
	b := a.scratch.Get().(*bag)
	defer a.scratch.Put(b)
	scores := a.model.score(b, title, text)
	return append(a.first(scores), a.below(b, scores, title, text)...)
}

// first lists topics of the first level.
func (a *Annotator) first(scores []float32) []nlp.Topic {
	topics := make([]nlp.Topic, 0, len(scores))
	for i, s := range scores {
		c := a.model.classes[i]
		topics = append(topics, nlp.Topic{Code: c.Code, Name: c.Name, Level: 1, Score: s})
	}
	slices.SortStableFunc(topics, func(x, y nlp.Topic) int { return cmp.Compare(y.Score, x.Score) })
	n := min(alwaysListed, len(topics))
	for n < len(topics) && topics[n].Score >= least {
		n++
	}
	return topics[:n:n]
}

// below lists deeper topics.
func (a *Annotator) below(b *bag, scores []float32, title, text string) []nlp.Topic {
	d := a.model.deeper
	if d == nil || slices.Max(scores) < leastTop {
		return nil
	}
	b.naming = append(b.naming[:0], make([]int, len(d.concepts))...)
	d.name(b.naming, title, titleNaming)
	d.name(b.naming, text, 1)
	return d.find(b.naming, func(top string) float32 {
		for i, c := range a.model.classes {
			if c.Code == top {
				return scores[i]
			}
		}
		return 0
	})
}
