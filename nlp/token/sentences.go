package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
)

const (
	// longestSentence in tokens: text without full stops is cut here, so that
	// later steps may hold all of a sentence.
	longestSentence = 1000

	// reportWithin is how many tokens after a quotation are searched for a
	// reporting verb behind a name: "Why?” Mr. John A. Smith asked".
	reportWithin = 6
)

// sentences groups the tokens from first on, all of one paragraph.
func (s *scanner) sentences(first, paragraph int) {
	end := len(s.tokens)
	start := first
	for t := first; t < end; t++ {
		if t-start+1 >= longestSentence {
			start = s.endSentence(start, t+1, paragraph)
			continue
		}
		if !s.mayEnd(t) {
			continue
		}
		j := t + 1
		for j < end && j-start < longestSentence && s.closes(j, first, end) {
			j++
		}
		j = s.skipNotes(j, end)
		if s.isEnd(t, j, start, end) {
			start = s.endSentence(start, j, paragraph)
			t = j - 1
		}
	}
	s.endSentence(start, end, paragraph)
}

// endSentence makes a sentence of tokens [start, end) and gives end.
func (s *scanner) endSentence(start, end, paragraph int) int {
	if start == end {
		return end
	}
	n := len(s.ends)
	for t := start; t < end; t++ {
		s.tokens[t].Sentence = n
	}
	s.ends = append(s.ends, nlp.Sentence{
		Span:  nlp.Span{Start: s.tokens[start].Start, End: s.tokens[end-1].End},
		First: start, Last: end, Paragraph: paragraph,
	})
	return end
}

func (s *scanner) mayEnd(t int) bool {
	k := s.kinds[t]
	return k >= stop && k <= title
}

// closes says whether token t is a mark that closes a quotation or a bracket.
func (s *scanner) closes(t, first, end int) bool {
	switch s.kinds[t] {
	case closer:
		return true
	case quoteMark:
		return s.side(t, first, end) == closing
	}
	return false
}

// skipNotes gives the token after the numbers in brackets that stand at j, the
// marks of footnotes: they belong to the sentence before.
func (s *scanner) skipNotes(j, end int) int {
	for j+2 < end && s.kinds[j] == opener && s.kinds[j+1] == number && s.kinds[j+2] == closer && s.text[s.tokens[j].Start] == '[' {
		j += 3
	}
	return j
}

// A side says what a quotation mark does.
type side int

const (
	opening side = iota
	closing
)

// side tells it by the spaces around the mark, and by its shape where they don't.
func (s *scanner) side(t, first, end int) side {
	looseBefore := t == first || s.tokens[t-1].End < s.tokens[t].Start
	looseAfter := t+1 == end || s.tokens[t+1].Start > s.tokens[t].End
	if t+1 < end && !looseAfter {
		switch s.kinds[t+1] {
		case stop, mark, comma, closer, ellipsis:
			looseAfter = true
		}
	}
	if looseBefore != looseAfter {
		if looseBefore {
			return opening
		}
		return closing
	}
	switch r, _ := utf8.DecodeRuneInString(s.text[s.tokens[t].Start:]); r {
	case '“', '„', '«', '‘', '‚', '‹', '`', '「', '『', '《', '〈', '‟', '‛':
		return opening
	case '"', '\'':
		if t+1 == end {
			return closing
		}
		return s.parity(t, first)
	}
	return closing
}

// parity takes a straight mark between two words for a closing one when the
// token before it ends a sentence, since an opening one has a space before it.
func (s *scanner) parity(t, first int) side {
	if t > first && s.mayEnd(t-1) && s.tokens[t-1].End == s.tokens[t].Start {
		return closing
	}
	return opening
}

// isEnd says whether a sentence that begins at start ends with token t and the
// closing marks up to j; end is that of the paragraph.
func (s *scanner) isEnd(t, j, start, end int) bool {
	if j == end {
		return true
	}
	if s.kinds[t] == wideStop {
		return true
	}
	k := j
	for k < end-1 && k < j+3 && (s.kinds[k] == quoteMark || s.kinds[k] == opener) {
		k++
	}
	next, _ := utf8.DecodeRuneInString(s.text[s.tokens[k].Start:])
	glued := s.tokens[j].Start == s.tokens[j-1].End
	if s.kinds[j] == comma || s.kinds[j] == dash || s.kinds[j] == closer {
		return false
	}
	if glued && !(s.kinds[t] == stop || s.kinds[t] == mark) {
		return false
	}
	quoted := j > t+1
	switch s.kinds[t] {
	case stop:
		return s.stopEnds(t, j, k, start, next, glued, quoted)
	case mark:
		return (!glued || isUpper(next)) && !unicode.IsLower(next) && !(quoted && s.reports(k, end))
	case ellipsis:
		return isUpper(next) && s.tokens[k].Len() > 1 || isUpper(next) && quoted
	}
	return j-start > 1 && s.abbreviationEnds(t, j, k, next)
}

// stopEnds decides on a full stop that is a token of its own.
func (s *scanner) stopEnds(t, j, k, start int, next rune, glued, quoted bool) bool {
	if t-start <= 1 && s.isListMark(start, t) {
		return false
	}
	if s.kinds[j] == stop {
		return false // ". . ."
	}
	if t > start && s.kinds[t-1] == stop {
		return isUpper(next)
	}
	if glued {
		r, _ := utf8.DecodeLastRuneInString(s.text[:s.tokens[j-1].Start])
		return isUpper(next) && (unicode.IsLower(r) || quoted) && s.tokens[k].Len() > 1
	}
	if unicode.IsLower(next) {
		return !quoted
	}
	return true
}

// isListMark says whether the tokens from start to the full stop t number an
// item: "1." or "a.".
func (s *scanner) isListMark(start, t int) bool {
	if t == start {
		return true
	}
	w := s.text[s.tokens[start].Start:s.tokens[start].End]
	return len(w) <= 3 && s.kinds[start] == number || len(w) == 1
}

// abbreviationEnds decides on the abbreviation t: it ends a sentence where a
// word follows that often begins one, or a quotation that begins with a capital.
func (s *scanner) abbreviationEnds(t, j, k int, next rune) bool {
	if !isUpper(next) {
		return false
	}
	follow := s.text[s.tokens[k].Start:s.tokens[k].End]
	if s.kinds[t] == title {
		return s.neverNames[follow] && !s.neverFinal[s.text[s.tokens[t].Start:s.tokens[t].End]]
	}
	if k > j && s.kinds[j] == quoteMark {
		return true
	}
	if w := s.text[s.tokens[t].Start:s.tokens[t].End]; s.final[w[:len(w)-1]] {
		return !s.afterTime[strings.TrimSuffix(follow, ".")]
	}
	return s.starters[follow]
}

// reports says whether a name and a reporting verb stand at token k.
func (s *scanner) reports(k, end int) bool {
	for n := 0; k < end && n < reportWithin; k, n = k+1, n+1 {
		w := s.text[s.tokens[k].Start:s.tokens[k].End]
		if s.reporting[w] {
			return n > 0
		}
		if r, _ := utf8.DecodeRuneInString(w); !isUpper(r) {
			return false
		}
	}
	return false
}
