package quote

import (
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// addBlocks makes quotations of what the layout sets apart.
func (w *work) addBlocks() {
	for _, b := range w.blocks {
		q := nlp.Quotation{Span: b.Span, Kind: b.kind, Cue: b.cue, Speaker: nlp.Speaker{Entity: -1, Span: b.speaker, Rule: b.rule, Role: b.role}}
		if b.marked && b.kind == nlp.Direct {
			q.Quoted = []nlp.Span{b.Span}
		}
		w.found = append(w.found, finding{Quotation: q, first: b.first, last: b.last, chain: -1, group: b.group})
	}
}

// addSpeech puts labels and marks together: a labelled run of words that goes
// beyond the marks in it is a reported clause; a stretch in marks that is
// likely speech, and lies in no such clause, is direct speech.
func (w *work) addSpeech() {
	w.readSpans()
	w.fitSpans()
	o := 0
	for _, s := range w.spans {
		for o < len(w.outer) && w.outer[o].last <= s.first {
			w.addDirect(&w.outer[o], likelySpeech)
			o++
		}
		begin := o
		for o < len(w.outer) && w.outer[o].first < s.last {
			o++
		}
		w.addSpan(s, w.outer[begin:o])
	}
	for ; o < len(w.outer); o++ {
		w.addDirect(&w.outer[o], likelySpeech)
	}
	sortBySpan(w.found, func(f finding) nlp.Span { return f.Span })
}

// readSpans lists the runs of words labelled as said, without the marks and
// commas at their ends.
func (w *work) readSpans() {
	w.spans = w.spans[:0]
	for i := 0; i < len(w.labels); {
		if w.labels[i] != beginSaid {
			i++
			continue
		}
		first := i
		for i++; i < len(w.labels) && w.labels[i] == said && w.words[i].block < 0 && !w.sentenceBetween(i-1, i); i++ {
		}
		if i < len(w.labels) && w.labels[i] == said {
			w.labels[i] = beginSaid
		}
		last := i
		for first < last && w.atEdge(first) {
			first++
		}
		for last > first && w.atEdge(last-1) {
			last--
		}
		if w.isSubject(first) {
			for k := first; k < last && w.words[k].place == outside; k++ {
				w.labels[k] = source
			}
			continue
		}
		first = w.afterThat(first, last)
		if first < last && w.words[first].block < 0 && !w.announcesBlock(last) {
			w.spans = append(w.spans, tokenRange{first, last})
		}
	}
}

// announcesBlock says whether a colon and a block of speech stand at a token:
// "the following statement:" before them is not itself said.
func (w *work) announcesBlock(t int) bool {
	return t+1 < len(w.words) && w.words[t].sign == colon && w.words[t+1].block >= 0
}

// isSubject says whether what begins at a token can't be said, since it names
// who says it: behind "according to", and behind a reporting word that itself
// stands right behind quoted words: “We are late,” said the driver.
func (w *work) isSubject(first int) bool {
	if first < 2 || w.labels[first-1] != cueWord || w.words[first].place != outside || w.words[first].lower == hashThat {
		return false
	}
	if w.words[first-2].lower == hashAccording && w.words[first-1].lower == hashTo {
		return true
	}
	return w.words[first-2].place == closing && w.words[first-1].class == lexicon.ReportCue && w.words[first-1].shaped != lexicon.GerundForm
}

// sentenceBetween says whether a sentence of the writer's ends between two
// neighbouring tokens, and not one in marks.
func (w *work) sentenceBetween(a, b int) bool {
	return w.d.Tokens[a].Sentence != w.d.Tokens[b].Sentence && (w.words[a].stretch < 0 || w.words[a].stretch != w.words[b].stretch)
}

// afterThat leaves out what stands between the reporting word and "that":
// "said on Tuesday that", "told the court that", and the one who is told. What looks so may be part of
// what is said where a verb or a mark comes first.
func (w *work) afterThat(first, last int) int {
	if first == 0 || w.labels[first-1] != cueWord {
		return first
	}
	tells := false
	switch w.words[first-1].verb {
	case hashTell, hashWarn, hashRemind, hashAssure, hashInform:
		tells = true
	default:
		if t := w.d.Tokens[first].Tag; t != "IN" && t != "TO" && t != "RB" || w.words[first].lower == hashThat {
			return first
		}
	}
	for i := first; i < min(last-2, first+thatReach); i++ {
		x, tag := &w.words[i], w.d.Tokens[i].Tag
		switch {
		case x.lower == hashThat && i > first && tag == "IN":
			return i + 1
		case tells && i > first && lexicon.Lookup(w.token(i)).Case == lexicon.Subject:
			return i // "told the court he had left"
		case x.sign == quoteMark, len(tag) > 1 && tag[0] == 'V', tag == "MD", tag == "":
			return first
		}
	}
	return first
}

// thatReach is how many tokens may stand between a reporting word and its "that".
const thatReach = 14

// atEdge says whether a token at the end of a span is no part of it.
func (w *work) atEdge(i int) bool {
	switch w.words[i].sign {
	case noSign, otherSign, bracket:
		return false
	}
	return true
}

// fitSpans makes every span hold a stretch as a whole or not at all, and joins
// spans that then touch the same one.
func (w *work) fitSpans() {
	kept := w.spans[:0]
	o := 0
	for _, s := range w.spans {
		for o < len(w.outer) && w.outer[o].last <= s.first {
			o++
		}
		for k := o; k < len(w.outer) && w.outer[k].first < s.last; k++ {
			x := &w.outer[k]
			if s.first > x.first || s.first == x.first && s.last > x.last {
				s.first = min(s.first, x.open)
			}
			if s.last < x.last || s.last == x.last && s.first < x.first {
				s.last = x.close
			}
		}
		if n := len(kept); n > 0 && kept[n-1].last > s.first {
			kept[n-1].last = max(kept[n-1].last, s.last)
			continue
		}
		kept = append(kept, s)
	}
	w.spans = kept
}

// Log-odds from which words in marks count as speech: alone; few words in a
// clause that is reported; and many in one, or all that is reported. Chosen by
// leaving articles of our own out, so that a name or a term is taken for speech
// about as often as speech is missed.
const (
	likelySpeech   = 0.3
	unlikelySpeech = -0.2
	neverSpeech    = -1.8
)

// addDirect makes a quotation of a stretch that is likelier speech than the odds.
func (w *work) addDirect(o *outer, odds float32) {
	if o.odds < odds || w.words[o.first].block >= 0 {
		return
	}
	q := nlp.Quotation{Span: o.Inner, Kind: nlp.Direct, Quoted: []nlp.Span{o.Inner}, Speaker: nlp.Speaker{Entity: -1}}
	w.found = append(w.found, finding{Quotation: q, first: o.first, last: o.last, chain: o.Chain})
}

// addSpan makes a quotation of a span and the stretches in it. A span that is
// no more than a name or a term in marks, with a few words around it, is none.
func (w *work) addSpan(s tokenRange, within []outer) {
	if len(within) == 1 && s.first >= within[0].open && s.last <= within[0].close {
		w.addDirect(&within[0], neverSpeech)
		return
	}
	if n := len(within); n > 0 && s.last <= within[n-1].close && w.namesSpeaker(tokenRange{s.first, within[0].open}) && n == 1 {
		w.addDirect(&within[0], neverSpeech)
		return
	}
	if n := len(within); n == 1 && s.last <= within[0].close && w.opensWithCall(s.first, within[0].open) {
		w.addCalled(&within[0])
		return
	}
	if len(within) == 1 && s.first < within[0].open && (w.repeats(s.first, &within[0]) || w.isSentenceOf(s.first, &within[0])) {
		w.addDirect(&within[0], neverSpeech)
		return
	}
	if len(within) == 1 && s.first >= within[0].open && (w.goesBeyond(&within[0], s.last) || w.isReportedBehind(&within[0], s.last)) {
		w.addDirect(&within[0], neverSpeech)
		return
	}
	q := nlp.Quotation{Kind: nlp.Indirect, Speaker: nlp.Speaker{Entity: -1}}
	q.Span = nlp.Span{Start: w.d.Tokens[s.first].Start, End: w.d.Tokens[s.last-1].End}
	own := s.last - s.first // tokens outside the marks
	for i := range within {
		o := &within[i]
		own -= o.close - o.open
		if w.saidWithin(o) {
			q.Quoted = append(q.Quoted, o.Inner)
			q.Kind = nlp.Mixed
		}
	}
	if len(within) > 0 && q.Kind == nlp.Indirect && (own <= longestFrame || s.first > 0 && w.words[s.first-1].verb == hashCall) {
		return
	}
	if q.Kind == nlp.Indirect && w.merelyNames(s) {
		return
	}
	w.found = append(w.found, finding{Quotation: q, first: s.first, last: s.last, chain: -1})
}

// repeats says whether what somebody reports is, behind a reporting word of its own and a
// colon, nothing but a sentence in marks, which is then whoever's that word tells:
// Ruiz says Hale told her: “We are fine.”
func (w *work) repeats(first int, o *outer) bool {
	colonAt := o.open - 1
	if colonAt <= first || w.words[colonAt].sign != colon || !w.endsSentence(o) || w.words[o.first].shape == lowerCase {
		return false
	}
	for j := colonAt - 1; j > first; j-- {
		if w.words[j].sign != noSign {
			return false
		}
		if x := &w.words[j]; x.class == lexicon.ReportCue && !w.noun(j) {
			return true
		}
	}
	return false
}

// isSentenceOf says whether a span is nothing but somebody's sentence in marks behind the
// clause that tells who says it: Hale shrugged, “We are fine.”
func (w *work) isSentenceOf(first int, o *outer) bool {
	return w.endsSentence(o) && w.words[o.first].shape != lowerCase && first == w.d.Sentences[w.d.Tokens[first].Sentence].First && w.tellsBefore(first, o.open) >= 0
}

// isReportedBehind says whether a stretch begins its sentence and ends in a comma within it,
// and the span goes on with who says so: “We are late,” Hale, who never is, told her.
func (w *work) isReportedBehind(o *outer, last int) bool {
	return o.close < last && o.close == o.last+1 && w.words[o.last-1].sign == comma && w.words[o.first].shape != lowerCase &&
		o.open == w.d.Sentences[w.d.Tokens[o.open].Sentence].First && w.verbBehind(o.last) >= 0
}

// goesBeyond says whether a stretch is closed by a mark of punctuation within it
// and the span goes on behind it with what the speaker does: “We are late,”
// pointing at the door. That is the writer's.
func (w *work) goesBeyond(o *outer, last int) bool {
	return o.close < last && w.d.Tokens[o.close].Tag == "VBG" && w.words[o.close].sign == noSign && w.words[o.last-1].sign != noSign
}

// longestCall is how many tokens a clause has that tells who calls something so.
const longestCall = 8

// opensWithCall says whether tokens [first, open) before words in marks are a
// clause of somebody who calls something so, which reports the words
// itself: "which Ruiz called “brave”", "what one critic called “a door”".
func (w *work) opensWithCall(first, open int) bool {
	if open-first > longestCall || open-first < 3 {
		return false
	}
	switch w.d.Tokens[first].Tag {
	case "WDT", "WP", "DT", "NNP", "PRP":
	default:
		return false
	}
	verb := open - 1
	if w.token(verb) == "as" {
		verb--
	}
	switch strings.ToLower(w.token(verb)) {
	case "called", "calls", "described", "describes", "dubbed", "termed", "labelled", "labeled", "branded":
	default:
		return false
	}
	for i := first + 1; i < verb-1; i++ {
		if tag := w.d.Tokens[i].Tag; strings.HasPrefix(string(tag), "V") || tag == "MD" {
			return false
		}
	}
	return true
}

// addCalled makes a quotation of what somebody calls something, where it is
// likelier speech than a name.
func (w *work) addCalled(o *outer) {
	if !w.saidWithin(o) || w.words[o.first].block >= 0 {
		return
	}
	q := nlp.Quotation{Span: o.Inner, Kind: nlp.Mixed, Quoted: []nlp.Span{o.Inner}, Speaker: nlp.Speaker{Entity: -1}}
	w.found = append(w.found, finding{Quotation: q, first: o.first, last: o.last, chain: -1})
}

// merelyNames says whether a span is nothing but somebody's name, with an
// office or a description before it, or a pronoun: "spoke with former President Ana
// Ruiz" tells no words of hers. Lists of things said to be good or bad remain.
func (w *work) merelyNames(s tokenRange) bool {
	if k := lexicon.Lookup(w.token(s.first)).Case; s.last-s.first == 1 && (k == lexicon.Object || k == lexicon.Possessive) {
		return true // "warned him"
	}
	if t := w.d.Tokens[s.last-1].Tag; t != "NNP" && t != "NNPS" {
		return false
	}
	roles := 0
	for i := s.first; i < s.last; i++ {
		switch known := lexicon.Lookup(w.token(i)); w.d.Tokens[i].Tag {
		case "NNP", "NNPS", "JJ", "DT", "PRP$", ",", "CC":
			if known.Is(lexicon.Role | lexicon.Honorific) {
				roles++
			}
		case "NN":
			if !known.Is(lexicon.Role) {
				return false
			}
			roles++
		default:
			return false
		}
	}
	return roles > 0
}

// longestFrame is how many tokens may stand around names and terms in marks
// before a clause says something: “call her the “Postman”” does not.
const longestFrame = 5

// saidWithin says whether words in marks that stand in a reported clause are
// the speaker's own. Few words often are a name or a term that the writer marks.
func (w *work) saidWithin(o *outer) bool {
	if o.last-o.first <= longestName {
		return o.odds > unlikelySpeech
	}
	return o.odds > neverSpeech
}

// longestSubject is how many tokens a speaker between the reporting word and
// the quoted words has, the comma included: "says Lund, the owner, “we can”".
const longestSubject = 8

// namesSpeaker says whether tokens behind a reporting word are its subject and
// no part of what is said: they hold no verb and end in a comma.
func (w *work) namesSpeaker(r tokenRange) bool {
	n := r.last - r.first
	if n < 2 || n > longestSubject || w.words[r.last-1].sign != comma || r.first == 0 || w.words[r.first-1].likely == 0 {
		return false
	}
	for i := r.first; i < r.last; i++ {
		if tag := w.d.Tokens[i].Tag; tag == "" || tag[0] == 'V' || tag == "MD" || tag == "IN" && w.words[i].lower == hashThat {
			return false
		}
	}
	return true
}

// dropUnreported leaves out clauses for which nothing was found that reports
// them; of whole sentences it keeps what stands in marks and is likely speech.
// It numbers the statements that remain.
func (w *work) dropUnreported() {
	w.kept = w.kept[:0]
	for k, f := range w.found {
		switch {
		case k > 0 && w.merelyDone(&w.found[k-1], &f):
		case f.cue >= 0 || f.group > 0 || f.Kind != nlp.Indirect && f.Kind != nlp.Mixed:
			w.kept = append(w.kept, f)
		case f.Kind == nlp.Mixed && w.fillsSentence(&f):
			w.keepQuoted(&f)
		case f.Kind == nlp.Mixed:
			w.kept = append(w.kept, f)
		}
	}
	w.found, w.kept = w.kept, w.found
	w.renumber()
}

// merelyDone says whether a clause without marks only tells what the speaker of the direct
// speech before it does meanwhile, or with these words: “So, soup,” said Ruiz, stirring a
// pot; “So, soup,” highlighting the hour.
func (w *work) merelyDone(direct, f *finding) bool {
	if f.Kind != nlp.Indirect || direct.Kind != nlp.Direct || f.cue < 0 {
		return false
	}
	if f.cue == direct.cue {
		return w.d.Tokens[f.first].Tag == "VBG"
	}
	if f.cue != direct.last+1 || f.first != f.cue+1 || w.words[f.cue].shaped != lexicon.GerundForm {
		return false
	}
	for i := f.first; i < f.last; i++ {
		if tag := w.d.Tokens[i].Tag; strings.HasPrefix(string(tag), "V") || tag == "MD" {
			return false
		}
	}
	return true
}

// fillsSentence says whether a clause is a whole sentence, in which nothing is
// left that could report it.
func (w *work) fillsSentence(f *finding) bool {
	s := w.d.Sentences[w.d.Tokens[f.first].Sentence]
	return f.first <= s.First+1 && f.last+2 >= s.Last
}

// keepQuoted keeps the stretches in a clause that are likely speech.
func (w *work) keepQuoted(f *finding) {
	for _, s := range f.Quoted {
		first, last := w.tokensOf(s)
		if o := w.words[first].stretch; o >= 0 && w.outer[o].odds >= likelySpeech {
			part := *f
			part.Span, part.Kind, part.Quoted = s, nlp.Direct, []nlp.Span{s}
			part.first, part.last = first, last
			part.Sentence = w.d.Tokens[first].Sentence
			if n := len(w.kept); n > 0 && w.goesOn(&w.kept[n-1], &part) {
				part.inherit(&w.kept[n-1])
				part.Utterance = w.kept[n-1].Utterance
			}
			w.kept = append(w.kept, part)
		}
	}
}

// renumber makes the numbers of statements follow each other in text order.
func (w *work) renumber() {
	numbers := map[int]int{}
	for i := range w.found {
		n, ok := numbers[w.found[i].Utterance]
		if !ok {
			n = len(numbers)
			numbers[w.found[i].Utterance] = n
		}
		w.found[i].Utterance = n
	}
}

func sortBySpan[T any](all []T, span func(T) nlp.Span) {
	slices.SortStableFunc(all, func(a, b T) int {
		x, y := span(a), span(b)
		if x.Start != y.Start {
			return x.Start - y.Start
		}
		return y.End - x.End
	})
}
