package speaker

import (
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// none stands for "no index".
const none = -1

// A word is what this layer keeps of a token.
type word struct {
	known     lexicon.Word
	hash      uint32 // of the word in lower case
	symbol    byte   // what stands for it in a path
	marked    bool   // inside quotation marks
	mention   int32  // the mention it lies in
	phrase    int32  // the noun phrase it lies in
	quotation int32  // the innermost quotation around it
	reports   int32  // the first quotation whose cue it lies in
}

// A place is where a quotation lies.
type place struct {
	first, last int32 // tokens [first, last) of the reported words
	cueFirst    int32 // tokens [cueFirst, cueLast) of the reporting words
	cueLast     int32
	parent      int32 // the quotation around it
	marked      bool  // its words stand in quotation marks, for the most part
}

// An article is a document with what the layer has worked out of it. Its
// slices are used again for the next document.
type article struct {
	*nlp.Document
	words   []word
	phrases []phrase
	places  []place
	order   []int32 // quotations by where they begin
	stack   []int32
	people  people
	labels  []nlp.Label // by entity: what it is, see readNames
	same    []int32     // by entity: the one that it is, under a fuller name
}

// read fills the article from a document.
func (a *article) read(d *nlp.Document) {
	a.Document = d
	a.readWords()
	a.readMentions()
	a.readNames()
	a.readQuotations()
	a.readPhrases()
}

func (a *article) readWords() {
	a.words = slices.Grow(a.words[:0], len(a.Tokens))[:len(a.Tokens)]
	for i := range a.Tokens {
		text := a.Slice(a.Tokens[i].Span)
		a.words[i] = word{
			known:     lexicon.Lookup(text),
			hash:      hashLower(text),
			symbol:    symbolFor(text, a.Tokens[i].Tag),
			mention:   none,
			phrase:    none,
			quotation: none,
			reports:   none,
		}
	}
}

func (a *article) readMentions() {
	for m := range a.Mentions {
		if a.isOfficeAlone(m) {
			continue
		}
		for i := a.Mentions[m].First; i < a.Mentions[m].Last && i < len(a.words); i++ {
			a.words[i].mention = int32(m)
			if a.isCountryOrBody(i) {
				a.words[i].known, a.words[i].symbol = lexicon.Word{}, symbolNoun
			}
		}
	}
}

// isOfficeAlone says whether a mention of a person is an office with a capital and
// nothing else behind "the": "the Dean".
func (a *article) isOfficeAlone(m int) bool {
	mention := &a.Mentions[m]
	return mention.Label == nlp.Person && mention.Last-mention.First == 1 && mention.First > 0 && mention.First < len(a.words) &&
		a.words[mention.First].known.Is(lexicon.Role) && strings.EqualFold(a.text(int32(mention.First)-1), "the")
}

// isCountryOrBody says whether the word at token i, in a name, is no pronoun but letters
// that are spelt like one: "US", "WHO".
func (a *article) isCountryOrBody(i int) bool {
	text := a.text(int32(i))
	return a.words[i].known.Case != lexicon.NoCase && len(text) > 1 && text == strings.ToUpper(text)
}

// readQuotations finds the tokens of every quotation and of its cue, and the
// quotation around each token. Quotations that lie in one another are kept on
// a stack, so that the time doesn't grow with how deep they lie.
func (a *article) readQuotations() {
	n := len(a.Quotations)
	a.places = slices.Grow(a.places[:0], n)[:n]
	a.order = a.order[:0]
	for i := range a.Quotations {
		a.order = append(a.order, int32(i))
	}
	slices.SortStableFunc(a.order, func(x, y int32) int {
		p, q := a.Quotations[x].Span, a.Quotations[y].Span
		if p.Start != q.Start {
			return p.Start - q.Start
		}
		return q.End - p.End
	})
	a.stack = a.stack[:0]
	next := 0
	for t := range a.Tokens {
		token := a.Tokens[t].Span
		for next < n && a.Quotations[a.order[next]].Start < token.End {
			a.open(a.order[next], t)
			next++
		}
		for len(a.stack) > 0 && a.Quotations[a.stack[len(a.stack)-1]].End <= token.Start {
			a.stack = a.stack[:len(a.stack)-1]
		}
		if len(a.stack) > 0 {
			top := a.stack[len(a.stack)-1]
			a.words[t].quotation = top
			a.words[t].marked = a.places[top].marked
		}
	}
	for ; next < n; next++ {
		a.open(a.order[next], len(a.Tokens))
	}
}

// open begins a quotation at token t.
func (a *article) open(q int32, t int) {
	quotation := &a.Quotations[q]
	for len(a.stack) > 0 && a.Quotations[a.stack[len(a.stack)-1]].End <= quotation.Start {
		a.stack = a.stack[:len(a.stack)-1]
	}
	p := place{first: int32(t), parent: none}
	p.last = int32(a.tokenAt(quotation.End))
	p.cueFirst, p.cueLast = none, none
	if !quotation.Cue.Empty() {
		p.cueFirst, p.cueLast = int32(a.tokenAfter(quotation.Cue.Start)), int32(a.tokenAt(quotation.Cue.End))
	}
	if a.cueBeyond(&p) {
		p.cueFirst, p.cueLast = none, none
	}
	if len(a.stack) > 0 {
		p.parent = a.stack[len(a.stack)-1]
	}
	for t := max(p.cueFirst, 0); t < p.cueLast && int(t) < len(a.words); t++ {
		if a.words[t].reports == none {
			a.words[t].reports = q
		}
	}
	p.marked = quotation.Kind == nlp.Direct || quotation.Kind == nlp.Post
	a.places[q] = p
	a.stack = append(a.stack, q)
}

// cueBeyond says whether a cue stands in a sentence after the quotation's:
// it belongs to other words then.
func (a *article) cueBeyond(p *place) bool {
	if p.cueFirst == none || p.last <= p.first || p.cueFirst < p.last || int(p.cueFirst) >= len(a.Tokens) {
		return false
	}
	return a.Tokens[p.cueFirst].Sentence > a.Tokens[p.last-1].Sentence
}

// tokenAt gives the first token that begins at or after a byte.
func (a *article) tokenAt(at int) int {
	i, _ := slices.BinarySearchFunc(a.Tokens, at, func(t nlp.Token, at int) int { return t.Start - at })
	return i
}

// tokenAfter gives the first token that ends after a byte.
func (a *article) tokenAfter(at int) int {
	i, _ := slices.BinarySearchFunc(a.Tokens, at+1, func(t nlp.Token, at int) int { return t.End - at })
	return i
}

// span gives the bytes of tokens [first, last).
func (a *article) span(first, last int32) nlp.Span {
	if first < 0 || last <= first || int(last) > len(a.Tokens) {
		return nlp.Span{}
	}
	return nlp.Span{Start: a.Tokens[first].Start, End: a.Tokens[last-1].End}
}

// paragraph gives the paragraph a token lies in.
func (a *article) paragraph(t int32) int {
	return a.Sentences[a.Tokens[t].Sentence].Paragraph
}

// text gives a token's words.
func (a *article) text(t int32) string { return a.Slice(a.Tokens[t].Span) }

// hashLower is the FNV-1a hash of a word, its ASCII letters in lower case.
func hashLower(text string) uint32 {
	h := uint32(2166136261)
	for i := range len(text) {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// Symbols of paths. Letters of noun phrases stand in phraseSymbol.
const (
	symbolVerb        = 'V' // finite: "says", "said", "will"
	symbolBare        = 'B' // "say"
	symbolGerund      = 'G' // "saying"
	symbolParticiple  = 'D' // "quoted"
	symbolPreposition = 'I'
	symbolBy          = 'b'
	symbolOf          = 'o'
	symbolTo          = 't'
	symbolAnd         = 'C'
	symbolRelative    = 'W'
	symbolComma       = ','
	symbolColon       = ':'
	symbolDash        = '-'
	symbolMark        = '"'
	symbolBracket     = '('
	symbolStop        = '.'
	symbolParagraph   = '|'
	symbolPossessive  = 's'
	symbolAdjective   = 'J'
	symbolNoun        = 'N'
	symbolOther       = 'x'
	symbolAdverb      = 0 // left out
	symbolCue         = 'K'
	symbolSelf        = 'X' // the quotation itself
	symbolQuotation   = 'q' // another quotation
)

// symbolFor gives what stands for a word in a path.
func symbolFor(text string, tag nlp.Tag) byte {
	if s := punctuationSymbol(text); s != symbolOther {
		return s
	}
	switch tag {
	case "VBD", "VBZ", "VBP", "MD":
		return symbolVerb
	case "VB":
		return symbolBare
	case "VBG":
		return symbolGerund
	case "VBN":
		return symbolParticiple
	case "TO":
		return symbolTo
	case "CC":
		return symbolAnd
	case "WP", "WDT", "WRB", "WP$":
		return symbolRelative
	case "POS":
		return symbolPossessive
	case "RB", "RBR", "RBS", "RP", "UH":
		return symbolAdverb
	case "JJ", "JJR", "JJS":
		return symbolAdjective
	case "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "CD", "DT", "EX", "PDT", "FW":
		return symbolNoun
	case "IN":
		switch text {
		case "by", "By":
			return symbolBy
		case "of":
			return symbolOf
		}
		return symbolPreposition
	}
	return symbolOther
}

// punctuationSymbol goes by the text alone: taggers err on rare marks.
func punctuationSymbol(text string) byte {
	if len(text) > 3 {
		return symbolOther
	}
	switch text {
	case ",", ";":
		return symbolComma
	case ":":
		return symbolColon
	case "-", "--", "–", "—", "―", "---":
		return symbolDash
	case `"`, "“", "”", "''", "``", "‘", "’", "'", "«", "»", "„", "‟", "‚", "‹", "›", ",,", "`":
		return symbolMark
	case "(", ")", "[", "]":
		return symbolBracket
	case ".", "!", "?", "…", "...":
		return symbolStop
	}
	return symbolOther
}
