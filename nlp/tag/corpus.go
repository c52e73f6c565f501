package tag

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"quoth/nlp"
)

// ErrTreebank says that a file could not be read as a treebank or as a list of
// word clusters; the error it wraps, or its text, says why.
var ErrTreebank = errors.New("no training data")

// masked stands for the tag of a token that the treebank says nothing about.
const masked = maxTags

// A goldWord is a syntactic word of a treebank at its place in the text.
type goldWord struct {
	nlp.Span
	tag      string
	head     int // index of its head in the sentence, -1 for none
	relation string
	first    int // index of its sentence's first word in the article's list
}

// A goldArticle is the text of a treebank's document, rebuilt, with its words.
type goldArticle struct {
	text  string
	words []goldWord
}

// readTreebank reads a gzipped file of CoNLL-U (universaldependencies.org/format.html).
func readTreebank(path string) ([]goldArticle, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTreebank, err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrTreebank, path, err)
	}
	var r treebankReader
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		r.line(lines.Text())
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrTreebank, path, err)
	}
	r.endArticle()
	return r.articles, nil
}

// A treebankReader rebuilds texts from CoNLL-U: words with the spaces between
// them, paragraphs with a blank line.
type treebankReader struct {
	articles []goldArticle
	text     strings.Builder
	words    []goldWord
	first    int // word that the sentence begins with
	rangeEnd int // last word of a token of several words
	rangeGap bool
	gap      string // to be written before the next word
}

func (r *treebankReader) line(line string) {
	switch {
	case strings.HasPrefix(line, "# newdoc"):
		r.endArticle()
	case strings.HasPrefix(line, "# newpar"):
		r.gap = "\n\n"
	case line == "":
		r.first = len(r.words)
		r.rangeEnd = 0
	case line[0] != '#':
		if f := strings.Split(line, "\t"); len(f) == 10 {
			r.word(f)
		}
	}
}

func (r *treebankReader) endArticle() {
	if len(r.words) > 0 {
		r.articles = append(r.articles, goldArticle{text: r.text.String(), words: r.words})
	}
	*r = treebankReader{articles: r.articles}
}

func (r *treebankReader) word(f []string) {
	spaced := !strings.Contains(f[9], "SpaceAfter=No")
	if _, last, several := strings.Cut(f[0], "-"); several {
		r.rangeEnd, _ = strconv.Atoi(last)
		r.rangeGap = spaced
		return
	}
	number, err := strconv.Atoi(f[0])
	if err != nil {
		return // an empty node, "8.1"
	}
	head, _ := strconv.Atoi(f[6])
	if r.text.Len() > 0 {
		r.text.WriteString(r.gap)
	}
	start := r.text.Len()
	r.text.WriteString(f[1])
	r.words = append(r.words, goldWord{
		Span: nlp.Span{Start: start, End: r.text.Len()}, tag: pennTag(f[1], f[4]), head: head - 1, relation: f[7], first: r.first,
	})
	if number < r.rangeEnd {
		spaced = false
	} else if number == r.rangeEnd {
		spaced = r.rangeGap
	}
	r.gap = ""
	if spaced {
		r.gap = " "
	}
}

// pennTag gives the Penn Treebank's tag of a mark that the English Web Treebank
// takes for a comma: ";", "--", "…" and others like them are ":".
func pennTag(word, tag string) string {
	if tag == "," && word != "," {
		return ":"
	}
	return tag
}

// A lesson is a sentence as the tagger will see it, with the right tags.
type lesson struct {
	words []string
	tags  []uint8 // masked where the treebank has no tag for the token

	advice []uint64 // hashes of the adviser's tags; none where nobody advises
}

// advise shows the adviser's tags to a tagger that has started on the lesson.
func (l *lesson) advise(t *tagger) {
	for i, a := range l.advice {
		t.places[i].advice = a
	}
}

// sentencesOf gives the sentences of a document, with the tags as the advice.
func sentencesOf(d *nlp.Document, advised bool) []lesson {
	lessons := make([]lesson, len(d.Sentences))
	for i, s := range d.Sentences {
		l := &lessons[i]
		for _, k := range d.Tokens[s.First:s.Last] {
			l.words = append(l.words, d.Slice(k.Span))
			l.tags = append(l.tags, masked)
			if advised {
				l.advice = append(l.advice, hashString(string(k.Tag)))
			}
		}
	}
	return lessons
}

// lessonsOf cuts the articles as the tokenizer does and gives each token the
// tag of the words it covers. The tags are numbered by name.
func lessonsOf(ctx context.Context, articles []goldArticle, o TrainOptions) ([]lesson, []nlp.Tag, error) {
	names := tagNames(articles)
	number := map[string]uint8{}
	for i, n := range names {
		number[string(n)] = uint8(i)
	}
	var lessons []lesson
	for _, a := range articles {
		d, err := o.read(ctx, a.text)
		if err != nil {
			return nil, nil, err
		}
		gold := a.align(d)
		some := sentencesOf(d, o.Adviser != nil)
		for i, s := range d.Sentences {
			for k := range some[i].tags {
				if n, ok := number[gold[s.First+k]]; ok {
					some[i].tags[k] = n
				}
			}
			some[i].maskNouns(names)
		}
		lessons = append(lessons, some...)
	}
	return lessons, names, nil
}

// maskNouns hides the tags of capitalised words in mid-sentence that the
// treebank takes for common nouns: it takes "the Committee" for one as often as
// for a name, the Penn Treebank only ever for a name.
func (l *lesson) maskNouns(names []nlp.Tag) {
	if caseOf(l.words) != usualCase {
		return
	}
	for i := 1; i < len(l.words); i++ {
		if t := l.tags[i]; t != masked && (names[t] == "NN" || names[t] == "NNS") &&
			hasCapital(shapeOf(l.words[i])) && shapeOf(l.words[i-1]) != shapeMark {
			l.tags[i] = masked
		}
	}
}

// read gives a text its tokens, its sentences and, where there is an adviser, its tags.
func (o TrainOptions) read(ctx context.Context, text string) (*nlp.Document, error) {
	d := &nlp.Document{Text: text}
	if err := o.Tokenizer.Annotate(ctx, d); err != nil {
		return nil, err
	}
	if o.Adviser == nil {
		return d, nil
	}
	return d, o.Adviser.Annotate(ctx, d)
}

// readTexts gives the sentences of all texts, with the adviser's tags.
func readTexts(ctx context.Context, o TrainOptions) ([]lesson, error) {
	var lessons []lesson
	for _, path := range o.Texts {
		some, err := readText(ctx, path, o)
		if err != nil {
			return nil, err
		}
		lessons = append(lessons, some...)
	}
	return lessons, nil
}

// readText gives those of one gzipped JSONL file with a text in each line.
func readText(ctx context.Context, path string, o TrainOptions) ([]lesson, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTreebank, err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrTreebank, path, err)
	}
	var lessons []lesson
	for records := json.NewDecoder(unzipped); ; {
		var record struct{ Text string }
		if err := records.Decode(&record); err == io.EOF {
			return lessons, nil
		} else if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrTreebank, path, err)
		}
		d, err := o.read(ctx, record.Text)
		if err != nil {
			return nil, err
		}
		lessons = append(lessons, sentencesOf(d, true)...)
	}
}

// foreignTags are marks of an annotation that no tagger can know the reason
// of: words written apart by mistake.
var foreignTags = []string{"GW", "XX", "_"}

func tagNames(articles []goldArticle) []nlp.Tag {
	var names []nlp.Tag
	for _, a := range articles {
		for _, w := range a.words {
			if t := nlp.Tag(w.tag); !slices.Contains(names, t) && !slices.Contains(foreignTags, w.tag) {
				names = append(names, t)
			}
		}
	}
	slices.Sort(names)
	return names
}

// align gives the tag of every token of d, "" where the borders of the words
// do not fit and no tag follows from theirs.
func (a *goldArticle) align(d *nlp.Document) []string {
	tags := make([]string, len(d.Tokens))
	w := 0
	for i, t := range d.Tokens {
		for w < len(a.words) && a.words[w].End <= t.Start {
			w++
		}
		end := w
		for end < len(a.words) && a.words[end].End <= t.End {
			end++
		}
		if end == w || a.words[w].Start != t.Start || a.words[end-1].End != t.End {
			continue
		}
		if end == w+1 {
			tags[i] = a.words[w].tag
		} else if strings.ContainsAny(d.Slice(t.Span), "-‐‑") {
			tags[i] = a.hyphenated(w, end)
		}
	}
	return tags
}

// hyphenated gives the tag of words [from, to), which the treebank parts at
// their hyphens, as the Penn Treebank has it: that of the head among them, but
// an adjective before the noun that it modifies ("a state-run bank").
func (a *goldArticle) hyphenated(from, to int) string {
	same := true
	head := to - 1
	for i := from; i < to; i++ {
		w := a.words[i]
		if w.tag == "HYPH" || w.tag == ":" {
			continue
		}
		same = same && w.tag == a.words[from].tag
		if h := w.first + w.head; w.head < 0 || h < from || h >= to {
			head = i
		}
	}
	w := a.words[head]
	outside := w.first + w.head
	switch {
	case same && (w.tag == "NNP" || w.tag == "CD"):
		return w.tag
	case w.head >= 0 && outside >= to && (w.relation == "compound" || w.relation == "amod" || w.relation == "nmod"):
		return "JJ"
	}
	return w.tag
}
