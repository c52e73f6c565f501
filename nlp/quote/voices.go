package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// How many lines with somebody's name and age, or with a name and a time, make a
// series of voices, and how many with a name and a place, which bylines have too.
const (
	leastVoices = 2
	leastPlaced = 3
)

// findVoices takes what passers-by and readers say, each under a line with a
// name and an age, a time or a place: "Ana Ruiz, 41, baker", "Ana Ruiz, 9.02am",
// "Ana Ruiz, Turin". Words in marks that do not fill their paragraph are left to
// the finder of marks.
func (w *work) findVoices() {
	found, placed := 0, 0
	for i := range w.paragraphs {
		if headsComments(w.text(w.paragraphs[i])) {
			found++ // one line under such a heading is a series
		} else if _, ok := w.voice(i, false); ok {
			found++
		} else if _, ok := w.voice(i, true); ok && w.addresses(w.paragraphs[i+1]) {
			placed++
		}
	}
	if found < leastVoices && placed < leastPlaced {
		return
	}
	places := placed >= leastPlaced
	for i := 0; i+1 < len(w.paragraphs); i++ {
		name, ok := w.voice(i, places)
		if !ok || w.taken[i+1] || !w.isVoice(w.paragraphs[i+1]) {
			continue
		}
		w.groups++
		w.taken[i] = true
		for k := i + 1; k < len(w.paragraphs) && !w.taken[k] && (k == i+1 || w.continuesVoice(k, places)); k++ {
			w.taken[k] = true
			w.addBlock(block{Span: w.paragraphs[k], kind: nlp.Direct, rule: lexicon.RuleHeading, speaker: name, role: roleWithout(name), group: w.groups})
		}
	}
}

// headsComments says whether a line stands over what readers write below an
// article: "Comments (12)".
func headsComments(line string) bool {
	lower := strings.ToLower(line)
	return len(line) <= longestLabel && (strings.HasPrefix(lower, "comments") || strings.HasPrefix(lower, "your comments") || strings.HasPrefix(lower, "readers")) && !ends(line) && strings.Contains(lower, "comments")
}

// continuesVoice says whether paragraph k goes on with the voice above it: it
// stands right below, or says "I" and the next voice follows.
func (w *work) continuesVoice(k int, places bool) bool {
	if _, another := w.voice(k, places); another || startsWithMark(w.text(w.paragraphs[k])) {
		return false
	}
	if w.below(k) {
		return !w.reports(w.paragraphs[k])
	}
	if k+1 >= len(w.paragraphs) {
		return false
	}
	_, next := w.voice(k+1, places)
	return next && w.saysIUnmarked(w.paragraphs[k])
}

// voice says whether paragraph i is a line with a name and an age or a time, or
// among voices with places a place, right above somebody's words, and gives the
// name. A reader who is not to be named has an empty one.
func (w *work) voice(i int, places bool) (nlp.Span, bool) {
	p := w.paragraphs[i]
	if i == 0 || i+1 >= len(w.paragraphs) || p.Len() > longestHeading || w.taken[i] || w.below(i) || !w.below(i+1) {
		return nlp.Span{}, false
	}
	if places && isWithheld(w.text(p)) {
		return nlp.Span{Start: p.Start, End: p.Start}, true
	}
	name := nameAt(w.d.Text, p.Start, p.End)
	if name.Empty() {
		name = accountAt(w.d.Text, p.Start, p.End)
	}
	rest := w.d.Text[name.End:p.End]
	tail := strings.TrimLeft(rest, ", (")
	if name.Empty() || tail == rest || strings.ContainsAny(rest, "!?“\"«") || ends(rest) {
		return nlp.Span{}, false
	}
	placed := places && strings.Contains(w.text(name), " ") && isPlaceName(strings.TrimPrefix(tail, "also of "))
	return name, placed || isAge(tail) || isDate(tail) && hasTime(tail)
}

// nameWithheld is the role of a writer whom the paper does not name.
const nameWithheld = "name withheld"

// roleWithout gives the role of a writer without a name.
func roleWithout(name nlp.Span) string {
	if name.Empty() {
		return nameWithheld
	}
	return ""
}

// isWithheld says whether a line stands in the place of a writer's name whom the
// paper does not tell: "Name and address supplied".
func isWithheld(line string) bool {
	line = strings.ToLower(line)
	for _, begin := range [...]string{"name and address", "name withheld", "name supplied"} {
		if strings.HasPrefix(line, begin) {
			return true
		}
	}
	return false
}

// isAge says whether a tail begins with somebody's age: "41", "41, baker", "41)".
func isAge(tail string) bool {
	rest := strings.TrimLeft(tail, "0123456789")
	digits := len(tail) - len(rest)
	return digits > 0 && digits <= len("100") && (rest == "" || rest[0] == ',' || rest[0] == ')')
}

// hasTime says whether a date has a time of day: "9.02am", "June 17, 10:40".
func hasTime(date string) bool {
	for i := 1; i+1 < len(date); i++ {
		if (date[i] == '.' || date[i] == ':') && isDigit(date[i-1]) && isDigit(date[i+1]) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// ends says whether a line ends as sentences do, or announces what is below,
// and not with the full stop of "p.m.".
func ends(line string) bool {
	return strings.HasSuffix(line, ":") || strings.HasSuffix(line, ".") && !strings.HasSuffix(line, ".m.")
}

// below says whether a paragraph stands right under the one before it, with no
// empty line between.
func (w *work) below(i int) bool {
	return i > 0 && i < len(w.paragraphs) && strings.Count(w.d.Text[w.paragraphs[i-1].End:w.paragraphs[i].Start], "\n") == 1
}

// isVoice says whether a paragraph is speech from end to end: without a mark at
// its beginning, or in marks as a whole.
func (w *work) isVoice(p nlp.Span) bool {
	_, whole := unmarked(w.d.Text, p)
	return whole || !startsWithMark(w.text(p))
}

// leastDashed is how many paragraphs with a dash before them make a dialogue.
const leastDashed = 2

// findDialogue takes dialogues whose turns begin with a dash, a paragraph each, as presses
// of other languages set them: "— Who told you?", "— Nobody." A list looks the
// same, but asks nobody and speaks to nobody; behind two hyphens, answers nobody.
func (w *work) findDialogue() {
	for i := 0; i < len(w.paragraphs); {
		end, personal, told, questions := i, false, false, 0
		for end < len(w.paragraphs) && w.dashed(end) > 0 {
			text := w.text(w.paragraphs[end])
			if strings.HasSuffix(text, "?") {
				questions++
			}
			personal = personal || w.addresses(w.paragraphs[end])
			told = told || tagAt(text) > 0
			end++
		}
		n := end - i
		answered := told || questions > 0 && questions < n
		if n >= leastDashed && (personal || questions > 0) && (answered || !strings.HasPrefix(w.text(w.paragraphs[i]), "--")) {
			w.addDialogue(i, end)
		}
		i = max(end, i+1)
	}
}

// addDialogue adds the turns of a dialogue.
func (w *work) addDialogue(from, end int) {
	for k := from; k < end; k++ {
		p := w.paragraphs[k]
		p.Start += w.dashed(k)
		w.groups++
		w.taken[k] = true
		b := block{Span: p, kind: nlp.Direct, group: w.groups}
		if at := tagAt(w.text(p)); at > 0 {
			b.End = p.Start + at
			b.cue = w.reportingIn(nlp.Span{Start: b.End, End: p.End})
		}
		w.addBlock(b)
	}
}

// reportingIn gives the first reporting word of a span.
func (w *work) reportingIn(s nlp.Span) nlp.Span {
	first, last := w.tokensOf(s)
	for t := first; t < last; t++ {
		if w.words[t].class == lexicon.ReportCue {
			return w.d.Tokens[t].Span
		}
	}
	return nlp.Span{}
}

// dashed is the length of the dash and the white space that begin paragraph i,
// before a capital; 0 where none does, or the paragraph is another layout's or a signature.
func (w *work) dashed(i int) int {
	text := w.text(w.paragraphs[i])
	for _, dash := range [...]string{"—", "–", "―", "--"} {
		rest, ok := strings.CutPrefix(text, dash)
		words := strings.TrimLeft(rest, " \u00a0")
		r, _ := utf8.DecodeRuneInString(words)
		if ok && words != "" && !w.taken[i] && (unicode.IsUpper(r) || r == '¿' || r == '…') && !startsWithMark(words) && !w.isSignature(i) {
			return len(text) - len(words)
		}
	}
	return 0
}

// isSignature says whether paragraph i is no more than a dash and a name.
func (w *work) isSignature(i int) bool {
	_, name, _ := w.signature(w.paragraphs[i])
	return !name.Empty() && !strings.ContainsAny(w.text(name), "?!….")
}
