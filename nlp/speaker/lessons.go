package speaker

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/evaluation"
)

// A lesson is an article of our own, with the names of those who speak the
// quotations that are found in it.
type lesson struct {
	document *nlp.Document
	names    []string // by quotation: "" for somebody unnamed
	told     []bool   // by quotation: whether the article was annotated with who speaks
}

// readLessons reads folders of articles, one a JSON file, in the order of
// their names, and adds the layers and the quotations to them.
func readLessons(ctx context.Context, options TrainOptions, folders string) ([]lesson, error) {
	if folders == "" || options.Finder == nil {
		return nil, nil
	}
	var lessons []lesson
	for _, folder := range strings.Split(folders, ",") {
		paths, err := filepath.Glob(filepath.Join(folder, "*.json"))
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %w", folder, ErrGold, err)
		}
		slices.Sort(paths)
		for _, path := range paths {
			if lessons, err = addLessons(ctx, options, path, lessons); err != nil {
				return nil, err
			}
		}
	}
	return lessons, nil
}

// addLessons makes the lessons of one file.
func addLessons(ctx context.Context, options TrainOptions, path string, lessons []lesson) ([]lesson, error) {
	articles, err := readGold(path)
	if err != nil {
		return nil, err
	}
	for i := range articles {
		l, err := makeLesson(ctx, options, &articles[i])
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", articles[i].ID, err)
		}
		lessons = append(lessons, l)
	}
	return lessons, nil
}

// makeLesson finds an article's quotations and who is annotated to speak them.
func makeLesson(ctx context.Context, options TrainOptions, g *evaluation.Record) (lesson, error) {
	d := &nlp.Document{ID: g.ID, Text: g.Text, Title: g.Title}
	if err := options.Layers.Annotate(ctx, d); err != nil {
		return lesson{}, err
	}
	if err := options.Finder.Annotate(ctx, d); err != nil {
		return lesson{}, err
	}
	l := lesson{document: d, names: make([]string, len(d.Quotations)), told: make([]bool, len(d.Quotations))}
	points := nlp.NewCodePoints(g.Text)
	for i := range d.Quotations {
		best := 0
		for k := range g.Quotes {
			gold := &g.Quotes[k]
			span := nlp.Span{Start: points.Byte(gold.Start), End: points.Byte(gold.End)}
			if shared := min(span.End, d.Quotations[i].End) - max(span.Start, d.Quotations[i].Start); shared > best {
				best = shared
				l.names[i], l.told[i] = gold.SpeakerName, true
			}
		}
	}
	return l, nil
}

// lessonRounds is how often the lessons are gone through: in the first round
// nothing is known of the pronouns that nobody annotated.
const lessonRounds = 3

// learnAntecedents learns from lessons which antecedents the words that name
// their speakers have.
func learnAntecedents(m *model, lessons []lesson) []float32 {
	learner := *m
	learner.antecedents = make([]float32, 1<<antecedentBits)
	for range lessonRounds {
		var choices []choice
		for i := range lessons {
			choices = append(choices, collectChoices(&learner, &lessons[i])...)
		}
		learner.antecedents = fitChoices(choices)
	}
	return learner.antecedents
}

// A teacher tells whom the words that name a speaker stand for, where a lesson
// says so.
type teacher struct {
	lesson  *lesson
	article *article
	choices []choice // what was asked of it
}

func newTeacher(l *lesson, a *article) *teacher { return &teacher{lesson: l, article: a} }

// teach picks the right one of a phrase's antecedents, as people.teach.
func (t *teacher) teach(list []antecedent, _, quotation int32) (referent, bool) {
	if !t.lesson.told[quotation] {
		return nobody, false
	}
	c, right := t.article.choiceFor(list, t.lesson.names[quotation])
	if right == none {
		return nobody, false
	}
	t.choices = append(t.choices, c)
	who := list[right].who
	who.sureness = 1
	return who, true
}

// collectChoices goes through a lesson. Where it tells who speaks, the words
// that name the speaker are taken for that one, whatever the weights say.
func collectChoices(m *model, l *lesson) []choice {
	w := &work{model: m}
	w.scene.article = &w.article
	teacher := newTeacher(l, &w.article)
	w.article.people.teach = teacher.teach
	given := slices.Clone(l.document.Quotations)
	w.annotate(l.document)
	l.document.Quotations = given
	return teacher.choices
}

// collectExamples makes the ranker's examples of a lesson: of the candidates,
// those are right that stand for the one who is annotated to speak. Where
// reporting words stand beside the quotation, the annotated file knows better
// which words name the speaker.
func collectExamples(m *model, l *lesson, number int) []example {
	var examples []example
	w := &work{model: m}
	w.scene.article = &w.article
	given := slices.Clone(l.document.Quotations)
	teacher := newTeacher(l, &w.article)
	w.article.people.teach = teacher.teach
	w.annotate(l.document)
	copy(l.document.Quotations, given)
	w.observe = func(q int32) {
		if !l.told[q] || len(w.scene.candidates) == 0 || w.scene.cue != none {
			return
		}
		rights := w.rights(l.names[q])
		if len(rights) == 0 {
			return
		}
		e := w.scene.example(rights[0], number)
		e.others = rights[1:]
		examples = append(examples, e)
	}
	w.decide()
	l.document.Quotations = given
	return examples
}

// rights gives the candidates of the scene that stand for a name, or for
// somebody unnamed.
func (w *work) rights(name string) []int {
	var rights []int
	for i := range w.scene.candidates {
		phrase := w.scene.candidates[i].phrase
		who := w.article.people.resolved[phrase]
		switch {
		case who.entity != none && name != "" && agree(name, w.article.nameOf(who.entity)),
			who.entity == none && name == "" && isAnimate(w.article.phrases[phrase].sort):
			rights = append(rights, i)
		}
	}
	return rights
}

// choiceFor makes the choice between antecedents of which those with a name
// are right, and gives the likeliest of these; none where none is right.
func (a *article) choiceFor(list []antecedent, name string) (choice, int) {
	var c choice
	right := none
	for k := range list {
		e := list[k].who.entity
		ok := e == none && name == "" || e != none && name != "" && agree(name, a.nameOf(e))
		c.features = append(c.features, slices.Clone(list[k].features))
		c.salience = append(c.salience, list[k].salience)
		c.right = append(c.right, ok)
		if ok && (right == none || list[k].share > list[right].share) {
			right = k
		}
	}
	return c, right
}

// agree says whether a name is one that somebody may be called by: all of it,
// or its beginning or end.
func agree(full, name string) bool {
	x, y := strings.Fields(strings.ToLower(full)), strings.Fields(strings.ToLower(name))
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if x[len(x)-1] == y[len(y)-1] {
		return len(x) == 1 || len(y) == 1 || x[0][0] == y[0][0]
	}
	return strings.HasPrefix(strings.Join(x, " "), strings.Join(y, " ")+" ")
}
