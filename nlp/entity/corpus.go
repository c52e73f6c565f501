package entity

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"quoth/nlp"
)

// ErrCorpus says that annotated text can't be read: it is not JSON Lines of
// {"id","text","entities":[{"start","end","label"}]}, or a span lies outside
// its text. Mend the file.
var ErrCorpus = errors.New("annotated text can't be read")

// A Set is a collection of annotated articles: JSON Lines, plain or gzipped,
// of {"id","text","entities":[{"start","end","label"}]} with labels PER, ORG,
// LOC and MISC and spans in code points.
type Set struct {
	Name string
	Open func() (io.ReadCloser, error)

	// Foreign says that the set is annotated by other rules, or written in
	// another manner, than the model shall answer by: its peculiarities are
	// learnt apart and left out of the model.
	Foreign bool

	// Informal says that the set is informal text, such as mail and what people
	// write on the web: its manner is learnt apart too, and the model takes it
	// on for documents that look like the set. A set that is foreign as well
	// teaches that manner less its own peculiarities.
	Informal bool

	// Weight is how much one of its articles counts; 0 stands for 1.
	Weight float32
}

func (s Set) weight() float32 {
	if s.Weight == 0 {
		return 1
	}
	return s.Weight
}

// A lesson is a tokenized article with the tags its annotators gave it.
type lesson struct {
	d      *nlp.Document
	tags   []tag
	set    int
	noMisc bool // the set says nothing about MISC
}

type goldRecord struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Entities []struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Label string `json:"label"`
	} `json:"entities"`
}

var goldTypes = map[string]int{"PER": 0, "PERSON": 0, "ORG": 1, "LOC": 2, "MISC": 3}

// readLessons reads, tokenizes and tags every article of the sets.
func readLessons(ctx context.Context, sets []Set, tokenizer nlp.Annotator) ([]lesson, error) {
	var all []lesson
	for i, s := range sets {
		lessons, err := readSet(ctx, s, i, tokenizer)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		all = append(all, lessons...)
	}
	return all, nil
}

func readSet(ctx context.Context, s Set, number int, tokenizer nlp.Annotator) ([]lesson, error) {
	data, err := readAll(s.Open)
	if err != nil {
		return nil, err
	}
	var lessons []lesson
	hasMisc := false
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	for lines.Scan() {
		var r goldRecord
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%w: record %d: %v", ErrCorpus, len(lessons)+1, err)
		}
		l, err := newLesson(ctx, r, tokenizer)
		if err != nil {
			return nil, err
		}
		l.set = number
		lessons = append(lessons, l)
		for _, t := range l.tags {
			hasMisc = hasMisc || t != outsideName && t.typ() == goldTypes["MISC"]
		}
	}
	for i := range lessons {
		lessons[i].noMisc = !hasMisc
	}
	return lessons, lines.Err()
}

// readAll reads a file, unpacked where it is gzipped.
func readAll(open func() (io.ReadCloser, error)) (data []byte, err error) {
	f, err := open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	buffered := bufio.NewReader(f)
	if head, _ := buffered.Peek(2); string(head) != "\x1f\x8b" {
		return io.ReadAll(buffered)
	}
	unpacked, err := gzip.NewReader(buffered)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(unpacked)
}

func newLesson(ctx context.Context, r goldRecord, tokenizer nlp.Annotator) (lesson, error) {
	d := &nlp.Document{ID: r.ID, Text: r.Text}
	if err := tokenizer.Annotate(ctx, d); err != nil {
		return lesson{}, err
	}
	l := lesson{d: d, tags: make([]tag, len(d.Tokens))}
	points := nlp.NewCodePoints(d.Text)
	for _, e := range r.Entities {
		typ, ok := goldTypes[e.Label]
		if !ok || e.Start < 0 || e.End <= e.Start || e.End > points.Count() {
			return lesson{}, fmt.Errorf("%w: %s: span %d-%d labelled %q", ErrCorpus, r.ID, e.Start, e.End, e.Label)
		}
		span := nlp.Span{Start: points.Byte(e.Start), End: points.Byte(e.End)}
		l.putParts(span, typ)
	}
	return l, nil
}

// putParts tags a span; a place and the larger one it lies in, set apart by a
// comma, are two names, though some annotators take them for one.
func (l *lesson) putParts(span nlp.Span, typ int) {
	if typ == goldTypes["LOC"] {
		first, last := tokensIn(l.d.Tokens, span)
		for i := first + 1; i+1 < last; i++ {
			if t := l.d.Tokens[i]; l.d.Slice(t.Span) == "," {
				l.put(nlp.Span{Start: span.Start, End: t.Start}, typ)
				span.Start = t.End
			}
		}
	}
	l.put(span, typ)
}

// put tags the tokens of a span, less a leading "the" and a trailing "'s",
// which no mention holds.
func (l *lesson) put(span nlp.Span, typ int) {
	tokens := l.d.Tokens
	first, last := tokensIn(tokens, span)
	if last-first > 1 && strings.EqualFold(l.d.Slice(tokens[first].Span), "the") {
		first++
	}
	for last-first > 1 && isTrailing(l.d.Slice(tokens[last-1].Span)) {
		last--
	}
	for i := first; i < last; i++ {
		if l.tags[i] != outsideName || tokens[i].Sentence != tokens[first].Sentence {
			return
		}
	}
	for i := first; i < last; i++ {
		part := partInside
		switch {
		case last-first == 1:
			part = partOnly
		case i == first:
			part = partBegin
		case i == last-1:
			part = partLast
		}
		l.tags[i] = tagFor(typ, part)
	}
}

func isTrailing(s string) bool {
	switch s {
	case "'s", "’s", "'", "’", ".", ",", "”", "\"":
		return true
	}
	return false
}

// tokensIn gives the tokens that share text with a span, by binary search.
func tokensIn(tokens []nlp.Token, span nlp.Span) (first, last int) {
	lo, hi := 0, len(tokens)
	for lo < hi {
		if mid := (lo + hi) / 2; tokens[mid].End <= span.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	first = lo
	for lo < len(tokens) && tokens[lo].Start < span.End {
		lo++
	}
	return first, lo
}
