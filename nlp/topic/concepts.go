package topic

import (
	"cmp"
	"slices"
	"strings"

	"quoth/nlp"
)

// A Concept is an entry of a taxonomy of topics.
type Concept struct {
	Code       string `json:"qcode"`
	Name       string `json:"name"`
	Definition string `json:"definition,omitempty"`
	Level      int    `json:"level"`
	Parent     string `json:"parent,omitempty"`
	Top        string `json:"top"`     // its topic of the first level
	Retired    any    `json:"retired"` // a date where it is no longer used
}

// A deeper topic is sure where its name stands in the title or several times in
// the text of an article that has the topic above it.
const (
	deepest      = 3   // levels that are told
	leastTop     = 0.4 // score of the topic of the first level
	leastNaming  = 3   // times that the name stands in the text; in the title it counts threefold
	titleNaming  = 3
	longestName  = 4 // words
	deeperListed = 5
)

// deeper finds topics below the first level by their names.
type deeper struct {
	concepts []Concept
	phrases  *vocabulary
	concept  []uint32 // of each phrase
}

// newDeeper lists the names of concepts of the second and third level, and each
// part of a name that joins several ("wages and benefits").
func newDeeper(concepts []Concept) *deeper {
	d := &deeper{}
	var keys []uint32
	seen := map[uint32]bool{}
	for _, c := range concepts {
		if c.Level < 2 || c.Level > deepest || c.Retired != nil {
			continue
		}
		d.concepts = append(d.concepts, c)
		for part := range strings.SplitSeq(strings.NewReplacer(" and ", ",", " or ", ",").Replace(c.Name), ",") {
			key, words := phraseKey(part)
			if words == 0 || words > longestName || seen[key] {
				continue
			}
			seen[key] = true
			keys = append(keys, key)
			d.concept = append(d.concept, uint32(len(d.concepts)-1))
		}
	}
	d.phrases = newVocabulary(keys, nil)
	return d
}

// phraseKey hashes a phrase as naming does, and counts its words.
func phraseKey(phrase string) (uint32, int) {
	var hash uint64
	words := 0
	eachStem(phrase, func(stem uint64) {
		hash = hash*hashPrime + stem
		words++
	})
	return fold(hash), words
}

// eachStem calls f for every word, without a plural's s.
func eachStem(text string, f func(stem uint64)) {
	for i := 0; i < len(text); i++ {
		if !isASCIILetter(text[i]) {
			continue
		}
		start := i
		for i < len(text) && isASCIILetter(text[i]) {
			i++
		}
		end := i
		if end-start > 3 && text[end-1]|0x20 == 's' && text[end-2]|0x20 != 's' {
			end--
		}
		hash := uint64(hashSeed)
		for _, c := range []byte(text[start:end]) {
			hash = (hash ^ uint64(c|0x20)) * hashPrime
		}
		f(hash)
	}
}

// name counts how often each concept is named.
func (d *deeper) name(counts []int, text string, times int) {
	var window [longestName]uint64
	n := 0
	eachStem(text, func(stem uint64) {
		window[n%longestName] = stem
		n++
		for length := 1; length <= min(n, longestName); length++ {
			var hash uint64
			for i := n - length; i < n; i++ {
				hash = hash*hashPrime + window[i%longestName]
			}
			if phrase, ok := d.phrases.find(fold(hash)); ok {
				counts[d.concept[phrase]] += times
			}
		}
	})
}

// find gives the sure topics, best first, given the scores of the first level.
func (d *deeper) find(counts []int, score func(top string) float32) []nlp.Topic {
	var topics []nlp.Topic
	for i, c := range d.concepts {
		top := score(c.Top)
		if counts[i] < leastNaming || top < leastTop {
			continue
		}
		share := 1 - 1/float32(counts[i])
		topics = append(topics, nlp.Topic{Code: c.Code, Name: c.Name, Level: c.Level, Score: top * share})
	}
	slices.SortStableFunc(topics, func(a, b nlp.Topic) int { return cmp.Compare(b.Score, a.Score) })
	return topics[:min(len(topics), deeperListed)]
}
