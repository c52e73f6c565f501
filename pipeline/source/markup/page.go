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
	said := readMetadata(doc)
	rescuePosts(doc)
	makeParagraphs(doc)
	result, err := extract(doc, address)
	if err != nil {
		return Story{}, err
	}
	m := &result.Metadata
	story = Story{
		URL: firstOf(m.URL, address), Title: m.Title, Author: names(strings.Split(m.Author, ";")...), Publisher: m.Sitename,
		Dates: said.dates(), Text: nodeText(result.ContentNode),
	}
	if short := len(story.Text) < shortText; short && len(said.body) > shortText {
		story.Text = said.body
	} else if short && said.isArticle {
		story.Text = longerOf(story.Text, looseText(doc))
	}
	if err := story.finish(b); err != nil {
		return Story{}, err
	}
	if !reads(story.Text) {
		return Story{}, ErrNoArticle
	}
	return story, nil
}

// shortText is the length, in bytes, below which what was found may be a piece of
// the article.
const shortText = 250

// longerOf takes the second text where it is twice as long.
func longerOf(one, two string) string {
	if len(two) > 2*len(one) {
		return two
	}
	return one
}

// boilerNames are the parts of a page whose paragraphs are not the article's.
var boilerNames = setOf("aside", "footer", "form", "head", "header", "nav")

// looseText gives all paragraphs of a page that stand in no part that is there
// on every page: for articles in a layout that the extractor doesn't know.
func looseText(doc *html.Node) string {
	var w writer
	boiler, open := 0, 0
	walk(doc, func(n *html.Node, enter bool) {
		step := 1
		if !enter {
			step = -1
		}
		switch {
		case n.Type == html.ElementNode && boilerNames[n.Data]:
			boiler += step
		case n.Type == html.ElementNode && (n.Data == "p" || n.Data == "blockquote"):
			open += step
		}
		switch {
		case boiler > 0 || open == 0 && enter:
		case n.Type == html.TextNode && enter:
			w.text(n.Data)
		case n.Type == html.ElementNode && enter:
			w.open(n.Data)
		case n.Type == html.ElementNode:
			w.close(n.Data)
		}
	})
	return w.out.String()
}

// extractorSizes turn off what the extractor does with short texts: it makes one
// paragraph of all there is.
var extractorSizes = trafilatura.Config{
	CacheSize: 4096, MinDuplicateCheckSize: 100, MaxDuplicateCount: 2, MinExtractedSize: 0, MinExtractedCommentSize: 1, MinOutputSize: 0, MinOutputCommentSize: 0,
}

// extract calls the extractor, which has met less hostile pages than we do.
func extract(doc *html.Node, address string) (result *trafilatura.ExtractResult, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: the extractor stopped: %v", ErrBroken, r)
		}
	}()
	sizes := extractorSizes
	options := trafilatura.Options{Config: &sizes, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled}
	if at, err := url.ParseRequestURI(address); err == nil && at.Host != "" {
		options.OriginalURL = at
	}
	result, err = trafilatura.ExtractDocument(doc, options)
	if err != nil || result.ContentNode == nil {
		return nil, ErrNoArticle
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
