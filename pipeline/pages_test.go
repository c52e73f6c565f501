package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"quoth/pipeline"
	"quoth/pipeline/limit"
	"quoth/pipeline/source"
)

// pages writes a Web archive and files of web pages: every third has no article,
// one has too many elements.
func pages(t testing.TB) string {
	t.Helper()
	page := func(i int) string {
		text := fmt.Sprintf("Smith said on day %d: “The old bridge over the river will stay closed for the whole of this year.”", i)
		switch {
		case i%3 == 0:
			text = "Menu"
		case i == 7:
			text += strings.Repeat("<b>.</b>", 300)
		}
		return fmt.Sprintf("<!DOCTYPE html><html><head><title>Day %d</title></head><body><article><p>%s</p></article></body></html>", i, text)
	}
	var archive strings.Builder
	for i := range 60 {
		response := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(i)
		fmt.Fprintf(&archive, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/%d\r\nWARC-Date: 2024-08-13T09:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			i, len(response), response)
	}
	dir := t.TempDir()
	put(t, dir, "a.html", page(100), "b.html", page(102), "c.warc", archive.String(), "d.txt", "Jones said: “No.”")
	return dir
}

// TestPagesAreTheSameForAnyNumberOfWorkers, which find the articles in them.
func TestPagesAreTheSameForAnyNumberOfWorkers(t *testing.T) {
	in := pages(t)
	var first map[string]string
	for _, workers := range []int{1, 4, 16} {
		o := options(t, in, t.TempDir())
		o.Workers, o.Limits = workers, limit.Default()
		o.Limits.MarkupElements, o.Limits.InFlightBytes = 200, 2000
		s := run(t, o)
		if s.Articles != 41 || s.Quarantined[string(source.NoArticle)] != 21 || s.Quarantined[string(source.TooLarge)] != 1 {
			t.Errorf("%d articles, set aside %v", s.Articles, s.Quarantined)
		}
		now := data(t, o.Out)
		if first == nil {
			first = now
		}
		if fmt.Sprint(now) != fmt.Sprint(first) {
			t.Errorf("%d workers give other bytes", workers)
		}
	}
}

func TestPagesAreResumed(t *testing.T) {
	in, want, out := pages(t), t.TempDir(), filepath.Join(t.TempDir(), "out")
	run(t, options(t, in, want))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	o := options(t, in, out)
	o.Progress = func(p pipeline.Progress) {
		if p.Articles == 20 {
			cancel()
		}
	}
	if _, err := pipeline.Run(ctx, o); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	o = options(t, in, out)
	o.Resume = true
	if s := run(t, o); s.Resumed < 20 || s.Resumed > 42 {
		t.Errorf("resumed %d", s.Resumed)
	}
	if fmt.Sprint(data(t, out)) != fmt.Sprint(data(t, want)) {
		t.Errorf("other bytes\n%v\n%v", data(t, out), data(t, want))
	}
}
