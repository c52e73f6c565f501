package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed kinds.txt
var kindList string

//go:embed bodykinds.txt
var bodyKindList string

var (
	kinds     = sync.OnceValue(func() map[string][]string { return readKinds(kindList) })
	bodyKinds = sync.OnceValue(func() map[string][]string { return readKinds(bodyKindList) })
)

func readKinds(list string) map[string][]string {
	all := map[string][]string{}
	for _, entry := range entries(list) {
		all[strings.TrimSuffix(entry[0], ":")] = entry[1:]
	}
	return all
}

// Kinds gives the narrower nouns, other names and titles, in lower case, of
// those who may be meant by a noun for somebody, given in lower case: of
// "lawyer" it gives "barrister" and others; nil for nouns that are not listed.
// The caller must not change the result.
func Kinds(noun string) []string { return kinds()[noun] }

// BodyKinds gives the words, in lower case, in names of bodies that may be meant
// by a noun for a body, given in lower case: of "lender" it gives "bank"; nil for
// nouns that are not listed. The caller must not change the result.
func BodyKinds(noun string) []string { return bodyKinds()[noun] }
