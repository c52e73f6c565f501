package sentiment

import (
	"slices"
	"strings"
	"unicode/utf8"

	"quoth/nlp"
)

// How much of a text the model looks at in one go.
const (
	sidePieces  = 40  // pieces on either side of a target
	sideBytes   = 600 // bytes on either side that are cut into pieces
	chunkPieces = 64  // pieces of a stretch of text whose polarity is told at once
)

// A place says where a piece stands as seen from the target: how far before or
// after it, in steps that widen, and whether on the target's side of the
// quotation marks. In a text without a target all places are the last one.
const (
	distanceSteps = 10
	nowhere       = 2 * (2*distanceSteps - 1)
	placeCount    = nowhere + 1
)

// distanceStep gives the step of a distance in pieces.
func distanceStep(distance int) int {
	switch {
	case distance < 5:
		return distance
	case distance < 7:
		return 5
	case distance < 10:
		return 6
	case distance < 15:
		return 7
	case distance < 25:
		return 8
	}
	return distanceSteps - 1
}

// readAround puts the pieces around a target into the scratch memory, with
// their places, and gives the target's index. Quotation marks are left out
// where all words are one voice's.
func (m *model) readAround(s *scratch, before, after string, oneVoice bool) int {
	left := m.voice(s.Split(lastBytes(before), sideBytes), oneVoice)
	left = left[max(0, len(left)-sidePieces):]
	s.pieces = append(append(s.pieces[:0], left...), m.target)
	s.pieces = append(s.pieces, m.voice(s.Split(firstBytes(after), sidePieces), oneVoice)...)
	m.place(s, len(left))
	return len(left)
}

// place fills the places of the pieces as seen from the target.
func (m *model) place(s *scratch, target int) {
	s.places = slices.Grow(s.places[:0], len(s.pieces))[:len(s.pieces)]
	side := uint8(0)
	for i, p := range s.pieces {
		if p == m.mark {
			side ^= 1
		}
		s.places[i] = side
	}
	own := s.places[target]
	for i := range s.places {
		step := distanceStep(max(i-target, target-i))
		if i > target {
			step += distanceSteps - 1
		}
		s.places[i] = uint8(2*step) + (s.places[i] ^ own)
	}
}

// lastBytes gives the end of a text, from a word's beginning where that is near.
func lastBytes(text string) string {
	if len(text) <= sideBytes {
		return text
	}
	text = text[len(text)-sideBytes:]
	if i := strings.IndexByte(text, ' '); i >= 0 {
		return text[i:]
	}
	for len(text) > 0 && !utf8.RuneStart(text[0]) {
		text = text[1:]
	}
	return text
}

// firstBytes gives the beginning of a text, to a word's end where that is near.
func firstBytes(text string) string {
	if len(text) <= sideBytes {
		return text
	}
	text = text[:sideBytes]
	if i := strings.LastIndexByte(text, ' '); i >= 0 {
		return text[:i]
	}
	for len(text) > 0 {
		if r, size := utf8.DecodeLastRuneInString(text); r != utf8.RuneError || size != 1 {
			break
		}
		text = text[:len(text)-1]
	}
	return text
}

// stretches calls f with the parts of a span that lie in one sentence each,
// until it says no; a span that lies in none is one part.
func stretches(d *nlp.Document, s nlp.Span, f func(text string) bool) {
	i, found := slices.BinarySearchFunc(d.Sentences, s.Start, func(t nlp.Sentence, at int) int { return t.Start - at })
	if !found {
		i = max(i-1, 0)
	}
	covered := false
	for ; i < len(d.Sentences) && d.Sentences[i].Start < s.End; i++ {
		part := nlp.Span{Start: max(s.Start, d.Sentences[i].Start), End: min(s.End, d.Sentences[i].End)}
		if !part.Empty() {
			covered = true
			if !f(d.Slice(part)) {
				return
			}
		}
	}
	if !covered && !s.Empty() {
		f(d.Slice(s))
	}
}
