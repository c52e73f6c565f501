package metadata

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is one line of the head or the foot, without white space around it.
type line struct {
	text        string
	blankBefore bool
	blankAfter  bool
	last        bool // nothing follows it in the text
}

// readHead gives the first lines that are not blank.
func readHead(text string) []line {
	cut := len(text) > headBytes
	if cut {
		text = wholeRunes(text[:headBytes])
	}
	var lines []line
	blank := true
	for raw := range strings.Lines(text) {
		t := strings.TrimSpace(raw)
		if t == "" {
			blank = true
			if len(lines) > 0 {
				lines[len(lines)-1].blankAfter = true
			}
			continue
		}
		if len(lines) == headLines {
			cut = true
			break
		}
		lines = append(lines, line{text: t, blankBefore: blank})
		blank = false
	}
	if len(lines) > 0 && !cut {
		lines[len(lines)-1].last = true
	}
	return lines
}

// readFoot gives the last lines that are not blank, the last one first.
func readFoot(text string) []string {
	if len(text) > footBytes {
		text = text[len(text)-footBytes:]
	}
	var lines []string
	for len(lines) < footLines && text != "" {
		i := strings.LastIndexByte(text, '\n')
		if t := strings.TrimSpace(text[i+1:]); t != "" {
			lines = append(lines, t)
		}
		text = text[:max(i, 0)]
	}
	return lines
}

// wholeRunes drops a code point that was cut off at the end.
func wholeRunes(s string) string {
	for len(s) > 0 {
		if r, n := utf8.DecodeLastRuneInString(s); r != utf8.RuneError || n != 1 {
			break
		}
		s = s[:len(s)-1]
	}
	return s
}

// labels are what may stand before a value at the beginning of a line, longest
// first where one begins with another.
var (
	titleLabels     = []string{"title:", "headline:"}
	authorLabels    = []string{"author:", "byline:", "by:", "written by:"}
	publishedLabels = []string{
		"first published on", "first published", "date published", "published on", "published at", "published",
		"publication date", "posted on", "posted at", "posted", "release date", "issued on", "issued", "date",
	}
	updatedLabels = []string{"last updated on", "last updated", "last modified", "updated on", "updated at", "updated", "modified"}
)

// afterLabel gives what follows one of the labels at the beginning of a line,
// without the colon.
func afterLabel(text string, labels []string) (string, bool) {
	for _, label := range labels {
		if len(text) <= len(label) || !strings.EqualFold(text[:len(label)], label) {
			continue
		}
		rest := text[len(label):]
		if r, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(r) && !strings.HasSuffix(label, ":") {
			continue
		}
		return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), ":")), true
	}
	return "", false
}

// isLabelled says whether a line is a field of a header, whatever the field.
func isLabelled(text string) bool {
	for _, labels := range [][]string{titleLabels, authorLabels, publishedLabels, updatedLabels} {
		if _, ok := afterLabel(text, labels); ok {
			return true
		}
	}
	return false
}
