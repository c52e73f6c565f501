package source

import (
	"strings"
	"unicode"
)

// Printable makes words of a hostile input safe for a terminal and a log:
// control and formatting characters become U+FFFD, and long words are cut.
func Printable(s string) string {
	const longest = 500
	var b strings.Builder
	for i, r := range s {
		if i >= longest {
			b.WriteString("…")
			break
		}
		if r != ' ' && !unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) {
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
	}
	return b.String()
}
