package markup_test

import (
	"testing"
	"unicode/utf8"

	"quoth/pipeline/source/markup"
)

func TestFragment(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                         "",
		"plain":                                    "plain",
		"<p>One\n two.</p><p>Three.</p>":           "One two.\n\nThree.",
		"One.<br>Two.<br/><br />Three.":            "One.\nTwo.\n\nThree.",
		"<h2>Head</h2>Text <b>bo</b>ld.":           "Head\n\nText bold.",
		"<ul><li>a</li><li>b</li></ul>c":           "a\n\nb\n\nc",
		"a<script>x<p>y</script>b<style>z":         "ab",
		"<svg><title>x</title><svg></svg>y</svg>z": "z",
		"AT&amp;T &lt;b&gt; &#8220;so&#8221;":      "AT&T <b> “so”",
		"He said <q>yes, <q>no</q> is out</q>.":    "He said “yes, ‘no’ is out”.",
		"<q>“yes”</q> <q></q>":                     "“yes”",
		"<table><tr><td>a</td><td>b</td></tr><tr><th>c<td>d</table>": "a\tb\n\nc\td",
		"<pre>a\n  b\n</pre>": "a\nb",
		"<figure><img alt=x><figcaption>cap</figcaption></figure>t": "t",
		"<blockquote class=twitter-tweet><p>We did it. <a href=x>t.co/a</a></p>&mdash; Ann Pell (@annpell) <a>August 13, 2024</a></blockquote><p>— so</p>": "We did it. t.co/a — Ann Pell (@annpell) August 13, 2024\n\n— so",
		"</p></blockquote></q>text": "text",
		"a < b and c > d":           "a < b and c > d",
	} {
		if got := markup.Fragment([]byte(raw)); got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
}

// FuzzFragment: text comes out of any bytes, and it is no longer than what its
// entities and marks allow.
func FuzzFragment(f *testing.F) {
	f.Add([]byte("<p>One &amp; two<br><q>x</q></p><pre>\n</pre>"))
	f.Add([]byte("<table><tr><td>a<td>b</table><svg>x"))
	f.Add([]byte("<!--x--><![CDATA[y]]><?z?></q><blockquote><p>a</p>— b"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		text := markup.Fragment(raw)
		if len(text) > 6*len(raw)+6 {
			t.Errorf("%d bytes of %d", len(text), len(raw))
		}
		if utf8.Valid(raw) && !utf8.ValidString(text) {
			t.Errorf("%q", text)
		}
	})
}
