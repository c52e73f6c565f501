package english

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"quoth/nlp"
)

// cutEvery is how many bytes apart articles are cut.
const cutEvery = 397

// TestCutArticles checks that an article that breaks off or begins anywhere is annotated: what
// looks beside a word may find an end of the text there.
func TestCutArticles(t *testing.T) {
	p, err := New(Options{Until: nlp.LayerSpeakers})
	if err != nil {
		t.Fatal(err)
	}
	annotate := func(text string) {
		if err := p.Annotate(context.Background(), &nlp.Document{Text: text}); err != nil {
			t.Errorf("%q: %v", text[max(0, len(text)-cutEvery):], err)
		}
	}
	for _, text := range []string{"The plan was called “a joke” by the mayor's wife's", "“No,” said Ruiz,", "“No,” hit", "said \"EAT MORE BREAD\", was found in the corn"} {
		annotate(text)
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "articles", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("articles: %v, %v", files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for cut := cutEvery; cut < len(text); cut += cutEvery {
			for cut < len(text) && !utf8.RuneStart(text[cut]) {
				cut++
			}
			annotate(string(text[:cut]))
			annotate(string(text[cut:]))
		}
	}
}
