package markup

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// Page gives the article of a web page in UTF-8: text, title, author, date and
// site as the page states them. Address is where the page was found, "" where
// nobody knows. The error is ErrNoArticle for pages that hold none, such as a
// front page; ErrTooDeep, ErrTooMany, ErrTooLong or ErrBroken.
func Page(raw []byte, address string, b Bounds) (story Story, err error) {
	kept, err := sweep(raw, b)
	if err != nil {
		return Story{}, err
	}
	doc, err := html.Parse(bytes.NewReader(kept))
	if err != nil || depthOf(doc) > b.Depth {
		return Story{}, ErrTooDeep // the parser has a bound of its own, and no other error
	}
	rescuePosts(doc)
	dates := pageDates(doc)
	result, err := extract(doc, address)
	if err != nil {
		return Story{}, err
	}
	m := &result.Metadata
	story = Story{
		URL: firstOf(m.URL, address), Title: m.Title, Author: names(strings.Split(m.Author, ";")...), Publisher: m.Sitename,
		Dates: dates, Text: nodeText(result.ContentNode),
	}
	if err := story.finish(b); err != nil {
		return Story{}, err
	}
	if !reads(story.Text) {
		return Story{}, ErrNoArticle
	}
	return story, nil
}

// extract calls the extractor, which has met less hostile pages than we do.
func extract(doc *html.Node, address string) (result *trafilatura.ExtractResult, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: the extractor stopped: %v", ErrBroken, r)
		}
	}()
	options := trafilatura.Options{ExcludeComments: true, HtmlDateMode: trafilatura.Disabled}
	if at, err := url.ParseRequestURI(address); err == nil && at.Host != "" {
		options.OriginalURL = at
	}
	result, err = trafilatura.ExtractDocument(doc, options)
	if err != nil || result.ContentNode == nil {
		return nil, ErrNoArticle // its errors say that there is too little text
	}
	return result, nil
}

// reads says whether a text has a paragraph that could be of an article: ten
// words and the end of a sentence. Menus and lists of headlines have none.
func reads(text string) bool {
	const words = 10
	for paragraph := range strings.SplitSeq(text, "\n") {
		if strings.ContainsAny(paragraph, ".!?…。") && len(strings.Fields(paragraph)) >= words {
			return true
		}
	}
	return false
}

// nodeText gives the text of what the extractor found.
func nodeText(root *html.Node) string {
	var w writer
	walk(root, func(n *html.Node, enter bool) {
		switch {
		case n.Type == html.TextNode && enter:
			w.text(n.Data)
		case n.Type != html.ElementNode:
		case enter:
			w.open(n.Data)
		default:
			w.close(n.Data)
		}
	})
	return w.out.String()
}

// walk visits a tree without using the stack: each node when it begins and when
// it ends.
func walk(root *html.Node, visit func(n *html.Node, enter bool)) {
	n := root
	for {
		visit(n, true)
		if n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for {
			visit(n, false)
			if n == root {
				return
			}
			if n.NextSibling != nil {
				n = n.NextSibling
				break
			}
			n = n.Parent
		}
	}
}

// depthOf counts the elements inside each other where they are most.
func depthOf(root *html.Node) int {
	depth, deepest := 0, 0
	walk(root, func(n *html.Node, enter bool) {
		if n.Type != html.ElementNode {
			return
		}
		if !enter {
			depth--
			return
		}
		depth++
		deepest = max(deepest, depth)
	})
	return deepest
}

// postNames are the classes of block quotations that networks have pages embed.
var postNames = setOf("twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed", "text-post-media", "mastodon-embed", "fb-post")

// rescuePosts makes plain block quotations of embedded posts, and takes them out
// of figures, which the extractor drops whole.
func rescuePosts(doc *html.Node) {
	var posts []*html.Node
	walk(doc, func(n *html.Node, enter bool) {
		if enter && n.Type == html.ElementNode && n.Data == "blockquote" && isPost(n) {
			posts = append(posts, n)
		}
	})
	for _, post := range posts {
		post.Attr = nil
		for above := post.Parent; above != nil; above = above.Parent {
			if above.Type == html.ElementNode && above.Data == "figure" && above.Parent != nil {
				post.Parent.RemoveChild(post)
				above.Parent.InsertBefore(post, above)
				break
			}
		}
	}
}

func isPost(n *html.Node) bool {
	for class := range strings.FieldsSeq(attribute(n, "class")) {
		if postNames[class] {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
