package clean_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"quoth/nlp/clean"

	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
	for name, c := range map[string]struct {
		raw, want string
		report    clean.Report
	}{
		"plain":               {"It’s “fine” — é.\n\tYes.", "It’s “fine” — é.\n\tYes.", clean.Report{}},
		"line breaks":         {"a\r\nb\rc\vd\u2028e\u2029f\fg", "a\nb\nc\nd\ne\n\nf\fg", clean.Report{Spaces: 5}},
		"byte order mark":     {"\ufeffa", "a", clean.Report{Hidden: 1}},
		"UTF-16":              {"\xff\xfea\x00\x19\x20", "a’", clean.Report{Misread: 1}},
		"UTF-16, big end":     {"\xfe\xff\x00a\x20\x19", "a’", clean.Report{Misread: 1}},
		"Windows-1252":        {"\x93It\x92s caf\xe9\x94 \x81", "“It’s café” \ufffd", clean.Report{InvalidBytes: 5}},
		"misread":             {"Itâ€™s cafÃ©, â\u0080\u009cyesâ\u0080\u009d", "It’s café, “yes”", clean.Report{Misread: 4}},
		"not misread":         {"NÃO, Âge, château", "NÃO, Âge, château", clean.Report{}},
		"controls":            {"a\x00b\x1b[0m\u202ec\u200e\x7f", "ab[0mc", clean.Report{Controls: 5}},
		"hidden":              {"co\u00adop\u200bera\u2060te", "cooperate", clean.Report{Hidden: 3}},
		"spaces":              {"5\u00a0km\u2009x\u3000y", "5 km x y", clean.Report{Spaces: 3}},
		"entities":            {"AT&T &amp; R&amp;B &quot;x&quot; &#8217;s &#x2014; &eacute;", "AT&T & R&B \"x\" ’s — é", clean.Report{Entities: 7}},
		"entities twice":      {"&amp;quot;a&amp;amp;amp;b&amp;nbsp;c", "\"a&b c", clean.Report{Entities: 3, Spaces: 1}},
		"no entities":         {"a & b; c &; d &foo; e &copy f &#; g &a b;", "a & b; c &; d &foo; e &copy f &#; g &a b;", clean.Report{}},
		"entity of a control": {"a&#1;b&#0;c&shy;d", "ab\ufffdcd", clean.Report{Entities: 3, Controls: 1, Hidden: 1}},
		"joiners stay":        {"👩\u200d⚕️ می\u200cخواهم", "👩\u200d⚕️ می\u200cخواهم", clean.Report{}},
		"empty":               {"", "", clean.Report{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, report := clean.Text([]byte(c.raw))
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if report != c.report {
				t.Errorf("report %+v, want %+v", report, c.report)
			}
			if got != c.raw && !report.Changed() {
				t.Error("the text was changed and the report says nothing")
			}
		})
	}
}

// checkClean fails where a cleaned text holds what it must not.
func checkClean(t interface{ Fatalf(string, ...any) }, raw []byte) {
	got, report := clean.Text(raw)
	if !utf8.ValidString(got) {
		t.Fatalf("%q is no UTF-8", got)
	}
	for _, r := range got {
		if unicode.IsControl(r) && !strings.ContainsRune("\n\t\f", r) || unicode.IsSpace(r) && !strings.ContainsRune(" \n\t\f", r) {
			t.Fatalf("%q holds %U", got, r)
		}
	}
	if got != string(raw) && !report.Changed() {
		t.Fatalf("%q was changed to %q and the report says nothing", raw, got)
	}
	if strings.ContainsRune(got, '&') {
		return // what dropped characters stood between may be an entity now
	}
	if again, _ := clean.Text([]byte(got)); again != got && !strings.ContainsAny(got, "ÃÂâ") {
		t.Fatalf("cleaned twice, %q becomes %q", got, again)
	}
}

func TestCleanTextHoldsNothingInvisible(t *testing.T) {
	pieces := []string{"a", "&", "amp;", "#38;", "&shy;", "&nbsp;", "\r", "\n", "\x00", "Ã", "©", "â", "€", "™", "\x80", "\xe2", "\u2029", "\ufeff", "\u200e", "\U0001fffe"}
	rapid.Check(t, func(r *rapid.T) {
		checkClean(r, []byte(strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(r, "pieces"), "")))
	})
	rapid.Check(t, func(r *rapid.T) { checkClean(r, rapid.SliceOf(rapid.Byte()).Draw(r, "raw")) })
}

func FuzzText(f *testing.F) {
	f.Add([]byte("&amp;quot;\xff\xfe\r\nâ€™"))
	f.Fuzz(func(t *testing.T, raw []byte) { checkClean(t, raw) })
}

func TestHostileBytesTakeLinearTime(t *testing.T) {
	for _, piece := range []string{"&", "&amp;", "amp;", "&amp;amp;", "\xff", "â", "\r", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} {
		checkClean(t, []byte("&"+strings.Repeat(piece, 300_000/len(piece))))
	}
}
