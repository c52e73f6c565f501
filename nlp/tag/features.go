package tag

import (
	"unicode"
	"unicode/utf8"
)

// A place is a token with everything about it that features are made of.
type place struct {
	exact, lower uint64    // hashes of the word, and of its small letters
	suffix       [5]uint64 // of one to five bytes
	prefix       [3]uint64 // of one, two and three bytes
	shape        uint64
	cluster      uint64 // number of the Brown cluster, 0 for none
	path         [3]uint64
	known        uint64 // number of the set of tags the word was seen with, 0 for none
	candidates   uint64 // bits of the tags it may have
	flags        uint64
	advice       uint64 // hash of the tag that an adviser gives, 0 for none
}

// pathLengths are the prefixes of a cluster's path that serve as coarser
// clusters (Turian et al. 2010, "Word representations").
var pathLengths = [3]int{4, 6, 10}

// Shapes of a word.
const (
	shapeOther uint64 = iota
	shapeSmall
	shapeCapital // first letter alone
	shapeCapitals
	shapeMixed
	shapeDigits
	shapeLettersAndDigits
	shapeMark
)

// A letterCase is how a sentence is set.
type letterCase uint64

const (
	usualCase letterCase = iota
	titleCase            // nearly every long word has a capital
	upperCase            // nearly every letter is a capital
)

// shapeOf tells letters, digits and case of a word apart.
func shapeOf(w string) uint64 {
	var upper, lower, digits, others int
	first := false
	for i, r := range w {
		switch {
		case r < utf8.RuneSelf && (r >= 'a' && r <= 'z'):
			lower++
		case r < utf8.RuneSelf && (r >= 'A' && r <= 'Z') || r >= utf8.RuneSelf && unicode.IsUpper(r):
			upper++
			first = first || i == 0
		case r < utf8.RuneSelf && (r >= '0' && r <= '9') || r >= utf8.RuneSelf && unicode.IsDigit(r):
			digits++
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			lower++
		default:
			others++
		}
		if i > hashedBytes {
			break
		}
	}
	switch letters := upper + lower; {
	case letters == 0 && digits > 0:
		return shapeDigits
	case letters == 0:
		return shapeMark
	case digits > 0:
		return shapeLettersAndDigits
	case upper == 0:
		return shapeSmall
	case lower == 0 && letters > 1:
		return shapeCapitals
	case first && upper == 1:
		return shapeCapital
	}
	return shapeMixed
}

// caseOf says how the words of a sentence are set.
func caseOf(words []string) letterCase {
	var long, capital, capitals, small int
	for _, w := range words {
		switch s := shapeOf(w); {
		case s == shapeCapitals && len(w) > 1:
			capitals++
		case s == shapeCapital && len(w) > 3:
			capital++
		case s == shapeSmall && len(w) > 3:
			small++
		}
	}
	long = capital + capitals + small
	switch {
	case long >= 3 && capitals*10 >= long*8:
		return upperCase
	case long >= 4 && (capital+capitals)*20 >= long*17:
		return titleCase
	}
	return usualCase
}

// readPlace fills p for the word at position i of a sentence.
func (m *model) readPlace(p *place, w string, i int, set letterCase, buffer []byte) []byte {
	b := normalize(buffer[:0], w)
	p.lower = hashBytes(b)
	p.exact = p.lower
	if set != upperCase {
		p.exact = hashString(w[:min(len(w), 2*hashedBytes)])
	}
	for n := 1; n <= len(p.suffix); n++ {
		p.suffix[n-1] = hashBytes(b[max(0, len(b)-n):])
	}
	for n := 1; n <= len(p.prefix); n++ {
		p.prefix[n-1] = hashBytes(b[:min(n, len(b))])
	}
	p.shape = shapeOf(w) | uint64(set)<<3
	if i == 0 {
		p.shape |= 1 << 5
	}
	p.flags, p.advice = flagsOf(w), 0
	m.lookUp(p)
	return b
}

func hasCapital(shape uint64) bool {
	s := shape & 7
	return s == shapeCapital || s == shapeCapitals || s == shapeMixed
}

// flagsOf tells of a word whether a hyphen, a full stop, a sign or a digit stands in it.
func flagsOf(w string) uint64 {
	var f uint64
	for i := range min(len(w), hashedBytes) {
		switch c := w[i]; {
		case c == '-':
			f |= 1
		case c == '.':
			f |= 2
		case c == '@' || c == '/' || c == '#':
			f |= 4
		case c >= '0' && c <= '9':
			f |= 8
		case c >= utf8.RuneSelf:
			f |= 16
		}
	}
	return f
}

// lookUp adds what the model's dictionaries know of a word.
func (m *model) lookUp(p *place) {
	c := m.clusters.get(p.exact)
	if c < 0 {
		c = m.clusters.get(p.lower)
	}
	p.cluster, p.path = 0, [3]uint64{}
	if c >= 0 && c < len(m.paths) {
		p.cluster = uint64(c) + 1
		path := m.paths[c]
		length := 31 - leadingZeros(path)
		for i, n := range pathLengths {
			p.path[i] = uint64(path >> max(0, length-n))
		}
	}
	p.known, p.candidates = 0, m.open
	if k := m.words.get(p.lower); k >= 0 && k < len(m.sets) {
		p.known = uint64(k) + 1
		p.candidates = m.sets[k].candidates(m.open)
		if hasCapital(p.shape) && p.candidates&m.open != 0 {
			p.candidates |= m.names // any noun, verb or adjective can be part of a name
		}
	}
}

// pad stands beyond both ends of a sentence.
var pad = place{lower: 1, exact: 1, shape: 7, known: 0}

// The number of features of a place; the last ones are those of advice, which
// only a teacher has.
const (
	ownFeatures    = 52
	adviceFeatures = 6
	featureCount   = ownFeatures + adviceFeatures
)

// features fills f with the hashes of all features of the middle one of five
// places, after the two tags before it and the last verb's tag, and gives how
// many there are.
func features(f *[featureCount]uint64, l2, l1, p, r1, r2 *place, t1, t2, verb uint64) int {
	n := 0
	add := func(a, b uint64) {
		f[n] = pair(n, a, b)
		n++
	}
	tags := t1<<8 | t2
	add(p.lower, 0)
	add(p.exact, p.shape)
	add(p.shape, p.flags)
	add(p.shape, p.suffix[2])
	add(p.suffix[0], p.flags)
	add(p.suffix[1], 0)
	add(p.suffix[2], p.flags&1)
	add(p.suffix[3], 0)
	add(p.suffix[4], 0)
	add(p.prefix[0], p.suffix[1])
	add(p.prefix[1], 0)
	add(p.prefix[2], 0)
	add(p.cluster, 0)
	add(p.path[0], p.suffix[1])
	add(p.path[1], 0)
	add(p.path[2], p.shape)
	add(p.known, p.shape)
	add(p.known, t1)

	add(t1, 0)
	add(tags, 0)
	add(tags, p.known)
	add(tags, p.lower)
	add(t1, p.lower)
	add(t1, p.cluster)
	add(t1, r1.known)
	add(t1, p.suffix[2])
	add(t1, r1.cluster)

	add(l1.lower, 0)
	add(l1.lower, p.known)
	add(l1.lower, p.suffix[1])
	add(l1.cluster, p.path[2])
	add(l1.shape, p.shape)
	add(l2.lower, 0)
	add(l2.cluster, t1)

	add(r1.lower, 0)
	add(r1.lower, p.known)
	add(r1.suffix[2], p.known)
	add(r1.cluster, p.path[2])
	add(r1.known, p.known)
	add(r1.shape, p.shape)
	add(r1.path[1], p.suffix[1])
	add(r2.lower, p.known)
	add(r2.cluster, r1.path[1])
	add(r2.known, r1.known)

	add(l1.lower, p.lower)
	add(p.lower, r1.lower)
	add(p.known<<32|r1.known, t1)

	add(verb<<8|t1, p.suffix[1])
	add(verb<<8|t1, p.known)
	add(verb, p.lower)
	add(p.shape, t1)
	add(p.shape, l1.lower)
	if p.advice == 0 {
		return n
	}
	add(p.advice, 0)
	add(p.advice, p.known)
	add(p.advice, p.lower)
	add(p.advice, t1)
	add(p.advice, r1.advice)
	add(p.advice, p.suffix[1])
	return n
}
