package markup

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(html.WithUnsafe()))

// Markdown gives the article of a text with Markdown: CommonMark with tables, as
// newsrooms' static sites keep it. Front matter between lines of three dashes
// (YAML) or plus signs (TOML) gives title, author, date and the like; without
// it, a heading on the first line is the title.
func Markdown(raw []byte, b Bounds) (Story, error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	matter, body := frontMatter(raw)
	s := matter.story()
	if err := checkNesting(body, b); err != nil {
		return Story{}, err
	}
	if s.Title == "" {
		s.Title = firstHeading(body)
	}
	var page bytes.Buffer
	if err := markdown.Convert(body, &page); err != nil {
		return Story{}, ErrBroken
	}
	s.Text = Fragment(page.Bytes())
	if err := s.finish(b); err != nil {
		return Story{}, err
	}
	return s, nil
}

// checkNesting refuses what the parser would need time out of line with its
// length for: block quotations and lists that open deeper than the bound on one
// line, and paragraphs with thousands of brackets and stars, which it compares
// with each other.
func checkNesting(body []byte, b Bounds) error {
	const most = 500_000_000 // comparisons: half a second
	marks, work := 0, 0
	for text := range bytes.Lines(body) {
		trimmed := bytes.TrimLeft(text, " \t>*+-0123456789.)")
		if prefix := text[:len(text)-len(trimmed)]; nested(prefix) > b.Depth {
			return ErrTooDeep
		}
		if len(trimmed) == 0 {
			work += marks * marks
			marks = 0
		}
		for _, c := range text {
			if strings.IndexByte("[]*_`<~", c) >= 0 {
				marks++
			}
		}
		if work+marks*marks > most {
			return ErrTooMany
		}
	}
	return nil
}

// nested counts the markers that may each begin a block on one line.
func nested(prefix []byte) int {
	n := 0
	for i, c := range prefix {
		following := i+1 < len(prefix) && (prefix[i+1] == ' ' || prefix[i+1] == '\t')
		if c == '>' || following && strings.IndexByte("*+-.)", c) >= 0 {
			n++
		}
	}
	return n
}

// firstHeading gives the heading that a text begins with, in either style.
func firstHeading(body []byte) string {
	first, rest, _ := bytes.Cut(bytes.TrimLeft(body, " \t\r\n"), []byte("\n"))
	under, _, _ := bytes.Cut(rest, []byte("\n"))
	under = bytes.TrimSpace(under)
	if title, ok := bytes.CutPrefix(first, []byte("# ")); ok {
		return inlineText(bytes.TrimRight(bytes.TrimSpace(title), "#"))
	}
	if len(under) > 2 && len(bytes.Trim(under, "=")) == 0 {
		return inlineText(first)
	}
	return ""
}

// inlineText takes the markup out of one line.
func inlineText(text []byte) string {
	const longest = 1000 // of what may be a heading
	var page bytes.Buffer
	if len(text) > longest || markdown.Convert(text, &page) != nil {
		return string(text)
	}
	return Fragment(page.Bytes())
}

// matterBytes is how long front matter may be.
const matterBytes = 64 << 10

// matter holds the simple values of front matter by name, in small letters. A
// list is its values with commas.
type matter map[string]string

// frontMatter cuts a text into its front matter and the rest.
func frontMatter(raw []byte) (matter, []byte) {
	first, rest, found := bytes.Cut(raw, []byte("\n"))
	fence := string(bytes.TrimRight(first, " \t\r"))
	if !found || fence != "---" && fence != "+++" {
		return nil, raw
	}
	separator := ":"
	if fence == "+++" {
		separator = "="
	}
	m := matter{}
	name, size := "", 0
	for text := range bytes.Lines(rest) {
		size += len(text)
		trimmed := strings.TrimRight(string(text), " \t\r\n")
		if trimmed == fence || fence == "---" && trimmed == "..." {
			if len(m) == 0 {
				return nil, raw
			}
			return m, rest[size:]
		}
		if size > matterBytes {
			return nil, raw
		}
		name = m.line(trimmed, separator, name)
	}
	return nil, raw
}

// line reads one line, and gives the name that the next one may go on with.
func (m matter) line(text, separator, name string) string {
	if value, item := strings.CutPrefix(strings.TrimSpace(text), "- "); item && name != "" {
		m[name] = names(m[name], personOf(scalar(value)))
		return name
	}
	key, value, found := strings.Cut(text, separator)
	if !found || strings.ContainsAny(key, " \t") && strings.TrimRight(key, " \t") != strings.TrimSpace(key) {
		return name
	}
	key = strings.ToLower(strings.TrimSpace(key))
	if value = strings.TrimSpace(value); key == "" || strings.ContainsAny(key, " \t#[]{}") {
		return name
	}
	if list, ok := strings.CutPrefix(value, "["); ok {
		var all []string
		for one := range strings.SplitSeq(strings.TrimSuffix(list, "]"), ",") {
			all = append(all, scalar(one))
		}
		value = names(all...)
	}
	if _, known := m[key]; !known {
		m[key] = scalar(value)
	}
	return key
}

// personOf reads an author that is an object of its own: "name: Ruth Okafor".
func personOf(s string) string {
	if key, value, found := strings.Cut(s, ":"); found && strings.EqualFold(strings.TrimSpace(key), "name") {
		return scalar(value)
	}
	return s
}

// scalar takes the quotation marks and the comment off a value.
func scalar(s string) string {
	s = strings.TrimSpace(s)
	for _, mark := range []string{`"`, "'"} {
		if rest, ok := strings.CutPrefix(s, mark); ok {
			if end := strings.LastIndex(rest, mark); end >= 0 {
				return strings.ReplaceAll(rest[:end], `\"`, `"`)
			}
		}
	}
	if before, _, found := strings.Cut(s, " #"); found {
		return strings.TrimSpace(before)
	}
	return s
}

func (m matter) story() Story {
	first := func(keys ...string) string {
		for _, k := range keys {
			if m[k] != "" {
				return m[k]
			}
		}
		return ""
	}
	return Story{
		ID: first("id", "guid"), URL: webAddress(first("url", "canonical_url", "canonical", "link", "permalink", "source_url")),
		Title: first("title", "headline"), Author: first("author", "authors", "byline", "creator"), Publisher: first("publisher", "site", "site_name", "publication"),
		Dates: []string{first("date"), first("published"), first("published_at", "publishdate", "publish_date", "pubdate", "datepublished", "created")},
	}
}

// Marks of Markdown that plain text has no use for.
var (
	linkMark     = regexp.MustCompile(`\[[^\]\n]+\]\((?:https?://|/|#|mailto:)[^)\s]*\)`)
	strongMark   = regexp.MustCompile(`(?:^|[\s(“"])\*\*[^\s*][^*\n]*\*\*`)
	headingMark  = regexp.MustCompile(`(?m)^#{1,6} +\S`)
	underMark    = regexp.MustCompile(`(?m)^\S[^\n]*\n={3,}[ \t]*\r?$`)
	blockMark    = regexp.MustCompile(`(?m)^> \S`)
	imageMark    = regexp.MustCompile(`!\[[^\]\n]*\]\([^)\s]+`)
	fenceMark    = regexp.MustCompile("(?m)^(?:```|~~~)")
	emphasisMark = regexp.MustCompile(`(?:^|[\s(“"])_[^\s_][^_\n]*_(?:[\s.,;:!?)”"]|$)`)
)

// LooksMarkdown says whether a text is Markdown: it has front matter, two
// headings, or two kinds of marks. Its begin is enough.
func LooksMarkdown(head []byte) bool {
	const looked = 16 << 10
	if m, _ := frontMatter(head); m != nil {
		return true
	}
	head = head[:min(len(head), looked)]
	if len(headingMark.FindAllIndex(head, 2)) == 2 {
		return true
	}
	kinds := 0
	for _, mark := range []*regexp.Regexp{linkMark, strongMark, headingMark, underMark, blockMark, imageMark, fenceMark, emphasisMark} {
		if mark.Match(head) {
			kinds++
		}
	}
	return kinds >= 2
}
