package language

import (
	"context"
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"

	"quoth/nlp"
)

// Undetermined is the answer where a language can't be told: ISO 639-2's "und".
const Undetermined = "und"

const (
	// sampleBytes is how much of a text is looked at: some 300 words, after
	// which neither judgement changes.
	sampleBytes = 2048

	// English needs this share of its own function words (news has about a
	// fifth of them, other languages next to none) and so many different ones.
	englishShare    = 0.08
	englishDistinct = 2

	// leastLetters is the shortest Latin, Cyrillic or Arabic text whose trigrams
	// mean anything; a script of one language needs only leastScriptLetters.
	leastLetters       = 60
	leastScriptLetters = 4
)

//go:embed english.txt
var englishList string

var englishWords = readWords(englishList)

// An Annotator fills Document.Language.
type Annotator struct{}

// New gives an annotator; it holds no state.
func New() *Annotator { return &Annotator{} }

// Describe declares the layer.
func (*Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "language",
		Version: "1",
		Summary: "tells the language by function words, script and trigrams",
		Adds:    []nlp.Layer{nlp.LayerLanguage},
	}
}

// Annotate sets the language from title and text; it never fails.
func (*Annotator) Annotate(_ context.Context, d *nlp.Document) error {
	d.Language = Detect(d.Title + "\n" + head(d.Text))
	return nil
}

// Detect gives the ISO 639-1 code of a text's language, or Undetermined. It
// looks at the first two kilobytes alone.
func Detect(text string) string {
	text = head(text)
	if isEnglish(text) {
		return "en"
	}
	letters := countLetters(text)
	if letters < leastScriptLetters {
		return Undetermined
	}
	info := whatlanggo.Detect(text)
	if letters < leastLetters && sharedScript(info.Script) || !info.IsReliable() {
		return Undetermined
	}
	return code(info.Lang)
}

// head cuts a text on a code point's border.
func head(text string) string {
	if len(text) <= sampleBytes {
		return text
	}
	end := sampleBytes
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// isEnglish counts function words of English among all words.
func isEnglish(text string) bool {
	var words, found int
	seen := map[string]bool{}
	var folded [12]byte
	eachWord(text, func(word string) {
		words++
		if len(word) > len(folded) {
			return
		}
		for i := range len(word) {
			folded[i] = word[i] | 0x20 // lower case of an ASCII letter
		}
		if known, ok := englishWords[string(folded[:len(word)])]; ok {
			found++
			seen[known] = true
		}
	})
	return len(seen) >= englishDistinct && float64(found) >= englishShare*float64(words)
}

// eachWord calls f for every run of letters.
func eachWord(text string, f func(word string)) {
	start := -1
	for i, r := range text {
		letter := r|0x20 >= 'a' && r|0x20 <= 'z' || r >= utf8.RuneSelf && unicode.IsLetter(r)
		if letter && start < 0 {
			start = i
		}
		if !letter && start >= 0 {
			f(text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		f(text[start:])
	}
}

func countLetters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// sharedScript says whether several of the languages that are told apart are
// written in the script, so that the letters alone don't tell.
func sharedScript(script *unicode.RangeTable) bool {
	switch script {
	case unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Devanagari, unicode.Hebrew, unicode.Ethiopic:
		return true
	}
	return false
}

// code gives the ISO 639-1 code, and Undetermined for languages without one.
func code(lang whatlanggo.Lang) string {
	switch lang {
	case whatlanggo.Pes: // Iranian Persian, which whatlanggo gives no code
		return "fa"
	case whatlanggo.Ydd: // Eastern Yiddish, likewise
		return "yi"
	case whatlanggo.Bho: // "bh" was withdrawn from ISO 639-1
		return Undetermined
	}
	if c := lang.Iso6391(); c != "" {
		return c
	}
	return Undetermined
}

// readWords turns a list with comments into a set that gives each word itself.
func readWords(list string) map[string]string {
	words := map[string]string{}
	for line := range strings.Lines(list) {
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			words[word] = word
		}
	}
	return words
}
