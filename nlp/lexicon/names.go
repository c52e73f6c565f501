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

//go:embed familynames.txt
var familyNameList string

// familyNames holds the names of families that stand before the given name, and
// whether each of them is a given name of English too.
var familyNames = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, entry := range entries(familyNameList) {
		all[entry[0]] = len(entry) > 1
	}
	return all
})

// SexOf gives the sex that a person's first name is mostly given to, unknown where
// it is given to both or not on the list. Accents don't count, and of a double name
// that is not on the list the first part does: "Marc-André". Behind a family's name
// the given one tells: "Chen Meiling".
func SexOf(name string) nlp.Sex {
	words := strings.Fields(withoutAccents(strings.ToLower(name)))
	if len(words) == 0 {
		return nlp.SexUnknown
	}
	if sex := sexOfMiddle(words); sex != nlp.SexUnknown {
		return sex
	}
	if IsFamilyFirst(name) {
		return sexOfGiven(words[1:])
	}
	if sex := sexOfWord(words[0]); sex != nlp.SexUnknown || len(words) == 1 {
		return sex
	}
	return sexOfFamilyName(words[len(words)-1])
}

// sexOfFamilyName gives the sex that a Slavic or Icelandic family name tells by its
// ending: "Sasha Petrova", "Blær Jónsdóttir". Names of Spain and Italy end like it by chance.
func sexOfFamilyName(last string) nlp.Sex {
	switch last {
	case "cordova", "casanova", "villanova", "terranova", "canova", "genova", "villanueva", "casanueva", "cueva", "leva":
		return nlp.SexUnknown
	}
	for _, ending := range [...]string{"ova", "eva", "skaya", "dottir"} {
		if strings.HasSuffix(last, ending) && len(last) > len(ending)+1 {
			return nlp.Female
		}
	}
	return nlp.SexUnknown
}

func sexOfWord(first string) nlp.Sex {
	if sex, ok := firstNames()[first]; ok {
		return sex
	}
	part, _, _ := strings.Cut(first, "-")
	return firstNames()[part]
}

// IsFamilyFirst says whether a person's name begins with the family's: "Chen Meiling",
// "Kim Min-jung", but not "Kim Marsh".
func IsFamilyFirst(name string) bool {
	first, rest, ok := strings.Cut(name, " ")
	if !ok {
		return false
	}
	given, listed := familyNames()[withoutAccents(strings.ToLower(first))]
	return listed && (!given || strings.ContainsAny(rest, " -"))
}

// sexOfMiddle gives the sex that the word behind somebody's first name tells: "Nguyen
// Thi Hoa", "Nur binti Osman".
func sexOfMiddle(words []string) nlp.Sex {
	if len(words) < 3 {
		return nlp.SexUnknown
	}
	_, family := familyNames()[words[0]]
	for _, word := range words[1 : len(words)-1] {
		switch word {
		case "binti", "binte", "bint":
			return nlp.Female
		case "bin", "ibn":
			return nlp.Male
		case "thi":
			if family {
				return nlp.Female
			}
		case "van":
			if family {
				return nlp.Male
			}
		}
	}
	return nlp.SexUnknown
}

// sexOfGiven gives the sex of a given name behind the family's, written in one word,
// in two, or with a hyphen: "Meiling", "Mei Ling", "Mei-ling". Of a name that is not on
// the list its last syllable may tell.
func sexOfGiven(words []string) nlp.Sex {
	whole := strings.ReplaceAll(strings.Join(words, ""), "-", "")
	if sex, ok := firstNames()[whole]; ok {
		return sex
	}
	if sex := sexOfEnding(whole); sex != nlp.SexUnknown {
		return sex
	}
	if sex := firstNames()[words[len(words)-1]]; sex != nlp.SexUnknown {
		return sex
	}
	return firstNames()[words[0]]
}

// leastEnding is how much longer than its last syllable a given name is at least, in letters.
const leastEnding = 2

// sexOfEnding tells the sex of a given name of East Asia by its last syllable.
func sexOfEnding(given string) nlp.Sex {
	for _, list := range [...]struct {
		sex     nlp.Sex
		endings []string
	}{
		{nlp.Female, []string{"mei", "fang", "juan", "ying", "ling", "lan", "xia", "xiu", "qin", "ting", "yan", "hua", "li", "hee", "sook", "hye", "mi", "eun"}},
		{nlp.Male, []string{"guo", "qiang", "jun", "gang", "long", "loong", "dong", "ming", "feng", "tao", "lei", "peng", "hao", "jian", "hai", "chul", "sik", "seok", "hoon", "hyuk", "hwan", "gyu", "seop", "woo", "ho", "hock"}},
	} {
		for _, ending := range list.endings {
			if strings.HasSuffix(given, ending) && len(given) >= len(ending)+leastEnding {
				return list.sex
			}
		}
	}
	return nlp.SexUnknown
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
