package lexicon

import (
	_ "embed"
	"strings"
	"sync"

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
// unknown where it is given to both or not on the list.
func SexOf(name string) nlp.Sex {
	first, _, _ := strings.Cut(name, " ")
	return firstNames()[strings.ToLower(first)]
}
