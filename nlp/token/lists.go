package token

import (
	"embed"
	"maps"
	"strings"
	"sync"
)

//go:embed words/*.txt
var wordFiles embed.FS

// lists are the word lists of words/, each a set of exact spellings.
type lists struct {
	titles, numbered, abbreviations, places map[string]bool
	neverFinal, starters, reporting         map[string]bool
	elisions, domains, final, afterTime     map[string]bool
	neverNames, particles                   map[string]bool
	joined                                  map[string]int // length of the first part
}

var loadLists = sync.OnceValue(func() *lists {
	l := &lists{
		titles:        set("titles"),
		numbered:      set("numbered"),
		abbreviations: set("abbreviations"),
		places:        set("places"),
		neverFinal:    set("never_final"),
		starters:      set("starters"),
		reporting:     set("reporting"),
		elisions:      set("elisions"),
		domains:       set("domains"),
		final:         set("final"),
		afterTime:     set("after_time"),
		neverNames:    set("never_names"),
		particles:     set("particles"),
		joined:        map[string]int{},
	}
	for pair := range set("joined") {
		first, second, _ := strings.Cut(pair, " ")
		l.joined[first+second] = len(first)
	}
	l.titles, l.abbreviations = withCapitals(l.titles), withCapitals(l.abbreviations)
	return l
})

// withCapitals adds each capitalised word in capitals all through, as headlines
// have it: "INC." beside "Inc.".
func withCapitals(m map[string]bool) map[string]bool {
	all := maps.Clone(m)
	for w := range m {
		if w[0] >= 'A' && w[0] <= 'Z' && len(w) > 1 {
			all[strings.ToUpper(w)] = true
		}
	}
	return all
}

func set(name string) map[string]bool {
	raw, err := wordFiles.ReadFile("words/" + name + ".txt")
	if err != nil {
		return nil // can't be: the files are part of the program
	}
	m := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			m[word] = true
		}
	}
	return m
}
