package lexicon

import (
	_ "embed"
	"sync"
)

//go:embed networks.txt
var networkList string

var networks = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, entry := range entries(networkList) {
		all[entry[0]] = true
	}
	return all
})

// IsNetwork says whether a word, as it is written, names a network on which
// people post. Of "Truth Social" it is the first word.
func IsNetwork(word string) bool { return networks()[word] }
