package quote

import (
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// work is the scratch memory of one document.
type work struct {
	d          *nlp.Document
	cues       *lexicon.Cues
	model      *model
	paragraphs []nlp.Span
	bold       []bool       // for each paragraph: it is set in bold as a whole
	boldAsks   bool         // what is bold are an interview's questions
	ranges     []tokenRange // of the paragraphs
	within     []int32      // for each sentence: its paragraph
	taken      []bool       // for each paragraph: a layout has it
	turns      []turn
	groups     int
	pairs      pairs
	blocks     []block
	words      []word
	outer      []outer
	segments   []segment
	contexts   []vicinity
	features   []uint32
	lattice    lattice
	labels     []label
	spans      []tokenRange
	found      []finding
	kept       []finding
	names      []uint32 // hashes of what stands in marks and is a name
}

// A tokenRange is tokens [first, last).
type tokenRange struct{ first, last int }

// A finding is a quotation in the making.
type finding struct {
	nlp.Quotation
	first, last int // tokens [first, last)
	chain       int // pieces of one quotation over several paragraphs; -1 for none
	cue         int // first token of its reporting words, -1 for none
	group       int // blocks of one statement; 0 for none
}

// begin reads the document's words, marks and layout.
func (w *work) begin(d *nlp.Document) {
	w.d = d
	w.found, w.blocks = w.found[:0], w.blocks[:0]
	w.readParagraphs()
	w.readWords()
	w.readMarks()
	w.readLayout()
}

func (w *work) end() { w.d = nil }

func (w *work) readParagraphs() {
	w.paragraphs, w.ranges, w.within = w.paragraphs[:0], w.ranges[:0], w.within[:0]
	last := -1
	for _, s := range w.d.Sentences {
		if n := len(w.paragraphs); s.Paragraph == last {
			w.paragraphs[n-1].End, w.ranges[n-1].last = s.End, s.Last
			w.within = append(w.within, int32(n-1))
			continue
		}
		last = s.Paragraph
		w.paragraphs = append(w.paragraphs, s.Span)
		w.ranges = append(w.ranges, tokenRange{s.First, s.Last})
		w.within = append(w.within, int32(len(w.ranges)-1))
	}
	w.bold = w.bold[:0]
	for i, p := range w.paragraphs {
		w.paragraphs[i] = plain(w.d.Text, p)
		w.bold = append(w.bold, w.paragraphs[i].End < p.End && strings.HasPrefix(w.text(p), "**"))
	}
}

// plain leaves out the marks by which plain text shows that a paragraph is a
// heading or quoted, or set in bold or italics as a whole, or that its label is: "## Later",
// "> I did", "**Why?**", "**Ana Ruiz:** I did".
func plain(text string, p nlp.Span) nlp.Span {
	inner := strings.TrimLeft(text[p.Start:p.End], "#>")
	if len(inner) < p.Len() && inner != "" && (strings.HasPrefix(inner, " ") || text[p.Start] == '>') {
		p.Start = p.End - len(strings.TrimLeft(inner, " "))
	}
	for _, mark := range [...]string{"**", "*", "__", "_"} {
		inner, opens := strings.CutPrefix(text[p.Start:p.End], mark)
		if !opens || strings.HasPrefix(inner, " ") {
			continue
		}
		switch at := strings.Index(inner, mark); {
		case at > 0 && at == len(inner)-len(mark):
			return nlp.Span{Start: p.Start + len(mark), End: p.End - len(mark)}
		case at > 0 && len(mark) == 2:
			return nlp.Span{Start: p.Start + len(mark), End: p.End}
		}
	}
	return p
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
