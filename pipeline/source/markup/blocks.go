package markup

import (
	"strings"
	"unicode/utf8"
)

// A gap is what stands between two words, the widest that was asked for.
type gap int

const (
	noGap gap = iota
	space
	cell
	line
	paragraph
)

var gaps = [...]string{noGap: "", space: " ", cell: "\t", line: "\n", paragraph: "\n\n"}

// blockNames are the elements that are paragraphs of their own or hold such, of
// HTML and NITF.
var blockNames = setOf(
	"address", "article", "aside", "blockquote", "body", "bq", "block", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
	"h1", "h2", "h3", "h4", "h5", "h6", "header", "hl1", "hl2", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
	"body.content", "credit", "nitf-table",
)

// silentNames are the elements whose words are none of the article's.
var silentNames = setOf(
	"audio", "button", "canvas", "figcaption", "head", "iframe", "math", "media", "nav", "noembed", "noframes", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "video",
)

func setOf(all ...string) map[string]bool {
	set := make(map[string]bool, len(all))
	for _, n := range all {
		set[n] = true
	}
	return set
}

// A writer makes text of the events of a parser. Names are in small letters.
type writer struct {
	out strings.Builder
	gap gap

	silent string // the element whose words are left out, "" for none
	within int    // how many elements of that name are open

	quotes   int    // block quotations that are open
	spoken   []bool // for each <q> that is open, whether it gets marks
	verbatim int    // <pre> that are open
	ended    bool   // a paragraph of a block quotation ended, and no word came since
	cells    bool   // the row has a cell already
	mark     string
}

// open begins an element. Elements that never have content (<br>) are only
// opened.
func (w *writer) open(name string) {
	switch {
	case w.silent != "":
		if name == w.silent {
			w.within++
		}
		return
	case silentNames[name]:
		w.silent, w.within = name, 1
		return
	case name == "br":
		if w.gap == line {
			w.wide(paragraph)
		}
		w.wide(line)
		return
	case name == "td" || name == "th":
		if w.cells {
			w.wide(cell)
		}
		w.cells = true
		return
	case name == "q":
		w.spoken = append(w.spoken, true)
		w.mark = quoteMarks(len(w.spoken))[0]
		return
	}
	if !blockNames[name] {
		return
	}
	w.wide(paragraph)
	w.count(name, 1)
	w.cells = w.cells && name != "tr"
}

// close ends an element; ends without a begin are nothing.
func (w *writer) close(name string) {
	switch {
	case w.silent != "":
		if name != w.silent {
			return
		}
		if w.within--; w.within == 0 {
			w.silent = ""
		}
		return
	case name == "q" && len(w.spoken) > 0:
		last := len(w.spoken) - 1
		if w.mark == "" && w.spoken[last] {
			w.out.WriteString(quoteMarks(last + 1)[1])
		}
		w.mark, w.spoken = "", w.spoken[:last]
		return
	}
	if blockNames[name] {
		w.wide(paragraph)
		w.ended = name == "p" && w.quotes > 0
		w.count(name, -1)
	}
}

func (w *writer) count(name string, n int) {
	switch name {
	case "blockquote", "bq":
		w.quotes = max(0, w.quotes+n)
	case "pre":
		w.verbatim = max(0, w.verbatim+n)
	}
}

func quoteMarks(depth int) [2]string {
	if depth%2 == 1 {
		return [2]string{"“", "”"}
	}
	return [2]string{"‘", "’"}
}

func (w *writer) wide(g gap) { w.gap = max(w.gap, g) }

// text adds words. White space is one space, but for lines of <pre>.
func (w *writer) text(s string) {
	if w.silent != "" {
		return
	}
	for s != "" {
		n := strings.IndexAny(s, " \t\r\n\f")
		if n == 0 {
			w.blank(s[0])
			s = s[1:]
			continue
		}
		if n < 0 {
			n = len(s)
		}
		w.word(s[:n])
		s = s[n:]
	}
}

func (w *writer) blank(c byte) {
	if w.verbatim > 0 && c == '\n' {
		w.wide(line)
	}
	w.wide(space)
}

func (w *writer) word(s string) {
	if w.ended && w.gap == paragraph && isDash(s) {
		w.gap = space
	}
	w.ended = false
	if w.out.Len() > 0 {
		w.out.WriteString(gaps[w.gap])
	}
	w.gap = noGap
	if w.mark != "" {
		last := len(w.spoken) - 1
		if w.spoken[last] = !strings.ContainsAny(firstRune(s), "“‘\"'«„"); w.spoken[last] {
			w.out.WriteString(w.mark)
		}
		w.mark = ""
	}
	w.out.WriteString(s)
}

func isDash(s string) bool {
	return strings.HasPrefix(s, "—") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "―") || s == "-" || s == "--"
}

func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}
