package markup

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

// Channel is what a feed says of itself before its items.
type Channel struct {
	Title  string
	Author string
}

// ReadChannel reads the begin of a feed: all that stands before its first item,
// or as much of it as there is.
func ReadChannel(head []byte) Channel {
	d := xml.NewDecoder(bytes.NewReader(legal(head)))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var c Channel
	var path []string
	for {
		token, err := d.Token()
		if err != nil {
			c.Title, c.Author = oneLine(c.Title), oneLine(c.Author)
			return c
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, strings.ToLower(token.Name.Local))
		case xml.EndElement:
			path = path[:max(0, len(path)-1)]
		case xml.CharData:
			c.add(path, string(token))
		}
	}
}

func (c *Channel) add(path []string, text string) {
	n := len(path)
	switch {
	case n >= 2 && path[n-1] == "title" && (path[n-2] == "channel" || path[n-2] == "feed"):
		c.Title = firstOf(c.Title, text)
	case n >= 2 && path[n-1] == "name" && path[n-2] == "author":
		c.Author = firstOf(c.Author, text)
	}
}

// The namespaces of what feeds say beside their own elements.
const (
	dublinCore    = "http://purl.org/dc/elements/1.1/"
	dublinTerms   = "http://purl.org/dc/terms/"
	contentModule = "http://purl.org/rss/1.0/modules/content/"
)

// own says whether an element is the feed's own, and not of a module such as
// Media RSS, which has titles and descriptions too.
func (n *node) own() bool {
	switch n.space {
	case "", "atom", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2":
		return true
	}
	return strings.HasPrefix(n.space, "http://www.w3.org/2005/Atom") || strings.HasPrefix(n.space, "http://purl.org/atom/")
}

// part gives the content of the feed's own element of a name.
func (n *node) part(name string) *node {
	for _, c := range n.children {
		if c.name == name && c.own() {
			return c
		}
	}
	return nil
}

// module gives an element of a module, by namespace or by the usual prefix.
func (n *node) module(space, prefix, name string) *node {
	for _, c := range n.children {
		if c.name == name && (c.space == space || c.space == prefix) {
			return c
		}
	}
	return nil
}

// FeedItem gives the article of an item of RSS or RDF, or an entry of Atom. Its
// text is the full text where the feed has it (content:encoded, content), else
// the description.
func FeedItem(r Record, c Channel, b Bounds) (Story, error) {
	item, err := r.parse(b)
	if err != nil {
		return Story{}, err
	}
	s := Story{
		Title: textOf(item.part("title").content()), Publisher: firstOf(item.part("source").line(), c.Title),
		Author: firstOf(authors(item), c.Author), Text: feedText(item),
		Dates: []string{
			item.part("published").line(), item.part("pubdate").line(), item.part("issued").line(), item.module(dublinCore, "dc", "date").line(),
			item.module(dublinTerms, "dcterms", "created").line(), item.part("updated").line(),
		},
	}
	s.ID = firstOf(item.part("guid").line(), item.part("id").line(), item.attribute("about"))
	s.URL = firstOf(feedLink(item), webAddress(s.ID))
	if source := item.part("source"); source != nil && source.part("title") != nil {
		s.Publisher = firstOf(source.part("title").line(), c.Title) // Atom's is a feed of its own
	}
	if err := s.finish(b); err != nil {
		return Story{}, err
	}
	return s, nil
}

func webAddress(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}

// authors gives the names of an item's authors: dc:creator, Atom's author, and
// RSS's, which is an address with the name in brackets.
func authors(item *node) string {
	var all []string
	for _, c := range item.children {
		switch {
		case c.name == "creator" && (c.space == dublinCore || c.space == "dc"):
			all = append(all, textOf(c.line()))
		case c.name == "author" && c.own():
			if name := c.child("name"); name != nil {
				all = append(all, name.line())
				continue
			}
			all = append(all, bracketed(c.line()))
		}
	}
	return names(all...)
}

// bracketed takes the name out of "desk@courier.example (Ruth Okafor)".
func bracketed(s string) string {
	if !strings.Contains(s, "@") {
		return s
	}
	_, after, found := strings.Cut(s, "(")
	name, _, closed := strings.Cut(after, ")")
	if found && closed {
		return name
	}
	return ""
}

// feedLink gives the address of the page: RSS's link, or the one of Atom's that
// is for reading.
func feedLink(item *node) string {
	for _, link := range item.children {
		if link.name != "link" || !link.own() {
			continue
		}
		if to := link.attribute("href"); to != "" {
			if rel := link.attribute("rel"); rel == "" || rel == "alternate" {
				return to
			}
			continue
		}
		if to := link.line(); to != "" {
			return to
		}
	}
	return ""
}

// feedText gives the fullest text of an item.
func feedText(item *node) string {
	if full := item.module(contentModule, "content", "encoded"); full != nil {
		if text := textOf(full.content()); text != "" {
			return text
		}
	}
	for _, name := range []string{"content", "description", "summary"} {
		if n := item.part(name); n != nil {
			if text := n.construct(); text != "" {
				return text
			}
		}
	}
	return ""
}

// construct reads a text construct of Atom, RFC 4287, 3.1: text, escaped HTML, or
// XHTML as it stands; RSS has escaped HTML without saying so.
func (n *node) construct() string {
	switch kind := n.attribute("type"); {
	case kind == "text" || kind == "text/plain":
		return strings.TrimSpace(n.content())
	case kind == "xhtml" || strings.HasSuffix(kind, "+xml") || strings.HasSuffix(kind, "/xml"):
		return n.blocks()
	case strings.HasPrefix(kind, "image/") || strings.HasPrefix(kind, "video/") || strings.HasPrefix(kind, "audio/"):
		return ""
	}
	for _, c := range n.children {
		if c.name != "" {
			return n.blocks() // markup that should have been escaped
		}
	}
	return textOf(n.content())
}
