package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed demonyms.txt
var demonymList string

// demonyms gives the words for one people or party, by each of them and by its name.
var demonyms = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for _, entry := range entries(demonymList) {
		for i := range entry {
			entry[i] = strings.ReplaceAll(strings.TrimSuffix(entry[i], ":"), "_", " ")
		}
		for _, key := range entry {
			all[key] = entry[1:]
		}
	}
	return all
})

// Demonyms gives the adjective and the nouns, in lower case, for the people of
// a country or a party, or of whom a word is one of these: "norwegian" of "Norway" and
// of "Norwegian", "democrat" of "Democratic". Nil for other words. The caller must not change the result.
func Demonyms(word string) []string { return demonyms()[strings.ToLower(word)] }
