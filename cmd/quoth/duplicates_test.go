package main

import (
	"fmt"
	"testing"
)

func TestDuplicatesAreFoundAmongTheLastArticles(t *testing.T) {
	d := newDuplicates()
	story := func(n int) any {
		var words []byte
		for i := range 40 {
			words = fmt.Appendf(words, "w%d ", n*40+i)
		}
		return d.Sketch(string(words))
	}
	for n := range 3*generationArticles + 100 {
		if of := d.Earlier(fmt.Sprint(n), story(n)); of != "" {
			t.Fatalf("%d is taken for %s", n, of)
		}
		if back := n - generationArticles; back >= 0 && n%977 == 0 {
			if of := d.Earlier("again", story(back)); of != fmt.Sprint(back) {
				t.Fatalf("%d is taken for %q", back, of)
			}
		}
	}
	if held := len(d.older.ids) + len(d.newer.ids); held > 2*generationArticles {
		t.Errorf("%d articles are held", held)
	}
}
