package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// Limits of letters, in paragraphs and in bytes.
const (
	longestLetter     = 40
	longestSalutation = 40
	longestNameLine   = 60 // under a letter: "Ana Ruiz", "Professor of Law, Turin"
)

// findLetters takes the words between a salutation and the name under them:
// letters to the editor, statements, memos that are given in full.
func (w *work) findLetters() {
	for i := 0; i < len(w.paragraphs); i++ {
		if w.taken[i] {
			continue
		}
		body, ok := w.salutation(i)
		if !ok {
			continue
		}
		for j := i; j < min(len(w.paragraphs), i+longestLetter) && !w.taken[j]; j++ {
			if _, again := w.salutation(j); again && j > i {
				break
			}
			if name, last, ok := w.letterEnd(i, j); ok {
				w.addLetter(i, j, last, body, name)
				i = last
				break
			}
		}
	}
}

// findMails takes the words under the lines that head a message, "From: Ana Ruiz",
// "Subject: The lamps": its first paragraph, and those that follow and speak to somebody.
func (w *work) findMails() {
	for i := 0; i+2 < len(w.paragraphs); i++ {
		name, ok := w.mailFrom(i)
		if !ok {
			continue
		}
		at := i + 1
		for at < len(w.paragraphs) && isMailHead(w.text(w.paragraphs[at])) {
			at++
		}
		if at == i+1 || at == len(w.paragraphs) {
			continue
		}
		w.groups++
		for k := i; k < min(len(w.paragraphs), at+longestLetter) && !w.taken[k] && (k <= at || w.addresses(w.paragraphs[k]) && !w.reports(w.paragraphs[k])); k++ {
			w.taken[k] = true
			if k >= at {
				w.addBlock(block{Span: w.paragraphs[k], kind: nlp.Post, rule: lexicon.RuleHeading, speaker: name, group: w.groups})
			}
		}
	}
}

// mailFrom gives who a message is from, where paragraph i is the line that tells it.
func (w *work) mailFrom(i int) (nlp.Span, bool) {
	p := w.paragraphs[i]
	if w.taken[i] || p.Len() > longestHeading || !strings.HasPrefix(w.text(p), "From: ") {
		return nlp.Span{}, false
	}
	name := nameAt(w.d.Text, p.Start+len("From: "), p.End)
	return name, !name.Empty()
}

// isMailHead says whether a line is another one of those that head a message.
func isMailHead(line string) bool {
	head, _, found := strings.Cut(line, ": ")
	switch head {
	case "To", "Cc", "CC", "Bcc", "Date", "Sent", "Subject", "Re":
		return found && len(line) <= longestSignature
	}
	return false
}

// leastSigned is how many letters that nothing but the lines under them tells make
// a page of letters.
const leastSigned = 3

// findSignedLetters takes the letters of a page that prints them without a salutation,
// each under a heading or under the one before it, with a line below that has its
// writer's name and place: "Ana Ruiz, Turin".
func (w *work) findSignedLetters() {
	signed := 0
	for i := range w.paragraphs {
		if _, ok := w.signedAt(i); ok && w.addresses(w.paragraphs[i-1]) {
			signed++
		}
	}
	if signed < leastSigned {
		return
	}
	for i := 1; i < len(w.paragraphs); i++ {
		name, ok := w.signedAt(i)
		if !ok {
			continue
		}
		from := i
		for from > 1 && !w.taken[from-1] && i-from < longestLetter && !w.isHeading(from-1) && ends(w.text(w.paragraphs[from-1])) {
			if from--; from == 1 && !w.addresses(w.paragraphs[from]) {
				from++ // what stands under the headline
				break
			}
		}
		w.addLetter(from, i, i, w.paragraphs[from].Start, name)
	}
}

// signedAt says whether paragraph i is a line by itself under a letter, with its
// writer's name of several words and place, and gives the name.
func (w *work) signedAt(i int) (nlp.Span, bool) {
	if i < 2 || w.taken[i] || w.taken[i-1] || w.below(i) || i+1 < len(w.paragraphs) && w.below(i+1) || w.isHeading(i-1) {
		return nlp.Span{}, false
	}
	p := w.paragraphs[i]
	name := nameAt(w.d.Text, p.Start, p.End)
	place, found := strings.CutPrefix(w.d.Text[name.End:p.End], ", ")
	return name, found && p.Len() <= longestNameLine && strings.Contains(w.text(name), " ") && isPlaceName(place)
}

// salutation says whether a letter begins with paragraph i, and where its words
// begin: behind "Sir –" in the same paragraph, or below "Dear members,". "Team,"
// begins one where a colon announces it.
func (w *work) salutation(i int) (body int, ok bool) {
	p := w.paragraphs[i]
	text := w.text(p)
	if size := addressLength(text); size > 0 {
		return p.Start + size, true
	}
	if len(text) > longestHeading {
		return p.Start, w.greets(p)
	}
	if strings.HasPrefix(text, "Dear ") {
		return p.End, true
	}
	announced := i > 0 && w.d.Text[w.paragraphs[i-1].End-1] == ':'
	return p.End, announced && len(text) < longestSalutation && strings.HasSuffix(text, ",") && nameAt(w.d.Text, p.Start, p.Start+1).Len() > 0
}

// greets says whether a paragraph is a letter that begins with its salutation and goes on in
// the same paragraph: "Dear Mother, I will be on the boat".
func (w *work) greets(p nlp.Span) bool {
	head, _, found := strings.Cut(w.text(p), ", ")
	whom, dear := strings.CutPrefix(head, "Dear ")
	if !found || !dear || len(head) > longestSalutation || !w.addresses(p) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(whom)
	return unicode.IsUpper(r) || whom == strings.ToLower(whom) // but "Dear old Turrin, with its lamps,"
}

// addressees are the words that letters to a paper open with, before a dash, a
// comma or a colon.
var addressees = [...]string{"Sir", "SIR", "Sirs", "Madam", "Sir/Madam", "Editor", "To the Editor", "TO THE EDITOR", "Dear Sir", "Dear Editor", "Dear Madam", "Dear Sir or Madam", "Dear Sirs"}

// addressLength is the length in bytes of "Sir – " at the beginning of a
// letter; 0 where it does not begin so.
func addressLength(text string) int {
	for _, a := range addressees {
		rest, ok := strings.CutPrefix(text, a)
		if !ok {
			continue
		}
		for _, mark := range [...]string{" – ", " — ", " - ", " -- ", ": ", ", ", "—", "–"} {
			if strings.HasPrefix(rest, mark) {
				return len(a) + len(mark)
			}
		}
	}
	return 0
}

// letterEnd says whether a letter that began with paragraph i ends with
// paragraph j: with "Yours sincerely," and a name in it or under it, or with a
// name on a line of its own. It gives the name and the last paragraph of the
// signature. A writer who is not to be named has an empty one.
func (w *work) letterEnd(i, j int) (name nlp.Span, last int, ok bool) {
	if name, ok := w.closingLine(j); ok {
		if last = j; j+1 < len(w.paragraphs) && w.paragraphs[j+1].Contains(name) {
			last = j + 1
		}
		return name, last, true
	}
	if j == i {
		return name, j, false
	}
	p := w.paragraphs[j]
	if p.Len() > 3*longestNameLine {
		return name, j, false
	}
	lines := strings.Split(w.text(p), "\n")
	if len(lines) > 3 || len(lines[0]) > longestNameLine {
		return name, j, false
	}
	for _, line := range lines[1:] {
		if len(line) > longestNameLine || strings.HasSuffix(line, ".") {
			return name, j, false
		}
	}
	if isWithheld(lines[0]) {
		return name, j, true
	}
	end := p.Start + len(strings.TrimRight(lines[0], ", "))
	name = nameAt(w.d.Text, p.Start, end)
	if rest := strings.TrimPrefix(strings.TrimPrefix(w.d.Text[name.End:end], " (Mrs)"), " (Miss)"); rest == "" || strings.HasPrefix(rest, ", ") {
		end = name.End
	}
	return name, j, !name.Empty() && name.End == end
}

// closingLine reads "Yours sincerely," and the name behind it or under it.
func (w *work) closingLine(j int) (name nlp.Span, ok bool) {
	p := w.paragraphs[j]
	if p.Len() > longestHeading {
		return name, false
	}
	first, _, _ := strings.Cut(strings.ToLower(w.text(p)), ",")
	switch first {
	case "sincerely", "yours sincerely", "sincerely yours", "yours faithfully", "yours truly", "yours", "respectfully", "respectfully yours", "best wishes", "best", "love",
		"regards", "kind regards", "best regards", "warm regards", "with love", "with gratitude", "in solidarity", "faithfully", "yours etc", "yours in sport", "thanks", "thank you":
	default:
		return name, false
	}
	at := p.Start + min(len(first)+1, p.Len())
	for at < p.End && (w.d.Text[at] == ' ' || w.d.Text[at] == '\n') {
		at++
	}
	if name = nameAt(w.d.Text, at, p.End); name.Empty() && j+1 < len(w.paragraphs) {
		name = nameAt(w.d.Text, w.paragraphs[j+1].Start, w.paragraphs[j+1].End)
	}
	return name, true
}

// addLetter adds the paragraphs of a letter from its salutation to its end.
func (w *work) addLetter(from, to, last, body int, name nlp.Span) {
	w.groups++
	for k := from; k <= last; k++ {
		w.taken[k] = true
		content := w.paragraphs[k]
		if k == from {
			content.Start = min(body, content.End)
		}
		if k < to && !content.Empty() {
			w.addBlock(block{Span: content, kind: nlp.Post, rule: lexicon.RuleSignature, speaker: name, role: roleWithout(name), group: w.groups})
		}
	}
}
