package entity

import (
	"context"
	"strings"
	"sync"

	"quoth/models"
	"quoth/nlp"
	"quoth/nlp/lexicon"
	"quoth/nlp/modelfile"
)

// Annotator adds mentions and entities. It is safe for concurrent use.
type Annotator struct {
	model *model
	info  nlp.ModelInfo
}

// New gives the annotator with the model that comes with the program.
func New() (*Annotator, error) { return Load("entity/model.bin", models.Entity()) }

// Load gives the annotator with another model, such as one that Train made.
// The name serves errors, which are those of package modelfile. The data must
// not change afterwards.
func Load(name string, data []byte) (*Annotator, error) {
	f, err := modelfile.Read(name, data, modelKind, modelVersion)
	if err != nil {
		return nil, err
	}
	m, err := readModel(f)
	if err != nil {
		return nil, err
	}
	return &Annotator{model: m, info: nlp.ModelInfo{Name: "entity", SHA256: f.SHA256(), Bytes: f.Size()}}, nil
}

// Describe implements nlp.Annotator.
func (a *Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "entities",
		Version: "1",
		Summary: "Finds names of persons, organizations, places and other things, and tells which stand for the same.",
		Reads:   []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences},
		Adds:    []nlp.Layer{nlp.LayerMentions},
		Models:  []nlp.ModelInfo{a.info},
	}
}

// Annotate implements nlp.Annotator. It returns no error but the context's.
func (a *Annotator) Annotate(ctx context.Context, d *nlp.Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.find(a.model, d)
	r.wholeNames(a.model)
	r.recallPeople()
	r.agreeOnTypes()
	r.showBodies(a.model)
	r.define()
	r.findHandles()
	r.resolver.resolve(&r.page, a.model.sexes, r.handles)
	r.page.d = nil
	return nil
}

var readers = sync.Pool{New: func() any { return new(reader) }}

// A reader holds the memory of one pass over a document.
type reader struct {
	page       page
	features   featureList
	lattice    lattice
	counter    wordCounter
	debate     debate
	informal   float32
	resolver   resolver
	defined    []nlp.Mention
	joined     []nlp.Mention // names that were found in parts
	shown      []nlp.Mention // names that the text shows to be bodies'
	firstNames *sexes
	handles    []handle
	taken      []bool // by token
	beliefs    map[uint64]belief
	sure       map[uint64]nlp.Mention // by the forms of its words: the surest mention of a name
	longest    map[uint64]int         // by the form of a first word: the most words of such a name
}

// find fills the document's mentions.
func (r *reader) find(m *model, d *nlp.Document) {
	d.Mentions = d.Mentions[:0]
	r.page.read(m.vocabulary, d)
	r.lattice.setMoves(&m.moves)
	r.informal = m.informality.share(r.counter.count(&r.page))
	for _, c := range r.page.chains {
		r.findInChain(m, c)
	}
}

func (r *reader) findInChain(m *model, c chain) {
	l := &r.lattice
	l.resize(c.last - c.first)
	for i := range l.n {
		r.page.features(c, c.first+i, &r.features)
		m.score(r.features.hashes, r.informal, &l.emit[i])
	}
	l.exponentiate()
	l.sum()
	if r.sway(m, c) {
		l.exponentiate()
		l.sum()
	}
	best := l.decode(&m.moves)
	for i := 0; i < l.n; i++ {
		if best[i] == outsideName {
			continue
		}
		end := i + 1
		for best[end-1].opens() {
			end++
		}
		r.add(m, c.first+i, c.first+end, best[i].typ(), calibrated(l.probability(i, end)))
		i = end - 1
	}
}

// leastScore is the score below which a name is left out. A name raises F1 where
// it is likelier to be right than half of F1; this was chosen on development sets.
const leastScore = 0.48

// add notes a mention, less what no mention begins or ends with.
func (r *reader) add(m *model, first, last, typ int, score float32) {
	d, words := r.page.d, r.page.words
	for first < last && (words[first].inner() || words[first].kind == kindMark) {
		first++
	}
	for last > first && (words[last-1].inner() || words[last-1].kind == kindMark) {
		last--
	}
	switch typeLabels[typ] {
	case nlp.Person:
		first = r.behindOffice(first, last)
		for last-first > 1 && r.honorific(m, first) && (last-first > 2 || lexicon.SexOf(r.text(first)) == nlp.SexUnknown) {
			first++ // a title that is a first name, too, has two more behind it
		}
	case nlp.Organization:
		if last-first > 1 && r.opensWithTrade(first) {
			first++ // "Retailer Harl Stores"
		}
		if last-first > 2 && words[last-1].kind == kindLower && lexicon.Lookup(r.text(last-1)).Is(lexicon.Body) {
			last-- // "the Carton Makers union", but "the Harl government"
		}
	}
	if first == last || score < leastScore {
		return
	}
	d.Mentions = append(d.Mentions, r.mention(first, last, typeLabels[typ], score))
}

// opensWithTrade says whether a token begins a sentence, so that its capital tells
// nothing, and is a noun for what a firm does and no word of firms' names: "Insurer",
// "Carmaker".
func (r *reader) opensWithTrade(i int) bool {
	d := r.page.d
	if i != d.Sentences[d.Tokens[i].Sentence].First {
		return false
	}
	word := strings.ToLower(r.text(i))
	if !lexicon.Lookup(word).Is(lexicon.Generic) || word == "theater" {
		return false
	}
	return strings.HasSuffix(word, "er") || strings.HasSuffix(word, "or") || word == "airline"
}

// behindOffice gives where a person's name begins behind the letters of an office
// that stands there with its seat: "Harl MP Ana Ruiz".
func (r *reader) behindOffice(first, last int) int {
	for k := last - 2; k > first; k-- {
		if lexicon.IsPostNominal(r.text(k)) {
			return k + 1
		}
	}
	return first
}

// inner says whether a word stands in names only between two others.
func (w *word) inner() bool {
	mayEnd, ok := connectors[w.lower]
	return ok && !mayEnd && !w.active
}

// honorific says whether a token is a title before a name, and no first name.
func (r *reader) honorific(m *model, i int) bool {
	return lexicon.Lookup(r.text(i)).Is(lexicon.Honorific) && !m.sexes.has(r.page.words[i].lower) || r.isDetectiveConstable(i) || r.opensTitle(i)
}

// opensTitle says whether a token is the first of a title of two words, the second of
// which is a title by itself: "Tan Sri", "Lance Corporal".
func (r *reader) opensTitle(i int) bool {
	if i+1 >= len(r.page.words) || !lexicon.Lookup(r.text(i+1)).Is(lexicon.Honorific) {
		return false
	}
	switch r.text(i) {
	case "Tan", "Toh", "Lance", "Field", "Auxiliary", "Presiding":
		return true
	}
	return false
}

// isDetectiveConstable says whether a token is the second one of "Det Con", and
// not the first name.
func (r *reader) isDetectiveConstable(i int) bool {
	return r.text(i) == "Con" && i > 0 && strings.TrimSuffix(r.text(i-1), ".") == "Det"
}
