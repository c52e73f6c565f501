package entity

import (
	"context"
	"io/fs"

	"quoth/nlp"
	"quoth/nlp/modelfile"
)

// TrainOptions says what to learn from.
type TrainOptions struct {
	Sets      []Set         // annotated articles
	Lexical   fs.FS         // folder of word clusters and name lists
	Tokenizer nlp.Annotator // adds the tokens and sentences that the model will see
	Log       func(format string, arguments ...any)
	Settings  Settings
}

// Settings are the numbers of training.
type Settings struct {
	Epochs   int
	Rate     float32 // of the adaptive steps
	Decay    float32 // pull of weights toward 0
	Dropout  float32 // share of places whose own word is hidden
	MinCount int     // times a feature must be seen
	Rows     int     // features that are kept
}

// DefaultSettings were chosen on development sets.
var DefaultSettings = Settings{Epochs: 12, Rate: 0.1, Decay: 0.002, Dropout: 0.2, MinCount: 2, Rows: 300_000}

// Train learns a model and gives the bytes of its file. The same options give
// the same bytes, whatever the number of processors.
//
// It learns in two stages. The first reads the text; the second reads what the
// first believes of the whole document. For that the first is also learnt
// without each part of the articles in turn, so that the second sees beliefs as
// they are of articles that were not learnt from (Krishnan and Manning 2006).
func Train(ctx context.Context, o TrainOptions) ([]byte, error) {
	w := modelfile.NewWriter(modelKind, modelVersion)
	if err := compileVocabulary(o.Lexical, w); err != nil {
		return nil, err
	}
	v, err := vocabularyOf(w)
	if err != nil {
		return nil, err
	}
	o.Log("vocabulary compiled")
	lessons, err := readLessons(ctx, o.Sets, o.Tokenizer)
	if err != nil {
		return nil, err
	}
	c := &course{options: o, vocabulary: v, lessons: lessons, domains: 1}
	if err := c.learnText(ctx, w); err != nil {
		return nil, err
	}
	if err := c.learnDocuments(ctx, w); err != nil {
		return nil, err
	}
	return w.Encode()
}

// vocabularyOf reads back the sections that were just written.
func vocabularyOf(w *modelfile.Writer) (*vocabulary, error) {
	data, err := w.Encode()
	if err != nil {
		return nil, err
	}
	f, err := modelfile.Read("vocabulary", data, modelKind, modelVersion)
	if err != nil {
		return nil, err
	}
	return readVocabulary(f)
}

// A course is one training, with its articles.
type course struct {
	options    TrainOptions
	vocabulary *vocabulary
	lessons    []lesson
	domains    int
	part       []int       // by lesson: the fold it belongs to
	moves      transitions // of the first stage
	beliefs    [][]belief  // by lesson, of its zone's places
}

// folds is how many parts the articles are cut into for the second stage.
const folds = 3

// cut deals the lessons out to folds in handfuls: neighbours often tell of the
// same events, but a fold should lack no region and no season of a set.
func (c *course) cut() {
	const handful = 4
	c.part = make([]int, len(c.lessons))
	for i := range c.lessons {
		c.part[i] = i / handful % folds
	}
}

// learnText learns the first stage, and the beliefs the second learns from.
func (c *course) learnText(ctx context.Context, w *modelfile.Writer) error {
	c.cut()
	p := &page{}
	data := c.newDataset(func(i int, add func(*page, chain)) {
		p.read(c.vocabulary, c.lessons[i].d)
		for _, ch := range p.chains {
			add(p, ch)
		}
	}, (*page).features)
	c.options.Log("%d articles, %d places, %d features", len(c.lessons), len(data.gold), len(data.hashes))
	c.beliefs = make([][]belief, len(c.lessons))
	for k := range folds {
		l := newLearner(data, c.options.Settings, c.domains)
		if err := l.run(ctx, c.options.Settings.Epochs*3/4, func(e *example) bool { return c.part[e.lesson] != k }, c.options.Log); err != nil {
			return err
		}
		for i := range c.lessons {
			if c.part[i] == k {
				c.beliefs[i] = l.believe(i)
			}
		}
	}
	l := newLearner(data, c.options.Settings, c.domains)
	if err := l.run(ctx, c.options.Settings.Epochs, nil, c.options.Log); err != nil {
		return err
	}
	c.moves = l.moves
	return l.write(w, "features", c.options.Settings.Rows, c.options.Log)
}

// learnDocuments learns the second stage from the beliefs of the first.
func (c *course) learnDocuments(ctx context.Context, w *modelfile.Writer) error {
	p := &page{}
	data := c.newDataset(func(i int, add func(*page, chain)) {
		p.read(c.vocabulary, c.lessons[i].d)
		p.beliefs = c.beliefs[i]
		p.evidence.fill(p)
		for _, ch := range p.chains {
			add(p, ch)
		}
	}, (*page).documentFeatures)
	for _, b := range c.beliefs {
		for k := range b {
			data.base = append(data.base, b[k].emit)
		}
	}
	c.options.Log("%d features of documents", len(data.hashes))
	s := c.options.Settings
	s.Dropout = 0
	l := newLearner(data, s, c.domains)
	l.moves = c.moves
	house := func(e *example) bool { return e.domain == 0 }
	if err := l.run(ctx, c.options.Settings.Epochs, house, c.options.Log); err != nil {
		return err
	}
	return l.write(w, "documents", c.options.Settings.Rows, c.options.Log)
}
