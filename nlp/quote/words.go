package quote

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"quoth/nlp/lexicon"
)

// A word is what is known of a token before anything is decided.
type word struct {
	lower   uint32 // hash in lower case
	tag     uint32 // hash of the part-of-speech tag
	cluster uint16 // number of its cluster of words that are used alike; 0 for none
	sign    sign
	shape   shape
	place   place
	likely  uint8            // 0 … 7, how sure it is that it reports speech; 0 where it can't
	class   lexicon.CueClass // of the reporting verb that it is a form of
	shaped  lexicon.VerbForm // which form
	verb    uint32           // hash of that verb, or of the word itself
	stretch int32            // the outermost stretch it stands in, or -1
	block   int32            // the block it stands in, or -1
	segment int32
}

// A sign is what a token does as punctuation.
type sign uint8

const (
	noSign sign = iota
	comma
	stop // . ! ? …
	colon
	semicolon
	dash
	bracket
	quoteMark
	otherSign
)

// A shape is how a token is written.
type shape uint8

const (
	lowerCase shape = iota
	capital
	allCapitals
	number
	otherShape
)

// A place says where in an outermost stretch a token stands.
type place uint8

const (
	outside place = iota
	opening
	firstInside
	inside
	lastInside
	closing
)

// A segment is a run of tokens between marks and commas, with the mark that
// begins it.
type segment struct {
	first, last int32 // tokens [first, last)
	before      sign  // what begins it; noSign at a sentence's beginning
	best        int32 // its likeliest reporting word outside marks, or -1
	sentence    int32
}

// readWords analyses the tokens.
func (w *work) readWords() {
	d := w.d
	w.words = slices.Grow(w.words[:0], len(d.Tokens))[:len(d.Tokens)]
	for i := range d.Tokens {
		text := d.Text[d.Tokens[i].Start:d.Tokens[i].End]
		x := word{stretch: -1, block: -1, lower: hashWord(text)}
		x.verb = x.lower
		x.sign, x.shape = look(text)
		if x.sign == noSign {
			x.cluster = w.model.clusters.find(text)
			if len(text) > 2 {
				w.readCue(&x, text)
			}
		}
		if tag := d.Tokens[i].Tag; tag != "" {
			x.tag = hashCased(string(tag))
		}
		w.words[i] = x
	}
}

// readCue notes whether a word is a form of a reporting verb.
func (w *work) readCue(x *word, text string) {
	if cue, ok := w.cues.Lookup(text); ok {
		x.class, x.shaped, x.verb = cue.Class, cue.Form, hashWord(cue.Verb)
	}
}

// look tells a token's sign and shape.
func look(text string) (sign, shape) {
	switch text {
	case ",":
		return comma, otherShape
	case ".", "!", "?", "…", "...":
		return stop, otherShape
	case ":":
		return colon, otherShape
	case ";":
		return semicolon, otherShape
	case "—", "–", "--", "-", "―":
		return dash, otherShape
	case "(", ")", "[", "]", "{", "}":
		return bracket, otherShape
	}
	r, n := utf8.DecodeRuneInString(text)
	switch {
	case unicode.IsUpper(r):
		if second, _ := utf8.DecodeRuneInString(text[n:]); n < len(text) && unicode.IsUpper(second) {
			return noSign, allCapitals
		}
		return noSign, capital
	case unicode.IsLetter(r):
		return noSign, lowerCase
	case unicode.IsDigit(r):
		return noSign, number
	case isMark(r):
		if second, _ := utf8.DecodeRuneInString(text[n:]); n < len(text) && isWord(second) {
			return noSign, lowerCase // a clitic: ’s, n’t
		}
		return quoteMark, otherShape
	}
	return otherSign, otherShape
}

// readMarks pairs the marks and notes for every token its place in a stretch.
func (w *work) readMarks() {
	w.pairs.findStretches(w.d.Text, w.paragraphs)
	w.outer = w.outer[:0]
	t := 0
	for i := range w.pairs.stretches {
		s := &w.pairs.stretches[i]
		if s.Depth > 0 {
			continue
		}
		for t < len(w.d.Tokens) && w.d.Tokens[t].Start < s.Open.Start {
			t++
		}
		o := outer{stretch: s, open: t}
		for t < len(w.d.Tokens) && w.d.Tokens[t].Start < s.Inner.Start {
			w.place(t, len(w.outer), opening)
			t++
		}
		o.first = t
		for t < len(w.d.Tokens) && w.d.Tokens[t].Start < s.Inner.End {
			w.place(t, len(w.outer), inside)
			t++
		}
		o.last = t
		for t < len(w.d.Tokens) && w.d.Tokens[t].Start < s.Close.End {
			w.place(t, len(w.outer), closing)
			t++
		}
		o.close = t
		if o.first == o.last {
			continue
		}
		w.words[o.first].place = firstInside
		if o.last-1 > o.first {
			w.words[o.last-1].place = lastInside
		}
		w.outer = append(w.outer, o)
	}
}

func (w *work) place(t, stretch int, p place) {
	w.words[t].stretch, w.words[t].place = int32(stretch), p
}

// An outer is an outermost stretch with its tokens.
type outer struct {
	*stretch
	open        int     // token of the opening mark
	first, last int     // tokens of the words [first, last)
	close       int     // token after the closing mark
	odds        float32 // log-odds that somebody says it
	verdict     verdict // of the sure rules
	likely      uint8   // 0 … 7, how sure it is that somebody says it
}

// readSegments cuts the sentences.
func (w *work) readSegments() {
	w.segments = w.segments[:0]
	for n, s := range w.d.Sentences {
		for i := s.First; i < s.Last; i++ {
			x := &w.words[i]
			starts := x.sign > stop && x.sign != otherSign || x.sign == comma
			if x.sign == quoteMark {
				starts = x.place == opening || x.place == closing
			}
			if i == s.First || starts {
				w.segments = append(w.segments, segment{first: int32(i), best: -1, sentence: int32(n)})
				if starts {
					w.segments[len(w.segments)-1].before = x.sign
				}
			}
			g := &w.segments[len(w.segments)-1]
			g.last = int32(i + 1)
			x.segment = int32(len(w.segments) - 1)
			if x.likely > 0 && x.place == outside && (g.best < 0 || x.likely >= w.words[g.best].likely) {
				g.best = int32(i)
			}
		}
	}
}

// nowhere stands for the words before and after a paragraph.
var nowhere = word{stretch: -1, block: -1, segment: -1, sign: otherSign, shape: otherShape, lower: 1}

// A window gives the words of one paragraph.
type window struct {
	words []word
	lo    int
	hi    int
}

func (v window) at(i int) *word {
	if i < v.lo || i >= v.hi {
		return &nowhere
	}
	return &v.words[i]
}

// bucket turns a distance or a count into one of a few classes.
func bucket(n int) uint32 {
	switch {
	case n < 0:
		return 15
	case n < 4:
		return uint32(n)
	case n < 6:
		return 4
	case n < 9:
		return 5
	case n < 14:
		return 6
	case n < 22:
		return 7
	case n < 40:
		return 8
	}
	return 9
}
