package quote

import (
	"context"
	"math"
	"slices"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// TrainOptions say what to learn from.
type TrainOptions struct {
	Quotes   string        // file of annotated articles: ../shared/data/quotes/polnear.train.jsonl.gz
	Clusters string        // file of word clusters: ../shared/data/lexical/epic_bllip-clusters.gz
	Own      string        // folders of our own annotated articles, JSON, with commas between: ../testdata/gold/development; "" for none
	Layers   *nlp.Pipeline // adds the tokens, sentences, tags and mentions that the model will see
	Log      func(format string, arguments ...any)
	Settings Settings
}

// Settings are the numbers of training; 0 stands for the standard one, which
// was chosen on the development set.
type Settings struct {
	Epochs  int     // over all paragraphs
	Rate    float32 // of the adaptive steps
	Decay   float32 // pull of a weight toward 0, for each time its feature is seen
	Seen    int     // times a feature must be seen
	Rows    uint    // of the table of features, as a power of two
	Dropout float32 // share of a token's features that are left out each time
}

func (s *Settings) complete() {
	standard := Settings{Epochs: 8, Rate: 0.012, Decay: 1e-4, Seen: 3, Rows: 18, Dropout: 0.2}
	if s.Epochs == 0 {
		s.Epochs = standard.Epochs
	}
	if s.Rate == 0 {
		s.Rate = standard.Rate
	}
	if s.Decay == 0 {
		s.Decay = standard.Decay
	}
	if s.Seen == 0 {
		s.Seen = standard.Seen
	}
	if s.Rows == 0 {
		s.Rows = standard.Rows
	}
	if s.Dropout == 0 {
		s.Dropout = standard.Dropout
	}
}

// Train makes the model file of this package. The same files and layers give
// the same bytes. It returns ErrGold where a file can't be read, the layers'
// errors, and the context's where it was cancelled.
func Train(ctx context.Context, o TrainOptions) ([]byte, error) {
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	o.Settings.complete()
	t := &trainer{TrainOptions: o, model: &model{}}
	if err := t.read(ctx); err != nil {
		return nil, err
	}
	t.chooseCandidates()
	t.learnCues()
	t.learnSpeech()
	if err := t.learnClauses(ctx); err != nil {
		return nil, err
	}
	return t.model.encode(t.candidates)
}

type trainer struct {
	TrainOptions
	model      *model
	lessons    []*lesson
	own        []*lesson
	candidates []uint32
}

// read reads the articles and gives them their layers.
func (t *trainer) read(ctx context.Context) error {
	words, paths, err := readClusters(t.Clusters)
	if err != nil {
		return err
	}
	t.model.clusters.build(words, paths)
	articles, err := readGold(t.Quotes)
	if err != nil {
		return err
	}
	for i := range articles {
		d := &nlp.Document{ID: articles[i].ID, Text: articles[i].Text}
		if err := t.Layers.Annotate(ctx, d); err != nil {
			return err
		}
		l := &lesson{work: &work{cues: lexicon.ReportingCues(), model: t.model}}
		l.begin(d)
		l.prepare(&articles[i])
		l.judgeStretches()
		t.lessons = append(t.lessons, l)
	}
	t.Log("%d articles", len(t.lessons))
	return t.readOwn(ctx)
}

// readOwn reads our own articles. They teach only which words in marks are
// speech: their reported clauses without marks are not annotated.
func (t *trainer) readOwn(ctx context.Context) error {
	articles, err := readFolders(t.Own)
	if err != nil {
		return err
	}
	for i := range articles {
		d := &nlp.Document{ID: articles[i].ID, Text: articles[i].Text}
		if err := t.Layers.Annotate(ctx, d); err != nil {
			return err
		}
		l := &lesson{work: &work{cues: lexicon.ReportingCues(), model: t.model}}
		l.begin(d)
		l.judgeOwn(&articles[i])
		t.own = append(t.own, l)
	}
	return nil
}

// A word can report when it did so a few times, and not too seldom.
const (
	candidateCount = 3
	candidateShare = 0.04
)

// chooseCandidates lists the words, beside the reporting verbs, that report
// statements in the training articles.
func (t *trainer) chooseCandidates() {
	seen, reporting := map[uint32]int{}, map[uint32]int{}
	var order []uint32
	for _, l := range t.lessons {
		for i := range l.words {
			h := l.words[i].lower
			if seen[h] == 0 {
				order = append(order, h)
			}
			seen[h]++
			if l.reports[i] {
				reporting[h]++
			}
		}
	}
	for _, h := range order {
		if n := reporting[h]; n >= candidateCount && float64(n) >= candidateShare*float64(seen[h]) {
			t.candidates = append(t.candidates, h)
		}
	}
	slices.Sort(t.candidates)
	t.model.mayReport.set(t.candidates)
	t.Log("%d words that may report beside the verbs", len(t.candidates))
}

// folds is the number of parts of the articles: what later steps learn from
// earlier ones must come from a model that has not seen the article.
const folds = 5

// Sizes of the small models, as powers of two.
const (
	cueRows    = 16
	speechRows = 15
)

// learnCues fits the model of reporting words, and rates them in every article
// by a model that has not seen it.
func (t *trainer) learnCues() {
	var all []example
	var at []*word
	for n, l := range t.lessons {
		for _, r := range l.ranges {
			v := window{l.words, r.first, r.last}
			for i := r.first; i < r.last; i++ {
				if l.mayReport(i) {
					all = append(all, example{features: l.cueFeatures(v, i, nil), yes: l.reports[i], group: n})
					at = append(at, &l.words[i])
				}
			}
		}
	}
	right := t.crossRate(all, cueRows, func(k int, odds float32) { at[k].likely = max(1, level(odds)) })
	t.Log("reporting words: %d, %.4f right", len(all), right)
	t.model.cues = fitSmall(all, cueRows)
}

// learnSpeech does the same for stretches in marks.
func (t *trainer) learnSpeech() {
	var all []example
	var at []int
	verdicts := [3]map[bool]int{{}, {}, {}}
	for n, l := range t.lessons {
		l.readSegments()
		for i := range l.outer {
			all = append(all, example{features: l.stretchFeatures(&l.outer[i], nil), yes: l.spoken[i], group: n})
			at = append(at, i)
		}
	}
	right := t.crossRate(all, speechRows, func(k int, odds float32) {
		l := t.lessons[all[k].group]
		o := &l.outer[at[k]]
		o.odds = odds
		l.overrule(at[k])
		o.likely = level(o.odds)
		verdicts[o.verdict][all[k].yes]++
	})
	t.Log("sure rules: %v", verdicts)
	t.Log("stretches in marks: %d, %.4f right", len(all), right)
	t.model.speech = fitSmall(append(all, t.ownStretches()...), speechRows)
}

// ownWeight is how many examples of the research set one of ours counts for:
// ours are few, and show the house styles that it lacks.
const ownWeight = 2

func (t *trainer) ownStretches() []example {
	var all []example
	for n, l := range t.own {
		l.rateCues()
		l.readSegments()
		for i := range l.outer {
			if !l.judged[i] {
				continue
			}
			e := example{features: asOwn(l.stretchFeatures(&l.outer[i], nil)), yes: l.spoken[i], group: n}
			for range ownWeight {
				all = append(all, e)
			}
		}
	}
	t.Log("stretches in our own articles: %d", len(all)/ownWeight)
	return all
}

// crossRate fits a model for each fold on the others, hands the odds of the
// fold's examples over, and gives the share that are right.
func (t *trainer) crossRate(all []example, rows uint, rate func(k int, odds float32)) float64 {
	right := 0
	for fold := range folds {
		var others []example
		for _, e := range all {
			if e.group%folds != fold {
				others = append(others, e)
			}
		}
		m := fitSmall(others, rows)
		for k, e := range all {
			if e.group%folds == fold {
				odds := m.score(e.features)
				rate(k, odds)
				if odds > 0 == e.yes {
					right++
				}
			}
		}
	}
	return float64(right) / float64(max(1, len(all)))
}

// A sequence is a paragraph to learn from.
type sequence struct {
	features [][]uint32 // of the tokens; hashes, then numbers of weights
	borders  []border
	labels   []label
}

// clauseClimbs is how many climbs, each in an order of its own, the chain's
// weights are the mean of: the figures of a single one move by half a hundredth
// with its order.
const clauseClimbs = 6

// learnClauses fits the chain. The features that turn out to weigh most are kept.
func (t *trainer) learnClauses(ctx context.Context) error {
	sequences := t.sequences()
	hashes := numberFeatures(sequences, uint8(t.Settings.Seen))
	t.Log("clauses: %d paragraphs, %d features", len(sequences), len(hashes))
	c := newChainFit(len(hashes), t.Settings, 0)
	for climb := range uint64(clauseClimbs) {
		one := newChainFit(len(hashes), t.Settings, climb)
		if err := one.fit(ctx, sequences, t.Log); err != nil {
			return err
		}
		c.add(one, 1./clauseClimbs)
	}
	features := make([]weighted, len(hashes))
	for i, h := range hashes {
		features[i] = weighted{hash: h, weights: c.weights[i]}
	}
	t.model.clauses = buildTable(features, t.Settings.Rows)
	t.model.moves = c.moves
	t.model.moves.fill(t.model.moves.flat())
	return nil
}

// sequences describes every paragraph that is worth reading.
func (t *trainer) sequences() []sequence {
	var all []sequence
	for _, l := range t.lessons {
		for _, r := range l.ranges {
			if !l.worthReading(r) {
				continue
			}
			l.findContext(r)
			v := window{l.words, r.first, r.last}
			s := sequence{labels: l.labels[r.first:r.last]}
			for i := r.first; i < r.last; i++ {
				s.features = append(s.features, l.clauseFeatures(v, i, make([]uint32, 0, 96)))
				s.borders = append(s.borders, l.borderOf(v, i))
			}
			all = append(all, s)
		}
	}
	return all
}

// countBits sizes the first, rough count of features.
const countBits = 25

// numberFeatures replaces the hashes of features by numbers, leaves out rare
// ones, and gives the hashes by number.
func numberFeatures(sequences []sequence, often uint8) []uint32 {
	counts := make([]uint8, 1<<countBits)
	for _, s := range sequences {
		for _, f := range s.features {
			for _, h := range f {
				if c := &counts[h>>(32-countBits)]; *c < often {
					*c++
				}
			}
		}
	}
	numbers := map[uint32]uint32{}
	var hashes []uint32
	for _, s := range sequences {
		for k, f := range s.features {
			kept := f[:0]
			for _, h := range f {
				if counts[h>>(32-countBits)] < often {
					continue
				}
				n, ok := numbers[h]
				if !ok {
					n = uint32(len(hashes))
					numbers[h] = n
					hashes = append(hashes, h)
				}
				kept = append(kept, n)
			}
			s.features[k] = kept
		}
	}
	return hashes
}

// A chainFit holds the weights of a chain while they are learnt.
type chainFit struct {
	Settings
	weights [][labels]float32
	squares [][labels]float32
	moves   moves
	bends   moves // sums of squared steps of the moves
	exps    [borders][labels][labels]float64
	lattice lattice

	sums       [][labels]float32 // of the weights after the later epochs
	moveSums   moves
	remembered int
	chance     *shuffler
	seed       uint64 // of the order of the paragraphs
}

func newChainFit(features int, s Settings, seed uint64) *chainFit {
	return &chainFit{Settings: s, seed: seed, chance: newShuffler(uint64(features) + seed), weights: make([][labels]float32, features), squares: make([][labels]float32, features)}
}

// add adds a share of another fit's weights.
func (c *chainFit) add(other *chainFit, share float32) {
	for f := range c.weights {
		for y, v := range other.weights[f] {
			c.weights[f][y] += share * v
		}
	}
	for b := range c.moves {
		for a := range c.moves[b] {
			for y, v := range other.moves[b][a] {
				c.moves[b][a][y] += share * v
			}
		}
	}
}

// fit climbs the likelihood of the labels by adaptive steps, a paragraph at a time.
func (c *chainFit) fit(ctx context.Context, sequences []sequence, log func(string, ...any)) error {
	order := newShuffler(uint64(len(sequences)) + c.seed)
	for epoch := range c.Epochs {
		loss, tokens := 0.0, 0
		for _, k := range order.permutation(len(sequences)) {
			if err := ctx.Err(); err != nil {
				return err
			}
			loss += c.learn(&sequences[k])
			tokens += len(sequences[k].labels)
		}
		log("epoch %d: loss %.4f a token", epoch+1, loss/float64(max(1, tokens)))
		if 2*epoch >= c.Epochs {
			c.remember()
		}
	}
	c.average()
	return nil
}

// remember adds the weights to those of the epochs before: the average of the
// later epochs' weights errs less than the last (Polyak and Juditsky 1992).
func (c *chainFit) remember() {
	if c.sums == nil {
		c.sums = make([][labels]float32, len(c.weights))
	}
	c.remembered++
	for f := range c.weights {
		for y, v := range c.weights[f] {
			c.sums[f][y] += v
		}
	}
	for b := range c.moves {
		for a := range c.moves[b] {
			for y, v := range c.moves[b][a] {
				c.moveSums[b][a][y] += v
			}
		}
	}
}

func (c *chainFit) average() {
	n := float32(c.remembered)
	if n == 0 {
		return
	}
	for f := range c.weights {
		for y := range c.weights[f] {
			c.weights[f][y] = c.sums[f][y] / n * (1 - c.Dropout)
		}
	}
	for b := range c.moves {
		for a := range c.moves[b] {
			for y := range c.moves[b][a] {
				c.moves[b][a][y] = c.moveSums[b][a][y] / n
			}
		}
	}
}

// learn takes one step and gives the sum of the labels' surprise.
func (c *chainFit) learn(s *sequence) float64 {
	s = c.thin(s)
	c.score(s)
	c.setExps()
	c.lattice.sum(&c.exps)
	loss := 0.0
	for i, features := range s.features {
		gold := s.labels[i]
		loss -= math.Log(c.lattice.margin[i][gold] + 1e-12)
		var g [labels]float32
		for y := range labels {
			g[y] = float32(c.lattice.margin[i][y])
		}
		g[gold]--
		for _, f := range features {
			c.step(&c.weights[f], &c.squares[f], &g)
		}
	}
	c.learnMoves(s)
	return loss
}

// thin leaves out a share of the features of every token, others each time, so
// that the model does not lean on a few of them (Hinton et al. 2012).
func (c *chainFit) thin(s *sequence) *sequence {
	t := sequence{borders: s.borders, labels: s.labels, features: make([][]uint32, len(s.features))}
	limit := uint64(c.Dropout * (1 << 32))
	for i, features := range s.features {
		kept := make([]uint32, 0, len(features))
		for _, f := range features {
			if c.chance.next()>>32 >= limit {
				kept = append(kept, f)
			}
		}
		t.features[i] = kept
	}
	return &t
}

func (c *chainFit) step(weights, squares, g *[labels]float32) {
	for y := range labels {
		d := g[y]
		if d < 1e-4 && d > -1e-4 {
			continue
		}
		d += c.Decay * weights[y]
		squares[y] += d * d
		weights[y] -= c.Rate * d / float32(math.Sqrt(float64(squares[y]+1e-2)))
	}
}

// score fills the lattice's emissions.
func (c *chainFit) score(s *sequence) {
	c.lattice.resize(len(s.features))
	for i, features := range s.features {
		var e [labels]float32
		for _, f := range features {
			for y, w := range c.weights[f] {
				e[y] += w
			}
		}
		c.lattice.emit[i] = e
		c.lattice.border[i] = s.borders[i]
	}
}

func (c *chainFit) setExps() {
	for b := range c.exps {
		for a := range label(labels) {
			for y := range label(labels) {
				c.exps[b][a][y] = 0
				if !forbidden(a, y) {
					c.exps[b][a][y] = math.Exp(float64(c.moves[b][a][y]))
				}
			}
		}
	}
}

// learnMoves steps along the gradient of the moves: how often each is expected
// less how often it is there.
func (c *chainFit) learnMoves(s *sequence) {
	var g [borders][labels][labels]float64
	l := &c.lattice
	g[s.borders[0]][other][s.labels[0]]--
	for y := range labels {
		g[s.borders[0]][other][y] += l.margin[0][y]
	}
	for i := 1; i < len(s.labels); i++ {
		c.pairMargins(i, &g[s.borders[i]])
		g[s.borders[i]][s.labels[i-1]][s.labels[i]]--
	}
	for b := range g {
		for a := range g[b] {
			for y, d := range g[b][a] {
				if d == 0 {
					continue
				}
				step := float32(d)
				c.bends[b][a][y] += step * step
				c.moves[b][a][y] -= c.Rate * step / float32(math.Sqrt(float64(c.bends[b][a][y]+1e-2)))
			}
		}
	}
}

// pairMargins adds the probabilities of the labels of two neighbours.
func (c *chainFit) pairMargins(i int, g *[labels][labels]float64) {
	l := &c.lattice
	t := &c.exps[l.border[i]]
	var in [labels]float64 // margin over forward: what comes from behind
	for y := range labels {
		sum := 0.0
		for a := range labels {
			sum += l.forward[i-1][a] * t[a][y]
		}
		if sum > 0 {
			in[y] = l.margin[i][y] / sum
		}
	}
	for a := range labels {
		for y := range labels {
			g[a][y] += l.forward[i-1][a] * t[a][y] * in[y]
		}
	}
}
