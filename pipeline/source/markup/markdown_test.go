package markup_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"quoth/pipeline/source/markup"
)

const post = `---
title: "Bakery reopens: ten years on"
authors:
  - name: Ruth Okafor
  - Tom Hale
date: 2024-08-13T09:00:00Z # local
tags: [bread, town]
canonical: https://courier.example/bakery
id: b-17
---

The bakery on *Quay Street* has **reopened**. [Its owner](https://courier.example/owner) said “we *never* gave up”.

## A long wait

> We baked at home,
> and sold at the gate.
>
> — Nell Marsh

1. Bread comes first.
2. Cakes follow.

![A loaf](loaf.jpg)

| Loaf | Price |
|------|-------|
| Rye  | £3    |

<div class="note">The shop opens at <b>six</b>.</div><script>x()</script>
` + "\nIt takes `cash` only.\n"

func TestMarkdown(t *testing.T) {
	got, err := markup.Markdown([]byte(post), bounds)
	want := markup.Story{
		ID: "b-17", URL: "https://courier.example/bakery", Title: "Bakery reopens: ten years on", Author: "Ruth Okafor, Tom Hale", Dates: []string{"2024-08-13T09:00:00Z"},
		Text: "The bakery on Quay Street has reopened. Its owner said “we never gave up”.\n\nA long wait\n\nWe baked at home, and sold at the gate. — Nell Marsh\n\n" +
			"Bread comes first.\n\nCakes follow.\n\nLoaf\tPrice\n\nRye\t£3\n\nThe shop opens at six.\n\nIt takes cash only.",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v -want +got\n%s", err, diff)
	}
}

func TestFrontMatter(t *testing.T) {
	for raw, want := range map[string]markup.Story{
		"+++\ntitle = 'Rye & \"wheat\"'\nauthor = \"Ann Pell\"\ndate = 2024-08-13\n+++\nWords.": {Title: `Rye & "wheat"`, Author: "Ann Pell", Dates: []string{"2024-08-13"}, Text: "Words."},
		"---\nauthor: [Ann Pell, \"Tom Hale\"]\nnested:\n  title: no\n---\nWords.":              {Author: "Ann Pell, Tom Hale", Text: "Words."},
		"---\nno end: of it\n\nWords.":                 {Text: "no end: of it\n\nWords."},
		"---\n\nWords.\n\n---\nMore.":                  {Text: "Words.\n\nMore."},
		"# Rye *and* wheat #\n\nWords.":                {Title: "Rye and wheat", Text: "Words."},
		"Rye\n===\nWords.":                             {Title: "Rye", Text: "Words."},
		"\ufeff---\r\ntitle: Rye\r\n---\r\nWords.\r\n": {Title: "Rye", Text: "Words."},
	} {
		got, err := markup.Markdown([]byte(raw), bounds)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %v -want +got\n%s", raw, err, diff)
		}
	}
}

func TestLooksMarkdown(t *testing.T) {
	for raw, want := range map[string]bool{
		post: true, "": false, "Plain words.": false, "# One\n\nWords.\n\n## Two\n": true, "# One\n\nSee [this](https://a.example).": true,
		"He gave 5 * 3 = 15 and 2 ** 3.": false, "> quoted mail\n> goes on\n\nAn answer.": false, "- a\n- b\n": false, "**Bold** start, and [a link](/x).": true,
		"MEMO\n====\n\nSee *this*.": false, "#1 story: the [bridge] (again)": false, "---\n\nA rule first.\n": false, "---\ntitle: x\n---\nWords.": true,
	} {
		if got := markup.LooksMarkdown([]byte(raw)); got != want {
			t.Errorf("%q: %v", raw, got)
		}
	}
}

func TestMarkdownBoundsAtTheirEdge(t *testing.T) {
	b := markup.Bounds{Elements: 10, Depth: 20, TextBytes: 50}
	for i := -1; i <= 1; i++ {
		for want, raw := range map[error]string{
			markup.ErrTooDeep: strings.Repeat("> ", b.Depth+i) + "words", markup.ErrTooLong: strings.Repeat("x", int(b.TextBytes)+i),
		} {
			_, err := markup.Markdown([]byte(raw), b)
			if over := i > 0; over != errors.Is(err, want) || !over && err != nil {
				t.Errorf("%d beyond %v: %v", i, want, err)
			}
		}
	}
}

func TestHostileMarkdown(t *testing.T) {
	const n = 100_000
	for name, c := range map[string]struct {
		raw  string
		want error
	}{
		"brackets": {strings.Repeat("[a](", n), markup.ErrTooMany}, "stars": {strings.Repeat("*a_ ", n), markup.ErrTooMany},
		"quotations": {strings.Repeat(">", n), markup.ErrTooDeep}, "lists": {strings.Repeat("- ", n), markup.ErrTooDeep},
		"references": {strings.Repeat("[a]: /x\n\n", n/10), markup.ErrNoArticle}, "blanks": {strings.Repeat(" \n", n), markup.ErrNoArticle},
		"front matter": {"---\n" + strings.Repeat("a: b\n", n), nil}, "html": {strings.Repeat("<div>", 1000) + "x", nil}, "zeros": {strings.Repeat("\x00", n), nil},
	} {
		if _, err := markup.Markdown([]byte(c.raw), bounds); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// FuzzMarkdown: any bytes give an article within the bounds or one of the
// errors, the same both times.
func FuzzMarkdown(f *testing.F) {
	f.Add([]byte(post))
	f.Add([]byte("+++\na = [1, 2\n+++\n- > 1. x\n\n[a]: <b>\n~~~"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b := markup.Bounds{Elements: 500, Depth: 20, TextBytes: 10_000}
		once, err := markup.Markdown(raw, b)
		again, err2 := markup.Markdown(raw, b)
		if diff := cmp.Diff(once, again); diff != "" || fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Fatal(diff, err, err2)
		}
		if err == nil && (int64(len(once.Text)) > b.TextBytes || utf8.Valid(raw) && !utf8.ValidString(once.Text)) {
			t.Errorf("%q", once.Text)
		}
		markup.LooksMarkdown(raw)
	})
}
