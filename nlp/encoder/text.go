package encoder

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How much of a text the network reads at once, in pieces; what it learnt from
// was cut the same way.
const (
	sidePieces    = 60  // on either side of a target
	chunkPieces   = 96  // of a text without one
	articlePieces = 126 // of an article's title and text
	articleParts  = 2   // of an article that are read
	pieceBytes    = 12  // of a text that are looked at for each piece wanted

	leastPositions = articlePieces + 2
)

// A Text is a text in pieces, with what is asked about it.
type Text struct {
	task   Task
	pieces []int32
	mark   int // place of the target's first mark
	spoken bool
}

// Speaks says whether there is a known word in the text. What is told of a text
// without one means nothing.
func (t *Text) Speaks() bool { return t.spoken }

// Around gives the words before and after a target, whose own words are hidden
// from the network. Quotation marks are left out where all words are one
// voice's.
func (e *Encoder) Around(before, after string, oneVoice bool) Text {
	s := e.splitters.Get().(*Splitter)
	defer e.splitters.Put(s)
	t := Text{task: Stance, pieces: []int32{e.signs.begin}}
	left := e.voice(s.Split(lastBytes(before, sidePieces*pieceBytes), sidePieces*pieceBytes), oneVoice)
	left = left[max(0, len(left)-sidePieces):]
	t.spoken = e.vocabulary.Speaks(left)
	t.pieces = append(t.pieces, left...)
	t.mark = len(t.pieces)
	t.pieces = append(t.pieces, e.signs.open, e.signs.mask, e.signs.close)
	right := e.voice(s.Split(firstBytes(after, sidePieces*pieceBytes), sidePieces), oneVoice)
	t.spoken = t.spoken || e.vocabulary.Speaks(right)
	t.pieces = append(append(t.pieces, right...), e.signs.end)
	return t
}

// voice takes the quotation marks out of pieces that are one voice's.
func (e *Encoder) voice(pieces []int32, one bool) []int32 {
	if !one {
		return pieces
	}
	return slices.DeleteFunc(pieces, func(p int32) bool { return p == e.signs.mark })
}

// Chunks puts the parts of a text, such as its sentences, together into as few
// texts as the network can read, to be asked about their polarity.
func (e *Encoder) Chunks(parts iter.Seq[string]) []Text {
	s := e.splitters.Get().(*Splitter)
	defer e.splitters.Put(s)
	var out []Text
	var held []int32
	for part := range parts {
		pieces := s.Split(part, len(part))
		if len(held) > 0 && len(held)+len(pieces) > chunkPieces {
			out, held = append(out, e.whole(Polarity, held)), held[:0]
		}
		for len(pieces) > 0 {
			n := min(len(pieces), chunkPieces-len(held))
			held, pieces = append(held, pieces[:n]...), pieces[n:]
			if len(held) == chunkPieces {
				out, held = append(out, e.whole(Polarity, held)), held[:0]
			}
		}
	}
	if len(held) > 0 {
		out = append(out, e.whole(Polarity, held))
	}
	return out
}

// Article gives an article's title with the beginning of its text, and with the
// part that follows, to be asked about its topics.
func (e *Encoder) Article(title, text string) []Text {
	s := e.splitters.Get().(*Splitter)
	defer e.splitters.Put(s)
	head := slices.Clone(s.Split(firstBytes(title, articlePieces/2*pieceBytes), articlePieces/2))
	if len(head) > 0 {
		head = append(head, e.signs.stop)
	}
	room := articlePieces - len(head)
	body := s.Split(firstBytes(text, articleParts*room*pieceBytes), articleParts*room)
	parts := []Text{e.whole(Topics, slices.Concat(head, body[:min(room, len(body))]))}
	for from := room; from+room/2 <= len(body); from += room {
		parts = append(parts, e.whole(Topics, slices.Concat(head, body[from:min(from+room, len(body))])))
	}
	return parts
}

func (e *Encoder) whole(task Task, pieces []int32) Text {
	t := Text{task: task, pieces: make([]int32, 0, len(pieces)+2), spoken: e.vocabulary.Speaks(pieces)}
	t.pieces = append(append(append(t.pieces, e.signs.begin), pieces...), e.signs.end)
	return t
}

// Words is how many pieces of the text's own words are read.
func (t *Text) Words() int { return len(t.pieces) - 2 }

// lastBytes gives the end of a text, from a word's beginning where that is near.
func lastBytes(text string, most int) string {
	if len(text) <= most {
		return text
	}
	text = text[len(text)-most:]
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		return text[i:]
	}
	for len(text) > 0 && !utf8.RuneStart(text[0]) {
		text = text[1:]
	}
	return text
}

// firstBytes gives the beginning of a text, to a word's end where that is near.
func firstBytes(text string, most int) string {
	if len(text) <= most {
		return text
	}
	text = text[:most]
	if i := strings.LastIndexFunc(text, unicode.IsSpace); i > 0 {
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
