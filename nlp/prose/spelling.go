package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestSpelling in bytes of a token that is shown to the library, whose
// expressions for addresses and endings look at all of a token.
const longestSpelling = 40

// spell writes a token in the way in which the library takes it for one token:
// without what its tokenizer would split off, drop, or stumble over. What it
// writes holds a character that is no space, and at most longestSpelling bytes.
func spell(token string) string {
	token = strings.ToValidUTF8(token[:min(len(token), 4*longestSpelling)], "")
	if strings.Contains(token, "&rsquo") { // the library's own word for an apostrophe
		token = strings.ReplaceAll(token, "&", "+")
	}
	if mark, ok := spellMark(token); ok {
		return mark
	}
	var b strings.Builder
	apostrophe := false
	for i, r := range token {
		if r = straight(r); r == '\'' {
			apostrophe = true
			if i > 0 && !isClitic(token) {
				continue // "O’Neil" would lose its end
			}
		}
		if strings.ContainsRune(splitters, r) && !endsAbbreviation(token, i) && (i == 0 || i == len(token)-1) {
			continue
		}
		if unicode.IsSpace(r) || utf8.RuneLen(r) != utf8.RuneLen(unicode.ToLower(r)) {
			r = 'x' // small letters of another length shift its places
		}
		if b.Len()+utf8.RuneLen(r) > longestSpelling {
			break
		}
		b.WriteRune(r)
	}
	word := b.String()
	if apostrophe && !isClitic(token) {
		word = strings.TrimLeft(word, "'")
	}
	word = strings.TrimLeft(word, `$("[`)
	if !isWholeAbbreviation(word) {
		word = strings.TrimRight(word, `,)"]!;.?:'`)
	}
	if word == "" {
		return "--"
	}
	return word
}

// splitters are the marks that the library splits off words.
const splitters = "$(\"[,)]!;.?:"

// spellMark writes quotation marks, brackets and other marks as the library
// knows them.
func spellMark(token string) (string, bool) {
	switch token {
	case "“", "”", "„", "‟", "«", "»", "``", "''", "’’", "‘‘", "\"":
		return "\"", true
	case "‘", "’", "'", "‚", "‛", "‹", "›", "`":
		return "'", true
	case "…", "—", "–", "―", "--", "---":
		return "--", true
	case "{", "[":
		return "(", true
	case "}", "]":
		return ")", true
	}
	switch {
	case strings.Trim(token, ".") == "" && len(token) > 1:
		return "--", true
	case len(token) > 0 && strings.Trim(token, "!?") == "":
		return token[:1], true
	case len(token) == 1 && token[0] > ' ':
		return token, true
	}
	return "", false
}

// isClitic says whether a token is one of those that the library splits off
// words itself, and so knows by themselves.
func isClitic(token string) bool {
	switch strings.ToLower(strings.Map(straight, token)) {
	case "'s", "'re", "'m", "'ll", "'d", "'ve", "n't":
		return true
	}
	return false
}

// straight gives the straight form of a quotation mark or an apostrophe.
func straight(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ':
		return '\''
	case '“', '”':
		return '"'
	}
	return r
}

// endsAbbreviation says whether the full stop at i closes an abbreviation that
// the library leaves whole.
func endsAbbreviation(token string, i int) bool {
	return i == len(token)-1 && isWholeAbbreviation(token)
}

// isWholeAbbreviation says whether the library leaves the full stop to a token:
// "U.S." and "Mr.", but not "Corp.".
func isWholeAbbreviation(token string) bool {
	n := len(token)
	if n < 3 || token[n-1] != '.' {
		return false
	}
	if isCapital(token[0]) && n <= 4 && isSmall(token[1]) && (n == 3 || isSmall(token[2])) {
		return true
	}
	if n%2 != 0 || n < 4 {
		return false
	}
	for i := 0; i < n; i += 2 {
		if !isCapital(token[i]) && !isSmall(token[i]) || token[i+1] != '.' {
			return false
		}
	}
	return true
}

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }

func isSmall(c byte) bool { return c >= 'a' && c <= 'z' }
