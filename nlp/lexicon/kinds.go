package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed kinds.txt
var kindList string

var kinds = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for _, entry := range entries(kindList) {
		all[strings.TrimSuffix(entry[0], ":")] = entry[1:]
	}
	return all
})

// Kinds gives the narrower nouns, other names and titles, in lower case, of
// those who may be meant by a noun for somebody, given in lower case: of
// "lawyer" it gives "barrister" and others; nil for nouns that are not listed.
// The caller must not change the result.
func Kinds(noun string) []string { return kinds()[noun] }
