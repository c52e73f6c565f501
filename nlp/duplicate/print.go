package duplicate

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"unicode"
)

const (
	shingleWords = 4   // words in a run
	bins         = 384 // minima, of each of which one bit is kept
	words64      = bins / 64
	bands        = 6 // keys by which candidates are found …
	bandRows     = 3 // … each made of so many minima
	printBytes   = words64*8 + bands*4 + 8
)

// ErrPrint says that bytes are no fingerprint; make it again from the text.
var ErrPrint = errors.New("not a fingerprint")

// A Print is what is left of a text: enough to tell how much of it another one
// shares. The zero Print is that of a text without words.
type Print struct {
	bits     [words64]uint64
	keys     [bands]uint32
	shingles uint32 // different runs of words, estimated
	words    uint32
}

// Fingerprint reads a text, in time linear in its length.
func Fingerprint(text string) Print {
	var minima [bins]uint64
	for i := range minima {
		minima[i] = math.MaxUint64
	}
	words := eachShingle(text, func(hash uint64) {
		bin := &minima[hash>>32*bins>>32]
		*bin = min(*bin, mix(hash))
	})
	if words == 0 {
		return Print{}
	}
	p := Print{words: uint32(min(words, math.MaxUint32)), shingles: estimateCount(&minima)}
	densify(&minima)
	for i, m := range minima {
		p.bits[i/64] |= (m & 1) << (i % 64)
	}
	for b := range p.keys {
		key := uint64(b)
		for r := range bandRows {
			key = mix(key ^ minima[b*bandRows+r])
		}
		p.keys[b] = uint32(key)
	}
	return p
}

// Empty says whether the text had no words; it then resembles nothing.
func (p Print) Empty() bool { return p.words == 0 }

// Similarity estimates the Jaccard similarity of two texts' runs of words,
// 0 … 1; it is 1 for equal fingerprints and 0 where a text has no words.
func (p Print) Similarity(q Print) float64 {
	if p.Empty() || q.Empty() {
		return 0
	}
	differing := 0
	for i := range p.bits {
		differing += bits.OnesCount64(p.bits[i] ^ q.bits[i])
	}
	// Bits of different minima agree half of the time.
	return max(0, 1-2*float64(differing)/bins)
}

// MarshalBinary gives the fingerprint's 80 bytes.
func (p Print) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, printBytes)
	for _, x := range p.bits {
		b = binary.LittleEndian.AppendUint64(b, x)
	}
	for _, x := range p.keys {
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	b = binary.LittleEndian.AppendUint32(b, p.shingles)
	return binary.LittleEndian.AppendUint32(b, p.words), nil
}

// UnmarshalBinary reads what MarshalBinary gave; the error is ErrPrint.
func (p *Print) UnmarshalBinary(b []byte) error {
	if len(b) != printBytes {
		return ErrPrint
	}
	for i := range p.bits {
		p.bits[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	b = b[8*words64:]
	for i := range p.keys {
		p.keys[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	p.shingles = binary.LittleEndian.Uint32(b[4*bands:])
	p.words = binary.LittleEndian.Uint32(b[4*bands+4:])
	return nil
}

// estimateCount tells from the share of empty bins how many different runs fell
// into them (linear counting); where none is empty, from the minima's mean.
func estimateCount(minima *[bins]uint64) uint32 {
	empty, sum := 0, 0.0
	for _, m := range minima {
		if m == math.MaxUint64 {
			empty++
		} else {
			sum += float64(m) / math.MaxUint64
		}
	}
	if empty > bins/20 {
		return uint32(math.Round(-bins * math.Log(float64(empty)/bins)))
	}
	return uint32(min(bins*bins/sum, math.MaxUint32))
}

// densify fills each empty bin from a filled one that is chosen by the bin's
// number alone, so that equal texts fill it alike.
func densify(minima *[bins]uint64) {
	filled := *minima
	for i := range minima {
		for attempt := uint64(1); minima[i] == math.MaxUint64; attempt++ {
			from := mix(uint64(i)<<32|attempt) >> 32 * bins >> 32
			minima[i] = filled[from]
		}
	}
}

// eachShingle calls f with the hash of every run of four words, or of all the
// words where there are fewer, and gives the number of words.
func eachShingle(text string, f func(hash uint64)) int {
	var last [shingleWords]uint64
	n := 0
	eachWord(text, func(word uint64) {
		last[n%shingleWords] = word
		if n++; n >= shingleWords {
			f(combine(last[:], n))
		}
	})
	if n > 0 && n < shingleWords {
		f(combine(last[:n], 0))
	}
	return n
}

// combine hashes a run of words that begins at a place of the ring.
func combine(ring []uint64, first int) uint64 {
	h := uint64(0)
	for i := range ring {
		h = mix(h ^ ring[(first+i)%len(ring)])
	}
	return h
}

// eachWord calls f with a hash of every run of letters and digits, whatever its case.
func eachWord(text string, f func(hash uint64)) {
	const seed, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h, inside := uint64(seed), false
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		case r >= 'A' && r <= 'Z':
			r |= 0x20
		case r >= 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)):
			r = unicode.ToLower(r)
		case r == '\'' || r == '’': // "don’t" is one word, in either style
			continue
		default:
			if inside {
				f(h)
			}
			h, inside = seed, false
			continue
		}
		h, inside = (h^uint64(r))*prime, true
	}
	if inside {
		f(h)
	}
}

// mix is the finisher of SplitMix64 (Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
