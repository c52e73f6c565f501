package lexicon

import "strings"

// entries splits a list into its entries, each into its fields; comments and
// empty lines are left out.
func entries(list string) [][]string {
	var all [][]string
	for line := range strings.Lines(list) {
		line, _, _ = strings.Cut(line, "#")
		if fields := strings.Fields(line); len(fields) > 0 {
			all = append(all, fields)
		}
	}
	return all
}
