package charset_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"quoth/pipeline/source/charset"
)

// encoded writes a text in a character set of the standard's list.
func encoded(t testing.TB, text, name string) []byte {
	t.Helper()
	e, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestGuess(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"utf-8", "“We can’t wait,” said Zoë Núñez."},
		{"windows-1252", "“We can’t wait,” said Zoë Núñez — for £5m."},
		{"windows-1252", "The café sold it for £3."},
		{"windows-1252", "A naïve rôle: François Müller, Jörg Åkesson and Søren Kjær."},
		{"macintosh", "“We can’t wait,” said Zoë Núñez — it’s over."},
		{"gbk", "“We are ready,” said Li Na. The minister said the port’s trade had grown."},
		{"gbk", "The word 和平 means peace, she said, and 繁荣 is wealth."},
		{"big5", "The paper 蘋果日報 closed, and 香港電台 did not. “We’ll see,” he said."},
		{"shift_jis", "The bank (日本銀行) kept its rate. “No change,” said a spokesman for みずほ."},
		{"windows-1250", "Lech Wałęsa met Václav Klaus in Gdańsk; Świątek won in Łódź."},
		{"windows-1251", "The daily Известия called it “a surprise”, and Коммерсантъ agreed."},
	} {
		raw := encoded(t, c.text, c.name)
		name := charset.Guess(raw)
		if got := string(charset.Decode(raw, name)); got != c.text {
			t.Errorf("%s: guessed %s: %s", c.name, name, got)
		}
	}
}

func TestOf(t *testing.T) {
	for _, c := range []struct{ text, carrier, want string }{
		{"plain", "", "utf-8"},
		{"caf\xe9 au lait", "", "windows-1252"},
		{"caf\xe9", "iso-8859-1", "windows-1252"},
		{"café", "iso-8859-1", "utf-8"},
		{"caf\xe9", "utf-8", "windows-1252"},
		{"\ufeffcaf\xe9", "koi8-r", "utf-8"},
		{"<?xml version='1.0' encoding='koi8-r'?><a>\xc1</a>", "", "koi8-r"},
		{"<meta charset=shift_jis>", "", "shift_jis"},
		{`<meta http-equiv="Content-Type" content="text/html; charset=GB2312">`, "", "gbk"},
		{"<meta charset=shift_jis>", "euc-jp", "euc-jp"},
		{"<meta charset=nonsense>", "no such set", "utf-8"},
		{"caf\xe9", "utf-7", "windows-1252"},
		{"<\x00h\x00t\x00m\x00l\x00>\x00\n\x00a\x00b\x00", "koi8-r", "utf-16le"},
		{"<?xml encoding", "", "utf-8"},
	} {
		if got := charset.Of([]byte(c.text), c.carrier); got != c.want {
			t.Errorf("%q, %q: %s, want %s", c.text, c.carrier, got, c.want)
		}
	}
}

func TestUnicode(t *testing.T) {
	const text = "“Yes,” said Ann Pell in the old town hall."
	for name, e := range map[string]interface{ Bytes([]byte) ([]byte, error) }{
		"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(),
		"utf-16be": unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(),
		"utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder(),
		"utf-32be": utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewEncoder(),
	} {
		marked, err := e.Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		mark := 2
		if strings.HasPrefix(name, "utf-32") {
			mark = 4
		}
		for _, raw := range [][]byte{marked, marked[mark:]} {
			if got := charset.Unicode(raw); got != name {
				t.Errorf("%s: told %q of % x", name, got, raw[:8])
				continue
			}
			got, err := io.ReadAll(charset.NewReader(iotest.OneByteReader(strings.NewReader(string(raw))), name))
			if err != nil || string(got) != text {
				t.Errorf("%s: %q, %v", name, got, err)
			}
		}
	}
	for _, other := range []string{"", "text", strings.Repeat("\x00", 40), "plain words that go on for a while", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"} {
		if got := charset.Unicode([]byte(other)); got != "" {
			t.Errorf("%q: %s", other, got)
		}
	}
}

// FuzzOf: whatever the bytes and the label, there is a name, and what is decoded
// with it is UTF-8 where it was decoded at all.
func FuzzOf(f *testing.F) {
	f.Add([]byte("“Yes”"), "utf-8")
	f.Add([]byte("\x93Yes\x94 <meta charset=gbk>"), "")
	f.Add([]byte("<?xml encoding='big5'?>\xa4\x40"), "x")
	f.Add([]byte("\xff\xfeY\x00"), "utf-16")
	f.Fuzz(func(t *testing.T, raw []byte, label string) {
		name := charset.Of(raw, label)
		if name == "" {
			t.Error("no name")
		}
		if decoded := charset.Decode(raw, name); name != charset.UTF8 && !utf8.Valid(decoded) {
			t.Errorf("%s: %q", name, decoded)
		}
	})
}
