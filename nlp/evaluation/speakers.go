package evaluation

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// speakerCounter counts quoted speech that is found with the speaker's name,
// words that nobody said taken for speech, and traps among them.
type speakerCounter struct{ mistakes []string }

// Places of a speaker tally.
const (
	spokenGold = iota
	spokenFound
	spokenRight // the last name, and the first where both have one
	spokenNamed
	spokenFull // the whole name
	spurious
	rows // predicted rows of quoted speech
	trapsSet
	trapsTaken
	speakerPlaces
)

// ignoredInNames are the words of a name that say nothing of who it is.
var ignoredInNames = []string{"mr", "mrs", "ms", "dr", "sir", "smt", "the", "president", "minister", "jr", "sr"}

// fragment is a quoted part of a predicted quotation.
type fragment struct {
	Range
	quote *PredictedQuote
}

func (c *speakerCounter) count(g *Record, p *Prediction) tally {
	t := make(tally, speakerPlaces)
	text := []rune(g.Text)
	var gold []*GoldQuote
	var goldAt []Range
	for i := range g.Quotes {
		if q := &g.Quotes[i]; q.Type != "indirect" && !q.Optional {
			gold, goldAt = append(gold, q), append(goldAt, trim(text, clamp(q.Start, q.End, len(text))))
		}
	}
	parts := fragments(p, text)
	at := make([]Range, len(parts))
	for i, f := range parts {
		at[i] = f.Range
	}
	t[spokenGold] = float64(len(gold))
	found, matched := make([]bool, len(gold)), make([]bool, len(parts))
	for _, m := range match(goldAt, at, fragmentOverlap) {
		found[m.gold], matched[m.predicted] = true, true
		c.countFound(t, g.ID, gold[m.gold], parts[m.predicted].quote)
	}
	for i, q := range gold {
		if !found[i] {
			c.mistake(g.ID, q.Text, q.SpeakerName, "NOT FOUND")
		}
	}
	c.countTraps(t, g, text, parts)
	c.countSpurious(t, g, text, parts, matched)
	return t
}

// countFound adds a quotation that was found, and whether its speaker is right.
func (c *speakerCounter) countFound(t tally, id string, gold *GoldQuote, got *PredictedQuote) {
	t[spokenFound]++
	names := append([]string{gold.SpeakerName}, gold.SpeakerOthers...)
	if slices.ContainsFunc(names, func(n string) bool { return sameName(n, got.Speaker) }) {
		t[spokenRight]++
	} else {
		c.mistake(id, gold.Text, gold.SpeakerName, got.Speaker)
	}
	if gold.SpeakerName == "" {
		return
	}
	t[spokenNamed]++
	if slices.ContainsFunc(names, func(n string) bool { return slices.Equal(nameTokens(n), nameTokens(got.Speaker)) }) {
		t[spokenFull]++
	}
}

func (c *speakerCounter) countTraps(t tally, g *Record, text []rune, parts []fragment) {
	traps := make([]Range, len(g.Traps))
	for i, n := range g.Traps {
		traps[i] = trim(text, clamp(n.Start, n.End, len(text)))
	}
	var quoted []Range
	for _, f := range parts {
		if f.quote.Kind != "indirect" {
			quoted = append(quoted, f.Range)
		}
	}
	t[rows] += float64(len(quoted))
	t[trapsSet] += float64(len(traps))
	t[trapsTaken] += float64(len(match(traps, quoted, trapOverlap)))
}

// countSpurious counts quoted rows that overlap nothing anybody said.
func (c *speakerCounter) countSpurious(t tally, g *Record, text []rune, parts []fragment, matched []bool) {
	known := make([]Range, len(g.Quotes))
	for i, q := range g.Quotes {
		known[i] = trim(text, clamp(q.Start, q.End, len(text)))
	}
	for i, f := range parts {
		if matched[i] || f.quote.Kind == "indirect" {
			continue
		}
		if !slices.ContainsFunc(known, func(k Range) bool { return min(f.End, k.End) > max(f.Start, k.Start) }) {
			t[spurious]++
			c.mistake(g.ID, string(text[f.Start:f.End]), "NOT SPEECH", f.quote.Speaker)
		}
	}
}

func (c *speakerCounter) mistake(id, words, want, got string) {
	short := []rune(words)
	c.mistakes = append(c.mistakes, fmt.Sprintf("%s: %q: want %q, got %q", id, string(short[:min(50, len(short))]), want, got))
}

func (c *speakerCounter) figures(t tally) []Figure {
	n := int(t[spokenGold])
	return []Figure{
		{Measure: "quoted speech found", Class: "all", Value: ratio(t[spokenFound], t[spokenGold]), Count: n},
		{Measure: "found with the right speaker", Class: "all", Value: ratio(t[spokenRight], t[spokenGold]), Count: n},
		{Measure: "full name", Class: "found and named", Value: ratio(t[spokenFull], t[spokenNamed]), Count: int(t[spokenNamed])},
		{Measure: "rows not speech", Class: "all", Value: ratio(t[spurious], t[rows]), Count: int(t[rows])},
		{Measure: "traps taken", Class: "all", Value: ratio(t[trapsTaken], t[trapsSet]), Count: int(t[trapsSet])},
	}
}

// fragments lists the parts of predicted quotations that stand inside
// quotation marks, or the whole where there are none.
func fragments(p *Prediction, text []rune) []fragment {
	var all []fragment
	for i := range p.Quotes {
		q := &p.Quotes[i]
		if len(q.Quoted) == 0 {
			all = append(all, fragment{trim(text, clamp(q.Start, q.End, len(text))), q})
		}
		for _, f := range q.Quoted {
			all = append(all, fragment{trim(text, clamp(f.Start, f.End, len(text))), q})
		}
	}
	return all
}

// sameName says whether two names can be one person's: the last word and the
// first letter of the first agree, or one lies within the gold one.
func sameName(gold, got string) bool {
	g, p := nameTokens(gold), nameTokens(got)
	switch {
	case len(g) == 0 || len(p) == 0:
		return len(g) == len(p)
	case slices.Equal(g, p):
		return true
	case g[len(g)-1] == p[len(p)-1] && (len(p) == 1 || len(g) == 1 || g[0][0] == p[0][0]):
		return true
	}
	return strings.Contains(strings.Join(g, " "), strings.Join(p, " "))
}

// nameTokens are the words of a name in lower case, without accents, titles
// and what is neither a basic Latin letter nor a digit.
func nameTokens(name string) []string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(name))
	words := strings.FieldsFunc(plain, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return slices.DeleteFunc(words, func(w string) bool { return slices.Contains(ignoredInNames, w) })
}
