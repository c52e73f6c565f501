package quote

import (
	"slices"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// work is the scratch memory of one document.
type work struct {
	d          *nlp.Document
	cues       *lexicon.Cues
	paragraphs []nlp.Span
	pairs      pairs
	blocks     []block
	taken      []bool // for each paragraph: a layout has it
	turns      []turn
	groups     int
	words      []word
	found      []finding
}

// A word is what is known of a token before anything is decided.
type word struct {
	cue     lexicon.Cue
	stretch int32 // the outermost stretch it stands in, or -1
	block   int32 // the block it stands in, or -1
}

// A finding is a quotation in the making.
type finding struct {
	nlp.Quotation
	first, last int // tokens [first, last)
	chain       int // pieces of one quotation over several paragraphs; -1 for none
	group       int // blocks of one statement; 0 for none
}

func (w *work) begin(d *nlp.Document, cues *lexicon.Cues) {
	w.d, w.cues = d, cues
	w.found, w.blocks = w.found[:0], w.blocks[:0]
	w.paragraphs = w.paragraphs[:0]
	last := -1
	for _, s := range d.Sentences {
		if s.Paragraph == last {
			w.paragraphs[len(w.paragraphs)-1].End = s.End
			continue
		}
		last = s.Paragraph
		w.paragraphs = append(w.paragraphs, s.Span)
	}
	w.words = slices.Grow(w.words[:0], len(d.Tokens))[:len(d.Tokens)]
	for i, t := range d.Tokens {
		w.words[i] = word{stretch: -1, block: -1}
		if t.Len() > 2 {
			w.words[i].cue, _ = cues.Lookup(d.Text[t.Start:t.End])
		}
	}
}

func (w *work) end() { w.d = nil }

// readMarks pairs the marks and notes for every token which stretch it is in.
func (w *work) readMarks() {
	w.pairs.findStretches(w.d.Text, w.paragraphs)
	t := 0
	for i, s := range w.pairs.stretches {
		if s.Depth > 0 {
			continue
		}
		for t < len(w.d.Tokens) && w.d.Tokens[t].Start < s.Open.Start {
			t++
		}
		for t < len(w.d.Tokens) && w.d.Tokens[t].Start < s.Close.End {
			w.words[t].stretch = int32(i)
			t++
		}
	}
}

// tokensOf gives the tokens [first, last) that begin in a span. Spans are asked
// for in any order: the place is found by halving.
func (w *work) tokensOf(s nlp.Span) (first, last int) {
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(w.d.Tokens, offset, func(t nlp.Token, o int) int { return t.Start - o })
		return i
	}
	return at(s.Start), at(s.End)
}

// quotations gives the findings in text order.
func (w *work) quotations() []nlp.Quotation {
	if len(w.found) == 0 {
		return nil
	}
	out := make([]nlp.Quotation, len(w.found))
	for i, f := range w.found {
		out[i] = f.Quotation
	}
	return out
}

func (w *work) text(s nlp.Span) string { return w.d.Text[s.Start:s.End] }

func (w *work) token(i int) string { return w.text(w.d.Tokens[i].Span) }
