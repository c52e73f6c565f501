package duplicate_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"quoth/nlp/duplicate"

	"pgregory.net/rapid"
)

const story = `The harbour of the old town was closed on Monday after a storm tore two ferries from their moorings.
Officials said that nobody had been hurt. “We were lucky,” said the harbour master, Ann Poe, “and I don’t want to be lucky twice.”
The ferries will be towed to a yard up the coast, where they are to be repaired before the season opens in May.
Fishermen asked the council to pay for nets and pots that were washed away. The council will meet on Thursday.`

// words makes a text of so many random words.
func words(random *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("w%d", random.IntN(5000))
	}
	return out
}

// jaccard compares the sets of four-word runs by holding them.
func jaccard(a, b []string) float64 {
	set := func(w []string) map[string]bool {
		s := map[string]bool{}
		for i := 0; i+4 <= len(w); i++ {
			s[strings.Join(w[i:i+4], " ")] = true
		}
		return s
	}
	x, y := set(a), set(b)
	both := 0
	for k := range x {
		if y[k] {
			both++
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

func TestSameWordsInOtherDress(t *testing.T) {
	dress := strings.NewReplacer("“", "\"", "”", "\"", "’", "'", "\n", "  ", ",", "")
	a, b := duplicate.Fingerprint(story), duplicate.Fingerprint(strings.ToUpper(dress.Replace(story)))
	if a != b {
		t.Fatalf("fingerprints differ; similarity %.2f", a.Similarity(b))
	}
}

func TestFinder(t *testing.T) {
	other := strings.NewReplacer("harbour", "library", "ferries", "shelves", "storm", "burst pipe", "council", "board", "Monday", "Friday").Replace(story)
	updated := strings.Replace(story, "nobody had been hurt", "a sailor had been hurt", 1)
	f := duplicate.NewFinder()
	for i, c := range []struct {
		text    string
		earlier int
	}{
		{story, -1}, {"", -1}, {other, -1}, {updated, 0}, {"", -1}, {"Yes", -1}, {other, 2}, {"yes!", 5}, {"no", -1},
		{story + " " + story, 0}, {story + " " + other, -1},
	} {
		before, foundBefore := f.Find(duplicate.Fingerprint(c.text))
		earlier, found := f.Add(duplicate.Fingerprint(c.text))
		if before != earlier || foundBefore != found {
			t.Errorf("article %d: Find gives %d, %v and Add %d, %v", i, before, foundBefore, earlier, found)
		}
		if found != (c.earlier >= 0) || found && earlier != c.earlier {
			t.Errorf("article %d: got %d, %v, want %d", i, earlier, found, c.earlier)
		}
	}
	if f.Articles() != 11 {
		t.Errorf("%d articles", f.Articles())
	}
}

func TestSimilarityIsNearTheTruth(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, length := range []int{60, 400, 3000} {
		var squares float64
		const rounds = 60
		for range rounds {
			a := words(random, length)
			b := append([]string{}, a...)
			for range random.IntN(length / 10) {
				b[random.IntN(length)] = "changed"
			}
			d := duplicate.Fingerprint(strings.Join(a, " ")).Similarity(duplicate.Fingerprint(strings.Join(b, " "))) - jaccard(a, b)
			squares += d * d
		}
		if e := math.Sqrt(squares / rounds); e > 0.06 {
			t.Errorf("%d words: standard error %.3f", length, e)
		}
	}
}

func TestManyArticles(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	f := duplicate.NewFinder()
	var texts [][]string
	const articles = 4000
	for i := range articles {
		text := words(random, 200)
		texts = append(texts, text)
		if e, found := f.Add(duplicate.Fingerprint(strings.Join(text, " "))); found {
			t.Fatalf("article %d is taken for %d", i, e)
		}
	}
	missed := 0
	for i := 0; i < articles; i += 7 {
		text := append([]string{}, texts[i]...)
		text[random.IntN(len(text))] = "changed"
		text[random.IntN(len(text))] = "changed"
		if e, found := f.Add(duplicate.Fingerprint(strings.Join(text, " "))); !found {
			missed++
		} else if e != i {
			t.Fatalf("article %d is taken for %d", i, e)
		}
	}
	if missed > 6 {
		t.Errorf("%d copies with two words changed were missed", missed)
	}
}

func TestOneFrameManyStories(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	frame := strings.Join(words(random, 100), " ")
	f := duplicate.NewFinder()
	for i := range 3000 {
		if _, found := f.Add(duplicate.Fingerprint(frame + " " + strings.Join(words(random, 100), " "))); found {
			t.Fatalf("article %d", i)
		}
	}
}

func TestPrintSurvivesItsBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := duplicate.Fingerprint(rapid.String().Draw(t, "text"))
		b, err := p.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var q duplicate.Print
		if err := q.UnmarshalBinary(b); err != nil || q != p {
			t.Fatalf("%v: %v became %v", err, p, q)
		}
	})
	var q duplicate.Print
	if err := q.UnmarshalBinary([]byte("short")); !errors.Is(err, duplicate.ErrPrint) {
		t.Fatal(err)
	}
}

func FuzzFingerprint(f *testing.F) {
	f.Add(story)
	f.Add(strings.Repeat("a ", 5000))
	f.Add("\xff’\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		p := duplicate.Fingerprint(text)
		if s := p.Similarity(p); p.Empty() && s != 0 || !p.Empty() && s != 1 {
			t.Fatalf("similarity with itself %v", s)
		}
		finder := duplicate.NewFinder()
		finder.Add(p)
		if _, found := finder.Add(p); found == p.Empty() {
			t.Fatalf("found %v, empty %v", found, p.Empty())
		}
	})
}

func BenchmarkFingerprint(b *testing.B) {
	b.SetBytes(int64(len(story)))
	for b.Loop() {
		if duplicate.Fingerprint(story).Empty() {
			b.Fatal("no words")
		}
	}
}

func ExampleFinder() {
	f := duplicate.NewFinder()
	for _, text := range []string{"Storm closes the old harbour", "Rain is expected on Friday", "STORM CLOSES THE OLD HARBOUR!"} {
		earlier, found := f.Add(duplicate.Fingerprint(text))
		fmt.Println(found, earlier)
	}
	// Output:
	// false 0
	// false 0
	// true 0
}
