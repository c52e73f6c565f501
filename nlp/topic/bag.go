package topic

import (
	_ "embed"
	"math"
	"strings"
)

//go:embed stop_words.txt
var stopList string

var stopWords = readStopWords(stopList)

// emphasis says how often a word counts by the place where it stands.
type emphasis struct {
	TitleCounts int `json:"titleCounts"` // in the title
	LeadCounts  int `json:"leadCounts"`  // among the text's first words
	LeadWords   int `json:"leadWords"`   // how many these are
}

// A bag holds the features of one article: their rows in the vocabulary, and
// how much each is worth.
type bag struct {
	rows   []uint32
	values []float32
	counts []uint8 // of every row; zero between articles
	naming []int   // how often each deeper topic is named
}

func newBag(rows int) *bag { return &bag{counts: make([]uint8, rows)} }

// fill counts the known words and pairs of words of an article. A feature is
// worth the logarithm of its count times its rarity, and all of them together
// have length 1 (Salton and Buckley 1988, "ltc").
func (b *bag) fill(v *vocabulary, e emphasis, title, text string) {
	b.rows, b.values = b.rows[:0], b.values[:0]
	b.count(v, title, false, e.TitleCounts)
	end := leadEnd(text, e.LeadWords)
	b.count(v, text[:end], true, e.LeadCounts)
	b.count(v, text[end:], true, 1)
	var square float64
	for _, row := range b.rows {
		x := logCount[b.counts[row]] * v.rarity[row]
		b.values = append(b.values, x)
		square += float64(x) * float64(x)
		b.counts[row] = 0
	}
	if square == 0 {
		return
	}
	length := float32(math.Sqrt(square))
	for i := range b.values {
		b.values[i] /= length
	}
}

func (b *bag) count(v *vocabulary, text string, names bool, times int) {
	eachFeature(text, names, func(_ featureKind, key uint32) {
		row, ok := v.find(key)
		if !ok {
			return
		}
		if b.counts[row] == 0 {
			b.rows = append(b.rows, row)
		}
		b.counts[row] = uint8(min(int(b.counts[row])+times, math.MaxUint8))
	})
}

// leadEnd is where the first words of a text end, as white space parts them.
func leadEnd(text string, words int) int {
	inWord := false
	for i := range len(text) {
		space := text[i] <= ' '
		if space && inWord {
			words--
		}
		if words <= 0 {
			return i
		}
		inWord = !space
	}
	return len(text)
}

// A featureKind says what a feature stands for.
type featureKind int

const (
	wordFeature featureKind = iota // a word
	pairFeature                    // two words side by side
	nameFeature                    // a word as a name: "Target", not "target"
)

// eachFeature calls f for every word that is no stop word and for every pair of
// them that stand side by side; where names are wanted, once more for a word
// with a capital letter. Headlines have too many of these to tell names by.
func eachFeature(text string, names bool, f func(kind featureKind, key uint32)) {
	var before wordKey
	joined := false
	eachWord(text, func(w word) {
		if stopWords[w.key] {
			joined = false
			return
		}
		f(wordFeature, fold(uint64(w.key)))
		if joined && w.paired {
			f(pairFeature, fold(uint64(before)*hashPrime^uint64(w.key)))
		}
		if names && w.capital {
			f(nameFeature, fold(^uint64(w.key)))
		}
		before, joined = w.key, true
	})
}

// fold makes 32 bits of 64 that all depend on all of them.
func fold(hash uint64) uint32 {
	hash ^= hash >> 32
	return uint32(hash * 0x9e3779b97f4a7c15 >> 32)
}

// logCount holds 1 + log n, for n counts.
var logCount = func() (t [math.MaxUint8 + 1]float32) {
	for n := 1; n < len(t); n++ {
		t[n] = float32(1 + math.Log(float64(n)))
	}
	return t
}()

func readStopWords(list string) map[wordKey]bool {
	words := map[wordKey]bool{}
	for line := range strings.Lines(list) {
		if line[0] != '#' {
			eachWord(line, func(w word) { words[w.key] = true })
		}
	}
	return words
}
