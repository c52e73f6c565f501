package lexicon

import (
	"bytes"
	_ "embed"
	"sync"
)

//go:embed negations.txt
var negationList string

var negations = sync.OnceValue(func() map[string]bool { return setOf(negationList) })

// Negates says whether a word in lower case, with a plain apostrophe, turns the
// tone of what follows it: "never", "isn't".
func Negates(word []byte) bool {
	stem, ends := bytes.CutSuffix(word, []byte("n't"))
	return negations()[string(word)] || ends && len(stem) > 0
}
