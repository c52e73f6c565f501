package quote

import (
	"strings"

	"quoth/nlp/lexicon"
)

// longestTitle is the number of tokens of the longest title that is looked for
// behind a word for works.
const longestTitle = 14

// A verdict is what a rule says of the words between two marks.
type verdict uint8

const (
	undecided verdict = iota
	spokenBySure
	namedBySure
)

// longestName is the number of tokens beyond which no name is looked for.
const longestName = 9

// judge applies the rules that are surer than the model. Where they come from:
// style guides use quotation marks, beside speech, for titles of works, for
// nicknames, for words spoken of as words, and after so-called (Chicago Manual
// of Style, 17th ed., 6.9, 7.57-7.63, 8.163).
func (w *work) judge(o *outer) verdict {
	r := w.ranges[w.within[w.d.Tokens[o.first].Sentence]]
	switch {
	case w.captions(o, r), w.worded(o, r), w.commented(o, r), w.calledOut(o, r), w.answersSo(o, r), w.calledBy(o, r):
		return spokenBySure
	case w.bracketed(o, r), w.introduced(o, r), w.determined(o, r), w.defined(o, r), w.inscribed(o, r), w.glossed(o, r), w.readsSo(o, r),
		w.listed(o, r), w.isWork(o, r), w.means(o, r), w.termed(o, r), w.graded(o, r), w.scribbled(o, r), w.translated(o, r), w.exchanged(o, r), w.brands(o, r), w.shouts(o, r):
		return namedBySure
	case w.isSentence(o, r) && o.open > 0, w.tagged(o, r), w.announced(o, r), w.headsSpeech(o, r), w.judges(o, r), w.inOwnWords(o, r), w.callsBehind(o, r), w.cried(o, r), w.saysRight(o, r), w.goesOnBehind(o, r):
		return spokenBySure
	}
	return undecided
}

// isSentence says whether the words are a sentence of their own, as lines of
// dialogue are, and the later pieces of a statement.
func (w *work) isSentence(o *outer, r tokenRange) bool {
	if !w.endsSentence(o) || w.words[o.first].shape == lowerCase {
		return false
	}
	ends := o.close >= r.last || w.d.Tokens[o.close].Sentence != w.d.Tokens[o.close-1].Sentence
	return ends && w.opensSentence(o, r)
}

// announcedReach is how many words before a colon are looked at.
const announcedReach = 24

// announced says whether a colon leads to a sentence in marks from a reporting
// word, a noun for what is said, or a name alone: was heard to say: “Liar.” What
// a sign or a banner says is none.
func (w *work) announced(o *outer, r tokenRange) bool {
	colonAt := o.open - 1
	if colonAt <= r.first || w.words[colonAt].sign != colon {
		return false
	}
	counted := w.countsWords(colonAt-1, r)
	told := w.words[colonAt-1].place == outside && w.reportsIn(colonAt-1, lexicon.PastForm) && !w.noun(colonAt-1)
	if !counted && !told && (!w.endsSentence(o) || w.words[o.first].shape == lowerCase) {
		return false
	}
	reported, clause := false, true
	for j := colonAt - 1; j >= max(r.first, colonAt-announcedReach) && w.words[j].sign != stop; j-- {
		word := strings.ToLower(w.token(j))
		clause = clause && w.words[j].sign != comma
		if clause && lexicon.Naming(word) != lexicon.NoNaming && !(counted && j >= colonAt-2) {
			return false
		}
		if w.words[j].place == outside && (w.words[j].class == lexicon.ReportCue || isAnswer(word) || clause && beginsWords(word)) {
			reported = true
		}
	}
	return reported || !counted && (w.isLabel(tokenRange{r.first, colonAt}) || w.labelsWithin(colonAt, r))
}

// countsWords says whether a noun at i is "word" or "phrase" behind how many there
// are: replied with a single word: “No.”, in two words: “Not yet.”
func (w *work) countsWords(i int, r tokenRange) bool {
	if i <= r.first {
		return false
	}
	switch w.token(i) {
	case "word", "words", "sentence", "line", "phrase":
	default:
		return false
	}
	before := strings.ToLower(w.token(i - 1))
	return w.d.Tokens[i-1].Tag == "CD" || before == "single" || before == "short" || before == "terse" || before == "brief"
}

// labelsWithin says whether a name alone stands between other words in marks, or a stop,
// and a colon: “You up?” Ruiz: “No.”
func (w *work) labelsWithin(colonAt int, r tokenRange) bool {
	begin := colonAt
	for begin > r.first && colonAt-begin < labelWords && w.words[begin-1].sign == noSign && w.words[begin-1].place == outside && w.words[begin-1].shape != lowerCase {
		begin--
	}
	if begin == colonAt || begin == r.first || !w.noun(colonAt-1) {
		return false
	}
	return w.words[begin-1].place == closing || w.words[begin-1].sign == stop
}

// headsSpeech says whether a heading is nothing but a label and the words in
// marks: Harbour minister: ‘A hard night’.
func (w *work) headsSpeech(o *outer, r tokenRange) bool {
	return o.open > r.first && w.words[o.open-1].sign == colon && o.close+1 >= r.last && w.isLabel(tokenRange{r.first, o.open - 1}) && w.isHeading(int(w.within[w.d.Tokens[o.first].Sentence])) && !w.shownBefore(o.open-1, r)
}

// judgeReach is how many words may stand between a verb for judging and its "as".
const judgeReach = 10

// judges says whether somebody describes or treats something as what the marks
// hold: “dismissed the charge as ‘a fairy tale’”, “compared the voice to ‘rust’”. What is
// written as a name, or has its article before the marks, may be one.
func (w *work) judges(o *outer, r tokenRange) bool {
	as := o.open - 1
	if as > r.first && indefinite(w.token(o.first)) && w.callsIt(as) {
		return true
	}
	if as <= r.first || w.token(as) != "as" && w.token(as) != "to" || w.titled(o) {
		return false
	}
	for j := as - 1; j >= max(r.first, as-judgeReach) && w.words[j].sign == noSign; j-- {
		switch strings.ToLower(w.token(j)) {
		case "described", "describes", "describing", "dismissed", "dismisses", "dismissing", "regarded", "regards", "denounced", "denounces", "derided", "condemned", "rejected",
			"portrayed", "treated", "treats", "treating", "viewed":
			return w.token(as) == "as"
		case "compared", "compares", "comparing", "likened", "likens":
			return w.token(as) == "to"
		}
	}
	return false
}

// callsIt says whether a pronoun at i is what somebody calls something: calls this “a
// typical answer”.
func (w *work) callsIt(i int) bool {
	object := lexicon.Lookup(w.token(i))
	if object.Case != lexicon.Object && !object.Neuter && w.token(i) != "this" && w.token(i) != "that" {
		return false
	}
	switch w.token(i - 1) {
	case "called", "calls", "calling", "branded", "labelled", "labeled", "declared", "pronounced":
		return true
	}
	return false
}

// callBehindReach is how many words who calls something so may have behind the marks.
const callBehindReach = 7

// callsBehind says whether a clause behind a comma tells who calls something so:
// “A small classic”, the Courier called it.
func (w *work) callsBehind(o *outer, r tokenRange) bool {
	if o.close >= r.last || w.words[o.close].sign != comma && w.words[o.last-1].sign != comma {
		return false
	}
	for i := o.close + 1; i+1 < min(r.last, o.close+callBehindReach); i++ {
		if w.words[i].sign != noSign {
			return false
		}
		if verb := w.token(i); verb == "called" || verb == "calls" {
			object := lexicon.Lookup(w.token(i + 1))
			return object.Case == lexicon.Object || object.Neuter
		}
	}
	return false
}

// cried says whether a noun for what a crowd lets hear leads to a sentence in marks:
// to cries of “Shame!”
func (w *work) cried(o *outer, r tokenRange) bool {
	i := o.open - 2
	if i < r.first || w.token(i+1) != "of" || !w.endsSentence(o) {
		return false
	}
	switch w.token(i) {
	case "cries", "cry", "shouts", "shout", "calls", "chorus", "yells", "screams", "murmurs":
		return true
	}
	return false
}

// inOwnWords says whether “in her own words” leads to the marks, or “in Ruiz's words”
// stands before them or behind.
func (w *work) inOwnWords(o *outer, r tokenRange) bool {
	i := o.open - 1
	if i > r.first && (w.words[i].sign == comma || w.words[i].sign == colon) {
		i--
	}
	if i-3 >= r.first && w.token(i) == "words" && w.isOwner(i-1) {
		return true
	}
	for i = o.close; i < min(r.last, o.close+ownWordsReach); i++ {
		if w.token(i) == "words" {
			return w.isOwner(i-1) && i-3 >= o.close-1
		}
	}
	return false
}

// ownWordsReach is how many words behind the marks “in her own words” ends at most.
const ownWordsReach = 7

// isOwner says whether the words that end with token i are “in” and whose words follow:
// “in her own”, “in Ana Ruiz's”.
func (w *work) isOwner(i int) bool {
	if w.token(i) == "own" {
		i--
	}
	possessive := lexicon.Lookup(w.token(i)).Case == lexicon.Possessive
	if tag := w.d.Tokens[i].Tag; tag != "POS" && tag != "PRP$" && !possessive {
		return false
	}
	for j := i - 1; j >= max(0, i-4); j-- {
		if strings.EqualFold(w.token(j), "in") {
			return true
		}
	}
	return false
}

// isAnswer says whether a noun is one for a few words that somebody says.
func isAnswer(noun string) bool {
	switch noun {
	case "answer", "reply", "response", "retort", "verdict", "advice", "comment", "question", "reaction", "warning", "explanation":
		return true
	}
	return false
}

// beginsWords says whether a verb tells how words begin or end that are given behind a
// colon: the voicemail ended: “Love to all.”
func beginsWords(verb string) bool {
	switch verb {
	case "began", "begins", "begin", "opened", "opens", "ended", "ends", "concluded", "concludes", "closed", "closes":
		return true
	}
	return false
}

// labelWords is how many words a label has at most: "Referee Ana Ruiz:".
const labelWords = 6

// isLabel says whether tokens are a few words with capitals and nothing else, but for
// what stands behind them in brackets: "Ana Ruiz (Greens)".
func (w *work) isLabel(r tokenRange) bool {
	for i := r.first + 1; i < r.last && w.token(r.last-1) == ")"; i++ {
		if w.token(i) == "(" {
			return i-r.first <= labelWords && w.words[r.first].shape == capital
		}
	}
	if r.last-r.first > labelWords || r.last-r.first < 2 {
		return false
	}
	for i := r.first; i < r.last; i++ {
		if x := &w.words[i]; x.sign != noSign || x.shape == lowerCase {
			return false
		}
	}
	return true
}

// tagged says whether a reporting clause follows right behind a comma, a
// question or an exclamation in the marks: “Yes,” she said; “Never!” said Lund.
// Where the comma stands behind the marks, as British and European papers have
// it, the words must begin their sentence: “No”, he said.
func (w *work) tagged(o *outer, r tokenRange) bool {
	after := o.close
	if s := w.words[o.last-1].sign; s != comma && (s != stop || w.token(o.last-1) == ".") {
		if o.close >= r.last || w.words[o.close].sign != comma || !w.opensSentence(o, r) {
			return false
		}
		after++
	}
	if after+1 >= r.last {
		return false
	}
	if w.reportsIn(after, lexicon.PastForm) && w.words[after+1].sign == noSign && w.token(after+1) != "to" {
		return true // but not “The Needle”, said to be the oldest
	}
	if w.reportsIn(after, lexicon.ThirdForm) && !w.noun(after) && w.words[after+1].shape == capital {
		return true
	}
	subject := lexicon.Lookup(w.token(after))
	if subject.Neuter && w.words[after+1].verb == hashRead {
		return false // a sign, or a letter
	}
	return (subject.Case == lexicon.Subject || subject.Neuter) && w.reportsIn(after+1, lexicon.PastForm)
}

// opensSentence says whether the marks begin their sentence.
func (w *work) opensSentence(o *outer, r tokenRange) bool {
	return o.open == r.first || w.d.Tokens[o.open].Sentence != w.d.Tokens[o.open-1].Sentence
}

// reportsIn says whether a token is a verb of saying in a form.
func (w *work) reportsIn(i int, form lexicon.VerbForm) bool {
	x := &w.words[i]
	return x.class == lexicon.ReportCue && x.shaped == form
}

// inscribed finds words on a thing that is named behind them: “Keep out” signs.
func (w *work) inscribed(o *outer, r tokenRange) bool {
	return o.close < r.last && o.last-o.first <= longestName && lexicon.Naming(strings.ToLower(w.token(o.close))) == lexicon.ShownThing
}

// glossed finds words that a relative clause behind them calls a name or a
// title: “Sweep the leg”, which is the title of the song.
func (w *work) glossed(o *outer, r tokenRange) bool {
	i := o.close
	if i < r.last && w.words[i].sign == comma {
		i++
	}
	if i+2 >= r.last || o.last-o.first > longestName {
		return false
	}
	for j := i; j < min(r.last, i+4) && w.words[j].sign == noSign; j++ {
		if w.token(j) == "term" {
			return true // “hot work”, the trade's term for welding
		}
	}
	if w.token(i) != "which" && w.token(i) != "that" {
		return w.goesBy(i, r)
	}
	if verb := w.token(i + 1); verb != "is" && verb != "was" {
		return false
	}
	for j := i + 2; j < min(r.last, i+6) && w.words[j].sign == noSign; j++ {
		if c := lexicon.Naming(strings.ToLower(w.token(j))); c == lexicon.NamedThing || c == lexicon.ShownThing {
			return true
		}
	}
	return false
}

// goesBy says whether a clause at token i tells that something is known so:
// “sand winning”, as the trade is known here.
func (w *work) goesBy(i int, r tokenRange) bool {
	if w.token(i) != "as" {
		return false
	}
	for j := i + 1; j < min(r.last, i+longestCall) && w.words[j].sign == noSign; j++ {
		if w.token(j) == "known" {
			return true
		}
		if object := lexicon.Lookup(w.token(j)); w.token(j-1) == "call" && (object.Neuter || object.Case == lexicon.Object) {
			return true // as the trade call it
		}
	}
	return false
}

// readsReach is how many words may lie between a sign and the words on it that
// follow in marks.
const readsReach = 24

// readsSo finds words on a thing that was named before: has put up a sign.
// “Keep out”, it reads.
func (w *work) readsSo(o *outer, r tokenRange) bool {
	i := o.close
	if i < r.last && w.words[i].sign == comma {
		i++
	}
	if i+1 >= r.last || !lexicon.Lookup(w.token(i)).Neuter || w.words[i+1].verb != hashRead {
		return false
	}
	for j := o.open - 1; j >= max(r.first, o.open-readsReach); j-- {
		if lexicon.Naming(strings.ToLower(w.token(j))) == lexicon.ShownThing {
			return true
		}
	}
	return false
}

// captionReach is how many words may stand between a caption and its words, and
// between what was posted and its caption.
const captionReach = 24

// captions finds the words that somebody puts under what they post: posted a
// picture with the caption “…”. A picture in a paper or a hall has its own.
func (w *work) captions(o *outer, r tokenRange) bool {
	at := -1
	for j := o.open - 1; j >= max(r.first, o.open-shownReach-2) && w.words[j].place == outside; j-- {
		if word := strings.ToLower(w.token(j)); word == "caption" || word == "words" && w.endsSentence(o) && (w.words[o.open-1].sign == colon || j > r.first+1 && w.token(j-2) == "with") {
			at = j
			break
		}
	}
	if at < 0 {
		return false
	}
	for j := o.open - 1; j >= max(r.first, at-captionReach); j-- {
		if x := &w.words[j]; (x.verb == hashPost || x.verb == hashTweet) && x.shaped == lexicon.PastForm || lexicon.IsNetwork(w.token(j)) {
			return true
		}
		switch w.token(j) {
		case "online", "reposted", "retweeted", "reshared":
			return true
		}
	}
	return false
}

// listed finds what a list of plays, films or talks begins an entry with: „The
// Refrigerator“ (City Theatre), “The Moth,” Sept. 12.
func (w *work) listed(o *outer, r tokenRange) bool {
	if o.open != r.first || o.close >= r.last || o.last-o.first < 2 || !w.titled(o) {
		return false
	}
	next := w.token(o.close)
	return next == "(" || isMonth(next) || w.words[o.close].shape == number
}

// isWork finds the title of a work that is the subject of a sentence, or that "it
// is" introduces: “The Lamps at Dusk” is her best; it was “Dancing Quay”.
func (w *work) isWork(o *outer, r tokenRange) bool {
	if o.last-o.first < 2 || o.close >= r.last || !w.titled(o) {
		return false
	}
	if i := o.open - 2; i >= r.first && lexicon.Lookup(w.token(i)).Neuter && (w.token(i+1) == "is" || w.token(i+1) == "was") {
		return true
	}
	if !w.opensSentence(o, r) {
		return false
	}
	tag := w.d.Tokens[o.close].Tag
	return (tag == "VBZ" || tag == "VBD") && w.words[o.close].class == lexicon.NoCue && w.words[o.last-1].sign == noSign || w.describedBehind(o, r)
}

// describedBehind says whether a noun phrase behind the comma of words in marks tells what
// they are, and nobody is reported there: “The Long Lamp,” six minutes of trombone that
// she wrote in a shed, is out.
func (w *work) describedBehind(o *outer, r tokenRange) bool {
	at := o.close
	switch {
	case w.words[o.last-1].sign == comma:
	case at+1 < r.last && w.words[at].sign == comma:
		at++
	default:
		return false
	}
	if w.words[at].shape != lowerCase && w.words[at].shape != number {
		return false
	}
	switch w.d.Tokens[at].Tag {
	case "DT", "CD", "JJ", "NN", "NNS", "PRP$":
	default:
		return false
	}
	for i := at; i < min(r.last, at+longestTitle); i++ {
		switch tag := w.d.Tokens[i].Tag; {
		case tag == "WDT" || tag == "WP" || lexicon.Lookup(w.token(i)).Case == lexicon.Subject:
			return true // a clause about it
		case w.words[i].likely > 0:
			return false
		}
	}
	return true
}

// means finds words whose meaning is asked for or told: asked what “clean” meant, by
// “soon” she means May.
func (w *work) means(o *outer, r tokenRange) bool {
	if o.open <= r.first || o.last-o.first > longestName {
		return false
	}
	switch before := strings.ToLower(w.token(o.open - 1)); before {
	case "what":
		return o.close < r.last && w.isMeaning(o.close)
	case "by":
		return o.close+1 < r.last && w.isMeaning(o.close+1)
	}
	return false
}

func (w *work) isMeaning(i int) bool {
	switch w.token(i) {
	case "mean", "means", "meant":
		return true
	}
	return false
}

// termed finds a term that has "the" before the marks: links to the “solver gang”. Who
// says that something is the “worst lamp”, or calls it so, judges it.
func (w *work) termed(o *outer, r tokenRange) bool {
	at := o.open - 1
	if at <= r.first || o.last-o.first > longestModifier || w.words[o.first].shape != lowerCase || !w.isTerm(o) {
		return false
	}
	if w.words[at].lower != hashThe {
		return false
	}
	for i := o.first; i < o.last; i++ {
		if w.d.Tokens[i].Tag == "RB" {
			return false
		}
	}
	switch w.token(at - 1) {
	case "is", "was", "were", "be", "been", "'s", "’s":
		return false
	}
	for i := at - 1; i >= max(r.first, at-termedReach) && w.words[i].sign == noSign; i-- {
		if class := w.words[i].class; class == lexicon.NameCue || class != lexicon.NoCue && i >= at-2 {
			return false
		}
	}
	return true
}

// termedReach is how many words before a term's article no word of saying or calling stands.
const termedReach = 5

// gradeReach is how many words may stand between a verb for grading and the grade.
const gradeReach = 5

// graded finds the grade that somebody gives: rated the ward “good”, downgraded
// the stock to “hold”.
func (w *work) graded(o *outer, r tokenRange) bool {
	if o.last-o.first > longestModifier || w.words[o.first].shape != lowerCase || indefinite(w.token(o.first)) {
		return false
	}
	for j := o.open - 1; j >= max(r.first, o.open-gradeReach) && w.words[j].sign == noSign; j-- {
		switch w.token(j) {
		case "rated", "rates", "graded", "downgraded", "upgraded", "classed":
			return true
		}
	}
	return false
}

// scribbled finds what nobody in particular wrote on something: on the lid
// somebody has written “spare ropes”.
func (w *work) scribbled(o *outer, r tokenRange) bool {
	i := o.open - 1
	if i <= r.first || o.last-o.first > longestName {
		return false
	}
	switch w.token(i) {
	case "written", "wrote", "scrawled", "scratched", "chalked", "painted", "pencilled", "penciled", "carved", "daubed", "sprayed", "etched":
	default:
		return false
	}
	for j := i - 1; j >= max(r.first, i-3); j-- {
		switch strings.ToLower(w.token(j)) {
		case "someone", "somebody":
			return true
		}
	}
	return false
}

// translated finds what words of another language mean: Lanterna, Italian for “lamp”.
func (w *work) translated(o *outer, r tokenRange) bool {
	i := o.open - 1
	if i-2 < r.first || o.last-o.first > longestName || w.token(i) != "for" || w.words[i-1].shape != capital {
		return false
	}
	before := &w.words[i-2]
	return before.sign == comma || before.sign == bracket || before.sign == dash || w.token(i-2) == "is" || w.token(i-2) == "was"
}

// longestModifier is the number of words in marks that a headline sets before a noun.
const longestModifier = 3

// modifies finds a term that a headline sets before its noun: “ghost train”
// timetable collapses.
func (w *work) modifies(o *outer, r tokenRange) bool {
	if r.first > 0 || o.close >= r.last || o.last-o.first > longestModifier || o.open == r.first {
		return false
	}
	return w.isNoun(o.close) && w.words[o.close].shape == lowerCase && w.words[o.close].class == lexicon.NoCue && w.words[o.open-1].likely == 0
}

// shouts finds words all in capitals that stand on something: it came with a warning, “NOT FOR
// GULLS.” What somebody says or posts so has a word for it right beside, or a shout behind it.
func (w *work) shouts(o *outer, r tokenRange) bool {
	words := 0
	for i := o.first; i < o.last; i++ {
		switch x := &w.words[i]; {
		case x.sign == noSign && x.shape != allCapitals, w.token(i) == "!":
			return false
		case x.sign == noSign:
			words++
		}
	}
	if words < 2 || o.open <= r.first || o.last-o.first > longestName || w.tagged(o, r) {
		return false
	}
	capitals := 0
	for i := max(r.first, o.open-shownReach); i < min(r.last, o.close+shownReach); i++ {
		switch x := &w.words[i]; {
		case x.place != outside:
		case x.shape == allCapitals:
			capitals++
		case x.class == lexicon.ReportCue && !w.noun(i) && !(i == o.open-1 && i > r.first && lexicon.Lookup(w.token(i-1)).Neuter):
			return false
		}
	}
	return capitals < leastInCapitals
}

// leastInCapitals is how many words in capitals beside the marks show that all is set so.
const leastInCapitals = 3

// exchanged finds a word that is put in another one's place: changed “toes” to “cases”.
func (w *work) exchanged(o *outer, r tokenRange) bool {
	i := o.open - 1
	if i < r.first || o.close+1 >= r.last || o.last-o.first > longestName || w.words[o.close+1].place != opening {
		return false
	}
	switch w.token(i) {
	case "change", "changed", "changing", "replace", "replaced", "replacing", "amend", "amended", "altered", "swapped", "from":
	default:
		return false
	}
	switch w.token(o.close) {
	case "to", "with", "by", "for":
		return true
	}
	return false
}

// brands finds what goods are sold as: nine tonnes of “Baba Stana” cheese.
func (w *work) brands(o *outer, r tokenRange) bool {
	return o.open > r.first && o.close < r.last && w.token(o.open-1) == "of" && o.last-o.first > 1 && o.last-o.first <= longestModifier && w.titled(o) &&
		w.isNoun(o.close) && w.words[o.close].shape == lowerCase
}

// endsSentence says whether the words end as a sentence does.
func (w *work) endsSentence(o *outer) bool { return w.words[o.last-1].sign == stop }

// bracketed finds terms that a contract or a release sets up: (“the Company”).
func (w *work) bracketed(o *outer, r tokenRange) bool {
	if o.open == r.first || o.close >= r.last || o.last-o.first > longestName {
		return false
	}
	before, after := w.token(o.open-1), w.token(o.close)
	if before == "(" && after == "," && o.close+1 < r.last && w.words[o.close+1].shape == number {
		return true // (“My night on the quay”, 14 May), an article that letters answer
	}
	if n := o.last - o.first; before == "(" && after == ")" && n > 2 && !w.titled(o) && w.words[o.first].lower != hashThe {
		return false // (“a very good idea”)
	}
	return (before == "(" || before == "or") && (after == ")" || after == "or") || before == "(" && w.titled(o) && after == ","
}

// introduced finds what a naming word leads to: so-called “…”, dubbed “…”,
// known as “…”, the word “…”, a banner reading “…”, the novel “…”.
func (w *work) introduced(o *outer, r tokenRange) bool {
	if o.open == r.first || o.last-o.first > longestName && !(o.last-o.first <= longestTitle && w.titled(o)) {
		return false
	}
	i := o.open - 1
	if w.words[i].sign == colon && w.countsWords(i-1, r) {
		return false
	}
	if w.words[i].sign == colon && (w.shownBefore(i, r) || w.words[o.first].shape == lowerCase && !w.endsSentence(o) && w.namedBefore(i, r)) {
		return true
	}
	if w.words[i].sign == comma || w.words[i].sign == colon {
		i--
	}
	if i > r.first && (w.words[i].lower == hashThe || indefinite(w.token(i))) {
		i--
	}
	if i < r.first {
		return false
	}
	word := strings.ToLower(w.token(i))
	switch class := lexicon.Naming(word); {
	case class == lexicon.NamingVerb:
		return i < o.open-1 || !indefinite(w.token(o.first)) // who labels something “a disgrace” judges it
	case class == lexicon.ShownThing:
		return true
	case class == lexicon.NamedThing && i == o.open-1:
		return true
	case (class == lexicon.NamedThing || class == lexicon.NamedWork) && w.titled(o):
		return true
	case word == "as":
		return !w.isClause(o) && w.knownAs(i, r)
	case lexicon.Naming(word) == lexicon.PerformedWork:
		return w.titled(o)
	}
	return w.rated(i, o, r) || w.shownOn(i, r) || w.called(i, o, r) || w.renamed(i, o, r)
}

// shownReach is how many words may stand between a sign and the colon behind it,
// or the word that says what is on it: "the sign at the gate still says".
const shownReach = 6

// shownBefore says whether the words before a colon name something with words
// on it: "had painted a slogan in English: “…”".
func (w *work) shownBefore(i int, r tokenRange) bool {
	for j := i - 1; j >= max(r.first, i-shownReach) && w.words[j].sign == noSign && w.words[j].class == lexicon.NoCue; j-- {
		if lexicon.Naming(strings.ToLower(w.token(j))) == lexicon.ShownThing {
			return true
		}
	}
	return false
}

// namedReach is how many words may stand between a word for words and the colon
// behind it: "they have another name for the quay:".
const namedReach = 10

// namedBefore says whether a clause that ends in a colon speaks of words or names.
func (w *work) namedBefore(i int, r tokenRange) bool {
	for j := i - 1; j >= max(r.first, i-namedReach) && w.words[j].sign == noSign; j-- {
		if lexicon.Naming(strings.ToLower(w.token(j))) == lexicon.NamedThing {
			return true
		}
	}
	return false
}

// isClause says whether words begin as a clause does, with its subject.
func (w *work) isClause(o *outer) bool {
	return lexicon.Lookup(w.token(o.first)).Case == lexicon.Subject || w.d.Tokens[o.first].Tag == "EX"
}

// rated finds a term behind a word for terms and a preposition: a rating of
// “hold”, the name of “Widow’s Bay”.
func (w *work) rated(i int, o *outer, r tokenRange) bool {
	if i <= r.first || o.last-o.first > 4 {
		return false
	}
	switch w.token(i) {
	case "of", "at", "to", "from":
		return lexicon.Naming(strings.ToLower(w.token(i-1))) == lexicon.NamedThing
	}
	return false
}

// called finds what somebody or something is called: a name where it is
// written as one, or where the call is a habit.
func (w *work) called(i int, o *outer, r tokenRange) bool {
	verb := i
	if p := lexicon.Lookup(w.token(i)); p.Case == lexicon.Object || p.Case == lexicon.Reflexive || p.Case == lexicon.Possessive || p.Neuter {
		verb--
	}
	if verb < r.first {
		return false
	}
	switch strings.ToLower(w.token(verb)) {
	case "called", "call", "calls", "calling":
		if w.titled(o) && !w.endsSentence(o) || w.token(verb) == "called" && w.titledToEnd(o) && !w.opensClause(verb, r) {
			return true
		}
		return !indefinite(w.token(o.first)) && (verb == i && (w.habit(verb, r) || w.identifies(o, r)) || verb < i && w.token(verb) == "call")
	}
	return (w.words[o.first].lower == hashThe || w.isTerm(o) && w.words[o.first].shape == lowerCase && !indefinite(w.token(o.first))) && w.callsFar(i, r)
}

// titledToEnd says whether words are written as a title is but for the full stop of their sentence,
// which American presses set inside the marks.
func (w *work) titledToEnd(o *outer) bool {
	if w.token(o.last-1) != "." || o.last-o.first < 3 || w.isSaidAs(o) {
		return false
	}
	inner := *o
	inner.last--
	return w.titled(&inner)
}

// isSaidAs says whether words begin as a sentence does, with a pronoun or a verb.
func (w *work) isSaidAs(o *outer) bool {
	tag := w.d.Tokens[o.first].Tag
	return w.isClause(o) || tag != "" && tag[0] == 'V'
}

// opensClause says whether the subject of "called" at i stands right before it: what she called,
// Ruiz called.
func (w *work) opensClause(i int, r tokenRange) bool {
	if i <= r.first {
		return true
	}
	subject := lexicon.Lookup(w.token(i - 1))
	return subject.Case == lexicon.Subject || w.words[i-1].shape == capital || subject.Is(lexicon.Role|lexicon.Body)
}

// identifies says whether what something is called stands in the middle of its
// clause, whose verb goes on: the springs that she called ‘the eyes’ dried up. The
// name then only tells which.
func (w *work) identifies(o *outer, r tokenRange) bool {
	if o.close >= r.last || w.words[o.first].lower != hashThe || w.words[o.close].class != lexicon.NoCue {
		return false
	}
	tag := w.d.Tokens[o.close].Tag
	return tag == "VBD" || tag == "VBN" || tag == "VBZ" || tag == "MD"
}

// calledReach is how many words what is called so may have between "call" and
// its name: "drivers call the short break “the Blink”".
const calledReach = 6

// callsFar says whether words that end with token i are those that several
// call something by: "call" in the plural or the infinitive is a habit.
func (w *work) callsFar(i int, r tokenRange) bool {
	for j := i - 1; j >= max(r.first, i-calledReach) && w.words[j].sign == noSign; j-- {
		if w.token(j) == "call" {
			return true
		}
	}
	return false
}

// indefinite says whether words begin with an indefinite article: what
// something is called then judges it, and does not name it.
func indefinite(word string) bool { return word == "a" || word == "an" }

// renamed finds a name some words behind its verb: "renamed the dish “…”".
func (w *work) renamed(i int, o *outer, r tokenRange) bool {
	if !w.titled(o) && w.words[o.first].lower != hashThe {
		return false
	}
	for j := i - 1; j >= max(r.first, i-5) && w.words[j].sign == noSign; j-- {
		if lexicon.Naming(strings.ToLower(w.token(j))) == lexicon.NamingVerb {
			return true
		}
	}
	return false
}

// isThing says whether a token is a noun for a thing that "called" gives its
// name to, and not the one who calls: "a meeting called", but "what the editor called".
func (w *work) isThing(i int, r tokenRange) bool {
	if !w.isNoun(i) || lexicon.Lookup(w.token(i)).Is(lexicon.Role|lexicon.Body) {
		return false
	}
	for j := i - 1; j >= max(r.first, i-4); j-- {
		if w.words[j].lower == hashWhat {
			return false
		}
	}
	return true
}

// isNoun says whether the tags take a token for a common noun.
func (w *work) isNoun(i int) bool {
	tag := w.d.Tokens[i].Tag
	return tag == "NN" || tag == "NNS"
}

// knownAs says whether "as" at i follows a verb of naming in the passive or of
// habit: "known to the fans as", "referred to as".
func (w *work) knownAs(i int, r tokenRange) bool {
	for j := i - 1; j >= max(r.first, i-7); j-- {
		switch strings.ToLower(w.token(j)) {
		case "known", "billed", "introduced", "nicknamed", "famous", "listed", "classified", "styled", "marketed", "sold", "branded":
			return true
		}
		if w.words[j].sign == stop || w.words[j].sign == semicolon {
			return false
		}
	}
	if i <= r.first+1 || w.token(i-1) != "such" {
		return false
	}
	thing := lexicon.Naming(strings.ToLower(w.token(i - 2)))
	return thing == lexicon.NamedThing || thing == lexicon.ShownThing
}

// habit says whether "call" at i tells what something goes by, and not what
// somebody said once: "is called", "what locals call".
func (w *work) habit(i int, r tokenRange) bool {
	if i == r.first {
		return false
	}
	at := i - 1
	for at > r.first && w.d.Tokens[at].Tag == "RB" {
		at-- // "is still called"
	}
	switch before := strings.ToLower(w.token(at)); {
	case w.token(i) == "called" && w.isThing(at, r), w.token(i) != "called" && at > r.first && w.isNoun(at-1) && lexicon.Lookup(before).Case == lexicon.Subject:
		return true // "a meeting called “…”", "a rule she calls “…”"
	case w.token(i) == "called" && (before == "is" || before == "are" || before == "was" || before == "were" || before == "been" || before == "being" || w.words[at].sign == comma || lexicon.Lookup(before).Is(lexicon.Record)):
		return true
	case w.token(i) == "call", w.token(i) == "calls":
		for j := i - 1; j >= max(r.first, i-6); j-- {
			if x := strings.ToLower(w.token(j)); x == "what" || x == "whom" || x == "which" || x == "often" || x == "that" {
				return true
			}
		}
	}
	return false
}

// shownOnReach is how many words may stand between a sign and the verb that tells what it
// says, which its place may part: "the sign on the door of the library says".
const shownOnReach = 9

// shownOn finds words that stand on something: a banner reading “…”, a card
// that said “…”, signs with the words “…”.
func (w *work) shownOn(i int, r tokenRange) bool {
	switch strings.ToLower(w.token(i)) {
	case "reading", "reads", "read", "saying", "says", "said", "proclaiming", "declaring", "bearing":
	default:
		return false
	}
	for j := i - 1; j >= max(r.first, i-shownOnReach); j-- {
		if n := lexicon.Naming(strings.ToLower(w.token(j))); n == lexicon.ShownThing || n == lexicon.NamedThing && j >= i-4 {
			return true
		}
		if w.words[j].sign != noSign || w.words[j].shape == capital {
			return false
		}
	}
	return false
}

// determined finds names behind an article or a possessive: the “Blue Wall”
// project, an “Iron Dome”, the city’s “Green Mile”. What somebody is just then
// said to have said is left to the model.
func (w *work) determined(o *outer, r tokenRange) bool {
	if o.open <= r.first || o.last-o.first > 5 || !w.titled(o) {
		return false
	}
	switch strings.ToLower(w.token(o.open - 1)) {
	case "the", "a", "an", "his", "her", "their", "its", "our", "this", "that", "'s", "’s", "’", "'":
	default:
		return false
	}
	if o.last-o.first > 1 {
		return true
	}
	if o.close >= r.last {
		return false
	}
	next := &w.words[o.close]
	return next.sign == noSign && next.shape == lowerCase && next.class == lexicon.NoCue && len(w.token(o.close)) > 3
}

// defined finds what a word for words is said to be: the phrase for it is “…”.
func (w *work) defined(o *outer, r tokenRange) bool {
	if o.open <= r.first || o.last-o.first > longestName {
		return false
	}
	i := o.open - 1
	if x := w.token(i); i > r.first && (x == "a" || x == "the" || x == "an") {
		i--
	}
	switch w.token(i) {
	case "is", "was", "are", "were", "became":
	default:
		return false
	}
	s := w.d.Sentences[w.d.Tokens[i].Sentence]
	for j := i - 1; j >= max(s.First, i-14) && w.words[j].sign == noSign; j-- {
		if n := lexicon.Naming(strings.ToLower(w.token(j))); n == lexicon.NamedThing || n == lexicon.ShownThing {
			return true
		}
	}
	return false
}

// alongside says whether nothing but "and", "or" and commas, with an article,
// stands between two stretches: what holds for the first holds for the second.
func (w *work) alongside(a, b *outer) bool {
	if b.open-a.close > 3 || b.open == a.close || b.last-b.first > longestName {
		return false
	}
	for i := a.close; i < b.open; i++ {
		switch w.token(i) {
		case ",", "and", "or", "the", "a", "an", "&", "from", "to":
		default:
			return false
		}
	}
	return true
}

// titled says whether the words are written as titles and names are: each word
// of any weight with a capital, or the one word, and no verb of the reporting kind.
func (w *work) titled(o *outer) bool {
	capitals := 0
	for i := o.first; i < o.last; i++ {
		x := &w.words[i]
		switch {
		case x.sign == comma && i == o.last-1:
		case x.sign == stop:
			return false
		case x.shape == capital, x.shape == allCapitals:
			capitals++
		case x.shape == lowerCase && len(w.token(i)) > 3 && !strings.HasPrefix(w.token(i), "’") && w.d.Tokens[i].Tag != "IN":
			return false
		}
	}
	return capitals > 0 && w.words[o.first].shape != lowerCase
}
