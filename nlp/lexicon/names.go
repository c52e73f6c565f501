package lexicon

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"quoth/nlp"
)

// PlainName is a person's name without the titles before it and the letters
// after it: "Ana Ruiz" for "Dame Ana Ruiz KC". A single word after a title is
// left with it, for it may be a first name: "Dean Smith".
func PlainName(name string) string {
	if at := strings.LastIndexByte(name, ' '); at > 0 && IsPostNominal(name[at+1:]) {
		name = strings.TrimRight(name[:at], ", ")
	}
	for {
		first, rest, ok := strings.Cut(name, " ")
		known := Lookup(first)
		isTitle := known.Is(Honorific) || known.Is(Role) && known.Is(Singular)
		if !ok || !isTitle || !strings.Contains(rest, " ") {
			return name
		}
		name = rest
	}
}

//go:embed firstnames.txt
var firstNameList string

var firstNames = sync.OnceValue(func() map[string]nlp.Sex {
	all := map[string]nlp.Sex{}
	for _, entry := range entries(firstNameList) {
		all[entry[0]] = sexOf(entry)
	}
	return all
})

// SexOf gives the sex that the first of a person's names is mostly given to,
// unknown where it is given to both or not on the list. Accents don't count, and
// of a double name that is not on the list the first part does: "Marc-André".
func SexOf(name string) nlp.Sex {
	first, _, _ := strings.Cut(name, " ")
	first = withoutAccents(strings.ToLower(first))
	if sex, ok := firstNames()[first]; ok {
		return sex
	}
	part, _, _ := strings.Cut(first, "-")
	return firstNames()[part]
}

// withoutAccents gives a word in small letters as it is written without accents
// and in Latin letters that English has.
func withoutAccents(word string) string {
	if strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return word
	}
	var plain strings.Builder
	for _, r := range norm.NFD.String(word) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case foreignLetters[r] != "":
			plain.WriteString(foreignLetters[r])
		default:
			plain.WriteRune(r)
		}
	}
	return plain.String()
}

// foreignLetters are those that are no English letter with an accent.
var foreignLetters = map[rune]string{'ø': "o", 'ł': "l", 'đ': "d", 'ı': "i", 'æ': "ae", 'ð': "d", 'þ': "th", '’': "'"}
