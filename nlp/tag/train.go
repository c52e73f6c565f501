package tag

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
)

// TrainOptions say what to learn from.
type TrainOptions struct {
	Treebank  string        // gzipped CoNLL-U with Penn tags: ../shared/data/syntax/ud_ewt.train.conllu.gz
	Clusters  string        // gzipped Brown clusters: ../shared/data/lexical/epic_bllip-clusters.gz
	Tokenizer nlp.Annotator // adds the tokens and sentences that the model will see
	Log       func(format string, arguments ...any)
	Settings  Settings // the zero value stands for DefaultSettings

	// Adviser is another tagger and Texts are gzipped JSONL files of news, with
	// a text in each line. Where both are given, a teacher is trained first,
	// which sees the adviser's tags and learns when to trust them; the model
	// then learns from the treebank and from the teacher's tags of the texts.
	Adviser nlp.Annotator
	Texts   []string
}

// Settings are the numbers of training.
type Settings struct {
	Epochs    int
	Rate      float32 // of the adaptive steps
	Hidden    float64 // a word seen n times is hidden at Hidden/(Hidden+n) of its places
	LineBits  int     // the weights take 2^LineBits lines of 64 bytes
	KnownFrom int     // times a word must be seen before its tags are remembered
	ShutFrom  int     // times from which it can have no others
	Sure      float32 // likelihood from which a teacher's tag is learnt
	OpenFrom  int     // different words that a tag needs so that unknown words may have it
}

// DefaultSettings were chosen on the development set.
var DefaultSettings = Settings{Epochs: 6, Rate: 0.04, Hidden: 0.5, LineBits: 15, KnownFrom: 2, ShutFrom: 8, OpenFrom: 12, Sure: 0.7}

// Of the sentences, these shares are learnt a second time in capitals and in
// title case, as headlines have them.
const (
	upperShare = 0.05
	titleShare = 0.06
)

// Train learns a model and gives the bytes of its file. The same options give
// the same bytes. Its errors are ErrTreebank, the tokenizer's and the context's.
func Train(ctx context.Context, o TrainOptions) ([]byte, error) {
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	if o.Settings == (Settings{}) {
		o.Settings = DefaultSettings
	}
	articles, err := readTreebank(o.Treebank)
	if err != nil {
		return nil, err
	}
	lessons, names, err := lessonsOf(ctx, articles, o)
	if err != nil {
		return nil, err
	}
	base := model{tags: names}
	base.nameTags()
	if err := base.readClusters(o.Clusters); err != nil {
		return nil, err
	}
	if o.Adviser != nil && len(o.Texts) > 0 {
		taught, err := teach(ctx, base, lessons, o)
		if err != nil {
			return nil, err
		}
		for i := range lessons {
			lessons[i].advice = nil
		}
		lessons = append(lessons, taught...)
	}
	r, err := fit(ctx, base, lessons, o)
	if err != nil {
		return nil, err
	}
	r.model.weights = r.rounded()
	return r.model.encode()
}

// fit learns a model of the lessons.
func fit(ctx context.Context, base model, lessons []lesson, o TrainOptions) (*regression, error) {
	if err := base.learnWords(lessons, o.Settings); err != nil {
		return nil, err
	}
	r := newRegression(&base, o.Settings)
	return r, r.learn(ctx, inOtherCases(lessons), o.Log)
}

// teach trains a teacher on the lessons and gives the sentences of the texts
// with the tags that it is sure of.
func teach(ctx context.Context, base model, lessons []lesson, o TrainOptions) ([]lesson, error) {
	texts, err := readTexts(ctx, o)
	if err != nil {
		return nil, err
	}
	big := o
	big.Settings.LineBits += 2
	teacher, err := fit(ctx, base, lessons, big)
	if err != nil {
		return nil, err
	}
	copy(teacher.weights, teacher.averages)
	t := new(tagger)
	for i := range texts {
		teacher.tag(t, &texts[i], o.Settings.Sure)
		texts[i].advice = nil
	}
	o.Log("%d sentences tagged by the teacher", len(texts))
	return texts, nil
}

// learnWords fills the dictionary of words and the tags they were seen with.
func (m *model) learnWords(lessons []lesson, s Settings) error {
	type tagCounts map[uint8]int
	counts := map[string]tagCounts{}
	types := make([]int, len(m.tags))
	var buffer []byte
	for _, l := range lessons {
		for i, w := range l.words {
			if l.tags[i] == masked {
				continue
			}
			buffer = normalize(buffer[:0], w)
			c := counts[string(buffer)]
			if c == nil {
				c = tagCounts{}
				counts[string(buffer)] = c
			}
			if c[l.tags[i]] == 0 {
				types[l.tags[i]]++
			}
			c[l.tags[i]]++
		}
	}
	m.open = 0
	for t, n := range types {
		if n >= s.OpenFrom && unicode.IsLetter(rune(m.tags[t][0])) {
			m.open |= 1 << t
		}
	}
	m.sets = []tagSet{{tags: m.open}}
	words := make([]string, 0, len(counts))
	for w := range counts {
		words = append(words, w)
	}
	slices.Sort(words)
	m.words = newTable(len(words))
	for _, w := range words {
		total, tags := 0, uint64(0)
		for t, n := range counts[w] {
			total += n
			tags |= 1 << t
		}
		first, _ := utf8.DecodeRuneInString(w)
		if total < s.KnownFrom && isWordRune(first) {
			continue
		}
		tags = m.withSisters(w, tags)
		set := tagSet{tags: tags, closed: total >= s.ShutFrom || !isWordRune(first)}
		at := slices.Index(m.sets, set)
		if at < 0 {
			at = len(m.sets)
			m.sets = append(m.sets, set)
		}
		if at > maxValue {
			continue
		}
		if err := m.words.put(hashString(w), at); err != nil {
			return err
		}
	}
	return nil
}

// withSisters adds the tags that a verb's form always has besides: "-ed" may be
// past tense or participle, a bare form infinitive or present.
func (m *model) withSisters(w string, tags uint64) uint64 {
	past, bare := m.bits("VBD", "VBN"), m.bits("VB", "VBP")
	if strings.HasSuffix(w, "ed") && tags&past != 0 {
		tags |= past
	}
	if tags&bare != 0 && len(w) > 3 {
		tags |= bare
	}
	return tags
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// inOtherCases adds some sentences again, in capitals and in title case.
func inOtherCases(lessons []lesson) []lesson {
	random := rand.New(rand.NewPCG(3, 5))
	all := slices.Clone(lessons)
	for _, l := range lessons {
		x := random.Float64()
		if len(l.words) < 4 || x > upperShare+titleShare {
			continue
		}
		again := lesson{tags: l.tags, advice: l.advice}
		for _, w := range l.words {
			switch {
			case x < upperShare:
				w = strings.ToUpper(w)
			case len(w) > 3 || x < upperShare+titleShare/2:
				w = capitalized(w)
			}
			again.words = append(again.words, w)
		}
		all = append(all, again)
	}
	return all
}

func capitalized(w string) string {
	r, n := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[n:]
}
