package sentiment

import (
	"slices"

	"quoth/nlp"
	"quoth/nlp/encoder"
)

// A judge tells tones.
type judge interface {
	// polarities tells the tone of the words of each span of a text.
	polarities(d *nlp.Document, spans []nlp.Span) []nlp.Polarity

	// stances tells the attitude that words show toward each target, whose own
	// words are not looked at: those within the span, before and after it. A
	// target outside the span counts as standing before it.
	stances(d *nlp.Document, targets []target) []nlp.Polarity
}

// polarities tells tones with the small network and the list of words.
func (m *model) polarities(d *nlp.Document, spans []nlp.Span) []nlp.Polarity {
	s := m.scratch.Get().(*scratch)
	defer m.scratch.Put(s)
	out := make([]nlp.Polarity, len(spans))
	for i, span := range spans {
		out[i] = m.polarityOf(s, d, span)
	}
	return out
}

// polarityOf tells a long span in parts, whose probabilities are weighed by
// their lengths.
func (m *model) polarityOf(s *scratch, d *nlp.Document, span nlp.Span) nlp.Polarity {
	sum := weightedSum{}
	s.pieces = s.pieces[:0]
	s.begin()
	stretches(d, span, func(text string) bool {
		pieces := s.Split(text, len(text))
		if len(s.pieces)+len(pieces) > chunkPieces {
			m.addPolarity(&sum, s)
		}
		s.read(text)
		for len(pieces) > 0 {
			n := min(len(pieces), chunkPieces-len(s.pieces))
			s.pieces = append(s.pieces, pieces[:n]...)
			pieces = pieces[n:]
			if len(s.pieces) == chunkPieces {
				m.addPolarity(&sum, s)
			}
		}
		return true
	})
	m.addPolarity(&sum, s)
	return sum.polarity()
}

// addPolarity tells the tone of the pieces read so far and begins anew.
// Pieces without a word among them say nothing.
func (m *model) addPolarity(sum *weightedSum, s *scratch) {
	if m.Speaks(s.pieces) {
		s.places = s.places[:0]
		for range s.pieces {
			s.places = append(s.places, nowhere)
		}
		t := &m.polarity
		sum.add(s.shift(t.probabilities(m.tell(t, s, -1))), float64(len(s.pieces)))
	}
	s.pieces = s.pieces[:0]
	s.begin()
}

// stances tells attitudes with the small network.
func (m *model) stances(d *nlp.Document, targets []target) []nlp.Polarity {
	s := m.scratch.Get().(*scratch)
	defer m.scratch.Put(s)
	out := make([]nlp.Polarity, len(targets))
	for i, t := range targets {
		before, after := t.sides(d)
		at := m.readAround(s, before, after, t.oneVoice)
		sum := weightedSum{}
		if m.Speaks(s.pieces) {
			sum.add(m.stance.probabilities(m.tell(&m.stance, s, at)), 1)
		}
		out[i] = sum.polarity()
	}
	return out
}

// An accurateJudge tells tones with the encoder. Of polarities the small network
// has a say too: it sees less and errs elsewhere. Stances gain nothing by it.
type accurateJudge struct {
	*encoder.Encoder
	second *model
}

// secondShare is how much the small network's probabilities count in a
// polarity: of tenths, those between 2 and 5 were alike on the editorials.
const secondShare = 0.35

func (j accurateJudge) polarities(d *nlp.Document, spans []nlp.Span) []nlp.Polarity {
	first, second := j.encoded(d, spans), j.second.polarities(d, spans)
	for i := range first {
		sum := weightedSum{}
		sum.add(probabilities(first[i]), 1-secondShare)
		sum.add(probabilities(second[i]), secondShare)
		first[i] = sum.polarity()
	}
	return first
}

// encoded tells polarities with the encoder alone.
func (j accurateJudge) encoded(d *nlp.Document, spans []nlp.Span) []nlp.Polarity {
	var texts []encoder.Text
	ends := make([]int, len(spans)) // of each span's texts
	for i, span := range spans {
		texts = append(texts, j.Chunks(func(yield func(string) bool) { stretches(d, span, yield) })...)
		ends[i] = len(texts)
	}
	told := j.Tell(texts)
	out := make([]nlp.Polarity, len(spans))
	from := 0
	for i, end := range ends {
		sum := weightedSum{}
		for k := from; k < end; k++ {
			if texts[k].Speaks() {
				sum.add(widen(told[k]), float64(texts[k].Words()))
			}
		}
		out[i], from = sum.polarity(), end
	}
	return out
}

func (j accurateJudge) stances(d *nlp.Document, targets []target) []nlp.Polarity {
	texts := make([]encoder.Text, len(targets))
	for i, t := range targets {
		before, after := t.sides(d)
		texts[i] = j.Around(before, after, t.oneVoice)
	}
	out := make([]nlp.Polarity, len(targets))
	for i, p := range j.Tell(texts) {
		sum := weightedSum{}
		if texts[i].Speaks() {
			sum.add(widen(p), 1)
		}
		out[i] = sum.polarity()
	}
	return out
}

func probabilities(p nlp.Polarity) [tones]float64 {
	return [tones]float64{float64(p.PNegative), float64(p.PNeutral), float64(p.PPositive)}
}

func widen(p []float32) (out [tones]float64) {
	for k := range out {
		out[k] = float64(p[k])
	}
	return out
}

// sides gives the words before and after a target.
func (t *target) sides(d *nlp.Document) (before, after string) {
	if t.within.Contains(t.words) {
		return d.Text[t.within.Start:t.words.Start], d.Text[t.words.End:t.within.End]
	}
	return "", d.Slice(t.within)
}

// voice takes the quotation marks out of pieces that are one voice's.
func (m *model) voice(pieces []int32, one bool) []int32 {
	if !one {
		return pieces
	}
	return slices.DeleteFunc(pieces, func(p int32) bool { return p == m.mark })
}
