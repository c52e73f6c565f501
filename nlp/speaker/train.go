package speaker

import (
	"context"
	"fmt"
	"slices"

	"quoth/nlp"
	"quoth/nlp/evaluation"
)

// TrainOptions say what to train on.
type TrainOptions struct {
	Quotes string        // file of annotated quotations: ../shared/data/quotes/polnear.train.jsonl.gz
	Layers *nlp.Pipeline // adds tokens, sentences, tags and mentions
	Finder nlp.Annotator // adds quotations; nil to train on the annotated ones alone
	Own    string        // folders of our own annotated articles, JSON, with commas between: ../testdata/gold/development; "" for none
	Ranked string        // further such folders, from which the ranker alone learns; "" for none
}

// Train makes the speakers' model. It returns ErrGold where the file can't be
// read, the layers' errors, and the context's where it was cancelled.
func Train(ctx context.Context, options TrainOptions) ([]byte, error) {
	articles, err := readGold(options.Quotes)
	if err != nil {
		return nil, err
	}
	var t trainer
	for i := range articles {
		t.number = i
		if err := t.add(ctx, options, &articles[i]); err != nil {
			return nil, fmt.Errorf("article %s: %w", articles[i].ID, err)
		}
	}
	lessons, err := readLessons(ctx, options, options.Own)
	if err != nil {
		return nil, err
	}
	ranked, err := readLessons(ctx, options, options.Ranked)
	if err != nil {
		return nil, err
	}
	return t.learn(ctx, lessons, ranked)
}

// ownWeight is how many examples of the annotated file one of our own articles'
// counts for, chosen by leaving articles out.
const ownWeight = 3

// learn fits the ranker, then what pronouns and descriptions stand for, then
// the ranker again, with the examples of the lessons and of those for the ranker
// alone, which both of them made.
func (t *trainer) learn(ctx context.Context, lessons, ranked []lesson) ([]byte, error) {
	confidence, err := calibrate(ctx, t.examples)
	if err != nil {
		return nil, err
	}
	m := &model{confidence: confidence}
	if err := m.fit(ctx, t.examples, lessons); err != nil || len(lessons) == 0 {
		return m.data, err
	}
	examples := slices.Clone(t.examples)
	for i, l := range slices.Concat(lessons, ranked) {
		own := collectExamples(m, &l, i)
		for range ownWeight {
			examples = append(examples, own...)
		}
	}
	err = m.fit(ctx, examples, lessons)
	return m.data, err
}

// fit gives the model the weights of a ranker, and those of antecedents that
// go with it.
func (m *model) fit(ctx context.Context, examples []example, lessons []lesson) error {
	weights, err := fit(ctx, examples)
	if err != nil {
		return err
	}
	data, err := encode(weights, m.confidence, make([]float32, 1<<antecedentBits))
	if err != nil {
		return err
	}
	ranker, err := loadModel("ranker", data)
	if err != nil {
		return err
	}
	*m = *ranker
	m.antecedents = learnAntecedents(m, lessons)
	m.data, err = encode(weights, m.confidence, m.antecedents)
	return err
}

// A trainer collects examples.
type trainer struct {
	examples []example
	number   int // of the article
	missed   int // quotations whose speaker is no candidate
	scene    scene
	article  article
}

// add makes the examples of one article: of its annotated quotations, and of
// those that the finder finds, whose borders and cues are what the ranker will
// meet.
func (t *trainer) add(ctx context.Context, options TrainOptions, g *evaluation.Record) error {
	d, speakers := document(g)
	if err := options.Layers.Annotate(ctx, d); err != nil {
		return err
	}
	t.collect(d, speakers)
	if options.Finder == nil {
		return nil
	}
	gold := d.Quotations
	d.Quotations = nil
	if err := options.Finder.Annotate(ctx, d); err != nil {
		return err
	}
	t.collect(d, matched(gold, speakers, d.Quotations))
	return nil
}

// leastOverlap is the Jaccard index from which a found quotation counts as an
// annotated one.
const leastOverlap = 0.3

// unknown stands for the speaker of a quotation that nobody annotated.
var unknown = nlp.Span{Start: none, End: none}

// matched gives the annotated speaker of each found quotation. Both lists are
// in text order.
func matched(gold []nlp.Quotation, speakers []nlp.Span, found []nlp.Quotation) []nlp.Span {
	out := make([]nlp.Span, len(found))
	for i := range found {
		out[i] = unknown
		best := leastOverlap
		for j := range gold {
			if o := overlap(found[i].Span, gold[j].Span); o > best {
				best, out[i] = o, speakers[j]
			}
		}
	}
	return out
}

// overlap is the Jaccard index of two spans.
func overlap(s, t nlp.Span) float64 {
	shared := min(s.End, t.End) - max(s.Start, t.Start)
	if shared <= 0 {
		return 0
	}
	return float64(shared) / float64(max(s.End, t.End)-min(s.Start, t.Start))
}

// collect makes the examples of a document whose quotations' speakers are
// known: each quotation with its cue and once more without, since a finder
// doesn't always find one.
func (t *trainer) collect(d *nlp.Document, speakers []nlp.Span) {
	t.article.read(d)
	t.scene.article = &t.article
	before := newPast()
	for _, q := range t.article.order {
		if speakers[q] == unknown {
			continue
		}
		phrase := t.article.phraseOf(speakers[q])
		t.example(q, before, phrase, speakers[q])
		if p := &t.article.places[q]; p.cueFirst != none {
			cueFirst := p.cueFirst
			p.cueFirst = none
			t.example(q, before, phrase, speakers[q])
			p.cueFirst = cueFirst
		}
		if phrase != none {
			before.remember(&t.article, q, phrase)
		}
	}
}

// example makes the example of one quotation.
func (t *trainer) example(q int32, before past, phrase int32, speaker nlp.Span) {
	t.scene.gather(q, before)
	t.scene.describeAll()
	t.take(phrase, speaker)
}

// take keeps the scene as an example whose right answer is the phrase.
func (t *trainer) take(phrase int32, speaker nlp.Span) {
	right := len(t.scene.candidates)
	if !speaker.Empty() {
		right = none
		for i := range t.scene.candidates {
			if t.scene.candidates[i].phrase == phrase && phrase != none {
				right = i
			}
		}
	}
	if right == none {
		t.missed++
		return
	}
	t.examples = append(t.examples, t.scene.example(right, t.number))
}

// example keeps the scene's candidates and "nobody" as an example.
func (s *scene) example(right, article int) example {
	e := example{right: right, article: article}
	size := 0
	nobody := s.describeNone()
	for i := range s.candidates {
		size += len(s.candidates[i].features)
	}
	store := make([]uint32, 0, size+len(nobody))
	keep := func(features []uint32) {
		at := len(store)
		store = append(store, features...)
		e.candidates = append(e.candidates, store[at:])
	}
	for i := range s.candidates {
		keep(s.candidates[i].features)
	}
	keep(nobody)
	return e
}

// phraseOf gives the phrase that names the speaker in a span: the first one
// that isn't the possessor of the next.
func (a *article) phraseOf(span nlp.Span) int32 {
	if span.Empty() {
		return none
	}
	found := int32(none)
	for t := a.tokenAfter(span.Start); t < len(a.Tokens) && a.Tokens[t].Start < span.End; t++ {
		p := a.words[t].phrase
		if p == none && found != none && a.Tokens[t].Tag != "POS" {
			return found
		}
		if p == none || p == found {
			continue
		}
		if found != none && !a.phrases[found].possessor {
			return found
		}
		found = p
	}
	return found
}
