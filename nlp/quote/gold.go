package quote

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/evaluation"
)

// ErrGold says that a training file can't be read as such: articles as JSONL
// with "text" and "quotes" in every line and offsets in code points, or word
// clusters as lines of path, word and count; gzipped where the name ends in .gz.
var ErrGold = errors.New("not a training file for quotations")

// open gives a file's content, unzipped where its name says so.
func open(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGold, err)
	}
	if !strings.HasSuffix(path, ".gz") {
		return file, nil
	}
	in, err := gzip.NewReader(bufio.NewReader(file))
	if err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("%s: %w: %w", path, ErrGold, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{in, file}, nil
}

// readGold reads all articles of a file.
func readGold(path string) ([]evaluation.Record, error) {
	articles, err := evaluation.ReadRecords(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGold, err)
	}
	return articles, nil
}

// readFolders reads folders of articles, one a JSON file, in the order of their
// names. Commas stand between folders; "" is none.
func readFolders(folders string) ([]evaluation.Record, error) {
	var articles []evaluation.Record
	for _, folder := range strings.Split(folders, ",") {
		if folder == "" {
			continue
		}
		names, err := filepath.Glob(filepath.Join(folder, "*.json"))
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %w", folder, ErrGold, err)
		}
		slices.Sort(names)
		for _, name := range names {
			read, err := readGold(name)
			if err != nil {
				return nil, err
			}
			articles = append(articles, read...)
		}
	}
	return articles, nil
}

// clusterCount is how often a word must have been seen to be kept; the rest
// are too rare to matter, and cost room.
const clusterCount = "25"

// readClusters reads word clusters: lines of path, word, count.
func readClusters(path string) (words, paths []string, err error) {
	in, err := open(path)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = in.Close() }()
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != 3 {
			return nil, nil, fmt.Errorf("%s: %w: %d fields in a line", path, ErrGold, len(fields))
		}
		if count := fields[2]; len(count) < len(clusterCount) || len(count) == len(clusterCount) && count < clusterCount {
			continue
		}
		words, paths = append(words, fields[1]), append(paths, fields[0])
	}
	if err := lines.Err(); err != nil {
		return nil, nil, fmt.Errorf("%s: %w: %w", path, ErrGold, err)
	}
	return words, paths, nil
}

// A lesson is an annotated article with its layers, ready to learn from.
type lesson struct {
	*work
	labels  []label // of the tokens
	spoken  []bool  // for each outermost stretch: somebody says it
	judged  []bool  // and whether that is known; in our own articles
	reports []bool  // for each token: it is among the words that report a statement
}

// prepare turns the annotated spans into labels of tokens.
func (l *lesson) prepare(g *evaluation.Record) {
	points := nlp.NewCodePoints(g.Text)
	span := func(start, end int) nlp.Span {
		return nlp.Span{Start: points.Byte(start), End: points.Byte(end)}
	}
	l.labels = make([]label, len(l.d.Tokens))
	l.reports = make([]bool, len(l.d.Tokens))
	for i := range g.Quotes {
		q := &g.Quotes[i]
		cue := cueWord
		if !q.IsStatement() {
			cue = beliefCue
		}
		if q.Speaker != nil {
			l.mark(span(q.Speaker.Start, q.Speaker.End), source, source)
		}
		if q.Cue != nil {
			l.mark(span(q.Cue.Start, q.Cue.End), cue, cue)
		}
	}
	for i := range g.Quotes {
		if q := &g.Quotes[i]; q.IsStatement() {
			l.mark(l.core(span(q.Start, q.End)), beginSaid, said)
		} else {
			l.mark(l.core(span(q.Start, q.End)), beginMeant, meant)
		}
	}
	for i, y := range l.labels {
		l.reports[i] = y == cueWord
		if i > 0 && !forbidden(l.labels[i-1], y) {
			continue
		}
		switch y { // the rest of a span that another one cut in two
		case said:
			l.labels[i] = beginSaid
		case meant:
			l.labels[i] = beginMeant
		}
	}
	for _, r := range l.ranges {
		if r.first < len(l.labels) {
			switch l.labels[r.first] {
			case said:
				l.labels[r.first] = beginSaid
			case meant:
				l.labels[r.first] = beginMeant
			}
		}
	}
}

// core takes marks, closing punctuation and a leading "that" off a span, since
// they are no part of what we call reported words.
func (l *lesson) core(s nlp.Span) nlp.Span {
	first, last := l.tokensOf(s)
	for first < last && l.words[first].sign != noSign && l.words[first].sign != otherSign && l.words[first].sign != bracket {
		first++
	}
	if first < last && l.words[first].lower == hashThat && first+2 < last {
		first++
	}
	for last > first && l.words[last-1].sign != noSign && l.words[last-1].sign != otherSign && l.words[last-1].sign != bracket {
		last--
	}
	if first >= last {
		return nlp.Span{}
	}
	return nlp.Span{Start: l.d.Tokens[first].Start, End: l.d.Tokens[last-1].End}
}

func (l *lesson) mark(s nlp.Span, first, others label) {
	from, to := l.tokensOf(s)
	for i := from; i < to; i++ {
		l.labels[i] = others
	}
	if from < to {
		l.labels[from] = first
	}
}

// judgeStretches notes which outermost stretches hold reported words.
func (l *lesson) judgeStretches() {
	l.spoken = make([]bool, len(l.outer))
	for i, o := range l.outer {
		n := 0
		for t := o.first; t < o.last; t++ {
			if l.labels[t] == said || l.labels[t] == beginSaid {
				n++
			}
		}
		l.spoken[i] = 2*n > o.last-o.first
	}
}

// judgeOwn does the same for one of our own articles, where words in marks that
// nobody says are annotated too; a stretch that is neither is left alone.
func (l *lesson) judgeOwn(g *evaluation.Record) {
	points := nlp.NewCodePoints(g.Text)
	l.spoken, l.judged = make([]bool, len(l.outer)), make([]bool, len(l.outer))
	for i, o := range l.outer {
		for _, q := range g.Quotes {
			s := nlp.Span{Start: points.Byte(q.Start), End: points.Byte(q.End)}
			if s.Overlaps(o.Inner) && q.Type != "indirect" && q.Type != "post" {
				l.spoken[i], l.judged[i] = true, true
			}
		}
		for _, q := range g.Traps {
			s := nlp.Span{Start: points.Byte(q.Start), End: points.Byte(q.End)}
			if s.Overlaps(o.Inner) && 2*s.Len() > o.Inner.Len() {
				l.spoken[i], l.judged[i] = false, true
			}
		}
	}
}
