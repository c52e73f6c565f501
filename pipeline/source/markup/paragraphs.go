package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// holderNames are the elements whose loose words are paragraphs.
var holderNames = setOf("article", "body", "center", "div", "main", "section")

// inlineNames are the elements that stand within a paragraph.
var inlineNames = setOf(
	"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
	"time", "tt", "u", "var", "wbr",
)

// makeParagraphs puts loose words of divisions into paragraphs, and makes two of
// a paragraph where two line breaks stand: the extractor knows paragraphs alone.
func makeParagraphs(doc *html.Node) {
	var holders, paragraphs []*html.Node
	walk(doc, func(n *html.Node, enter bool) {
		switch {
		case !enter || n.Type != html.ElementNode:
		case holderNames[n.Data]:
			holders = append(holders, n)
		case n.Data == "p":
			paragraphs = append(paragraphs, n)
		}
	})
	for _, n := range holders {
		paragraphs = append(paragraphs, wrapLoose(n)...)
	}
	for _, p := range paragraphs {
		splitAtBreaks(p)
	}
}

// wrapLoose puts each run of words and inline elements right below a node into a
// paragraph. Runs of links alone are menus, and stay as they are.
func wrapLoose(holder *html.Node) []*html.Node {
	var made, run []*html.Node
	words := false
	wrap := func() {
		if words {
			p := element("p", atom.P)
			holder.InsertBefore(p, run[0])
			for _, n := range run {
				holder.RemoveChild(n)
				p.AppendChild(n)
			}
			made = append(made, p)
		}
		run, words = run[:0], false
	}
	for n := holder.FirstChild; n != nil; n = n.NextSibling {
		switch {
		case n.Type == html.TextNode:
			words = words || strings.TrimSpace(n.Data) != ""
		case n.Type != html.ElementNode || !inlineNames[n.Data]:
			wrap()
			continue
		}
		run = append(run, n)
	}
	wrap()
	return made
}

func element(name string, a atom.Atom) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: name, DataAtom: a}
}

// splitAtBreaks makes paragraphs of the parts of one that two or more line
// breaks keep apart.
func splitAtBreaks(p *html.Node) {
	part := p
	for n := p.FirstChild; n != nil; {
		next := n.NextSibling
		if last := lastBreak(n); last != nil {
			next = last.NextSibling
			for n != next {
				after := n.NextSibling
				p.RemoveChild(n)
				n = after
			}
			made := element("p", atom.P)
			p.Parent.InsertBefore(made, part.NextSibling)
			part = made
		} else if part != p {
			p.RemoveChild(n)
			part.AppendChild(n)
		}
		n = next
	}
}

// lastBreak gives the last of the line breaks that begin at a node; nil for
// fewer than two.
func lastBreak(n *html.Node) *html.Node {
	if !isBreak(n) {
		return nil
	}
	var last *html.Node
	for next := n.NextSibling; next != nil; next = next.NextSibling {
		if isBreak(next) {
			last = next
		} else if next.Type != html.TextNode || strings.TrimSpace(next.Data) != "" {
			break
		}
	}
	return last
}

func isBreak(n *html.Node) bool { return n.Type == html.ElementNode && n.Data == "br" }
