package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// leastLines is how many lines in a row make a series of people who speak once each.
const leastLines = 2

// A line is what somebody says behind a label that comes once: "Ana Ruiz, 41,
// baker: I sell more bread when it rains."
type line struct {
	name nlp.Span // empty for somebody who is not to be named
	body nlp.Span
	told bool // the label tells an age or a place, too
}

// findLines takes what several people say on a line each, as street surveys, messages
// from listeners and lists of reactions are printed. Facts in a list look the same: so
// half of the lines must speak as "I" or to "you", and their labels must tell more
// than a name, or the paragraph above announce them.
func (w *work) findLines() {
	for i := 0; i < len(w.paragraphs); i++ {
		var run []line
		told, personal := 0, 0
		for k := i; k < len(w.paragraphs) && !w.taken[k]; k++ {
			l, ok := w.readLine(w.paragraphs[k])
			if !ok {
				break
			}
			if l.told {
				told++
			}
			if w.addresses(l.body) {
				personal++
			}
			run = append(run, l)
		}
		if len(run) >= leastLines && 2*personal >= len(run) && (2*told >= len(run) || w.announcesLines(i)) {
			w.addLines(i, run)
		}
		i += len(run)
	}
}

func (w *work) addLines(from int, run []line) {
	for k, l := range run {
		w.taken[from+k] = true
		w.groups++
		w.addBlock(block{Span: l.body, kind: nlp.Direct, rule: lexicon.RuleHeading, speaker: l.name, role: roleWithout(l.name), group: w.groups})
	}
}

// announcesLines says whether the paragraph above the i-th ends in a colon.
func (w *work) announcesLines(i int) bool {
	return i > 0 && strings.HasSuffix(w.text(w.paragraphs[i-1]), ":")
}

// readLine reads a label with somebody's name and sentences without marks behind it.
func (w *work) readLine(p nlp.Span) (line, bool) {
	p.Start += bulletLength(w.text(p))
	label, said, found := strings.Cut(w.text(p), ": ")
	if !found || len(label) > longestHeading || !isSaid(said) || notSpeaker(label) {
		return line{}, false
	}
	l := line{name: nameAt(w.d.Text, p.Start, p.Start+len(label)), body: nlp.Span{Start: p.End - len(said), End: p.End}}
	rest := label[l.name.Len():]
	switch {
	case l.name.Empty():
		return line{}, false
	case isNobody(label):
		l.name, l.told = nlp.Span{Start: p.Start, End: p.Start}, true
	case rest == "":
	case tellsMore(rest):
		l.told = true
	default:
		return line{}, false
	}
	return l, true
}

// tellsMore says whether what stands behind a name in a label is an age or a place: ", 41,
// baker", " (41)", " in Turin", ", Turin".
func tellsMore(rest string) bool {
	if strings.ContainsAny(rest, "!?“\"«:;") {
		return false
	}
	for _, link := range [...]string{" in ", " from ", " of ", ", from ", " by "} {
		if place, ok := strings.CutPrefix(rest, link); ok {
			return isPlaceName(place)
		}
	}
	tail := strings.TrimLeft(rest, ", (")
	return isAge(tail) || strings.HasPrefix(rest, ", ") && isPlaceName(tail)
}

// isNobody says whether a label stands for somebody who is not to be named.
func isNobody(label string) bool {
	return strings.EqualFold(label, "anonymous") || isWithheld(label)
}

// isSaid says whether words behind a label are whole sentences without marks around them.
func isSaid(words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	return (unicode.IsUpper(first) || unicode.IsDigit(first)) && strings.ContainsRune(".!?…", last)
}
