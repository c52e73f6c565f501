package metadata

import (
	"strings"
	"time"
)

// months and weekdays are known by their first letters and by any longer form
// of their names: "Aug", "Aug.", "August".
var (
	months   = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	weekdays = [...]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)

// scanDate reads a date with its year at the beginning of a text and gives what
// follows it. Time of day and zone are read where they stand in ISO 8601 form;
// otherwise the date is midnight UTC. Numbers alone ("13/08/2024") are read
// where only one reading is possible.
func scanDate(text string) (time.Time, string, bool) {
	text = strings.TrimLeft(text, " ")
	if date, rest, ok := scanISO(text); ok {
		return date, rest, true
	}
	if date, rest, ok := scanNumeric(text); ok {
		return date, rest, true
	}
	if date, rest, ok := scanDayMonthYear(text); ok {
		return date, rest, true
	}
	return scanMonthDayYear(text)
}

// scanDayMonthYear reads "13 August 2024", "13th of Aug., 2024", "13-Aug-2024".
func scanDayMonthYear(text string) (time.Time, string, bool) {
	day, rest, ok := scanNumber(text, 1, 2)
	if !ok {
		return time.Time{}, "", false
	}
	rest = cutOrdinal(rest)
	rest = strings.TrimPrefix(trimSeparators(rest), "of ")
	month, rest, ok := scanMonth(rest)
	if !ok {
		return time.Time{}, "", false
	}
	return scanYear(day, month, rest)
}

// scanMonthDayYear reads "August 13, 2024" and "Aug. 13th 2024".
func scanMonthDayYear(text string) (time.Time, string, bool) {
	month, rest, ok := scanMonth(text)
	if !ok {
		return time.Time{}, "", false
	}
	day, rest, ok := scanNumber(trimSeparators(rest), 1, 2)
	if !ok {
		return time.Time{}, "", false
	}
	return scanYear(day, month, cutOrdinal(rest))
}

func scanYear(day, month int, rest string) (time.Time, string, bool) {
	year, after, ok := scanNumber(trimSeparators(rest), 4, 4)
	if !ok {
		return time.Time{}, "", false
	}
	date, ok := makeDate(year, month, day)
	return date, after, ok
}

// scanISO reads "2024-08-13", "2024/08/13", each with a time and a zone or not.
func scanISO(text string) (time.Time, string, bool) {
	year, rest, ok := scanNumber(text, 4, 4)
	if !ok || rest == "" || rest[0] != '-' && rest[0] != '/' {
		return time.Time{}, "", false
	}
	mark := rest[:1]
	month, rest, ok := scanNumber(rest[1:], 1, 2)
	if !ok || !strings.HasPrefix(rest, mark) {
		return time.Time{}, "", false
	}
	day, rest, ok := scanNumber(rest[1:], 1, 2)
	if !ok {
		return time.Time{}, "", false
	}
	date, ok := makeDate(year, month, day)
	if !ok {
		return time.Time{}, "", false
	}
	offset, rest := scanClock(rest)
	return date.Add(offset), rest, true
}

// scanNumeric reads "13/08/2024" and "13.08.2024": with stops the day comes
// first, with strokes only a number above 12 tells which it is.
func scanNumeric(text string) (time.Time, string, bool) {
	a, rest, ok := scanNumber(text, 1, 2)
	if !ok || rest == "" || rest[0] != '/' && rest[0] != '.' {
		return time.Time{}, "", false
	}
	mark := rest[:1]
	b, rest, ok := scanNumber(rest[1:], 1, 2)
	if !ok || !strings.HasPrefix(rest, mark) {
		return time.Time{}, "", false
	}
	year, rest, ok := scanNumber(rest[1:], 4, 4)
	if !ok {
		return time.Time{}, "", false
	}
	if mark == "/" && a <= 12 {
		if b <= 12 && a != b {
			return time.Time{}, "", false
		}
		a, b = b, a
	}
	date, ok := makeDate(year, b, a)
	return date, rest, ok
}

// scanClock reads "T10:00", "T10:00:00Z", " 10:00:00.5+02:00" and gives what is
// to be added to the date's midnight; a time without a zone is taken as UTC.
func scanClock(text string) (time.Duration, string) {
	if text == "" || text[0] != 'T' && text[0] != ' ' {
		return 0, text
	}
	hour, rest, ok := scanNumber(text[1:], 2, 2)
	if !ok || hour > 23 || !strings.HasPrefix(rest, ":") {
		return 0, text
	}
	minute, rest, ok := scanNumber(rest[1:], 2, 2)
	if !ok || minute > 59 {
		return 0, text
	}
	offset := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	if strings.HasPrefix(rest, ":") {
		if second, after, ok := scanNumber(rest[1:], 2, 2); ok && second < 60 {
			offset, rest = offset+time.Duration(second)*time.Second, after
			rest = skipFraction(rest)
		}
	}
	zone, rest := scanZone(rest)
	return offset - zone, rest
}

// skipFraction drops a fraction of a second.
func skipFraction(text string) string {
	if !strings.HasPrefix(text, ".") {
		return text
	}
	return strings.TrimLeft(text[1:], "0123456789")
}

// scanZone reads "Z", "+02:00" and "-0500"; nothing else moves the clock.
func scanZone(text string) (time.Duration, string) {
	if strings.HasPrefix(text, "Z") {
		return 0, text[1:]
	}
	if text == "" || text[0] != '+' && text[0] != '-' {
		return 0, text
	}
	hour, rest, ok := scanNumber(text[1:min(len(text), 3)], 2, 2)
	if !ok || rest != "" || hour > 14 {
		return 0, text
	}
	minute, rest, ok := scanNumber(strings.TrimPrefix(text[3:], ":"), 2, 2)
	if !ok || minute > 59 {
		return 0, text
	}
	zone := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	if text[0] == '-' {
		zone = -zone
	}
	return zone, rest
}

// scanNumber reads a number of so many digits.
func scanNumber(text string, least, most int) (int, string, bool) {
	n, i := 0, 0
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		if i == most {
			return 0, "", false
		}
		n = 10*n + int(text[i]-'0')
		i++
	}
	return n, text[i:], i >= least
}

// scanMonth reads a month's name, whole or cut to three letters or more.
func scanMonth(text string) (int, string, bool) {
	i := letters(text)
	if i < 3 {
		return 0, "", false
	}
	for m, name := range months {
		if i <= len(name) && strings.EqualFold(text[:i], name[:i]) {
			return m + 1, strings.TrimPrefix(text[i:], "."), true
		}
	}
	return 0, "", false
}

// skipWeekday drops "Tuesday, " and "Tue ".
func skipWeekday(text string) string {
	i := letters(text)
	if i < 3 {
		return text
	}
	for _, name := range weekdays {
		if i <= len(name) && strings.EqualFold(text[:i], name[:i]) {
			return strings.TrimLeft(text[i:], "., ")
		}
	}
	return text
}

// letters counts the ASCII letters at the beginning of a text.
func letters(text string) int {
	i := 0
	for i < len(text) && text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' {
		i++
	}
	return i
}

// cutOrdinal drops "st", "nd", "rd" and "th" behind a day.
func cutOrdinal(text string) string {
	if letters(text) == 2 {
		switch strings.ToLower(text[:2]) {
		case "st", "nd", "rd", "th":
			return text[2:]
		}
	}
	return text
}

func trimSeparators(text string) string { return strings.TrimLeft(text, " ,-/") }

// makeDate checks that there is such a day.
func makeDate(year, month, day int) (time.Time, bool) {
	if year < leastYear || year > mostYear || month < 1 || month > 12 || day < 1 {
		return time.Time{}, false
	}
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return date, date.Day() == day
}
