package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed replies.txt
var replyList string

//go:embed addressing.txt
var addressingList string

var replies = sync.OnceValue(func() map[string]bool { return setOf(replyList) })

var addressing = sync.OnceValue(func() map[string]bool { return setOf(addressingList) })

// IsReply says whether a reporting word says that its speaker answers somebody
// else: "replied".
func IsReply(word string) bool { return replies()[strings.ToLower(word)] }

//go:embed postnominals.txt
var postNominalList string

var postNominals = sync.OnceValue(func() map[string]bool { return setOf(postNominalList) })

// IsPostNominal says whether a word is letters that follow a name and are no
// part of it: "KC".
func IsPostNominal(word string) bool { return postNominals()[word] }

// Addresses says whether the object of a reporting word is the one spoken to:
// "told".
func Addresses(word string) bool { return addressing()[strings.ToLower(word)] }

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for _, entry := range entries(list) {
		set[entry[0]] = true
	}
	return set
}
