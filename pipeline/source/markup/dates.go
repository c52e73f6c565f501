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

// pageDates gives the dates that a page states, the surest first: JSON-LD, meta
// tags, <time>, the page's own address. Dates in the words of the text are none
// of them: they tell of what happened, not of when it was written about.
func pageDates(doc *html.Node) []string {
	var f dateFinder
	f.meta = make([]string, len(dateNames))
	walk(doc, func(n *html.Node, enter bool) {
		if enter && n.Type == html.ElementNode {
			f.element(n)
		}
	})
	dates := append([]string{f.article, f.any}, f.meta...)
	dates = append(dates, f.marked, f.time)
	if day := datedAddress.FindStringSubmatch(f.address); day != nil {
		dates = append(dates, strings.Join(day[1:], "-"))
	}
	return slices.DeleteFunc(dates, func(d string) bool { return d == "" })
}

type dateFinder struct {
	article string   // JSON-LD, of an article
	any     string   // JSON-LD, of anything
	meta    []string // by dateNames
	marked  string   // <time> that says it is the date of publication
	time    string   // any other
	address string
}

func (f *dateFinder) element(n *html.Node) {
	switch n.Data {
	case "script":
		if n.FirstChild != nil {
			f.metadata(n.FirstChild.Data)
		}
	case "meta":
		name := strings.ToLower(firstOf(attribute(n, "property"), attribute(n, "name"), attribute(n, "itemprop")))
		if name == "og:url" {
			f.address = firstOf(f.address, attribute(n, "content"))
		}
		if i := slices.Index(dateNames, name); i >= 0 {
			f.meta[i] = firstOf(f.meta[i], attribute(n, "content"))
		}
	case "link":
		if attribute(n, "rel") == "canonical" {
			f.address = firstOf(attribute(n, "href"), f.address)
		}
	case "time":
		if at := attribute(n, "datetime"); strings.EqualFold(attribute(n, "itemprop"), "datePublished") {
			f.marked = firstOf(f.marked, at)
		} else {
			f.time = firstOf(f.time, at)
		}
	}
}

// metadata reads one JSON-LD script.
func (f *dateFinder) metadata(script string) {
	var value any
	if json.Unmarshal([]byte(script), &value) != nil {
		return
	}
	const depth = 16 // JSON-LD of pages nests four levels
	f.search(value, depth)
}

func (f *dateFinder) search(value any, depth int) {
	if depth == 0 {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			f.search(one, depth-1)
		}
	case map[string]any:
		date, _ := v["datePublished"].(string)
		if isArticle(v["@type"]) {
			f.article = firstOf(f.article, date)
		}
		f.any = firstOf(f.any, date)
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			f.search(v[k], depth-1)
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
