package english

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/nlp"
)

// formsBefore are what goes before the forms of testdata/forms.txt: two men are at hand then.
var formsBefore = [...]string{
	"Mayor Paul Ruiz opened the meeting on Monday. “Come in,” he said.\n\n",
	"Mayor Paul Ruiz opened the quay on Monday and praised the builders.\n\n",
}

// TestForms checks who speaks in every way of telling it that testdata/forms.txt lists.
// A form that is listed as failing and is right fails the test, so that its mark goes.
// With QUOTH_WRITE_FORMS set the marks are written anew.
func TestForms(t *testing.T) {
	file := filepath.Join("testdata", "forms.txt")
	comments, forms := readForms(t, file)
	p, err := New(Options{Until: nlp.LayerSpeakers})
	if err != nil {
		t.Fatal(err)
	}
	for i := range forms {
		var failing string
		for k, before := range formsBefore {
			speaker := lastSpeaker(t, p, before+strings.NewReplacer("*", "We have waited nine years for this", "¶", "\n\n").Replace(forms[i].text))
			listed := strings.ContainsRune(forms[i].failing, rune('1'+k))
			switch {
			case speaker != "Tom Hale":
				failing += string(rune('1' + k))
				if !listed {
					t.Errorf("%s\nbehind %q: got %q", forms[i].text, before, speaker)
				}
			case listed:
				t.Errorf("%s\nbehind %q: right now, no longer to be listed as failing", forms[i].text, before)
			}
		}
		forms[i].failing = failing
	}
	if os.Getenv("QUOTH_WRITE_FORMS") != "" {
		writeForms(t, file, comments, forms)
	}
}

type form struct{ failing, text string }

func readForms(t *testing.T, file string) (comments []string, forms []form) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if failing, text, ok := strings.Cut(lines.Text(), " "); failing == "#" || !ok {
			comments = append(comments, lines.Text())
		} else {
			forms = append(forms, form{strings.Trim(failing, "-"), text})
		}
	}
	return comments, forms
}

func writeForms(t *testing.T, file string, comments []string, forms []form) {
	t.Helper()
	lines := comments
	for _, f := range forms {
		if f.failing == "" {
			f.failing = "-"
		}
		lines = append(lines, f.failing+" "+f.text)
	}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// lastSpeaker gives who speaks the last words of a text that nobody speaks before.
func lastSpeaker(t *testing.T, p *Pipeline, text string) string {
	t.Helper()
	d := &nlp.Document{Text: text}
	if err := p.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	for _, q := range d.Quotations {
		if q.Kind != nlp.Indirect && strings.Contains(d.Slice(q.Span), "waited nine years") {
			return q.Speaker.Name
		}
	}
	return "no quotation"
}
