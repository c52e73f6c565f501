package metadata

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	mostBylineBytes = 160
	mostNames       = 5
	mostNameWords   = 5
)

//go:embed not_names.txt
var notNamesList string

//go:embed name_particles.txt
var particlesList string

var (
	notNames  = readWords(notNamesList)
	particles = readWords(particlesList)
)

// openers begin a line that names its author.
var openers = []string{"by ", "words by ", "written by ", "story by ", "reporting by ", "reported by ", "report by ", "posted by "}

// findAuthor looks for a byline in the head, then for a reporter's credit in the
// foot, where news agencies put it. A line that has only a name and a place
// ("Jane Doe in Nairobi") counts below the first line alone, since a headline
// may look the same.
func findAuthor(head []line, foot []string) string {
	for i, l := range head {
		if value, ok := afterLabel(l.text, authorLabels); ok {
			if names, ok := names(value); ok {
				return names
			}
		}
		if names, ok := bylineOf(l.text); ok {
			return names
		}
		if i > 0 && !l.last {
			if names, ok := nameInPlace(l.text); ok {
				return names
			}
		}
	}
	for _, text := range foot {
		if names, ok := credit(text); ok {
			return names
		}
	}
	return ""
}

// bylineOf reads a line that begins with "By" and holds nothing but names and
// what bylines add to them.
func bylineOf(text string) (string, bool) {
	if len(text) > mostBylineBytes {
		return "", false
	}
	for _, opener := range openers {
		if len(text) > len(opener) && strings.EqualFold(text[:len(opener)], opener) {
			return names(text[len(opener):])
		}
	}
	return "", false
}

// credit reads "(Reporting by Jane Doe in Nairobi; Editing by John Roe)" at the
// end of a text.
func credit(text string) (string, bool) {
	const opener = "reporting by "
	open := strings.LastIndexByte(text, '(')
	text = strings.TrimRight(text[open+1:], ").")
	if len(text) <= len(opener) || len(text) > 2*mostBylineBytes || !strings.EqualFold(text[:len(opener)], opener) {
		return "", false
	}
	text = text[len(opener):]
	if i := strings.IndexAny(text, ";."); i >= 0 && !isInitial(text[:i]) {
		text = text[:i]
	}
	return names(text)
}

// isInitial says whether a piece ends in a single capital, so that the stop
// after it closes nothing.
func isInitial(text string) bool {
	_, n := utf8.DecodeLastRuneInString(text)
	return n > 0 && (len(text) == n || text[len(text)-n-1] == ' ')
}

// nameInPlace reads a line of the form "Jane Doe in Nairobi".
func nameInPlace(text string) (string, bool) {
	if len(text) > mostBylineBytes || strings.ContainsAny(text, ".!?:;“”\"") {
		return "", false
	}
	const in = " in "
	i := strings.LastIndex(text, in)
	if i < 0 || !isName(text[i+len(in):], 1) {
		return "", false
	}
	return names(text[:i])
}

// names checks that a text is one name or a list of names, followed at most by
// a place, a role, a publisher or a date, and gives the names alone.
func names(text string) (string, bool) {
	text = cutTail(strings.TrimSpace(text))
	text = strings.TrimRight(text, " .,;")
	if text == "" || len(text) > mostBylineBytes {
		return "", false
	}
	var found []string
	for _, part := range listParts(text) {
		part = cutPlace(strings.TrimSpace(part))
		if part == "" {
			continue
		}
		if !isName(part, 2) {
			break // a role or a publisher: "Jane Doe, Health Correspondent"
		}
		found = append(found, part)
	}
	if len(found) == 0 || len(found) > mostNames {
		return "", false
	}
	return joinNames(found), true
}

// listParts splits "A, B and C, D" into A, B and C: what stands behind a comma
// after the last "and" is no further name but a place or a role.
func listParts(text string) []string {
	text = strings.NewReplacer(" & ", " and ", " AND ", " and ").Replace(text)
	i := strings.LastIndex(text, " and ")
	if i < 0 {
		first, _, _ := strings.Cut(text, ",")
		return []string{first}
	}
	last, _, _ := strings.Cut(text[i+len(" and "):], ",")
	return append(strings.Split(strings.ReplaceAll(text[:i], " and ", ","), ","), last)
}

// cutTail drops what stands behind a bar, a bullet, a dash or "for".
func cutTail(text string) string {
	for _, mark := range []string{" | ", " • ", " · ", " – ", " — ", " - ", " / ", "\t", " for ", " (", " Published", " Updated", " @"} {
		if i := strings.Index(text, mark); i > 0 {
			text = text[:i]
		}
	}
	return text
}

// cutPlace drops "in Nairobi" and "at the Old Bailey".
func cutPlace(name string) string {
	for _, word := range []string{" in ", " at ", " near "} {
		if i := strings.Index(name, word); i > 0 {
			return name[:i]
		}
	}
	return name
}

// isName says whether every word looks like a part of a name and there are at
// least so many of them.
func isName(text string, least int) bool {
	words := strings.Fields(text)
	if len(words) < least || len(words) > mostNameWords {
		return false
	}
	capitals := 0
	for _, word := range words {
		if notNames[strings.ToLower(strings.Trim(word, ".,’'"))] {
			return false
		}
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case unicode.IsUpper(first) && isNameWord(word):
			capitals++
		case particles[word]:
		default:
			return false
		}
	}
	return capitals >= least
}

// isNameWord says whether a word has letters only, with the marks names have.
func isNameWord(word string) bool {
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune("-'’.", r) {
			return false
		}
	}
	return true
}

// joinNames writes "A", "A and B", "A, B and C".
func joinNames(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// readWords turns a list with comments into a set.
func readWords(list string) map[string]bool {
	words := map[string]bool{}
	for l := range strings.Lines(list) {
		if word := strings.TrimSpace(l); word != "" && word[0] != '#' {
			words[word] = true
		}
	}
	return words
}
