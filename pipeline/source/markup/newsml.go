package markup

import "strings"

// NewsML gives the article of a newsItem of NewsML-G2: its inline XHTML, NITF
// or text. ErrNotText is a picture, a film or a list; ErrWithdrawn an item that
// is canceled or withheld.
func NewsML(r Record, b Bounds) (Story, error) {
	item, err := r.parse(b)
	if err != nil {
		return Story{}, err
	}
	about, content := item.child("itemmeta"), item.child("contentmeta")
	if state := code(about.child("pubstatus")); state == "canceled" || state == "cancelled" || state == "withheld" {
		return Story{}, ErrWithdrawn
	}
	s := Story{
		ID: item.attribute("guid"), URL: webAddress(item.attribute("guid")), Title: content.child("headline").line(),
		Publisher: firstOf(party(about.child("provider")), content.child("creditline").line()),
		Author:    firstOf(bylines(content), creators(content)),
		Dates: []string{
			content.child("contentcreated").line(), about.child("firstcreated").line(), about.child("versioncreated").line(), content.child("contentmodified").line(),
		},
	}
	s.inline(item.child("contentset"))
	if s.Text == "" && !isText(code(about.child("itemclass"))) {
		return Story{}, ErrNotText
	}
	if err := s.finish(b); err != nil {
		return Story{}, err
	}
	return s, nil
}

// code gives a concept's code without the alias of its scheme: "stat:usable" is
// usable.
func code(n *node) string {
	q := n.attribute("qcode")
	return strings.ToLower(q[strings.LastIndexByte(q, ':')+1:])
}

// isText says whether a class of items (the IPTC's news item nature) is one of
// texts; nothing said is text.
func isText(class string) bool {
	return class == "" || class == "text" || class == "composite"
}

// party names a provider or a creator: its name, else its literal, else its code.
func party(n *node) string {
	return firstOf(n.child("name").line(), n.attribute("literal"), strings.ToUpper(code(n)))
}

func bylines(content *node) string {
	var all []string
	for _, by := range content.all("by") {
		all = append(all, withoutBy(by.line()))
	}
	return names(all...)
}

func creators(content *node) string {
	var all []string
	for _, c := range content.all("creator") {
		all = append(all, firstOf(c.child("name").line(), c.attribute("literal")))
	}
	return names(all...)
}

// withoutBy takes the word off a byline: "By Ruth Okafor".
func withoutBy(s string) string {
	if len(s) > 3 && strings.EqualFold(s[:3], "by ") {
		return s[3:]
	}
	return s
}

// inline takes the first content that is text.
func (s *Story) inline(set *node) {
	if set == nil {
		return
	}
	for _, c := range set.children {
		switch c.name {
		case "inlinexml":
			s.inlineXML(c)
		case "inlinedata":
			if kind := c.attribute("contenttype"); kind == "" || strings.HasPrefix(kind, "text/plain") {
				s.Text = strings.TrimSpace(c.content())
			} else if strings.HasPrefix(kind, "text/html") {
				s.Text = Fragment([]byte(c.content()))
			}
		}
		if s.Text != "" {
			return
		}
	}
}

func (s *Story) inlineXML(c *node) {
	if nitf := c.child("nitf"); nitf != nil {
		s.fill(nitfStory(nitf))
		return
	}
	if page := c.child("html"); page != nil {
		s.Title = firstOf(s.Title, page.find("head", "title").line())
		if body := page.child("body"); body != nil {
			c = body
		}
	}
	s.Text = c.blocks()
}

// fill takes from another story what this one lacks.
func (s *Story) fill(other Story) {
	s.ID, s.URL, s.Title = firstOf(s.ID, other.ID), firstOf(s.URL, other.URL), firstOf(s.Title, other.Title)
	s.Author, s.Publisher = firstOf(s.Author, other.Author), firstOf(s.Publisher, other.Publisher)
	s.Dates = append(s.Dates, other.Dates...)
	if s.Text == "" {
		s.Text = other.Text
	}
}
