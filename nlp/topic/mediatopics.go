package topic

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// ErrSource says that a file that the standard model is learnt from is missing
// or is not what it should be; the message names it.
var ErrSource = errors.New("can't learn the Media Topics from this")

// The scheme of codes, and what follows the two digits of a first-level topic.
const (
	codePrefix = "medtop:"
	codeSuffix = "000000"
)

// How much an example of each source weighs.
const (
	weightTaxonomy = 0.1
	weightTexts    = 5
	weightArticles = 15
	weightSingles  = 0.3 // single sentences of an encyclopedia
	weightTaught   = 0.2 // what only the teacher has judged
)

// How hints are written, and how much they count: a letter for each topic of
// the first level, in steps from the one that says nothing.
const (
	hintSteps   = "abcdefghijklmnopqrstuvwxyz"
	hintNothing = 'm'
	hintStep    = 0.041
)

// termHint is what a term in our lists speaks for the list's topic; a term of
// several topics speaks for each of them in part.
const termHint = 1.25

// standard settings, chosen on development sets: training begins with hints,
// so that small steps are enough.
var standard = Settings{Rate: 0.03, Damping: 0.2, Epochs: 25, Temperature: 0.32}

// prior holds back human interest, under which is filed what fits nowhere else:
// its lessons are full of words that any tale of people has.
var prior = map[string]float32{codePrefix + "08" + codeSuffix: 0.6}

// sections are the topics that nearly every news site has a section for: arts,
// business, health, politics, science and technology, and sport. Where a text is
// too short to tell much, its topic is rather one of these.
var sections = [...]string{"01", "04", "07", "11", "13", "15"}

// sectionLean is how much a short text leans toward each of them, in the logits
// before the temperature.
const sectionLean = 0.3

// lean tells what short texts lean toward.
func lean() map[string]float32 {
	m := map[string]float32{}
	for _, number := range sections {
		m[codePrefix+number+codeSuffix] = sectionLean
	}
	return m
}

// A source reads examples for the standard model.
type source struct {
	data  fs.FS // sets: topics/…, entities/…
	ours  fs.FS // texts/… and teacher.tsv.gz
	names map[string]string
	terms map[uint32][]string // topics of our lists, by the features that tell their terms
	hints []Hint
	err   error
}

// MediaTopics gives what the standard model is learnt from: the taxonomy's
// names and definitions, the few labelled articles of masakhanews and the
// sentences of sib200 (all in data), texts and terms written for the purpose
// (ours, texts/), the judgement of a teacher on news without labels and hints
// about single words (ours, teacher.tsv.gz). A term is a hint, too. The error
// wraps ErrSource.
func MediaTopics(data, ours fs.FS) (TrainOptions, error) {
	s := &source{data: data, ours: ours, names: map[string]string{}, terms: map[uint32][]string{}}
	concepts := s.taxonomy("topics/iptc_mediatopics.jsonl.gz")
	examples := s.definitions(concepts)
	examples = append(examples, s.texts("texts")...)
	examples = append(examples, s.labelled("topics/masakhanews_eng.fewshot50train.jsonl.gz", weightArticles)...)
	examples = append(examples, s.labelled("topics/sib200_eng.train.jsonl.gz", weightSingles)...)
	examples = append(examples, s.taught("teacher.tsv.gz")...)
	s.hints = append(s.hints, s.termHints()...)
	return TrainOptions{Examples: examples, Names: s.names, Concepts: concepts, Hints: s.hints, Prior: prior, Lean: lean(), Settings: standard}, s.err
}

// taxonomy reads the concepts and notes the names of the first level.
func (s *source) taxonomy(name string) []Concept {
	var concepts []Concept
	s.records(s.data, name, func(line []byte) error {
		var c Concept
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		if c.Level == 1 {
			s.names[c.Code] = c.Name
		}
		concepts = append(concepts, c)
		return nil
	})
	return concepts
}

// definitions makes an example of each concept, of the topic it stands under.
func (s *source) definitions(concepts []Concept) []Example {
	var examples []Example
	for _, c := range concepts {
		examples = append(examples, Example{Title: c.Name, Text: c.Definition, Label: c.Top, Weight: weightTaxonomy})
	}
	return examples
}

// labelled reads articles with a code in the field iptc.
func (s *source) labelled(name string, weight float32) []Example {
	var examples []Example
	s.records(s.data, name, func(line []byte) error {
		var r struct{ Title, Text, IPTC string }
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if r.IPTC != "" {
			examples = append(examples, Example{Title: r.Title, Text: r.Text, Label: r.IPTC, Weight: weight})
		}
		return nil
	})
	return examples
}

// texts reads the files of a folder, by name: "headline | text" lines, whose
// topic is the number the file's name begins with, and "number: terms" lines.
func (s *source) texts(folder string) []Example {
	files, err := fs.Glob(s.ours, path.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		s.fail(folder, cmp.Or(err, fs.ErrNotExist))
		return nil
	}
	slices.Sort(files)
	var examples []Example
	for _, file := range files {
		text, err := fs.ReadFile(s.ours, file)
		if err != nil {
			s.fail(file, err)
			return nil
		}
		number, _, _ := strings.Cut(path.Base(file), "-")
		for line := range strings.Lines(string(text)) {
			e, ok := readText(strings.TrimSpace(line), number)
			if !ok {
				continue
			}
			examples = append(examples, e)
			if e.Title == "" {
				s.note(e)
			}
		}
	}
	return examples
}

func readText(line, number string) (Example, bool) {
	if strings.HasPrefix(line, "#") {
		return Example{}, false
	}
	e := Example{Weight: weightTexts, Label: codePrefix + number + codeSuffix}
	if headline, text, ok := strings.Cut(line, " | "); ok {
		e.Title, e.Text = headline, text
		return e, true
	}
	if number, terms, ok := strings.Cut(line, ": "); ok {
		e.Text, e.Label = terms, codePrefix+number+codeSuffix
		return e, true
	}
	return Example{}, false
}

// note takes down the terms of a list.
func (s *source) note(list Example) {
	for term := range strings.SplitSeq(list.Text, ", ") {
		for _, feature := range telling(term) {
			if !slices.Contains(s.terms[feature], list.Label) {
				s.terms[feature] = append(s.terms[feature], list.Label)
			}
		}
	}
}

// telling gives the features that tell a term: its pairs of words, or the word
// that it consists of, as a name, too, where it is one. "Bank of England" has
// none: "england" alone says little.
func telling(term string) []uint32 {
	var alone, pairs []uint32
	eachFeature(term, true, func(kind featureKind, key uint32) {
		if kind == pairFeature {
			pairs = append(pairs, key)
		} else {
			alone = append(alone, key)
		}
	})
	words := 0
	eachWord(term, func(word) { words++ })
	if words > 1 {
		return pairs
	}
	return alone
}

// termHints gives a hint about each feature that tells a term.
func (s *source) termHints() []Hint {
	var hints []Hint
	for _, feature := range slices.Sorted(maps.Keys(s.terms)) {
		h := Hint{feature: feature}
		for _, label := range s.terms[feature] {
			h.Weights = append(h.Weights, Share{label, termHint / float32(len(s.terms[feature]))})
		}
		hints = append(hints, h)
	}
	return hints
}

// taught reads what the teacher says: a set, an article's id and shares of
// topics, "04=0.61 11=0.30"; or "word", a word's feature in hex and a letter for
// each topic; tabs between.
func (s *source) taught(name string) []Example {
	articles := s.articles()
	var examples []Example
	s.records(s.ours, name, func(line []byte) error {
		fields := strings.Split(string(line), "\t")
		if len(fields) != 3 {
			return fmt.Errorf("%d fields", len(fields))
		}
		if fields[0] == "word" {
			h, err := readHint(fields[1], fields[2])
			s.hints = append(s.hints, h)
			return err
		}
		e, ok := articles[fields[0]+"/"+fields[1]]
		if !ok {
			return fmt.Errorf("no article %s/%s", fields[0], fields[1])
		}
		var err error
		e.Shares, err = readShares(fields[2])
		examples = append(examples, e)
		return err
	})
	return examples
}

func readShares(list string) ([]Share, error) {
	var shares []Share
	for share := range strings.FieldsSeq(list) {
		number, value, _ := strings.Cut(share, "=")
		x, err := strconv.ParseFloat(value, 32)
		if err != nil {
			return nil, err
		}
		shares = append(shares, Share{codePrefix + number + codeSuffix, float32(x)})
	}
	return shares, nil
}

func readHint(feature, letters string) (Hint, error) {
	key, err := strconv.ParseUint(feature, 16, 32)
	if err != nil {
		return Hint{}, err
	}
	h := Hint{feature: uint32(key)}
	for i, letter := range []byte(letters) {
		if strings.IndexByte(hintSteps, letter) < 0 {
			return Hint{}, fmt.Errorf("no step %q", letter)
		}
		if letter != hintNothing {
			label := fmt.Sprintf("%s%02d%s", codePrefix, i+1, codeSuffix)
			h.Weights = append(h.Weights, Share{label, hintStep * float32(int(letter)-hintNothing)})
		}
	}
	return h, nil
}

// mostTaughtWords is how much of an article the teacher has read.
const mostTaughtWords = 260

// judged are the sets that the teacher has judged articles of, and their files.
var judged = map[string]string{
	"worldwide":    "entities/worldwide.train.jsonl.gz",
	"conll03":      "entities/conll03.train.jsonl.gz",
	"reuters21578": "topics/reuters21578.all.jsonl.gz",
}

// articles reads the texts of the sets that the teacher has judged articles of,
// by set and id.
func (s *source) articles() map[string]Example {
	articles := map[string]Example{}
	for set, name := range judged {
		s.records(s.data, name, func(line []byte) error {
			var r struct{ ID, Title, Text string }
			if err := json.Unmarshal(line, &r); err != nil {
				return err
			}
			words := strings.Fields(r.Text)
			text := strings.Join(words[:min(len(words), mostTaughtWords)], " ")
			articles[set+"/"+r.ID] = Example{Title: r.Title, Text: text, Weight: weightTaught}
			return nil
		})
	}
	return articles
}

// records calls f for every line of a gzipped file.
func (s *source) records(files fs.FS, name string, f func(line []byte) error) {
	if s.err != nil {
		return
	}
	file, err := files.Open(name)
	if err != nil {
		s.fail(name, err)
		return
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		s.fail(name, err)
		return
	}
	if err := eachLine(unpacked, f); err != nil {
		s.fail(name, err)
	}
}

func eachLine(r io.Reader, f func(line []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, mostLine)
	for n := 1; lines.Scan(); n++ {
		if err := f(lines.Bytes()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return lines.Err()
}

// fail keeps the first error.
func (s *source) fail(name string, err error) {
	if s.err == nil && err != nil {
		s.err = fmt.Errorf("%w: %s: %w", ErrSource, name, err)
	}
}
