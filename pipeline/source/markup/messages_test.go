package markup_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/pipeline/source/markup"
)

// record makes a record of the last element of a text: tags before it that are
// not closed are its context.
func record(context, raw string) markup.Record {
	r := markup.Record{Raw: []byte(raw)}
	for tag := range strings.SplitAfterSeq(context, ">") {
		if tag != "" {
			r.Context = append(r.Context, []byte(tag))
		}
	}
	return r
}

func TestFeedItems(t *testing.T) {
	const rss = `<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">`
	const atom = `<feed xmlns="http://www.w3.org/2005/Atom">`
	channel := markup.Channel{Title: "The Tarn Courier", Author: "News desk"}
	for name, c := range map[string]struct {
		context, raw string
		want         markup.Story
	}{
		"rss": {rss, `<item><title>Rye &amp;amp; wheat</title><media:title>no</media:title><link>https://c.example/rye</link><dc:creator><![CDATA[Ann Pell]]></dc:creator><dc:creator>Tom Hale</dc:creator>
			<pubDate>Tue, 13 Aug 2024 09:00:00 +0000</pubDate><guid isPermaLink="false">c-1</guid><description>Short.</description>
			<c:encoded><![CDATA[<h1>Rye &amp; wheat</h1><p>“We bake,” she said.</p><p>It is &#8216;good&#8217;.</p>]]></c:encoded></item>`,
			markup.Story{ID: "c-1", URL: "https://c.example/rye", Title: "Rye & wheat", Author: "Ann Pell, Tom Hale", Publisher: "The Tarn Courier",
				Dates: []string{"Tue, 13 Aug 2024 09:00:00 +0000"}, Text: "“We bake,” she said.\n\nIt is ‘good’."}},
		"undeclared prefixes": {"<rss>", `<item><guid>https://c.example/2</guid><author>desk@c.example (Ruth Okafor)</author><content:encoded>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content:encoded></item>`,
			markup.Story{ID: "https://c.example/2", URL: "https://c.example/2", Author: "Ruth Okafor", Publisher: "The Tarn Courier", Text: "One.\n\nTwo."}},
		"only a description": {"<rss>", "<item><title>T</title><description>Plain words.\n\nMore AT&amp;amp;T words.</description><source url='x'>Other Paper</source></item>",
			markup.Story{Title: "T", Author: "News desk", Publisher: "Other Paper", Text: "Plain words.\n\nMore AT&T words."}},
		"atom html": {atom, `<entry><id>tag:c.example,2024:3</id><title type="html">A &lt;em&gt;loaf&lt;/em&gt;</title><link rel="enclosure" href="https://c.example/a.mp3"/><link rel="alternate" href="https://c.example/3"/>
			<published>2024-08-13T09:00:00Z</published><updated>2024-08-14T09:00:00Z</updated><author><name>Ann Pell</name></author><summary>Short.</summary><content type="html">&lt;p&gt;One.&lt;/p&gt;&lt;blockquote&gt;Two.&lt;/blockquote&gt;</content></entry>`,
			markup.Story{ID: "tag:c.example,2024:3", URL: "https://c.example/3", Title: "A loaf", Author: "Ann Pell", Publisher: "The Tarn Courier",
				Dates: []string{"2024-08-13T09:00:00Z", "2024-08-14T09:00:00Z"}, Text: "One.\n\nTwo."}},
		"atom xhtml": {atom, `<entry><title>T</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One<br/>line &amp; two.</p><script>x</script></div></content><source><title>Other Paper</title></source></entry>`,
			markup.Story{Title: "T", Author: "News desk", Publisher: "Other Paper", Text: "One\nline & two."}},
		"rdf": {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">`,
			`<item rdf:about="https://c.example/4"><title>T</title><dc:date>2024-08-13</dc:date><description>Words &lt;b&gt;here&lt;/b&gt;.</description></item>`,
			markup.Story{ID: "https://c.example/4", URL: "https://c.example/4", Title: "T", Author: "News desk", Publisher: "The Tarn Courier", Dates: []string{"2024-08-13"}, Text: "Words here."}},
		"what should have been escaped": {"<rss>", `<item><description><p>One & two.<p>Three &nbsp;&bogus; <br>four.</description></item>`,
			markup.Story{Author: "News desk", Publisher: "The Tarn Courier", Text: "One & two.\n\nThree \u00a0&bogus;\nfour."}},
		"forbidden characters": {"<rss>", "<item><description>One\x00 \x0btwo \xff.</description></item>",
			markup.Story{Author: "News desk", Publisher: "The Tarn Courier", Text: "One   two \ufffd."}},
	} {
		got, err := markup.FeedItem(record(c.context, c.raw), channel, bounds)
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v -want +got\n%s", name, err, diff)
		}
	}
}

func TestReadChannel(t *testing.T) {
	for head, want := range map[string]markup.Channel{
		"<?xml version='1.0'?><rss><channel><image><title>no</title></image><title>The\n Courier</title><link>x</link>": {Title: "The Courier"},
		"<feed xmlns='http://www.w3.org/2005/Atom'><title>Courier</title><author><name>Desk</name></author>":            {Title: "Courier", Author: "Desk"},
		"<!DOCTYPE rss [<!ENTITY a 'aaaa'>]><rss><channel><title>&a;</title>":                                           {Title: "&a;"},
		"": {}, "<": {}, "<rss><channel><title>cut off": {Title: "cut off"},
	} {
		if got := markup.ReadChannel([]byte(head)); got != want {
			t.Errorf("%s: %+v", head, got)
		}
	}
}

const newsItem = `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:20240813:1" version="2">
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:WIRE"><name>Example Wire</name></provider><versionCreated>2024-08-13T10:00:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><contentCreated>2024-08-13T09:00:00Z</contentCreated><by>By Ruth Okafor</by><by>Tom Hale</by><headline>Bridge to close</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body>
<h1>Bridge to close</h1><p>TARN (Wire) — The bridge will close.</p><p>“We can’t gamble,” said Ann Pell.</p></body></html></inlineXML></contentSet></newsItem>`

const nitf = `<nitf><head><title>Bridge to close</title><docdata><doc-id id-string="w-1"/><date.issue norm="20240813T090000Z"/><doc.copyright holder="Example Wire"/></docdata><pubdata date.publication="20240814" name="The Tarn Courier"/></head>
<body><body.head><hedline><hl1>Bridge to close</hl1><hl2>For a year</hl2></hedline><byline>By <person>Ruth Okafor</person><byttl>Transport editor</byttl></byline><distributor>Example Wire</distributor><dateline><location>TARN</location></dateline></body.head>
<body.content><block><p>The bridge will <em>close</em>.</p><media media-type="image"><media-caption>The bridge</media-caption></media><hl2>Ferry</hl2><p>“We can’t gamble,” said Ann Pell.</p>
<bq><block><p>Nobody asked us.</p></block><credit>Tom Hale</credit></bq></block></body.content><body.end><tagline>Editing by Nell Marsh</tagline></body.end></body></nitf>`

func TestNewsML(t *testing.T) {
	const text = "TARN (Wire) — The bridge will close.\n\n“We can’t gamble,” said Ann Pell."
	want := markup.Story{
		ID: "urn:newsml:wire.example:20240813:1", Title: "Bridge to close", Author: "Ruth Okafor, Tom Hale", Publisher: "Example Wire",
		Dates: []string{"2024-08-13T09:00:00Z", "2024-08-13T10:00:00Z"}, Text: text,
	}
	got, err := markup.NewsML(record("<newsMessage><itemSet>", newsItem), bounds)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v -want +got\n%s", err, diff)
	}
	for from, c := range map[string]struct {
		to   string
		want error
	}{"stat:usable": {"stat:canceled", markup.ErrWithdrawn}, "contentSet>": {"conceptSet>", markup.ErrNoArticle}, "ninat:text": {"ninat:picture", nil}} {
		_, err := markup.NewsML(record("", strings.ReplaceAll(newsItem, from, c.to)), bounds)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.to, err)
		}
	}
	_, err = markup.NewsML(record("", `<newsItem guid="p"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentSet><remoteContent/></contentSet></newsItem>`), bounds)
	if !errors.Is(err, markup.ErrNotText) {
		t.Error(err)
	}
	for inside, want := range map[string]string{
		`<inlineData contenttype="text/plain">One.` + "\n\n" + `Two.</inlineData>`: "One.\n\nTwo.", `<inlineData contenttype="text/html">&lt;p&gt;One.&lt;/p&gt;</inlineData>`: "One.",
		`<inlineXML>` + nitf + `</inlineXML>`: "The bridge will close.\n\nFerry\n\n“We can’t gamble,” said Ann Pell.\n\nNobody asked us.\n\nTom Hale",
	} {
		got, err := markup.NewsML(record("", "<newsItem><contentSet>"+inside+"</contentSet></newsItem>"), bounds)
		if got.Text != want || err != nil {
			t.Errorf("%s: %q, %v", inside, got.Text, err)
		}
	}
}

func TestNITF(t *testing.T) {
	want := markup.Story{
		ID: "w-1", Title: "Bridge to close", Author: "Ruth Okafor", Publisher: "Example Wire", Dates: []string{"20240814", "20240813T090000Z"},
		Text: "The bridge will close.\n\nFerry\n\n“We can’t gamble,” said Ann Pell.\n\nNobody asked us.\n\nTom Hale",
	}
	got, err := markup.NITF(record("", nitf), bounds)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v -want +got\n%s", err, diff)
	}
	for byline, want := range map[string]string{"<byline>By Ann Pell<byttl>Editor</byttl></byline>": "Ann Pell", "<byline/>": "", "<byline>Ann Pell</byline><byline>Tom Hale</byline>": "Ann Pell, Tom Hale"} {
		got, err := markup.NITF(record("", "<nitf><body><body.head>"+byline+"</body.head><body.content><p>Words.</p></body.content></body></nitf>"), bounds)
		if got.Author != want || err != nil {
			t.Errorf("%s: %q, %v", byline, got.Author, err)
		}
	}
}

func TestMessageBoundsAtTheirEdge(t *testing.T) {
	b := markup.Bounds{Elements: 30, Depth: 12, TextBytes: 50}
	for i := -1; i <= 1; i++ {
		for want, raw := range map[error]string{
			markup.ErrTooDeep: "<item><description>" + strings.Repeat("<b>", b.Depth-2+i) + "x" + strings.Repeat("</b>", b.Depth-2+i) + "</description></item>",
			markup.ErrTooMany: "<item><description>x" + strings.Repeat("<br/>", b.Elements-2+i) + "</description></item>",
			markup.ErrTooLong: "<item><description>" + strings.Repeat("x", int(b.TextBytes)+i) + "</description></item>",
		} {
			_, err := markup.FeedItem(record("<rss><channel>", raw), markup.Channel{}, b)
			if over := i > 0; over != errors.Is(err, want) || !over && err != nil {
				t.Errorf("%d beyond %v: %v", i, want, err)
			}
		}
	}
}

func TestHostileMessages(t *testing.T) {
	for name, c := range map[string]struct {
		raw  string
		want error
	}{
		"entities":          {"<item><description>&a;&b; &#x41;&#0;&#xffffff;</description></item>", nil},
		"a declared entity": {"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><item><description>&a;</description></item>", nil},
		"no end":            {"<item><description>x", markup.ErrBroken},
		"a broken tag":      {"<item><description>x < y</description></item>", markup.ErrBroken},
		"nothing":           {"<item/>", markup.ErrNoArticle},
		"nothing at all":    {"", markup.ErrBroken},
	} {
		for _, read := range []func() (markup.Story, error){
			func() (markup.Story, error) { return markup.FeedItem(record("<rss>", c.raw), markup.Channel{}, bounds) },
		} {
			if got, err := read(); !errors.Is(err, c.want) || strings.Contains(got.Text, "\x00") || err == nil && name == "a declared entity" && got.Text != "&a;" {
				t.Errorf("%s: %q, %v", name, got.Text, err)
			}
		}
	}
}

// FuzzMessages: any bytes are an item, a message or an error, the same twice.
func FuzzMessages(f *testing.F) {
	f.Add([]byte("<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'>"), []byte("<item><content:encoded><![CDATA[<p>x]]></content:encoded></item>"))
	f.Add([]byte("<feed>"), []byte("<entry><content type='xhtml'><p>x</p></content></entry>"))
	f.Add([]byte("<newsMessage>"), []byte(newsItem))
	f.Add([]byte(""), []byte(nitf))
	f.Fuzz(func(t *testing.T, context, raw []byte) {
		r := markup.Record{Context: [][]byte{context}, Raw: raw}
		b := markup.Bounds{Elements: 200, Depth: 30, TextBytes: 2000}
		for _, read := range []func() (markup.Story, error){
			func() (markup.Story, error) { return markup.FeedItem(r, markup.ReadChannel(context), b) },
			func() (markup.Story, error) { return markup.NewsML(r, b) },
			func() (markup.Story, error) { return markup.NITF(r, b) },
		} {
			once, err := read()
			again, err2 := read()
			if diff := cmp.Diff(once, again); diff != "" || fmt.Sprint(err) != fmt.Sprint(err2) {
				t.Fatal(diff, err, err2)
			}
			if int64(len(once.Text)) > b.TextBytes {
				t.Errorf("%d bytes of text", len(once.Text))
			}
		}
	})
}
