package markup_test

import (
	"strings"
	"testing"

	"quoth/pipeline/source/markup"
)

const second = "“We bake at home,” said Ann Pell, who has run the old mill for ten years."

// TestParagraphsOfAllLayouts: however a page keeps its paragraphs apart, the text
// has them apart.
func TestParagraphsOfAllLayouts(t *testing.T) {
	long := strings.Repeat(" "+sentence, 3)[1:]
	for name, c := range map[string]struct{ body, want string }{
		"paragraphs":           {"<article><p>" + sentence + "</p><p>" + second + "</p></article>", sentence + "\n\n" + second},
		"breaks":               {"<article><div>" + sentence + "<br><br>" + second + "</div></article>", sentence + "\n\n" + second},
		"breaks in paragraphs": {"<article><p>" + sentence + "<br> <br/>\n<br>" + second + "<br>So it is.</p></article>", sentence + "\n\n" + second + "\nSo it is."},
		"divisions":            {"<article><div>" + sentence + "</div><div>" + second + " <b>Bread</b> is <i>cheap</i>.</div></article>", sentence + "\n\n" + second + " Bread is cheap."},
		"words beside blocks":  {"<article><div>" + sentence + "<h2>A mill</h2>" + second + "</div></article>", sentence + "\n\nA mill\n\n" + second},
		"no layout known": {"<meta property='og:type' content='article'><div class='xyzzy'><div><p>" + long + "</p></div><div><p>" + second + "</p></div></div><footer><p>" + long + "</p></footer>",
			long + "\n\n" + second},
	} {
		got, err := markup.Page([]byte("<html><body>"+c.body+"</body></html>"), "", bounds)
		if err != nil || got.Text != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got.Text, c.want)
		}
	}
}

// TestArticleInMetadata: a page that a browser has to build may hold its article
// for search engines.
func TestArticleInMetadata(t *testing.T) {
	body := strings.Repeat(sentence+" ", 4)
	page := `<html><head><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Bridge","articleBody":"` + body + `\n\nSo it is."}]}</script></head><body><div id="app"></div></body></html>`
	got, err := markup.Page([]byte(page), "", bounds)
	if want := body + "\n\nSo it is."; err != nil || got.Text != want {
		t.Errorf("%v: %q, want %q", err, got.Text, want)
	}
}
