package metadata

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// mostDateLines is how far down a date is believed.
const mostDateLines = 8

// Years outside this range are taken for other numbers.
const (
	leastYear = 1800
	mostYear  = 2199
)

// A dated line says what date a line gives and how.
type dated struct {
	date  time.Time
	alone bool // the line holds nothing else worth keeping
}

// findDate gives the labelled date of publication, else the first date line or
// dateline, else the labelled date of the last change; zero where there is none.
func findDate(head []line) time.Time {
	head = head[:min(len(head), mostDateLines)]
	for _, l := range head {
		if value, ok := afterLabel(l.text, publishedLabels); ok {
			if date, _, ok := scanDate(value); ok {
				return date
			}
		}
	}
	for _, l := range head {
		if d := dateOfLine(l.text); !d.date.IsZero() {
			return d.date
		}
	}
	for _, l := range head {
		if value, ok := afterLabel(l.text, updatedLabels); ok {
			if date, _, ok := scanDate(value); ok {
				return date
			}
		}
	}
	return time.Time{}
}

// dateOfLine reads a line that begins with a date, that ends in one behind a
// bar or a dash, or that begins with a dateline.
func dateOfLine(text string) dated {
	if date, rest, ok := scanDate(skipWeekday(text)); ok {
		alone := isClock(rest)
		if alone || beginsAnew(rest) {
			return dated{date, alone}
		}
		return dated{}
	}
	if len(text) <= mostBylineBytes {
		if date, ok := dateBehindBar(text); ok {
			return dated{date, true}
		}
	}
	if date, ok := dateline(text); ok {
		return dated{date: date}
	}
	if date, ok := releaseLine(text); ok {
		return dated{date: date}
	}
	return dated{}
}

// beginsAnew says whether what follows a date is not the rest of its sentence:
// a new sentence, or a mark that sets the date off.
func beginsAnew(rest string) bool {
	if rest == "" {
		return true
	}
	if trimmed := strings.TrimLeft(rest, " "); trimmed != rest {
		first, _ := utf8.DecodeRuneInString(trimmed)
		return unicode.IsUpper(first) || strings.ContainsRune("-–—|•·([“\"‘", first)
	}
	return strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, " - ")
}

// isClock says whether the rest of a date line has only a time of day, a time
// zone and the like.
func isClock(rest string) bool {
	for word := range strings.FieldsSeq(strings.NewReplacer(",", " ", "|", " ", "(", " ", ")", " ").Replace(rest)) {
		w := strings.ToLower(strings.Trim(word, ".·•–—-"))
		switch {
		case w == "", w == "at", w == "am", w == "pm", w == "a.m", w == "p.m", w == "updated", w == "utc", w == "gmt":
		case w[0] >= '0' && w[0] <= '9':
		case len(w) <= 4 && strings.ToUpper(word) == word && isASCIILetters(w): // a time zone
		default:
			return false
		}
	}
	return true
}

// dateBehindBar reads "Jane Doe | 13 August 2024" and "Nairobi – August 13, 2024".
func dateBehindBar(text string) (time.Time, bool) {
	for _, mark := range []string{" | ", " • ", " · ", " – ", " — ", " - "} {
		i := strings.Index(text, mark)
		if i < 0 {
			continue
		}
		if date, rest, ok := scanDate(skipWeekday(text[i+len(mark):])); ok && isClock(rest) {
			return date, true
		}
	}
	return time.Time{}, false
}

// dateline reads "NAIROBI, Kenya, Aug. 13, 2024 (Reuters) -": a place whose
// first word is in capitals, a date with its year, and a mark or the line's end.
func dateline(text string) (time.Time, bool) {
	const mostPlaceBytes = 60
	first, _, _ := strings.Cut(text, " ")
	if !isShouted(strings.Trim(first, ",.")) {
		return time.Time{}, false
	}
	for i := len(first); i < min(len(text), mostPlaceBytes); i++ {
		if text[i] != ' ' {
			continue
		}
		if date, rest, ok := scanDate(skipWeekday(text[i+1:])); ok {
			rest = strings.TrimLeft(rest, " ,.")
			mark, _ := utf8.DecodeRuneInString(rest)
			return date, rest == "" || strings.ContainsRune("(-–—:/", mark)
		}
		if next, _ := utf8.DecodeRuneInString(text[i+1:]); !unicode.IsUpper(next) && !strings.ContainsRune("(/-–—", next) {
			return time.Time{}, false
		}
	}
	return time.Time{}, false
}

// releaseLine reads "Tampere, Finland – 30 September 2025 – ", as press releases
// begin: a short place, a dash, a date and a dash.
func releaseLine(text string) (time.Time, bool) {
	const mostPlaceBytes = 50
	for _, dash := range []string{" – ", " — ", " - ", " -- "} {
		place, rest, ok := strings.Cut(text, dash)
		if !ok || len(place) > mostPlaceBytes || !isName(strings.ReplaceAll(place, ",", ""), 1) {
			continue
		}
		if date, rest, ok := scanDate(skipWeekday(rest)); ok && strings.HasPrefix(rest, dash) {
			return date, true
		}
	}
	return time.Time{}, false
}

// isShouted says whether a word has two letters or more, all capitals.
func isShouted(word string) bool {
	n := 0
	for _, r := range word {
		if unicode.IsLower(r) || unicode.IsDigit(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}

func isASCIILetters(s string) bool {
	for i := range len(s) {
		if s[i]|0x20 < 'a' || s[i]|0x20 > 'z' {
			return false
		}
	}
	return true
}
