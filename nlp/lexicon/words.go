package lexicon

import (
	_ "embed"
	"strings"
	"sync"

	"quoth/nlp"
)

// A Class says what a word can stand for; a word may be of several classes.
type Class uint16

// The classes of words.
const (
	Honorific Class = 1 << iota // stands before a name and is no part of it: "mr", "gov."
	Role                        // a person by what they are or do: "minister", "witnesses"
	Body                        // a body of people that speaks as one: "company", "ministry"
	Record                      // a thing whose words are reported: "report", "statement"
	Plural                      // the plural of a role, a body or a thing
	Singular                    // the singular of one
	Time                        // a time: "tuesday", "week"
	Generic                     // a body's noun that any name may go by: "the company"
)

// A Case says in which place of a clause a pronoun stands.
type Case uint8

// The cases of pronouns; NoCase is that of words that are none. "her" counts
// as possessive, though it may be an object, and "you" and "it" as subjects.
const (
	NoCase Case = iota
	Subject
	Object
	Possessive
	Reflexive
	Relative
	Indefinite
)

// Number says how many a pronoun stands for.
type Number uint8

// The numbers of pronouns.
const (
	AnyNumber Number = iota
	One
	Several
)

// A Word is what the lists know of a word.
type Word struct {
	Class  Class
	Sex    nlp.Sex // of the person it names; unknown where it may be either
	Case   Case    // NoCase where it is no pronoun
	Person uint8   // 1, 2 or 3 for pronouns
	Number Number  // of pronouns
	Neuter bool    // a pronoun for things: "it"
}

// Is says whether the word is of one of the classes.
func (w Word) Is(c Class) bool { return w.Class&c != 0 }

//go:embed honorifics.txt
var honorificList string

//go:embed pronouns.txt
var pronounList string

//go:embed roles.txt
var roleList string

//go:embed bodies.txt
var bodyList string

//go:embed documents.txt
var documentList string

//go:embed times.txt
var timeList string

// longestWord is the length in bytes beyond which no word can be on a list.
const longestWord = 32

// Lookup gives what the lists know of a word, whatever its case; the zero Word
// where they don't have it. It allocates nothing.
func Lookup(word string) Word {
	if len(word) > longestWord {
		return Word{}
	}
	var buf [longestWord]byte
	for i := range len(word) {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return words()[string(buf[:len(word)])]
}

var words = sync.OnceValue(func() map[string]Word {
	all := map[string]Word{}
	addHonorifics(all)
	addNouns(all, roleList, Role)
	addNouns(all, bodyList, Body)
	addNouns(all, documentList, Record)
	for _, entry := range entries(timeList) {
		w := all[entry[0]]
		w.Class |= Time
		all[entry[0]] = w
	}
	addPronouns(all)
	return all
})

func addHonorifics(all map[string]Word) {
	for _, entry := range entries(honorificList) {
		w := all[entry[0]]
		w.Class |= Honorific
		w.Sex = sexOf(entry)
		all[entry[0]] = w
	}
}

// addNouns adds a list of singular nouns, each with its plural.
func addNouns(all map[string]Word, list string, class Class) {
	for _, entry := range entries(list) {
		singular, plural := entry[0], pluralOf(entry[0])
		one, several := all[singular], all[plural]
		one.Class |= class | Singular
		several.Class |= class | Plural
		if class == Role {
			one.Sex, several.Sex = sexOf(entry), sexOf(entry)
		}
		if len(entry) > 1 && entry[1] == "generic" {
			one.Class |= Generic
		}
		all[singular], all[plural] = one, several
	}
}

func addPronouns(all map[string]Word) {
	cases := map[string]Case{"subject": Subject, "object": Object, "possessive": Possessive,
		"reflexive": Reflexive, "relative": Relative, "indefinite": Indefinite}
	numbers := map[string]Number{"singular": One, "plural": Several}
	for _, entry := range entries(pronounList) {
		if len(entry) < 5 {
			continue
		}
		w := all[entry[0]]
		w.Person = entry[1][0] - '0'
		w.Number = numbers[entry[2]]
		w.Sex = sexOf(entry[2:])
		w.Neuter = entry[3] == "neuter"
		w.Case = cases[entry[4]]
		all[entry[0]] = w
	}
}

// sexOf reads the sex in an entry's second field.
func sexOf(entry []string) nlp.Sex {
	if len(entry) > 1 {
		switch s := nlp.Sex(entry[1]); s {
		case nlp.Male, nlp.Female:
			return s
		}
	}
	return nlp.SexUnknown
}

// pluralOf gives the plural of an English noun: "witness" gives "witnesses",
// "spokesman" "spokesmen", "ally" "allies", "person" and "child" theirs.
func pluralOf(noun string) string {
	switch {
	case noun == "person":
		return "people"
	case strings.HasSuffix(noun, "child"):
		return noun + "ren"
	case noun == "wife" || noun == "midwife" || noun == "housewife" || noun == "ex-wife":
		return noun[:len(noun)-2] + "ves"
	case noun == "human" || strings.HasSuffix(noun, "shaman"):
		return noun + "s"
	case strings.HasSuffix(noun, "man"):
		return noun[:len(noun)-2] + "en"
	case strings.HasSuffix(noun, "y") && !strings.ContainsAny(noun[len(noun)-2:len(noun)-1], "aeiou"):
		return noun[:len(noun)-1] + "ies"
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"), strings.HasSuffix(noun, "ch"), strings.HasSuffix(noun, "sh"):
		return noun + "es"
	}
	return noun + "s"
}
