package quote

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// leastLines is how many lines in a row make a series of people who speak once each.
const leastLines = 2

// replyFrom stands before the name of who answers another one's comment.
const replyFrom = "Reply from "

// A line is what somebody says behind a label that comes once: "Ana Ruiz, 41,
// baker: I sell more bread when it rains."
type line struct {
	name   nlp.Span // empty for somebody who is not to be named
	body   nlp.Span
	role   string // of somebody without a name whom the label tells by a trade
	reply  bool   // to another one's comment
	told   bool   // the label tells an age or a place, too
	proper bool   // the tags take the label for a name
}

// findMarkedLines takes words in marks that fill their paragraph behind a label with a
// full name, or with what somebody unnamed is: "Ana Ruiz, 41, who sells bread: “Rain is
// good.”"
func (w *work) findMarkedLines() {
	o := 0
	for i, p := range w.paragraphs {
		for o < len(w.outer) && w.outer[o].Open.Start < p.Start {
			o++
		}
		if o == len(w.outer) || i == 0 || w.taken[i] || w.outer[o].Close.End < p.End || w.outer[o].Open.Start >= p.End {
			continue
		}
		label := nlp.Span{Start: p.Start + bulletLength(w.text(p)), End: w.outer[o].Open.Start}
		name, role, ok := w.describedLabel(label)
		if !ok {
			continue
		}
		w.taken[i] = true
		w.groups++
		w.addBlock(block{Span: w.outer[o].Inner, marked: true, kind: nlp.Direct, rule: lexicon.RuleHeading, speaker: name, role: role, group: w.groups})
	}
}

// findNamedAbove takes a paragraph that stands in marks as a whole right under a line with
// somebody's name, or under one more line with an office, as lists of reactions have it:
// "ANA RUIZ", "Harbour master", "“It was dark.”"
func (w *work) findNamedAbove() {
	for i := 2; i < len(w.paragraphs); i++ {
		if w.taken[i] || w.taken[i-1] {
			continue
		}
		if _, whole := unmarked(w.d.Text, w.paragraphs[i]); !whole || w.namesBelow(i) {
			continue
		}
		at := i - 1
		if w.below(i) && w.below(at) {
			at--
		}
		name, ok := w.nameAlone(at)
		if !ok || w.below(at) || at == 0 || !w.below(i) && !w.inCapitals(at) {
			continue
		}
		w.taken[i] = true
		w.groups++
		w.addBlock(block{Span: w.paragraphs[i], kind: nlp.Direct, rule: lexicon.RuleHeading, speaker: name, group: w.groups})
	}
}

// inCapitals says whether a line has a name and more behind a comma, all in capitals, as
// agencies head what each of several says: "ANA RUIZ, ANALYST, HARL BANK".
func (w *work) inCapitals(i int) bool {
	text := w.text(w.paragraphs[i])
	return strings.Contains(text, ", ") && strings.ToUpper(text) == text && !strings.HasPrefix(text, "THE ")
}

// nameAlone says whether paragraph i is a line with a name of several words and nothing
// else but an office behind a comma.
func (w *work) nameAlone(i int) (nlp.Span, bool) {
	p := w.paragraphs[i]
	name := nameAt(w.d.Text, p.Start, p.End)
	rest := w.d.Text[name.End:p.End]
	words := strings.Count(w.text(name), " ") + 1
	return name, !w.taken[i] && p.Len() <= longestHeading && words > 1 && words <= mostNames && (rest == "" || strings.HasPrefix(rest, ", ")) && !strings.ContainsAny(rest, ".!?:“\"")
}

// mostNames is how many words the name in a line by itself has at most.
const mostNames = 4

// namesBelow says whether a line with a name stands right under paragraph i: that one
// said it then.
func (w *work) namesBelow(i int) bool {
	if !w.below(i + 1) {
		return false
	}
	_, ok := w.nameAlone(i + 1)
	return ok
}

// describedLabel reads a label that ends in a colon and is a full name, alone or with what
// its bearer is behind a comma or in brackets, or somebody without a name who has an age
// or a clause.
func (w *work) describedLabel(label nlp.Span) (name nlp.Span, role string, ok bool) {
	label.Start += networkBefore(w.text(label))
	text, colon := strings.CutSuffix(strings.TrimRight(w.text(label), " "), ":")
	if at := strings.LastIndex(text, " from @"); colon && at >= 0 {
		name = handleAt(w.d.Text, label.Start+at+len(" from "), label.Start+len(text))
		return name, "", !name.Empty() // "And this from @anaruiz on X:"
	}
	if !colon || len(text) > longestStage || strings.ContainsAny(text, ":;?!\n") || !w.isNounPhrase(label) {
		return name, "", false
	}
	if name = w.signer(label.Start, label.End); strings.Contains(w.text(name), " ") {
		rest := w.d.Text[name.End : label.Start+len(text)]
		return name, "", strings.HasPrefix(rest, ", ") || strings.HasPrefix(rest, " (") || rest == "" && !officeOnly(w.text(name))
	}
	head, clause, found := strings.Cut(text, " who ")
	if before, age, aged := strings.Cut(head, ", "); aged {
		head, found = before, isAge(age) || age == "" && clause != ""
	}
	article, _, _ := strings.Cut(strings.ToLower(head), " ")
	return nlp.Span{}, strings.ToLower(head), found && indefinite(article) && officeOnly(head)
}

// networkBefore is the length of the network that a label begins with: "On X, Ana Ruiz:".
func networkBefore(label string) int {
	head, _, found := strings.Cut(label, ", ")
	if place, network, ok := strings.Cut(head, " "); found && ok && (place == "On" || place == "Via") && lexicon.IsNetwork(network) {
		return len(head) + len(", ")
	}
	return 0
}

// isNounPhrase says whether a label has no finite verb but in a clause that tells who
// somebody is, which ends with a comma.
func (w *work) isNounPhrase(label nlp.Span) bool {
	first, last := w.tokensOf(label)
	clause := false
	for i := first; i < last; i++ {
		switch word := w.token(i); w.d.Tokens[i].Tag {
		case "VBD", "VBZ", "VBP", "MD":
			if !clause || w.words[i-1].sign == comma {
				return false
			}
		default:
			clause = clause || word == "who" || word == "whose" || word == "whom"
		}
	}
	return w.d.Tokens[first].Sentence == w.d.Tokens[last-1].Sentence
}

// findLines takes what several people say on a line each, as street surveys, messages
// from listeners and lists of reactions are printed. Facts in a list look the same: so
// half of the lines must speak as "I" or to "you", and their labels must tell more
// than a name, or the paragraph above announce them.
func (w *work) findLines() {
	for i := 0; i < len(w.paragraphs); i++ {
		var run []line
		told, proper, personal, replies := 0, 0, 0, 0
		for k := i; k < len(w.paragraphs) && !w.taken[k]; k++ {
			l, ok := w.readLine(w.paragraphs[k])
			if !ok {
				break
			}
			if l.reply {
				replies++
			}
			if l.told {
				told++
			} else if l.proper {
				proper++
			}
			if w.addresses(l.body) {
				personal++
			}
			run = append(run, l)
		}
		personally := 2*personal >= len(run)
		labelled := personally && (2*told >= len(run) || w.announcesLines(i, 2*(told+proper) >= len(run)))
		if len(run) >= leastLines && (replies == len(run) || labelled || personal > 0 && told+proper > 0 && w.headsVoices(i-1)) {
			w.addLines(i, run)
		}
		i += len(run)
	}
}

func (w *work) addLines(from int, run []line) {
	for k, l := range run {
		w.taken[from+k] = true
		w.groups++
		w.addBlock(block{Span: l.body, kind: nlp.Direct, rule: lexicon.RuleHeading, speaker: l.name, role: cmp.Or(l.role, roleWithout(l.name)), group: w.groups})
	}
}

// announcesLines says whether the paragraph above the i-th ends in a colon and has a word for
// what is said; where the labels below are no names, its last words must.
func (w *work) announcesLines(i int, names bool) bool {
	if i == 0 || !strings.HasSuffix(w.text(w.paragraphs[i-1]), ":") {
		return false
	}
	above := w.paragraphs[i-1]
	if _, reported := w.cueBeforeColon(above, false); reported || !names {
		return reported
	}
	return w.hasUnmarked(above, func(t int) bool {
		return w.words[t].class == lexicon.ReportCue || lexicon.Lookup(w.token(t)).Is(lexicon.Record)
	})
}

// headsVoices says whether a heading stands over what several people say: "What
// residents say", "Your views", "Voices from the quay".
func (w *work) headsVoices(i int) bool {
	if i < 1 || w.taken[i] || w.paragraphs[i].Len() > longestHeading {
		return false
	}
	words := strings.Fields(strings.ToLower(strings.TrimRight(w.text(w.paragraphs[i]), ":")))
	if len(words) == 0 || ends(strings.TrimRight(w.text(w.paragraphs[i]), ":")) {
		return false
	}
	for _, word := range words {
		switch word {
		case "voices", "reactions", "reaction", "views", "opinions", "quotes", "comments", "replies", "responses", "verdicts", "vox", "quotable":
			return true
		}
	}
	if words[0] != "what" && words[0] != "how" && words[0] != "they" && words[0] != "who" {
		return false
	}
	for _, word := range words[1:] {
		switch word {
		case "say", "says", "said", "saying", "tell", "told", "telling", "think", "thinks", "thought", "reacted", "wrote", "write":
			return true
		}
	}
	return false
}

// readLine reads a label with somebody's name and sentences without marks behind it.
func (w *work) readLine(p nlp.Span) (line, bool) {
	p.Start += bulletLength(w.text(p))
	reply := strings.HasPrefix(w.text(p), replyFrom)
	if reply {
		p.Start += len(replyFrom)
	}
	label, said, found := cutLabel(w.text(p))
	if !found || len(label) > longestHeading || !reply && !isSaid(said) || notSpeaker(label) {
		return line{}, false
	}
	l := line{reply: reply, name: nameAt(w.d.Text, p.Start, p.Start+len(label)), body: nlp.Span{Start: p.End - len(said), End: p.End}}
	rest := strings.TrimRight(label[l.name.Len():], "* ")
	switch {
	case l.name.Empty():
		return line{}, false
	case isNobody(label):
		l.name, l.told = nlp.Span{Start: p.Start, End: p.Start}, true
	case lexicon.Lookup(w.text(l.name)).Is(lexicon.Time), rest == "" && strings.HasPrefix(label, "The "):
		return line{}, false // "Friday: Doors open at six."
	case reply:
		l.told = true
	case rest == "":
		first, _ := w.tokensOf(l.name)
		l.proper = w.d.Tokens[first].Tag == "NNP"
	case tellsMore(rest):
		l.told = true
	case isTrade(rest):
		l.told = strings.HasPrefix(rest, ", ")
		if !l.told {
			l.name, l.role = nlp.Span{Start: p.Start, End: p.Start}, strings.ToLower(label)
		}
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
	if age, ok := strings.CutPrefix(rest, " ("); ok {
		return isAge(age)
	}
	tail, ok := strings.CutPrefix(rest, ", ")
	return ok && (isAge(tail) || isPlaceName(tail))
}

// cutLabel cuts a line behind its label, which ends in a colon, in one that bold marks follow,
// or, where the label has an age or the like behind a comma, in a dash.
func cutLabel(text string) (label, said string, found bool) {
	if label, said, found = strings.Cut(text, ": "); found && len(label) <= longestHeading {
		return label, said, true
	}
	if label, said, found = strings.Cut(text, ":** "); found {
		return label, said, true
	}
	for _, dash := range [...]string{" – ", " — "} {
		if label, said, found = strings.Cut(text, dash); found && strings.Contains(label, ", ") {
			return label, said, true
		}
	}
	return "", "", false
}

// longestTold is how many words behind a name tell what its bearer is.
const longestTold = 7

// isTrade says whether what stands behind the first word of a label tells what somebody
// is: ", baker", ", mother of four", or, where the label is nothing else, " driver".
func isTrade(rest string) bool {
	words := strings.Fields(strings.TrimPrefix(rest, ", "))
	if len(words) == 0 || len(words) > longestTold || strings.ContainsAny(rest, ".!?“\"«:;") {
		return false
	}
	for _, word := range words {
		if lexicon.Lookup(strings.Trim(word, ",")).Is(lexicon.Role) {
			return true
		}
	}
	return false
}

// isNobody says whether a label stands for somebody who is not to be named.
func isNobody(label string) bool {
	return strings.EqualFold(label, "anonymous") || isWithheld(label) || strings.HasSuffix(label, " rather not say")
}

// isSaid says whether words behind a label are whole sentences without marks around them.
func isSaid(words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	return (unicode.IsUpper(first) || unicode.IsDigit(first)) && strings.ContainsRune(".!?…", last)
}
