package quote

import (
	"strings"

	"quoth/nlp"
)

// timedName reads a line that is a name before or behind the time in a
// recording, and nothing else: "00:04:31 Ana", "Ana Ruiz (04:31)".
func (w *work) timedName(p nlp.Span) (nlp.Span, bool) {
	const marks = " \t[]()-–—"
	text := w.text(p)
	if len(text) > longestLabel {
		return nlp.Span{}, false
	}
	inner := strings.Trim(text, marks)
	for _, half := range [...]string{" AM", " PM", " am", " pm"} {
		inner = strings.TrimSuffix(inner, half)
	}
	begin, end := timeCode(inner), timeCodeBehind(inner)
	if begin == 0 && end == len(inner) {
		return nlp.Span{}, false
	}
	if begin > 0 {
		end = len(inner)
	}
	name := strings.Trim(inner[begin:end], marks)
	if name == "" {
		return nlp.Span{}, false
	}
	start := p.Start + strings.Index(text, inner) + begin + strings.Index(inner[begin:end], name)
	label := nlp.Span{Start: start, End: start + len(name)}
	bare := nlp.Span{Start: start, End: start + len(strings.TrimRight(name, " 0123456789"))} // "Speaker 3"
	return label, nameAt(w.d.Text, bare.Start, bare.End) == bare && !notSpeaker(name)
}

// longestStamp is the length in bytes of the date and time before a message:
// "[31/01/2025, 10:14:03 p.m.] ".
const longestStamp = 28

// stamp is the length of the date or time before a turn's label, as chats and
// recordings have it: "[31/01/2025, 22:14:03] ", "31/01/2025, 22:14 - ",
// "00:04:31 "; 0 for none.
func stamp(text string) int {
	n, colons := 0, 0
	for n < len(text) && n < longestStamp && strings.IndexByte("[]()0123456789:/.,- apmAPM", text[n]) >= 0 {
		if text[n] == ':' {
			colons++
		}
		n++
	}
	n = strings.LastIndexByte(text[:n], ' ') + 1 // a name may begin with one of these letters
	if rest := strings.TrimPrefix(text[n:], "– "); n > 0 {
		n = len(text) - len(rest) // "10:04 – Ana: …"
	}
	if colons == 0 || strings.IndexByte("[(0123456789", text[0]) < 0 || n == len(text) {
		return 0
	}
	return n
}

// timeCode is the length of the time in a recording that begins a text,
// "04:31" or "1:04:31"; 0 for none.
func timeCode(text string) int {
	n := 0
	for n < len(text) && (text[n] == ':' || text[n] >= '0' && text[n] <= '9') {
		n++
	}
	if !isTimeCode(text[:n]) || n < len(text) && !strings.ContainsRune(" \t])", rune(text[n])) {
		return 0
	}
	return n
}

// timeCodeBehind is where the time in a recording that ends a text begins; the
// text's length for none.
func timeCodeBehind(text string) int {
	n := len(text)
	for n > 0 && (text[n-1] == ':' || text[n-1] >= '0' && text[n-1] <= '9') {
		n--
	}
	if !isTimeCode(text[n:]) || n == 0 || !strings.ContainsRune(" \t[(", rune(text[n-1])) {
		return len(text)
	}
	return n
}

// isTimeCode says whether digits and colons are minutes and seconds, with hours or without.
func isTimeCode(s string) bool {
	parts := strings.Split(s, ":")
	if len(parts) != 2 && len(parts) != 3 {
		return false
	}
	for _, part := range parts[1:] {
		if len(part) != 2 {
			return false
		}
	}
	return len(parts[0]) == 1 || len(parts[0]) == 2
}
