package entity

import (
	_ "embed"
	"strings"
)

//go:embed aliases.txt
var aliasList string

//go:embed companyforms.txt
var companyFormList string

//go:embed smallwords.txt
var smallWordList string

var (
	aliasWords   = hashSet(aliasList) // false for the weak ones
	companyForms = hashSet(companyFormList)
	connectors   = hashSet(smallWordList) // false for the inner ones
)

// hashSet reads a list, one word a line, with comments after "#". The value of
// a word that has anything after it is false.
func hashSet(list string) map[uint64]bool {
	set := map[uint64]bool{}
	for line := range strings.Lines(list) {
		entry, _, _ := strings.Cut(line, "#")
		if fields := strings.Fields(entry); len(fields) > 0 {
			set[lowerHash(fields[0])] = len(fields) == 1
		}
	}
	return set
}
