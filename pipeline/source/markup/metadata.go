package markup

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// dateNames are the names under which meta tags say when an article was
// published, the surest first: Open Graph, schema.org, Parse.ly, Sailthru,
// Dublin Core, Highwire and what others made up.
var dateNames = []string{
	"article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
	"cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dc.date", "dc:date", "dcterms.created", "dc.date.created", "dcterms.date",
	"citation_publication_date", "citation_date", "publish-date", "publish_date", "publishdate", "published-date", "pubdate", "publication_date", "rnews:datepublished",
	"datecreated", "date",
}

// datedAddress finds the day in an address: /2024/08/13/ or /2024-08-13/.
var datedAddress = regexp.MustCompile(`/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/_-]|$)`)

// metadata is what a page says of its article for machines.
type metadata struct {
	article string   // date of publication in JSON-LD, of an article
	any     string   // the same, of anything
	meta    []string // dates in meta tags, by dateNames
	marked  string   // <time> that says it is the date of publication
	time    string   // any other
	address string

	body      string // the article itself, in JSON-LD
	isArticle bool   // the page says that it is one
}

func readMetadata(doc *html.Node) metadata {
	m := metadata{meta: make([]string, len(dateNames))}
	walk(doc, func(n *html.Node, enter bool) {
		if enter && n.Type == html.ElementNode {
			m.element(n)
		}
	})
	return m
}

// dates gives the dates that a page states, the surest first: JSON-LD, meta
// tags, <time>, the page's own address. Dates in the words of the text are none
// of them: they tell of what happened, not of when it was written about.
func (m *metadata) dates() []string {
	dates := append([]string{m.article, m.any}, m.meta...)
	dates = append(dates, m.marked, m.time)
	if day := datedAddress.FindStringSubmatch(m.address); day != nil {
		dates = append(dates, strings.Join(day[1:], "-"))
	}
	return slices.DeleteFunc(dates, func(d string) bool { return d == "" })
}

func (m *metadata) element(n *html.Node) {
	switch n.Data {
	case "article":
		m.isArticle = true
	case "script":
		if n.FirstChild != nil {
			m.linked(n.FirstChild.Data)
		}
	case "meta":
		name := strings.ToLower(firstOf(attribute(n, "property"), attribute(n, "name"), attribute(n, "itemprop")))
		switch name {
		case "og:url":
			m.address = firstOf(m.address, attribute(n, "content"))
		case "og:type":
			m.isArticle = m.isArticle || attribute(n, "content") == "article"
		}
		if i := slices.Index(dateNames, name); i >= 0 {
			m.meta[i] = firstOf(m.meta[i], attribute(n, "content"))
		}
	case "link":
		if attribute(n, "rel") == "canonical" {
			m.address = firstOf(attribute(n, "href"), m.address)
		}
	case "time":
		if at := attribute(n, "datetime"); strings.EqualFold(attribute(n, "itemprop"), "datePublished") {
			m.marked = firstOf(m.marked, at)
		} else {
			m.time = firstOf(m.time, at)
		}
	}
}

// linked reads one JSON-LD script.
func (m *metadata) linked(script string) {
	var value any
	if json.Unmarshal([]byte(script), &value) != nil {
		return
	}
	const depth = 16 // JSON-LD of pages nests four levels
	m.search(value, depth)
}

func (m *metadata) search(value any, depth int) {
	if depth == 0 {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			m.search(one, depth-1)
		}
	case map[string]any:
		date, _ := v["datePublished"].(string)
		if isArticle(v["@type"]) {
			body, _ := v["articleBody"].(string)
			m.isArticle, m.article, m.body = true, firstOf(m.article, date), firstOf(m.body, textOf(body))
		}
		m.any = firstOf(m.any, date)
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			m.search(v[k], depth-1)
		}
	}
}

// isArticle says whether a type of schema.org is one of articles: Article,
// NewsArticle, BlogPosting, LiveBlogPosting, Report …
func isArticle(kind any) bool {
	switch k := kind.(type) {
	case string:
		return strings.HasSuffix(k, "Article") || strings.HasSuffix(k, "Posting") || strings.HasSuffix(k, "Report") || strings.HasSuffix(k, "Review")
	case []any:
		return slices.ContainsFunc(k, isArticle)
	}
	return false
}
