package lexicon

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"sync"

	"quoth/nlp"
)

// Rules for speakers whom the layout of a text names. The quotations layer sets
// them beside Speaker.Span, and the speakers layer keeps them.
const (
	RuleSignature nlp.Rule = "signature" // a dash and a name, or a name and a handle, under or after a post, a letter, a block
	RuleTurn      nlp.Rule = "turn"      // the name and colon before a turn in a transcript or an interview
	RuleHeading   nlp.Rule = "heading"   // the name, handle or "RT @handle:" above or before a post; the introduction of a speech
	RuleColon     nlp.Rule = "colon"     // the subject of the clause that ends in a colon before a block
)

// A CueClass says how a reporting verb takes the words it reports.
type CueClass uint8

// The classes of reporting verbs.
const (
	NoCue     CueClass = iota
	ReportCue          // "said": a clause or quoted words, before or after
	NameCue            // "called": what somebody or something is said to be
	ActCue             // "criticised": a deed done with words
)

// A VerbForm is one of the forms of a verb.
type VerbForm uint8

// The forms of verbs that a text tells apart without its syntax.
const (
	BaseForm   VerbForm = iota // "say"
	ThirdForm                  // "says"
	PastForm                   // "said"; a participle of its own ("written") counts as one
	GerundForm                 // "saying"
)

// A Cue is a form of a reporting verb.
type Cue struct {
	Verb  string // the base form
	Class CueClass
	Form  VerbForm
}

// Cues is a set of reporting verbs in all their forms. It is safe for
// concurrent use as long as nothing is added.
type Cues struct{ forms map[string]Cue }

//go:embed cues.txt
var cueList string

var builtInCues = sync.OnceValue(func() *Cues {
	c := &Cues{forms: map[string]Cue{}}
	for _, entry := range entries(cueList) {
		c.add(entry)
	}
	return c
})

// ReportingCues gives the built-in set.
func ReportingCues() *Cues { return builtInCues() }

// With gives a set that holds these verbs as well, in the form of the entries
// of cues.txt: "verb [class [past[:past…]]]", the class being report where none is given.
func (c *Cues) With(verbs ...string) *Cues {
	more := &Cues{forms: make(map[string]Cue, len(c.forms)+4*len(verbs))}
	for form, cue := range c.forms {
		more.forms[form] = cue
	}
	for _, verb := range verbs {
		if fields := strings.Fields(strings.ToLower(verb)); len(fields) > 0 {
			more.add(fields)
		}
	}
	return more
}

// ReadCues reads a list of verbs, one a line, "#" before comments, as With takes them.
func ReadCues(r io.Reader) ([]string, error) {
	var verbs []string
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if line = strings.TrimSpace(line); line != "" {
			verbs = append(verbs, line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("list of cues: %w", err)
	}
	return verbs, nil
}

// Lookup gives the cue that a word is a form of, whatever the word's case.
func (c *Cues) Lookup(word string) (Cue, bool) {
	if len(word) > longestWord {
		return Cue{}, false
	}
	var buf [longestWord]byte
	for i := range len(word) {
		b := word[i]
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		buf[i] = b
	}
	cue, ok := c.forms[string(buf[:len(word)])]
	return cue, ok
}

// add puts the forms of one entry into the set. A form that two verbs share
// stays with the first.
func (c *Cues) add(entry []string) {
	verb, class := entry[0], ReportCue
	if len(entry) > 1 {
		switch entry[1] {
		case "name":
			class = NameCue
		case "act":
			class = ActCue
		}
	}
	pasts := []string{regularPast(verb)}
	if len(entry) > 2 {
		pasts = strings.Split(entry[2], ":")
	}
	c.put(verb, Cue{verb, class, BaseForm})
	c.put(thirdOf(verb), Cue{verb, class, ThirdForm})
	for _, past := range pasts {
		c.put(past, Cue{verb, class, PastForm})
		c.put(gerundOf(verb, past), Cue{verb, class, GerundForm})
	}
}

func (c *Cues) put(form string, cue Cue) {
	if _, taken := c.forms[form]; !taken {
		c.forms[form] = cue
	}
}

func regularPast(verb string) string {
	switch {
	case strings.HasSuffix(verb, "e"):
		return verb + "d"
	case endsInConsonantY(verb):
		return verb[:len(verb)-1] + "ied"
	}
	return verb + "ed"
}

func thirdOf(verb string) string {
	switch {
	case endsInConsonantY(verb):
		return verb[:len(verb)-1] + "ies"
	case strings.HasSuffix(verb, "s"), strings.HasSuffix(verb, "x"), strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"):
		return verb + "es"
	}
	return verb + "s"
}

// gerundOf doubles the last letter where the past does: "quipped" gives "quipping".
func gerundOf(verb, past string) string {
	switch doubled := verb + verb[len(verb)-1:]; {
	case strings.HasPrefix(past, doubled) && strings.HasSuffix(past, "ed") && past != regularPast(verb):
		return doubled + "ing"
	case strings.HasSuffix(verb, "e") && !strings.HasSuffix(verb, "ee"):
		return verb[:len(verb)-1] + "ing"
	}
	return verb + "ing"
}

func endsInConsonantY(verb string) bool {
	n := len(verb)
	return n > 1 && verb[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(verb[n-2]))
}
