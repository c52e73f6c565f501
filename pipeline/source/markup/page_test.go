package markup_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"quoth/pipeline/source/markup"
)

var bounds = markup.Bounds{Elements: 10_000, Depth: 256, TextBytes: 1 << 20}

// page is what a newspaper's content system makes of a short article.
const page = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Harbour bridge to close for a year | The Tarn Courier</title>
<meta property="og:title" content="Harbour bridge to close for a year"><meta property="og:site_name" content="The Tarn Courier">
<meta name="author" content="Ruth Okafor"><link rel="canonical" href="https://courier.example/news/2024/08/13/bridge">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},
{"@type":"NewsArticle","headline":"Harbour bridge to close for a year","datePublished":"2024-08-13T06:30:00+01:00","author":{"@type":"Person","name":"Ruth Okafor"}}]}</script>
<style>p{color:red}</style></head><body class="single">
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>Harbour bridge to close for a year</h1><p class="byline">By Ruth Okafor</p><div class="article-body">
<p>The harbour bridge will close to traffic for a year from March, the county said on Tuesday, after engineers found cracks in two of its piers.</p>
<p>&#8220;We can&rsquo;t gamble with people&#8217;s lives,&#8221; said Councillor Ann Pell. <em>The</em> work will cost &pound;14m.</p>
<h2>Ferry to run early</h2>
<p>A ferry will run every ten minutes from six in the morning.<br>It will be free for residents.</p>
<blockquote><p>Nobody asked the traders. We read it in the paper like everybody else.</p><p>We want a seat at the table.</p></blockquote>
<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">The bridge has served us for ninety years. <a href="https://t.co/abc">https://t.co/abc</a></p>&mdash; Ann Pell (@annpell) <a href="https://twitter.com/annpell/status/1">August 13, 2024</a></blockquote> <script async src="https://platform.twitter.com/widgets.js"></script>
<figure class="wp-block-embed"><div><blockquote class="twitter-tweet"><p>Ninety years is not old for a bridge.</p>&mdash; Tom Hale (@tomhale) <a href="https://twitter.com/tomhale/status/2">August 12, 2024</a></blockquote></div></figure>
<ul><li>The north ramp closes first.</li><li>The south ramp closes in May.</li></ul>
<p>A public meeting is planned for September. The county promised to answer every question in writing before then.</p>
</div></article><aside><h3>Related stories</h3><ul><li><a href="/a">Ferry breaks down again</a></li></ul></aside></main>
<footer><p>Copyright 2024 The Tarn Courier. All rights reserved.</p></footer></body></html>`

const pageText = `The harbour bridge will close to traffic for a year from March, the county said on Tuesday, after engineers found cracks in two of its piers.

“We can’t gamble with people’s lives,” said Councillor Ann Pell. The work will cost £14m.

Ferry to run early

A ferry will run every ten minutes from six in the morning.
It will be free for residents.

Nobody asked the traders. We read it in the paper like everybody else.

We want a seat at the table.

The bridge has served us for ninety years. https://t.co/abc — Ann Pell (@annpell) August 13, 2024

Ninety years is not old for a bridge. — Tom Hale (@tomhale) August 12, 2024

The north ramp closes first.

The south ramp closes in May.

A public meeting is planned for September. The county promised to answer every question in writing before then.`

func TestPage(t *testing.T) {
	for range 3 {
		got, err := markup.Page([]byte(page), "", bounds)
		want := markup.Story{
			URL: "https://courier.example/news/2024/08/13/bridge", Title: "Harbour bridge to close for a year", Author: "Ruth Okafor", Publisher: "The Tarn Courier",
			Dates: []string{"2024-08-13T06:30:00+01:00", "2020-01-01", "2024-08-13"}, Text: pageText,
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatalf("%v -want +got\n%s", err, diff)
		}
	}
}

const sentence = "The county said on Tuesday that the bridge would close for a year, and nobody was asked."

func TestPageDates(t *testing.T) {
	for head, want := range map[string]string{
		`<meta name="date" content="2024-01-02"><meta property="article:published_time" content="2024-01-03">`: "2024-01-03",
		`<meta itemprop="datePublished" content="2024-01-04">`:                                                 "2024-01-04",
		`<link rel="canonical" href="https://a.example/2024/01/05/x.html">`:                                    "2024-01-05",
		`<script type="application/ld+json">[{"@type":["NewsArticle"],"datePublished":"2024-01-06"}]</script>`: "2024-01-06",
		`<script type="application/ld+json">{"datePublished":</script><meta name=pubdate content=x>`:           "x",
		`<script>{"datePublished":"2024-01-06"}</script><meta name="modified" content="2024-01-07">`:           "",
	} {
		got, err := markup.Page([]byte("<html><head>"+head+"</head><body><article><p>"+sentence+"</p><p>"+sentence+" In 2019 it did not.</p></article></body></html>"), "", bounds)
		first := ""
		if len(got.Dates) > 0 {
			first = got.Dates[0]
		}
		if err != nil || first != want {
			t.Errorf("%s: %v, %v, want %s", head, got.Dates, err, want)
		}
	}
	timed, err := markup.Page([]byte(`<article><time datetime="2024-02-01">x</time><time itemprop="datePublished" datetime="2024-02-02">y</time><p>`+sentence+`</p></article>`), "", bounds)
	if diff := cmp.Diff([]string{"2024-02-02", "2024-02-01"}, timed.Dates); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestPagesWithoutAnArticle(t *testing.T) {
	for _, raw := range []string{
		"", "<html></html>", "<html><body><nav><a href=/>Home</a></nav></body></html>", "<p>Page not found</p>",
		"<html><body>" + strings.Repeat("<div><a href=/x>Bridge to close</a></div>", 40) + "</body></html>", "<script>x</script>", "<svg>" + sentence + "</svg>",
	} {
		if got, err := markup.Page([]byte(raw), "", bounds); !errors.Is(err, markup.ErrNoArticle) {
			t.Errorf("%s: %q, %v", raw, got.Text, err)
		}
	}
}

func TestPageBoundsAtTheirEdge(t *testing.T) {
	article := "<article><p>" + sentence + "</p></article>"
	deep := func(n int) string { // html, body, article and p are four
		return "<html><body>" + strings.Repeat("<div>", n-4) + article + strings.Repeat("</div>", n-4)
	}
	many := func(n int) string { return article + strings.Repeat("<br>", n-2) }
	long := func(n int) string {
		return "<article><p>" + sentence + strings.Repeat("x", n-len(sentence)) + "</p></article>"
	}
	b := markup.Bounds{Elements: 200, Depth: 100, TextBytes: 400}
	for _, c := range []struct {
		at   int
		make func(int) string
		want error
	}{{b.Depth, deep, markup.ErrTooDeep}, {b.Elements, many, markup.ErrTooMany}, {int(b.TextBytes), long, markup.ErrTooLong}} {
		for i := -1; i <= 1; i++ {
			_, err := markup.Page([]byte(c.make(c.at+i)), "", b)
			if over := i > 0; over != errors.Is(err, c.want) || !over && err != nil {
				t.Errorf("%d beyond %v: %v", i, c.want, err)
			}
		}
	}
}

// TestHostilePages: none of them crashes, and each ends in an article or in one
// of the errors.
func TestHostilePages(t *testing.T) {
	n := 2000
	var bodies, attributes strings.Builder
	for i := range n {
		fmt.Fprintf(&bodies, "<body a%d=1>", i)
		fmt.Fprintf(&attributes, "a%d=1 ", i)
	}
	good := "<article><p>" + sentence + "</p></article>"
	for name, c := range map[string]struct {
		raw  string
		want error
	}{
		"many bodies":        {bodies.String() + good, nil},
		"many attributes":    {"<p " + attributes.String() + ">" + good, nil},
		"a long attribute":   {"<p class='" + strings.Repeat("x", 1<<20) + "'>" + good, nil},
		"open elements":      {strings.Repeat("<div>", n) + good, markup.ErrTooDeep},
		"open formatting":    {strings.Repeat("<b><i>", n) + good, markup.ErrTooDeep},
		"an open svg":        {"<svg>" + strings.Repeat("<path>", n) + good, nil},
		"an open script":     {"<script>" + good, markup.ErrNoArticle},
		"deep JSON":          {"<script type='application/ld+json'>" + strings.Repeat("[", 1<<17) + "</script>" + good, nil},
		"wide JSON":          {"<script type='application/ld+json'>[" + strings.Repeat(`{"author":"A B"},`, n) + "{}]</script>" + good, nil},
		"cells without rows": {strings.Repeat("<td>", n) + good, nil},
		"words in a table":   {"<table>" + strings.Repeat("<p>word", 200) + good, nil},
		"controls":           {"\x00\x01\x1b[31m" + good, nil},
		"no UTF-8":           {"\xff\xfe\xfd" + good, nil},
	} {
		if _, err := markup.Page([]byte(c.raw), "https://a.example/x", bounds); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// TestPagesAreSilent: the extractor writes nothing to standard error, which it
// holds from its start: so another process tells.
func TestPagesAreSilent(t *testing.T) {
	tests := exec.Command(os.Args[0], "-test.run=^Test(Page|PageDates|PagesWithoutAnArticle|HostilePages)$")
	var said bytes.Buffer
	tests.Stderr = &said
	if err := tests.Run(); err != nil || said.Len() > 0 {
		t.Errorf("%v: %s", err, said.String())
	}
}

// FuzzPage: any bytes give an article within the bounds or one of the errors,
// the same both times.
func FuzzPage(f *testing.F) {
	f.Add([]byte(page))
	f.Add([]byte("<article><p>" + sentence + "<q>x</q><table><tr><td>y</table>"))
	f.Add([]byte("<svg><p></svg><figure><blockquote class=twitter-tweet>x</figure>" + sentence))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b := markup.Bounds{Elements: 500, Depth: 100, TextBytes: 10_000}
		once, err := markup.Page(raw, "", b)
		again, err2 := markup.Page(raw, "", b)
		if diff := cmp.Diff(once, again); diff != "" || fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Fatal(diff, err, err2)
		}
		if int64(len(once.Text)) > b.TextBytes || utf8.Valid(raw) && !utf8.ValidString(once.Text) {
			t.Errorf("%q", once.Text)
		}
	})
}
