package metadata

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	leastTitleWords = 3
	mostTitleWords  = 25
	mostTitleBytes  = 220

	// A line this long is a paragraph, even where no blank line stands before it.
	paragraphBytes = 140
)

// findTitle gives the labelled title, or the first line where it is shaped like
// a headline and stands above something else.
func findTitle(head []line) string {
	for _, l := range head {
		if title, ok := afterLabel(l.text, titleLabels); ok {
			return title
		}
	}
	head = skipNotices(head)
	if len(head) < 2 || !isHeadline(head[0].text) || isLabelled(head[0].text) {
		return ""
	}
	if _, ok := bylineOf(head[0].text); ok {
		return ""
	}
	if !dateOfLine(head[0].text).date.IsZero() {
		return ""
	}
	if !head[0].blankAfter && !isParagraph(head[1].text) && !isFurniture(head[1].text) {
		return ""
	}
	return head[0].text
}

// notices stand above a headline and say how the text is to be handled.
var notices = []string{"for immediate release", "for release", "press release", "news release", "media release", "embargoed until", "breaking news", "breaking", "exclusive", "advertisement", "opinion"}

// skipNotices drops such lines.
func skipNotices(head []line) []line {
	for len(head) > 0 {
		text := strings.ToLower(strings.TrimRight(head[0].text, ":"))
		if !slices.ContainsFunc(notices, func(n string) bool { return text == n || n == "embargoed until" && strings.HasPrefix(text, n) }) {
			break
		}
		head = head[1:]
	}
	return head
}

// isHeadline says whether a line has the length and the shape of a headline: it
// begins like one and does not end as a sentence or a heading of a list does.
func isHeadline(text string) bool {
	words := len(strings.Fields(text))
	if words < leastTitleWords || words > mostTitleWords || len(text) > mostTitleBytes {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "\"'“‘«‹„([$£€"))
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) && !unicode.Is(unicode.Lo, first) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	switch last {
	case '.':
		return strings.HasSuffix(text, "...")
	case ',', ';', ':', '-', '–', '—':
		return false
	}
	return true
}

// isParagraph says whether a line is running text.
func isParagraph(text string) bool {
	if len(text) < paragraphBytes {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, "\"'”’»)"))
	return strings.ContainsRune(".!?…", last)
}

// isFurniture says whether a line is a byline or a date.
func isFurniture(text string) bool {
	if _, ok := bylineOf(text); ok {
		return true
	}
	return isLabelled(text) || dateOfLine(text).alone
}
