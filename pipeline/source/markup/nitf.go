package markup

import "strings"

// NITF gives the article of a document of the News Industry Text Format.
func NITF(r Record, b Bounds) (Story, error) {
	doc, err := r.parse(b)
	if err != nil {
		return Story{}, err
	}
	s := nitfStory(doc)
	if err := s.finish(b); err != nil {
		return Story{}, err
	}
	return s, nil
}

// nitfStory reads the elements that news agencies fill; NITF 3.6 has many more.
func nitfStory(doc *node) Story {
	data := doc.find("head", "docdata")
	head, content := doc.find("body", "body.head"), doc.find("body", "body.content")
	published := doc.find("head", "pubdata")
	s := Story{
		ID:        data.child("doc-id").attribute("id-string"),
		URL:       webAddress(published.attribute("ex-ref")),
		Title:     firstOf(head.find("hedline", "hl1").line(), head.child("headline").line(), doc.find("head", "title").line()),
		Author:    nitfBylines(head),
		Publisher: firstOf(head.child("distributor").line(), published.attribute("name"), data.child("doc.copyright").attribute("holder")),
		Dates: []string{
			published.attribute("date.publication"), data.child("date.issue").attribute("norm"), data.child("date.release").attribute("norm"),
			head.find("dateline", "story.date").attribute("norm"),
		},
		Text: content.blocks(),
	}
	return s
}

// nitfBylines names the authors: the persons in a byline, else its words.
func nitfBylines(head *node) string {
	var all []string
	for _, by := range head.all("byline") {
		persons := by.all("person")
		for _, p := range persons {
			all = append(all, p.line())
		}
		if len(persons) == 0 {
			all = append(all, withoutBy(strings.TrimSpace(bylineWords(by))))
		}
	}
	return names(all...)
}

// bylineWords leaves out what an author is beside a name: <byttl>.
func bylineWords(by *node) string {
	var words []string
	for _, c := range by.children {
		if c.name != "byttl" {
			words = append(words, c.content())
		}
	}
	return oneLine(strings.Join(words, ""))
}
