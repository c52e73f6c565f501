package quote

import (
	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// findDirect makes quotations of blocks, and of the stretches that are speech.
func (w *work) findDirect() {
	for _, b := range w.blocks {
		q := nlp.Quotation{Span: b.Span, Kind: b.kind, Cue: b.cue, Speaker: nlp.Speaker{Entity: -1, Span: b.speaker, Rule: b.rule}}
		w.found = append(w.found, finding{Quotation: q, first: b.first, last: b.last, chain: -1, group: b.group})
	}
	for i := range w.pairs.stretches {
		s := &w.pairs.stretches[i]
		if s.Depth > 0 || !w.isSpeech(s) {
			continue
		}
		first, last := w.tokensOf(s.Inner)
		if first >= last || w.words[first].block >= 0 {
			continue
		}
		q := nlp.Quotation{Span: s.Inner, Kind: nlp.Direct, Quoted: []nlp.Span{s.Inner}, Speaker: nlp.Speaker{Entity: -1}}
		q.Cue = w.cueBeside(s, first, last)
		w.found = append(w.found, finding{Quotation: q, first: first, last: last, chain: s.Chain})
	}
}

// isSpeech tells speech from titles, names and terms.
func (w *work) isSpeech(s *stretch) bool {
	first, last := w.tokensOf(s.Inner)
	if last-first >= 5 || s.Chain >= 0 {
		return true
	}
	return !w.cueBeside(s, first, last).Empty()
}

// cueBeside finds the reporting verb nearest to a stretch in its sentence.
func (w *work) cueBeside(s *stretch, first, last int) nlp.Span {
	for t := last; t < len(w.d.Tokens) && t < last+12; t++ {
		if w.words[t].stretch >= 0 && w.d.Tokens[t].Start >= s.Close.End {
			break
		}
		if w.words[t].cue.Class == lexicon.ReportCue && w.words[t].stretch < 0 {
			return w.d.Tokens[t].Span
		}
	}
	if first >= len(w.d.Tokens) {
		return nlp.Span{}
	}
	for t := first - 1; t >= 0 && t > first-12 && w.d.Tokens[t].Sentence == w.d.Tokens[first].Sentence; t-- {
		if w.words[t].cue.Class != lexicon.NoCue && w.words[t].stretch < 0 {
			return w.d.Tokens[t].Span
		}
	}
	return nlp.Span{}
}
