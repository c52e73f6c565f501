package markup

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// Fragment gives the text of a piece of HTML, as a feed holds one. Its time is
// in line with its length, whatever it holds.
func Fragment(raw []byte) string {
	var w writer
	z := html.NewTokenizer(bytes.NewReader(raw))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return w.out.String()
		case html.TextToken:
			w.text(string(z.Text()))
		case html.StartTagToken:
			name, _ := z.TagName()
			w.open(string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			w.close(string(name))
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			if n := string(name); !silentNames[n] {
				w.open(n)
				w.close(n)
			}
		}
	}
}

// textOf gives the text of what may be HTML or plain text: without a tag or an
// entity in it, lines and empty lines stay as they are.
func textOf(s string) string {
	if !strings.Contains(s, "<") {
		return html.UnescapeString(strings.TrimSpace(s))
	}
	return Fragment([]byte(s))
}
