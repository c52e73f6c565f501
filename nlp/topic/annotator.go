package topic

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"quoth/models"
	"quoth/nlp"
	"quoth/nlp/encoder"
	"quoth/nlp/modelfile"
)

const (
	// least is the score that a topic of the first level needs to be listed
	// beside the best ones.
	least = 0.05

	// alwaysListed topics are listed whatever their scores.
	alwaysListed = 3
)

// ErrNoTopic says that a topic to choose from is none of the first level, or
// none of the model's labels; the message names it.
var ErrNoTopic = errors.New("no such topic")

// Options choose how topics are scored; the zero value gives the standard way.
type Options struct {
	// Encoder has a say in the scores beside the words: more of them are right,
	// a thousand times slower. A model of a user's own has none.
	Encoder *encoder.Encoder

	// Only lists the topics of the first level to choose from, where it is known
	// which desks the articles come from: codes, their two digits ("04"), or the
	// labels of a user's own model. Empty leaves the choice open.
	Only []string
}

// An Annotator fills Document.Topics.
type Annotator struct {
	model   *model
	encoder *encoder.Encoder // nil where the words alone decide
	places  []int            // of the model's classes among the encoder's answers
	open    []bool           // by class: one to choose from
	scratch sync.Pool        // of *bag
}

// New gives an annotator with the embedded model of IPTC Media Topics. Errors
// are those of modelfile, or ErrNoTopic, wrapped.
func New(o Options) (*Annotator, error) {
	a, err := Load("models/topic/model.bin", models.Topic(), Options{Only: o.Only})
	if err != nil {
		return nil, err
	}
	if a.encoder = o.Encoder; a.encoder == nil {
		return a, nil
	}
	for _, c := range a.model.classes {
		number, err := strconv.Atoi(Number(c.Code))
		if err != nil || number < 1 || number > encoder.TopicCount {
			return nil, fmt.Errorf("%w: the encoder knows no class %s", modelfile.ErrSection, c.Code)
		}
		a.places = append(a.places, number-1)
	}
	return a, nil
}

// Load gives an annotator with a model that Train made; the words alone decide.
// The name serves errors, which are those of New. The data must not change
// afterwards.
func Load(name string, data []byte, o Options) (*Annotator, error) {
	m, err := readModel(name, data)
	if err != nil {
		return nil, err
	}
	a := &Annotator{model: m, open: make([]bool, len(m.classes))}
	a.scratch.New = func() any { return newBag(len(m.words.keys)) }
	for i := range a.open {
		a.open[i] = len(o.Only) == 0
	}
	for _, code := range o.Only {
		i := slices.IndexFunc(m.classes, func(c Class) bool { return Number(c.Code) == Number(code) })
		if i < 0 {
			return nil, fmt.Errorf("%w: %q; there are %s", ErrNoTopic, code, listed(m.classes))
		}
		a.open[i] = true
	}
	return a, nil
}

// Number gives the two digits of a topic of the first level, however it is
// told: by its code, by them, or by one digit, for in YAML 04 is the number 4.
// Other labels stay as they are.
func Number(label string) string {
	if digits, media := strings.CutPrefix(label, codePrefix); media {
		return strings.TrimSuffix(digits, codeSuffix)
	}
	if len(label) == 1 && label[0] >= '0' && label[0] <= '9' {
		return "0" + label
	}
	return label
}

// listed names classes for an error.
func listed(classes []Class) string {
	names := make([]string, 0, len(classes))
	for _, c := range classes {
		if number := Number(c.Code); number != c.Code {
			names = append(names, number+" "+c.Name)
			continue
		}
		names = append(names, c.Name)
	}
	return strings.Join(names, "; ")
}

// Describe declares the layer and the model.
func (a *Annotator) Describe() nlp.Description {
	infos := []nlp.ModelInfo{a.model.info}
	if a.encoder != nil {
		infos = append(infos, a.encoder.Info())
	}
	return nlp.Description{
		Name:    "topics",
		Version: "1",
		Summary: "scores what the article is about",
		Adds:    []nlp.Layer{nlp.LayerTopics},
		Models:  infos,
	}
}

// Annotate sets the topics from title and text; it never fails.
func (a *Annotator) Annotate(_ context.Context, d *nlp.Document) error {
	d.Topics = a.Topics(d.Title, d.Text)
	return nil
}

// Topics lists topics of the first level, best first: the three best and all
// that score 0.05 or more. Deeper ones follow where they are sure, best first
// likewise. Scores of the first level sum to 1 over all to choose from, listed or not.
func (a *Annotator) Topics(title, text string) []nlp.Topic {
	b := a.scratch.Get().(*bag)
	defer a.scratch.Put(b)
	scores := a.model.score(b, title, text)
	if a.encoder != nil && len(b.rows) > 0 {
		a.blend(scores, title, text)
	}
	a.close(scores)
	return append(a.first(scores), a.below(b, scores, title, text)...)
}

// close shares the scores of the topics that are not to choose from among those
// that are, in proportion to theirs; equally where these have none.
func (a *Annotator) close(scores []float32) {
	if !slices.Contains(a.open, false) {
		return
	}
	var sum, count float32
	for i := range scores {
		if a.open[i] {
			sum, count = sum+scores[i], count+1
		} else {
			scores[i] = 0
		}
	}
	for i := range scores {
		switch {
		case sum > 0:
			scores[i] /= sum
		case a.open[i]:
			scores[i] = 1 / count
		}
	}
}

// What a logarithm of the words' score and of the encoder's count in the
// blended score, found on masakhanews's development set and our own articles:
// with more for the encoder, articles of kinds that it has not met are told
// worse than by the words alone.
const (
	wordsCount   = 0.8
	encoderCount = 0.08
)

// blend lets the encoder have its say: the logarithms of both scores are added
// up, the encoder's being the mean over the parts of the article that it reads.
func (a *Annotator) blend(scores []float32, title, text string) {
	for i, s := range scores {
		scores[i] = float32(wordsCount * logarithm(s))
	}
	parts := a.encoder.Tell(a.encoder.Article(title, text))
	for _, told := range parts {
		for i := range scores {
			scores[i] += float32(encoderCount * logarithm(told[a.places[i]]) / float32(len(parts)))
		}
	}
	softmax(scores, 1)
}

// logarithm keeps to finite numbers.
func logarithm(p float32) float32 { return float32(math.Log(max(float64(p), 1e-9))) }

// first lists topics of the first level.
func (a *Annotator) first(scores []float32) []nlp.Topic {
	topics := make([]nlp.Topic, 0, len(scores))
	for i, s := range scores {
		if !a.open[i] {
			continue
		}
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
