package lexicon

import (
	_ "embed"
	"sync"
)

// A NamingClass says how a word leads to a name, a title or a term in
// quotation marks.
type NamingClass uint8

// The classes of naming words.
const (
	NoNaming      NamingClass = iota
	NamingVerb                // "dubbed", "entitled": what follows is a name
	NamedThing                // "word", "term": what follows is it
	ShownThing                // "banner", "slogan": what follows stands on it
	NamedWork                 // "novel", "programme": what follows may be its title
	PerformedWork             // "sang", "whistling": what follows may be the title of a piece
)

//go:embed naming.txt
var namingList string

var namings = sync.OnceValue(func() map[string]NamingClass {
	classes := map[string]NamingClass{"naming": NamingVerb, "thing": NamedThing, "shown": ShownThing, "work": NamedWork, "performed": PerformedWork}
	all := map[string]NamingClass{}
	for _, entry := range entries(namingList) {
		if len(entry) > 1 {
			all[entry[0]] = classes[entry[1]]
		}
	}
	return all
})

// Naming gives the naming class of a word in lower case, or of its singular.
func Naming(word string) NamingClass {
	if class, ok := namings()[word]; ok {
		return class
	}
	if n := len(word) - 1; n > 2 && word[n] == 's' {
		return namings()[word[:n]]
	}
	return NoNaming
}
