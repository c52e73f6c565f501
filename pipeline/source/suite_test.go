package source_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/unicode"

	"quoth/pipeline/limit"
	"quoth/pipeline/source"
)

// A sample is a stream in one format, with what its items are: for an article
// "title: text", for a fault its code.
type sample struct {
	raw  string
	want []string
}

// stride is how far apart the places are at which a sample is cut: pages take
// longer to read.
func (s sample) stride() int {
	if strings.Contains(s.raw, "<html>") || strings.HasPrefix(s.raw, "\x1f\x8b") {
		return 11
	}
	return 1
}

const (
	longer  = "The county said on Tuesday that the bridge would close for a year."
	another = "“We bake at home,” said Ann Pell, who has run the mill for ten years."
)

// webPage is a page with one paragraph.
func webPage(title, text string) string {
	return "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><article><p>" + text + "</p></article></body></html>"
}

// warcRecord is a record of a Web archive with a response in it.
func warcRecord(url, response string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-08-13T09:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", url, len(response), response)
}

func httpPage(page string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
}

// samples has a stream of every format; whoever adds a format adds one.
func samples(t testing.TB) map[string]sample {
	warc := []string{
		"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n", warcRecord("https://a.example/1", httpPage(webPage("Bridge", longer))),
		warcRecord("https://a.example/2", "HTTP/1.1 404 Not Found\r\n\r\n"), warcRecord("https://a.example/3", httpPage(webPage("Mill", another))),
	}
	members := ""
	for _, record := range warc {
		members += gzipped(t, record)
	}
	return map[string]sample{
		"text":           {longer, []string{": " + longer}},
		"json lines":     {`{"title":"a","text":"b"}` + "\n" + `{"text":"c"}` + "\n", []string{"a: b", ": c"}},
		"json":           {`[{"title":"a","text":"b"},{"text":"c"}]`, []string{"a: b", ": c"}},
		"csv":            {"title,text\na,b\n,\"c\n\"\n", []string{"a: b", ": c\n"}},
		"markdown":       {"---\ntitle: Mill\n---\n\n" + another + "\n\n> Bread *first*.\n", []string{"Mill: " + another + "\n\nBread first."}},
		"html":           {webPage("Bridge", longer), []string{"Bridge: " + longer}},
		"a front page":   {"<html><body><ul><li><a href=/1>Bridge to close</a></ul></body></html>", []string{"no_article"}},
		"warc":           {strings.Join(warc, ""), []string{"Bridge: " + longer, "Mill: " + another}},
		"warc, gzip":     {members, []string{"Bridge: " + longer, "Mill: " + another}},
		"rss":            {"<?xml version='1.0'?><rss version='2.0'><channel><title>C</title><item><title>a</title><description>&lt;p&gt;b&lt;/p&gt;</description></item><item><description>c</description></item><item/></channel></rss>", []string{"a: b", ": c", "no_article"}},
		"atom":           {"<feed xmlns='http://www.w3.org/2005/Atom'><title>C</title><entry><title>a</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>b</p></div></content></entry><entry><summary>c</summary></entry></feed>", []string{"a: b", ": c"}},
		"rdf":            {"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel/><item rdf:about='x'><title>a</title><description>b</description></item></rdf:RDF>", []string{"a: b"}},
		"newsml":         {"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><packageItem/><newsItem guid='1'><contentMeta><headline>a</headline></contentMeta><contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body><p>b</p></body></html></inlineXML></contentSet></newsItem><newsItem><contentSet><inlineData>c</inlineData></contentSet></newsItem></itemSet></newsMessage>", []string{"a: b", ": c"}},
		"nitf":           {"<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf><body><body.head><hedline><hl1>a</hl1></hedline></body.head><body.content><p>b</p></body.content></body></nitf>", []string{"a: b"}},
		"utf-16":         {utf16(t, `{"title":"a","text":"“b”"}`), []string{"a: “b”"}},
		"windows-1252":   {"{\"title\":\"caf\xe9\",\"text\":\"\x93b\x94\"}", []string{"café: “b”"}},
		"gbk page":       {"<html><head><meta charset=gb2312><title>Mill</title></head><body><article><p>" + strings.NewReplacer("“", "\xa1\xb0", "”", "\xa1\xb1").Replace(another) + "</p></article>", []string{"Mill: " + another}},
		"unknown markup": {"<?xml version='1.0'?><urlset/>", []string{"unknown_markup"}},
	}
}

func utf16(t testing.TB, text string) string {
	t.Helper()
	raw, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// itemsOf reads a stream. It takes no longer than the limits allow, and gives
// only what they allow.
func itemsOf(t testing.TB, raw string, limits limit.Limits) []source.Item {
	t.Helper()
	found := items(t, source.Options{Inputs: []string{"-"}, Stdin: strings.NewReader(raw), Limits: limits})
	for _, i := range found {
		if i.Fault == nil && int64(len(i.Article.Text)) > limits.ArticleBytes {
			t.Errorf("%s: %d bytes of text", i.Source, len(i.Article.Text))
		}
	}
	return found
}

func lines(found []source.Item) []string {
	var words []string
	for _, i := range found {
		if i.Fault != nil {
			words = append(words, string(i.Fault.Code))
			continue
		}
		words = append(words, i.Article.Title+": "+string(i.Article.Text))
	}
	return words
}

// TestEveryFormat: what a sample holds is read, plain and compressed, the same
// every time.
func TestEveryFormat(t *testing.T) {
	for name, s := range samples(t) {
		for packing, raw := range map[string]string{"plain": s.raw, "gzip": gzipped(t, s.raw), "zstd": zstandard(t, s.raw)} {
			found := itemsOf(t, raw, limit.Default())
			if diff := cmp.Diff(s.want, lines(found)); diff != "" {
				t.Errorf("%s, %s: -want +got\n%s", name, packing, diff)
			}
			if diff := cmp.Diff(found, itemsOf(t, raw, limit.Default()), cmpopts.IgnoreUnexported(source.Item{})); diff != "" {
				t.Errorf("%s, %s: another time\n%s", name, packing, diff)
			}
		}
	}
}

// suiteLimits are small, so that damage can't make a sample large.
func suiteLimits() limit.Limits {
	l := limit.Default()
	l.ArticleBytes, l.PageBytes, l.LineBytes, l.FieldBytes, l.MarkupElements, l.MarkupDepth = 2000, 4000, 4000, 2000, 100, 50
	return l
}

// TestCutOffAnywhere: of a stream that is cut off, every article but the last is
// what it was.
func TestCutOffAnywhere(t *testing.T) {
	for name, s := range samples(t) {
		whole := articles(itemsOf(t, s.raw, suiteLimits()))
		for cut := 0; cut < len(s.raw); cut += s.stride() {
			got := articles(itemsOf(t, s.raw[:cut], suiteLimits()))
			for i := range len(got) - 1 {
				if i >= len(whole) || !cmp.Equal(got[i], whole[i], cmpopts.IgnoreUnexported(source.Item{})) {
					t.Fatalf("%s, %d bytes: article %d is %+v", name, cut, i, got[i])
				}
			}
		}
	}
}

func articles(found []source.Item) []source.Item {
	var kept []source.Item
	for _, i := range found {
		if i.Fault == nil {
			kept = append(kept, i)
		}
	}
	return kept
}

// TestDamageAnywhere: whatever byte is wrong, reading ends, and gives no more
// than there was.
func TestDamageAnywhere(t *testing.T) {
	for name, s := range samples(t) {
		for at := 0; at < len(s.raw); at += s.stride() {
			raw := []byte(s.raw)
			raw[at] ^= byte(0x15 + at%7)
			for _, i := range itemsOf(t, string(raw), suiteLimits()) {
				if i.Fault != nil && (i.Fault.Code == "" || i.Fault.Message == "") {
					t.Errorf("%s, byte %d: %+v", name, at, i.Fault)
				}
			}
		}
	}
}

// TestDamagedMembersCostOneRecord: in a .warc.gz the record that is damaged is
// lost, and none besides.
func TestDamagedMembersCostOneRecord(t *testing.T) {
	first, second, third := "", gzipped(t, warcRecord("https://a.example/2", httpPage(webPage("Mill", another)))), ""
	first = gzipped(t, warcRecord("https://a.example/1", httpPage(webPage("Bridge", longer))))
	third = gzipped(t, warcRecord("https://a.example/3", httpPage(webPage("Ferry", longer))))
	want := []string{"Bridge: " + longer, "corrupt", "Ferry: " + longer}
	for at := 20; at < len(second); at += 5 { // behind the header, of which some bytes mean nothing
		damaged := []byte(second)
		damaged[at] ^= 0x55
		for _, raw := range []string{first + string(damaged) + third, first + second[:at] + third} {
			got := lines(itemsOf(t, raw, limit.Default()))
			if len(got) == 0 || got[0] != want[0] || got[len(got)-1] != want[2] || len(got) != 3 {
				t.Errorf("byte %d of %d: %q", at, len(second), got)
			}
		}
	}
}

func TestWebArchives(t *testing.T) {
	page := webPage("Bridge", longer)
	record := func(fields, body string) string {
		return warcRecord("https://a.example/x", "HTTP/1.1 200 OK\r\n"+fields+"\r\n"+body)
	}
	raw := record("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", gzipped(t, page)) +
		record("Content-Type: application/pdf\r\n", "%PDF-1.7") + record("Content-Type: text/html; charset=windows-1251\r\n", webPage("\xcc\xce\xd1\xd2", longer)) +
		record("", page) + record("", "plain") + strings.Replace(record("Content-Type: text/html\r\n", page), "Type: response", "Type: revisit", 1) +
		warcRecord("dns:a.example", "20240813 a.example. A 10.0.0.1") + record("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", gzipped(t, page)[:40])
	set, err := source.Open(source.Options{Inputs: []string{"-"}, Stdin: strings.NewReader(raw), Limits: limit.Default()})
	if err != nil {
		t.Fatal(err)
	}
	var found []source.Item
	for i, err := range set.Items(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, i)
	}
	equal(t, lines(found), []string{"Bridge: " + longer, "МОСТ: " + longer, "Bridge: " + longer, "corrupt"})
	equal(t, set.Skipped, map[string]int64{"media_type": 2, "no_response": 2})
	a := found[0].Article
	equal(t, []any{a.URL, a.Published, found[0].Source}, []any{"https://a.example/x", time.Date(2024, 8, 13, 9, 0, 0, 0, time.UTC), "-#1"})
}

// TestPagesMayBeFinishedLater, in any order and by many goroutines, with what
// they give at once: good ones and bad ones, as files, compressed, in archives.
func TestPagesMayBeFinishedLater(t *testing.T) {
	good, bad, deep := webPage("Bridge", longer), webPage("Front", "Menu"), webPage("Deep", strings.Repeat("<div>", 400))
	response := func(page string) string {
		return warcRecord("https://a.example/x", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+page)
	}
	dir := tree(t, map[string]string{
		"a.html": good, "b.html": bad, "c.html": deep, "d.html.gz": gzipped(t, good), "e.html.gz": gzipped(t, bad), "f.html.gz": gzipped(t, good)[:100],
		"g.zip": zipped(t, inside{"a.html", bad}, inside{"b.html", good}, inside{"c.html.gz", gzipped(t, bad)}), "h.warc": response(good) + response(bad) + response(deep),
		"i.warc.gz": gzipped(t, response(bad)) + gzipped(t, response(good))[:90] + gzipped(t, response(good)), "j.txt": "Rye.",
	})
	want := items(t, source.Options{Inputs: []string{dir}})
	later := items(t, source.Options{Inputs: []string{dir}, Unfinished: true})
	var finished sync.WaitGroup
	for i := range later {
		if size := later[i].Size(); (size > 0) != (later[i].Fault == nil) {
			t.Errorf("%s holds %d bytes", later[i].Source, size)
		}
		finished.Go(later[i].Finish)
	}
	finished.Wait()
	if diff := cmp.Diff(want, later, cmpopts.IgnoreUnexported(source.Item{})); diff != "" {
		t.Errorf("-at once +later\n%s", diff)
	}
	var faults int
	for _, i := range later {
		if i.Fault != nil {
			faults++
		}
	}
	if len(later) != 16 || faults != 10 {
		t.Errorf("%d items, %d faults: %v", len(later), faults, lines(later))
	}
}

func TestMarkdownByName(t *testing.T) {
	dir := tree(t, map[string]string{"a.md": "Rye *first*.", "b.txt": "Rye *first*.", "c.md.gz": gzipped(t, "Rye *first*."), "d.md": `{"text": "x"}`})
	equal(t, read(t, source.Options{Inputs: []string{dir}}), []string{"a.md Rye first.", "b.txt Rye *first*.", "c.md.gz Rye first.", "d.md#1 x"})
}

func TestMarkupLimitsAtTheirEdge(t *testing.T) {
	l := suiteLimits()
	l.FileRecords = 3
	item := func(n int) string {
		return "<item><description>" + strings.Repeat("x", n-len("<item><description></description></item>")) + "</description></item>"
	}
	l.ArticleBytes = 5000
	for name, c := range map[string]struct {
		at   int64
		make func(n int) string
		want source.Code
	}{
		"page": {l.PageBytes, func(n int) string {
			page := webPage("Bridge", longer)
			return strings.Replace(page, "<article>", "<!--"+strings.Repeat("x", n-len(page)-len("<!---->"))+"--><article>", 1)
		}, source.TooLarge},
		"elements": {int64(l.MarkupElements), func(n int) string { return webPage("Bridge", longer+strings.Repeat("<br>", n-6)) }, source.TooLarge},
		"depth":    {int64(l.MarkupDepth), func(n int) string { return webPage("Bridge", longer+strings.Repeat("<b>", n-4)) }, source.TooDeep},
		"record":   {l.LineBytes, func(n int) string { return "<rss>" + item(n) }, source.TooLarge},
		"records":  {l.FileRecords, func(n int) string { return "<rss>" + strings.Repeat(item(50), n) }, source.TooManyRecords},
		"archive records": {l.FileRecords, func(n int) string {
			return strings.Repeat(warcRecord("https://a.example/", "HTTP/1.1 304 Not Modified\r\n\r\n"), n)
		}, source.TooManyRecords},
		"archived page": {l.PageBytes, func(n int) string {
			page := webPage("Bridge", longer)
			return warcRecord("https://a.example/", httpPage(page+"<!--"+strings.Repeat("x", n-len(page)-len("<!---->"))+"-->"))
		}, source.TooLarge},
		"feed's title": {int64(l.FieldBytes), func(n int) string {
			return "<rss><item><title>" + strings.Repeat("x", n) + "</title><description>b</description></item>"
		}, source.FieldTooLarge},
		"markdown text": {l.ArticleBytes, func(n int) string { return "# a\n\n## b\n\n" + strings.Repeat("x", n-11) }, source.TooLarge},
	} {
		for i := -1; i <= 1; i++ {
			found := itemsOf(t, c.make(int(c.at)+i), l)
			refused := len(found) > 0 && found[len(found)-1].Fault != nil
			if refused != (i > 0) || refused && found[len(found)-1].Fault.Code != c.want {
				t.Errorf("%s, %d beyond: %v", name, i, lines(found))
			}
		}
	}
}

// bombBytes is beyond the grace of the ratio.
const bombBytes = 24 << 20

// TestBombsOfMarkup: what grows without end costs one row, and no memory.
func TestBombsOfMarkup(t *testing.T) {
	packed := func(begin string, c byte) string {
		var b bytes.Buffer
		w := brotli.NewWriterLevel(&b, 5)
		_, err := io.Copy(w, io.MultiReader(strings.NewReader(begin), &same{64 << 20, c}))
		if err := errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	archived := "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 25165824\r\n\r\n"
	for name, c := range map[string]struct{ raw, want string }{
		"a page of zeros":        {gzipped(t, webPage("a", longer)+strings.Repeat("\x00", bombBytes)), "binary"},
		"a page of blanks":       {gzipped(t, webPage("a", longer)+strings.Repeat(" ", bombBytes)), "too_large"},
		"a feed of blanks":       {gzipped(t, "<rss><item>"+strings.Repeat(" ", bombBytes)), "too_compressed"},
		"a feed of one tag":      {gzipped(t, "<rss><item a='"+strings.Repeat("a", bombBytes)), "too_compressed"},
		"a type of entities":     {gzipped(t, "<!DOCTYPE rss ["+strings.Repeat("<!ENTITY a '&b;&b;'>", bombBytes/20)), "too_compressed"},
		"a record of zeros":      {gzipped(t, archived+strings.Repeat("\x00", bombBytes)), "too_compressed"},
		"blanks for records":     {gzipped(t, archived[:8]+strings.Repeat("\n", bombBytes)), "too_compressed"},
		"a body of zeros":        {warcRecord("https://a.example/", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n"+packed("<p>", 0)), "too_large"},
		"UTF-16 of zeros":        {gzipped(t, "\xff\xfea\x00"+strings.Repeat("\x00", bombBytes)), "binary"},
		"elements without end":   {strings.Repeat("<a>", 1<<20), "too_large"},
		"elements around":        {"<rss>" + strings.Repeat("<a>", 1<<20), "too_deep"},
		"entities in entities":   {"<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><rss><item><description>&b;</description></item></rss>", ": &b;"},
		"an entity from outside": {"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><rss><item><description>&a;</description></item></rss>", ": &a;"},
	} {
		if got := strings.Join(lines(itemsOf(t, c.raw, limit.Default())), "|"); got != c.want {
			t.Errorf("%s: %.200s, want %s", name, got, c.want)
		}
	}
}
