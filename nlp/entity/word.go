package entity

import (
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
)

// A kind is the coarse look of a token.
type kind uint8

const (
	kindMark    kind = iota // punctuation and symbols
	kindLower               // "said"
	kindTitle               // "Said"
	kindCaps                // "SAID", "U.N."
	kindInitial             // "J", "J."
	kindMixed               // "McDonald", "iPhone"
	kindDigit               // "1996", "2-1"
	kindHandle              // "@name"
)

// A style is how a sentence is set: headlines have capitals of another meaning.
type style uint8

const (
	styleText   style = iota // capitals mark names
	styleTitled              // Most Words Have Capitals
	styleShout               // ALL WORDS ARE CAPITALS
	styleLow                 // begins in lower case; said of its words in lower case alone
)

// A word is what is known of one token before its neighbours are looked at.
type word struct {
	form, lower uint64 // hashes; in a shouted sentence form is that of the title case
	shape       uint32 // runs of equal kinds of characters, three bits each
	kind        kind
	active      bool // may be part of a name by its look
	hyphen      bool // is a hyphen or a dash
	lowered     bool // seems to have lost its capital
	zone        bool // may be part of a name by its place
	style       style
	names       uint16 // kinds of listed names it stands in, as bits of begin/inside by type
	cased       uint16 // number of its cluster among cased words, 0 for none
	folded      uint16 // number of its cluster among lower-case words, 0 for none
	profile     uint8  // how listed names use it, 0 for not at all
}

// analyse fills everything of a word that the token alone tells.
func analyse(text string) (w word, title uint64) {
	w.form, w.lower, title = hashForms(text)
	upper, lower, digit, letters := 0, 0, 0, 0
	first := true
	var last uint32
	runs := 0
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		i += n
		class := uint32(1)
		switch {
		case 'a' <= r && r <= 'z':
			class = 2
			lower++
		case 'A' <= r && r <= 'Z':
			class = 3
			upper++
		case '0' <= r && r <= '9':
			class = 4
			digit++
		case r == '.':
			class = 5
		case r == '-' || r == '\'' || r == '’':
			class = 6
		case r < utf8.RuneSelf:
		case unicode.IsUpper(r):
			class = 3
			upper++
		case unicode.IsLetter(r):
			class = 2
			lower++
		}
		if first && class == 3 {
			letters = 1 // begins with a capital
		}
		first = false
		if (class != last || class == 3 && upper == 2) && runs < 9 {
			w.shape = w.shape<<3 | class
			runs++
		}
		last = class
	}
	switch {
	case text[0] == '@' && len(text) > 1:
		w.kind = kindHandle
	case upper == 0 && lower == 0 && digit == 0:
		w.kind = kindMark
	case upper == 0 && lower == 0:
		w.kind = kindDigit
	case upper == 0:
		w.kind = kindLower
	case lower == 0 && upper == 1 && digit == 0:
		w.kind = kindInitial
	case lower == 0:
		w.kind = kindCaps
	case letters == 1 && upper == 1:
		w.kind = kindTitle
	default:
		w.kind = kindMixed
	}
	w.hyphen = text == "-" || text == "–"
	w.active = upper > 0 || w.kind == kindHandle
	return w, title
}

// nameable says whether a word looks like a part of a name.
func (w *word) nameable() bool { return w.active || w.lowered }

// styleOf tells how a sentence is set, from the kinds of its words.
func styleOf(words []word, tokens []nlp.Token) style {
	caps, title, lower := 0, 0, 0
	for i := range words {
		long := tokens[i].Len() > 3
		switch words[i].kind {
		case kindCaps:
			caps++
		case kindTitle:
			if long {
				title++
			}
		case kindMixed, kindLower:
			if long {
				lower++
			}
		}
	}
	switch {
	case caps >= 2 && lower+title == 0, caps >= 4 && caps > 5*(lower+title):
		return styleShout
	case title >= 3 && title > 2*lower:
		return styleTitled
	}
	return styleText
}

// connectorReach is how many lower-case words or marks may stand inside a name
// between two words with capitals.
const connectorReach = 3

// markZones tells which words of a sentence may be part of a name: those with
// capitals, up to three between two of them, and one on either side, or two
// where a hyphen set apart joins them ("al - Sharq", "Jae - myung").
func markZones(words []word) {
	last := -1
	for i := range words {
		if !words[i].active {
			continue
		}
		from, to := max(i-1, 0), min(i+1, len(words)-1)
		if last >= 0 && i-last <= connectorReach+1 {
			from = last
		} else if from > 0 && words[from].hyphen {
			from--
		}
		if words[to].hyphen && to+1 < len(words) {
			to++
		}
		for j := from; j <= to; j++ {
			words[j].zone = true
		}
		last = i
	}
}
