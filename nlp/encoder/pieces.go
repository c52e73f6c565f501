package encoder

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/jonreiter/govader"
	"golang.org/x/text/unicode/norm"
)

// Limits of words and pieces, those of BERT's tokenizer (Devlin et al. 2019).
const (
	longestWord  = 100 // letters; a longer word is unknown
	longestPiece = 18  // bytes
)

// A Vocabulary knows the pieces that words are cut into (WordPiece, Schuster
// and Nakajima 2012): "unwise" is "un", "##wise".
type Vocabulary struct {
	first   map[string]int32 // pieces that begin a word
	further map[string]int32 // pieces that go on, without the "##"
	letters []bool           // by piece: whether it ends with a letter
	unknown int32
	number  int32 // stands for every number; -1 where numbers are cut like words
}

// UnknownPiece stands for words that no pieces make; every vocabulary has it.
const UnknownPiece = "[UNK]"

// NewVocabulary indexes pieces by their place in the list. Every number is
// taken for the piece that is given for one; where that is "", numbers are cut
// like words.
func NewVocabulary(pieces []string, number string) *Vocabulary {
	v := &Vocabulary{first: make(map[string]int32, len(pieces)), further: make(map[string]int32, len(pieces)/4), letters: make([]bool, len(pieces)), number: -1}
	for i, p := range pieces {
		if rest, ok := strings.CutPrefix(p, "##"); ok && rest != "" {
			v.further[rest] = int32(i)
		} else {
			v.first[p] = int32(i)
		}
		r, _ := utf8.DecodeLastRuneInString(p)
		v.letters[i] = unicode.IsLetter(r)
	}
	v.unknown = v.first[UnknownPiece]
	if number != "" {
		v.number = v.first[number]
	}
	return v
}

// Find gives the place of a piece that begins a word, and whether it is known.
func (v *Vocabulary) Find(piece string) (int32, bool) {
	id, ok := v.first[piece]
	return id, ok
}

// Speaks says whether there is a known word among pieces.
func (v *Vocabulary) Speaks(pieces []int32) bool {
	return slices.ContainsFunc(pieces, func(p int32) bool { return v.letters[p] })
}

// A Splitter cuts a text into words and words into pieces. Words are lower
// case and without accents; quotation marks and dashes of every style are made
// plain, addresses are left out, emoji are replaced by their descriptions and
// hashtags by the words that their capitals show. Its memory is used again and
// again: one goroutine at a time.
type Splitter struct {
	*Vocabulary
	ids     []int32
	limit   int // pieces, after which the text's rest is left
	word    []byte
	letters int
	digits  int
}

// Split gives the pieces of a text, at most limit of them. The slice is valid
// until the next call.
func (s *Splitter) Split(text string, limit int) []int32 {
	s.ids, s.limit, s.word, s.letters, s.digits = s.ids[:0], limit, s.word[:0], 0, 0
	s.add(text)
	s.endWord()
	return s.ids[:min(len(s.ids), limit)]
}

func (s *Splitter) add(text string) {
	inTag, lower := false, false // inside a hashtag; the last letter was a small one
	for i := 0; i < len(text) && len(s.ids) < s.limit; {
		c := text[i]
		switch {
		case c == 'h' && isAddress(text[i:]):
			s.endWord()
			i += addressLength(text[i:])
			inTag = false
			continue
		case 'a' <= c && c <= 'z':
			s.addLetter(c)
			lower = true
		case 'A' <= c && c <= 'Z':
			if inTag && lower {
				s.endWord()
			}
			s.addLetter(c + 'a' - 'A')
			lower = false
		case '0' <= c && c <= '9':
			s.addLetter(c)
			s.digits++
			inTag = false
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(text[i:])
			s.addRune(r)
			i += size
			inTag = false
			continue
		default:
			s.endWord()
			if c > ' ' && c != 0x7f {
				s.addSign(plainSign(rune(c)))
			}
			inTag, lower = c == '#', false
		}
		i++
	}
}

func (s *Splitter) addLetter(c byte) {
	s.letters++
	if s.letters <= longestWord {
		s.word = append(s.word, c)
	}
}

// addRune adds a character beyond ASCII: a letter to the word, without its
// accents; anything else as a word of its own.
func (s *Splitter) addRune(r rune) {
	switch {
	case unicode.Is(unicode.Mn, r):
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		s.addFolded(r)
	case unicode.IsSpace(r):
		s.endWord()
	default:
		s.endWord()
		if words, ok := emoji()[r]; ok {
			s.add(words)
			s.endWord()
		} else {
			s.addSign(plainSign(r))
		}
	}
}

func (s *Splitter) addFolded(r rune) {
	s.letters++
	if unicode.IsDigit(r) {
		s.digits++
	}
	if s.letters > longestWord {
		return
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], unicode.ToLower(r))
	from := len(s.word)
	s.word = norm.NFD.Append(s.word, buf[:n]...)
	kept := s.word[:from]
	for rest := s.word[from:]; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if !unicode.Is(unicode.Mn, r) {
			kept = append(kept, rest[:size]...)
		}
		rest = rest[size:]
	}
	s.word = kept
}

// addSign adds a word of one character.
func (s *Splitter) addSign(r rune) {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	id, ok := s.first[string(buf[:n])]
	if !ok {
		id = s.unknown
	}
	s.ids = append(s.ids, id)
}

// endWord cuts the word read into the longest pieces known, from its beginning.
func (s *Splitter) endWord() {
	if s.letters == 0 {
		return
	}
	word, letters, digits := s.word, s.letters, s.digits
	s.word, s.letters, s.digits = s.word[:0], 0, 0
	switch {
	case letters > longestWord:
		s.ids = append(s.ids, s.unknown)
		return
	case digits == letters && s.number >= 0:
		s.ids = append(s.ids, s.number)
		return
	}
	known, before := s.first, len(s.ids)
	for len(word) > 0 {
		end := min(len(word), longestPiece)
		id, ok := known[string(word[:end])]
		for !ok && end > 1 {
			end--
			id, ok = known[string(word[:end])]
		}
		if !ok {
			s.ids = append(s.ids[:before], s.unknown)
			return
		}
		s.ids = append(s.ids, id)
		word, known = word[end:], s.further
	}
}

// plainSign gives the plain form of quotation marks, apostrophes and dashes.
func plainSign(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛', '`':
		return '\''
	case '“', '”', '„', '‟', '«', '»':
		return '"'
	case '–', '—', '―', '−', '‐', '‑':
		return '-'
	case '…':
		return '.'
	}
	return r
}

func isAddress(text string) bool {
	return strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://")
}

// addressLength is the distance to the next space.
func addressLength(text string) int {
	if n := strings.IndexFunc(text, unicode.IsSpace); n >= 0 {
		return n
	}
	return len(text)
}

// emoji are the descriptions of emoji of one character, of VADER's lexicon.
var emoji = sync.OnceValue(func() map[rune]string {
	described := map[rune]string{}
	for sign, words := range govader.NewSentimentIntensityAnalyzer().EmojiDict {
		if r, size := utf8.DecodeRuneInString(sign); size == len(sign) && plainSign(r) == r {
			described[r] = words
		}
	}
	return described
})
