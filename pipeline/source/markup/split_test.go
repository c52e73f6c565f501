package markup_test

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"quoth/pipeline/source/markup"
)

// split gives every record with the tags around it, or its error.
func split(t testing.TB, r io.Reader, most int64, depth int) (string, string) {
	t.Helper()
	s := markup.NewSplitter(bufio.NewReaderSize(r, 16), []string{"item", "entry"}, most, depth)
	var found []string
	for {
		r, name, err := s.Next()
		if err == io.EOF {
			return strings.Join(found, "|"), string(s.Head())
		}
		line := name + " " + string(r.Raw)
		for _, tag := range r.Context {
			line = string(tag) + line
		}
		if err != nil {
			line = err.Error()
		}
		found = append(found, line)
		if errors.Is(err, markup.ErrTooDeep) {
			return strings.Join(found, "|"), string(s.Head())
		}
	}
}

func TestSplitter(t *testing.T) {
	for raw, want := range map[string]string{
		"": "", "<": "", "<a": "", "<rss/>": "", "plain": "",
		"<rss><channel><title>T</title><item>a</item>b<item>c</item></channel></rss>":                    "item <item>a</item>|item <item>c</item>",
		`<feed xmlns="A"><x:entry xmlns:x="B"><x:entry/></x:entry><entry/></feed>`:                       `<feed xmlns="A">entry <x:entry xmlns:x="B"><x:entry/></x:entry>|<feed xmlns="A">entry <entry/>`,
		"<rss><item><item>a</item></item><item>b</item></rss>":                                           "item <item><item>a</item></item>|item <item>b</item>",
		"<rss><item><![CDATA[</item>]]]><!--</item>--><?x </item>?></item></rss>":                        "item <item><![CDATA[</item>]]]><!--</item>--><?x </item>?></item>",
		"<rss><!--<item>--->-><item a='</item>' b=\"<item>\">x</item></rss>":                             "item <item>\">x</item>",
		"<rss><item a='>' b=\"'>\">x</item></rss>":                                                       "item <item a='>' b=\"'>\">x</item>",
		"<!DOCTYPE rss [<!ENTITY a \"<item>x</item>\"><!ENTITY b '&a;&a;'>]><rss><item>&b;</item></rss>": "item <item>&b;</item>",
		"<rss><item>a</item><item>b":                                                                     "item <item>a</item>|damaged markup",
		"<rss><item>a < b</item>":                                                                        "item <item>a < b</item>",
		"<rss><item>a<br</item><item>b</item>":                                                           "item <item>a<br</item>|item <item>b</item>",
		"</x></y><item>a</item>":                                                                         "item <item>a</item>",
		"<ITEM>a</ITEM>":                                                                                 "item <ITEM>a</ITEM>",
	} {
		if got, _ := split(t, strings.NewReader(raw), 1000, 50); got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
		if got, _ := split(t, iotest.OneByteReader(strings.NewReader(raw)), 1000, 50); got != want {
			t.Errorf("%s, a byte at a time: %s, want %s", raw, got, want)
		}
	}
	if _, head := split(t, strings.NewReader("<rss><channel><title>T</title><item>a</item><title>U</title>"), 1000, 50); head != "<rss><channel><title>T</title>" {
		t.Error(head)
	}
}

func TestSplitterBoundsAtTheirEdge(t *testing.T) {
	for i := -1; i <= 1; i++ {
		long := "<item>" + strings.Repeat("x", 100-len("<item></item>")+i) + "</item>"
		got, _ := split(t, strings.NewReader("<rss>"+long+"<item>b</item>"), 100, 50)
		if over := strings.HasPrefix(got, "text too long"); over != (i > 0) || !strings.HasSuffix(got, "|item <item>b</item>") {
			t.Errorf("%d beyond: %s", i, got)
		}
		deep := strings.Repeat("<a>", 50+i) + "<item>b</item>"
		got, _ = split(t, strings.NewReader(deep), 100, 50)
		if over := got == "nested too deep"; over != (i > 0) || !over && got != "item <item>b</item>" {
			t.Errorf("%d too deep: %s", i, got)
		}
	}
	long := "<item>" + strings.Repeat("x", 200) + "</item>"
	_, _, err := markup.NewSplitter(bufio.NewReader(strings.NewReader(long)), []string{"item"}, 100, 50).Next()
	var left *markup.LongRecord
	if !errors.As(err, &left) || left.Bytes != int64(len(long)) || string(left.Hash) != sum(long) || !errors.Is(err, markup.ErrTooLong) {
		t.Errorf("%+v", err)
	}
}

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return string(h[:])
}

// FuzzSplitter: whatever the bytes, records come in order, are within the bound
// and lie in the stream.
func FuzzSplitter(f *testing.F) {
	f.Add([]byte("<rss xmlns='a'><item><![CDATA[x]]></item><item>b"))
	f.Add([]byte("<!DOCTYPE a [<!ENTITY b 'c'>]><entry a='>'><!----></entry><?x?><"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := markup.NewSplitter(bufio.NewReaderSize(strings.NewReader(string(raw)), 16), []string{"item", "entry"}, 100, 10)
		rest := string(raw)
		for {
			r, _, err := s.Next()
			if err == io.EOF || errors.Is(err, markup.ErrTooDeep) {
				return
			}
			if err != nil {
				continue
			}
			_, after, found := strings.Cut(rest, string(r.Raw))
			if len(r.Raw) > 100 || !found {
				t.Fatalf("%q in %q", r.Raw, rest)
			}
			rest = after
		}
	})
}
