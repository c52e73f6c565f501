package quote

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// How far from its words a reporting word is looked for, in tokens.
const (
	cueReach      = 24 // before, in the same sentence; after, up to a full stop
	sourceReach   = 12 // from the reporting word to the words that name who spoke
	longestCue    = 8
	colonReach    = 12 // from a colon back to its reporting word
	postReach     = 8  // from the reporting word to the name of a network
	longestSource = 60 // either way from its word nearest to the reporting word
	doubtReach    = 5  // from the reporting word back to a "not"
)

// tie finds the reporting words of every finding, and which findings are
// pieces of one statement.
func (w *work) tie() {
	next := 0
	chains, groups := map[int]int{}, map[int]int{}
	number := func(seen map[int]int, key int) int {
		if n, ok := seen[key]; ok {
			return n
		}
		seen[key] = next
		next++
		return next - 1
	}
	for k := range w.found {
		f := &w.found[k]
		f.Sentence = w.d.Tokens[f.first].Sentence
		if f.group > 0 {
			f.Utterance = number(groups, f.group)
			w.setSource(f)
			continue
		}
		cue := w.findCue(k)
		f.cue = cue.first
		switch before := w.continues(k, cue); {
		case before >= 0:
			f.Utterance = w.found[before].Utterance
			if cue.first < 0 {
				f.inherit(&w.found[before])
			}
			if f.chain >= 0 {
				chains[f.chain] = f.Utterance
			}
		case f.chain >= 0:
			w.follow(k, chains)
			f.Utterance = number(chains, f.chain)
		default:
			f.Utterance = next
			next++
		}
		if cue.first >= 0 {
			w.setCue(k, cue)
			if f.Kind == nlp.Direct && w.posted(cue) {
				f.Kind = nlp.Post
			}
		}
	}
	w.spreadPosts()
}

// posted says whether the words report a post: by a verb for posting, or with
// the name of a network behind "on" near them.
func (w *work) posted(cue tokenRange) bool {
	for i := cue.first; i < cue.last; i++ {
		switch v := w.words[i].verb; v {
		case hashTweet, hashRetweet, hashPost:
			return true
		}
	}
	s := w.d.Sentences[w.d.Tokens[cue.first].Sentence]
	for i := max(s.First, cue.first-postReach); i < min(s.Last, cue.last+postReach); i++ {
		if w.words[i].place == outside && i > s.First && (w.words[i-1].lower == hashOn || w.words[i-1].lower == hashTo) && lexicon.IsNetwork(w.token(i)) {
			return true
		}
	}
	return false
}

// spreadPosts makes posts of the pieces of a statement whose first is one.
func (w *work) spreadPosts() {
	for k := 1; k < len(w.found); k++ {
		f, g := &w.found[k], &w.found[k-1]
		if f.Kind == nlp.Direct && g.Kind == nlp.Post && f.Utterance == g.Utterance {
			f.Kind = nlp.Post
		}
	}
}

// inherit takes over who reports a statement, for another piece of it.
func (f *finding) inherit(g *finding) {
	f.cue, f.Cue, f.Speaker, f.Negated = g.cue, g.Cue, g.Speaker, g.Negated
}

// follow takes over the reporting words of the piece before, in the paragraph
// before, where this one has none.
func (w *work) follow(k int, chains map[int]int) {
	f := &w.found[k]
	if _, begun := chains[f.chain]; !begun || f.cue >= 0 {
		return
	}
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		if w.found[j].chain == f.chain {
			f.inherit(&w.found[j])
			return
		}
	}
}

// setSource notes who reports a block under a colon.
func (w *work) setSource(f *finding) {
	if f.Cue.Empty() || !f.Speaker.Span.Empty() {
		return
	}
	first, last := w.tokensOf(f.Cue)
	if s := w.sourceOf(f, tokenRange{first, last}); s.first < s.last {
		f.Speaker.Span = nlp.Span{Start: w.d.Tokens[s.first].Start, End: w.d.Tokens[s.last-1].End}
	}
}

// continues gives the earlier finding that this one goes on with, or -1: one
// with the same reporting words, or the one just before it in the paragraph
// where both are direct speech and this one has no reporting words.
func (w *work) continues(k int, cue tokenRange) int {
	f := &w.found[k]
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		g := &w.found[j]
		if g.group > 0 || w.paragraphAt(g.first) != w.paragraphAt(f.first) {
			break
		}
		if cue.first >= 0 && g.cue == cue.first {
			return j
		}
	}
	if k == 0 || cue.first >= 0 || f.Kind != nlp.Direct {
		return -1
	}
	g := &w.found[k-1]
	if w.goesOn(g, f) {
		return k - 1
	}
	return -1
}

// goesOn says whether direct speech goes on with the finding before it: in the
// same paragraph, with no full sentence of the writer's between them.
func (w *work) goesOn(g, f *finding) bool {
	return g.Kind == nlp.Direct && g.group == 0 && w.paragraphAt(g.first) == w.paragraphAt(f.first) && !w.announcedApart(g, f) &&
		w.d.Tokens[f.first].Sentence-w.d.Tokens[g.last-1].Sentence <= 1
}

// announcedApart says whether a clause of the writer's behind one finding announces the
// next with a colon: “Late.” Lang’s verdict: “Very late.”
func (w *work) announcedApart(g, f *finding) bool {
	colonAt := f.first - 2
	return colonAt > g.last+1 && w.words[colonAt].sign == colon && w.words[f.first-1].place == opening
}

func (w *work) paragraphAt(token int) int32 { return w.within[w.d.Tokens[token].Sentence] }

// findCue gives the tokens that report the k-th finding, first < 0 for none.
// The nearer one of those before and after wins.
func (w *work) findCue(k int) tokenRange {
	for _, kind := range [...]label{cueWord, beliefCue} {
		after, afterFar := w.cueAfter(k, kind)
		before, beforeFar := w.cueBefore(k, kind)
		if after < 0 {
			if cue := w.clauseBehind(&w.found[k]); cue.first >= 0 {
				return cue
			}
			if cue := w.clauseBefore(&w.found[k]); cue.first >= 0 && before < 0 {
				return cue
			}
		}
		switch {
		case before < 0 && after < 0:
		case before >= 0 && (w.splits(k, before) || after >= 0 && w.introduces(k, before) && w.words[after].shaped == lexicon.GerundForm):
			return w.cueRun(before, kind)
		case before < 0 || after >= 0 && afterFar < beforeFar:
			return w.cueRun(after, kind)
		default:
			return w.cueRun(before, kind)
		}
	}
	return w.listedCue(&w.found[k])
}

// Bounds of a clause that reports beside direct speech, in tokens: who speaks, with
// what stands in apposition, and that alone.
const (
	longestTeller     = 6
	longestLead       = 4
	longestApposition = 16
)

// absent stands for reporting words that are not there.
var absent = tokenRange{-1, -1}

// clauseBehind gives the verb of a clause of the writer's right behind direct speech
// that ends in a comma, a question or a shout: whatever the verb, it reports. “No,”
// shrugged Ruiz; “No,” the driver, a tall man, shot back.
func (w *work) clauseBehind(f *finding) tokenRange {
	if f.Kind != nlp.Direct || f.last+2 >= len(w.words) || w.paragraphAt(f.last+1) != w.paragraphAt(f.first) {
		return absent
	}
	if verb := w.verbBehind(f.last); verb >= 0 {
		return tokenRange{verb, verb + 1}
	}
	return absent
}

// verbBehind gives the verb of the clause behind the closing mark at a token that tells
// whose the words before it are; -1 for no such one.
func (w *work) verbBehind(mark int) int {
	ends := w.token(mark - 1)
	if mark+2 >= len(w.words) || ends != "," && ends != "?" && ends != "!" || w.words[mark].place != closing {
		return -1
	}
	first := mark + 1
	switch {
	case w.isFinite(first):
		if w.opensTeller(first+1) || w.isParticle(first+1) && w.opensTeller(first+2) {
			return first
		}
		return -1
	case ends == ",":
		return w.verbOf(first)
	}
	return -1
}

// clauseBefore gives the verb of the clause that begins the sentence and ends in a
// comma or a colon right before direct speech: Ruiz grinned, “No.”
func (w *work) clauseBefore(f *finding) tokenRange {
	mark := f.first - 1
	if f.Kind != nlp.Direct || mark < 2 || w.words[mark].place != opening || w.words[f.first].shape == lowerCase || w.paragraphAt(mark-1) != w.paragraphAt(f.first) {
		return absent
	}
	if verb := w.tellsBefore(w.d.Sentences[w.d.Tokens[mark-1].Sentence].First, mark); verb >= 0 {
		return tokenRange{verb, verb + 1}
	}
	return absent
}

// tellsBefore gives the verb of the clause of a few words that begins at a token and
// ends in a comma or a colon before the mark that opens words; -1 for no such one.
func (w *work) tellsBefore(first, mark int) int {
	end := mark - 1
	if end <= first || w.token(end) != "," && w.token(end) != ":" {
		return -1
	}
	if verb := w.verbOf(first); verb >= 0 && (verb+1 == end || verb+2 == end && w.isParticle(verb+1)) {
		return verb
	}
	return -1
}

// verbOf gives the finite verb of which the words from a token on are the subject, with
// or without something in apposition; -1 where they aren't one.
func (w *work) verbOf(first int) int {
	if !w.opensTeller(first) {
		return -1
	}
	for i := first + 1; i < min(len(w.words), first+longestTeller); i++ {
		switch tag := w.d.Tokens[i].Tag; {
		case w.words[i].sign == comma:
			return w.verbBeyond(i)
		case w.words[i].sign != noSign, w.words[i].place != outside, tag == "IN", tag == "WP", tag == "WDT", tag == "TO", tag == "CC":
			return -1
		case w.isFinite(i):
			return i
		}
	}
	return -1
}

// verbBeyond gives the finite verb behind an apposition that begins with the comma at i.
func (w *work) verbBeyond(i int) int {
	for j := i + 1; j < min(len(w.words)-1, i+longestApposition); j++ {
		if w.words[j].place != outside || w.words[j].sign == stop || w.words[j].sign == semicolon {
			return -1
		}
		if w.words[j].sign == comma && w.isFinite(j+1) {
			return j + 1
		}
	}
	return -1
}

// isFinite says whether a token is a verb in the past or the third person, or looks like
// one, whatever its tag: “shot back”.
func (w *work) isFinite(i int) bool {
	if w.words[i].shape != lowerCase || w.words[i].place != outside {
		return false
	}
	switch w.d.Tokens[i].Tag {
	case "VBD", "VBZ":
		return true
	case "VBN":
		return true
	case "VBP", "VB", "NN", "JJ":
		return w.isParticle(i+1) || strings.HasSuffix(w.token(i), "ed")
	}
	return false
}

// isParticle says whether a token is one that verbs for talking have behind them.
func (w *work) isParticle(i int) bool {
	if i >= len(w.words) {
		return false
	}
	switch w.token(i) {
	case "back", "in", "up", "out", "on", "off":
		return true
	}
	return false
}

// opensTeller says whether a token begins words for somebody: a name, a pronoun, an article.
func (w *work) opensTeller(i int) bool {
	if i >= len(w.words) || w.words[i].place != outside || w.words[i].sign != noSign {
		return false
	}
	if w.words[i].shape == capital || w.words[i].shape == allCapitals {
		return true
	}
	switch w.d.Tokens[i].Tag {
	case "DT", "PRP", "PRP$":
		return lexicon.Lookup(w.token(i)).Case != lexicon.Object
	case "NN", "JJ":
		return w.leadsToName(i)
	}
	return false
}

// leadsToName says whether nothing but nouns and adjectives stand between a token and a
// name: “ferry captain Tom Hale”.
func (w *work) leadsToName(i int) bool {
	for j := i + 1; j < min(len(w.words), i+longestLead); j++ {
		if w.words[j].place != outside || w.words[j].sign != noSign {
			return false
		}
		if w.words[j].shape == capital {
			return true
		}
		if tag := w.d.Tokens[j].Tag; tag != "NN" && tag != "JJ" {
			return false
		}
	}
	return false
}

// listedCue gives a listed reporting verb right beside direct speech, whatever
// the model makes of it: “We weren’t ready,” admits the founder.
func (w *work) listedCue(f *finding) tokenRange {
	if f.Kind != nlp.Direct {
		return w.callBefore(f)
	}
	for _, i := range [...]int{f.last + 1, f.last, f.last + 2, f.last + 3, f.first - 2, f.first - 3} {
		if i < 0 || i >= len(w.words) || w.paragraphAt(i) != w.paragraphAt(f.first) || i >= f.last && w.newSentence(f, i) {
			continue
		}
		if x := &w.words[i]; x.class == lexicon.ReportCue && x.place == outside && x.block < 0 && (i == f.last+1 || !w.noun(i) || w.isVerbForNoun(f, i)) {
			return tokenRange{i, i + 1}
		}
	}
	return w.callBefore(f)
}

// isVerbForNoun says whether a reporting word behind quoted words that is tagged as a
// plural is a verb: one word with a capital goes before it, and its clause ends: “No,”
// Lang jokes.
func (w *work) isVerbForNoun(f *finding, i int) bool {
	return i == f.last+2 && w.words[i].shaped == lexicon.ThirdForm && w.words[i-1].shape == capital && i+1 < len(w.words) && (w.words[i+1].sign == stop || w.words[i+1].sign == comma)
}

// callBefore gives a verb for calling something so right before words in marks:
// what one critic called “a voice like a door”, described as “brave”.
func (w *work) callBefore(f *finding) tokenRange {
	at := f.first - 2
	if at < 1 || w.words[at+1].place != opening || w.paragraphAt(at) != w.paragraphAt(f.first) {
		return tokenRange{-1, -1}
	}
	r := tokenRange{at, at + 1}
	if w.token(at) == "as" {
		r.first--
	}
	if x := &w.words[r.first]; x.class != lexicon.NameCue || x.place != outside || x.block >= 0 {
		return tokenRange{-1, -1}
	}
	return r
}

// introduces says whether a finite reporting word and a comma or a colon stand right
// before the mark that opens a finding: a participle behind its words says what goes
// with them. Ruiz noted, “We are late,” recalling the flood.
func (w *work) introduces(k, before int) bool {
	f := &w.found[k]
	return f.Kind == nlp.Direct && before == f.first-3 && w.words[f.first-1].place == opening && w.words[before].shaped != lexicon.GerundForm &&
		(w.words[f.first-2].sign == comma || w.words[f.first-2].sign == colon)
}

// splits says whether the reporting word before direct speech stands in the
// middle of its sentence: “The plan,” he said, “is dead.”
func (w *work) splits(k, before int) bool {
	if k == 0 {
		return false
	}
	f, g := &w.found[k], &w.found[k-1]
	return f.Kind == nlp.Direct && g.Kind == nlp.Direct && w.words[f.first].shape == lowerCase && g.last <= before &&
		w.d.Tokens[g.last-1].Sentence == w.d.Tokens[f.first].Sentence
}

// isCue says whether a token reports: by its label, or else by its rating.
func (w *work) isCue(i int, kind label) bool {
	x := &w.words[i]
	if w.labels[i] == kind {
		return kind == beliefCue || x.likely > 0 || x.sign == colon
	}
	return kind == cueWord && w.labels[i] != beliefCue && x.likely >= surely && x.place == outside
}

// cueAfter looks for a reporting word behind a finding, as far as the end of
// its sentence, the next finding or the next full stop.
func (w *work) cueAfter(k int, kind label) (at, far int) {
	f := &w.found[k]
	end := min(len(w.words), f.last+cueReach)
	if k+1 < len(w.found) {
		end = min(end, w.found[k+1].first)
	}
	for i := f.last; i < end; i++ {
		if w.newSentence(f, i) {
			break
		}
		if w.isCue(i, kind) {
			return i, i - f.last
		}
		if w.paragraphAt(i) != w.paragraphAt(f.first) || w.words[i].sign == stop && w.words[i].place == outside || w.words[i].sign == semicolon {
			break
		}
	}
	return -1, 0
}

// newSentence says whether the writer begins a sentence of their own at i,
// which does not report what stands before: behind quoted words that end in a
// full stop, since reported ones end in a comma, or where no reporting word
// follows soon behind a question or a shout.
func (w *work) newSentence(f *finding, i int) bool {
	if i == 0 || w.d.Tokens[i].Sentence == w.d.Tokens[i-1].Sentence || w.words[i].shape == lowerCase {
		return false
	}
	if ends := w.token(f.last - 1); ends != "?" && ends != "!" {
		return true
	}
	for j := i; j < min(i+4, len(w.words)); j++ {
		if w.words[j].likely >= surely {
			return false
		}
	}
	return true
}

// cueBefore looks for one in front of it, as far as the sentence's beginning
// or, where the sentence before ends in a colon, in that one.
func (w *work) cueBefore(k int, kind label) (at, far int) {
	f := &w.found[k]
	start := 0
	if k > 0 {
		start = w.found[k-1].last
	}
	s := w.d.Sentences[w.d.Tokens[f.first].Sentence]
	first := s.First
	if n := s.First - 1; n >= 0 && w.words[n].sign == colon {
		first = w.d.Sentences[w.d.Tokens[n].Sentence].First
	}
	for i := f.first - 1; i >= max(start, first, f.first-cueReach); i-- {
		if w.isCue(i, kind) {
			return i, f.first - 1 - i
		}
	}
	return -1, 0
}

// cueRun widens a reporting word to the labelled words beside it. A colon
// alone stands for the reporting word before it, where there is one.
func (w *work) cueRun(i int, kind label) tokenRange {
	if w.words[i].sign == colon {
		i = w.beforeColon(i)
	}
	r := tokenRange{i, i + 1}
	for r.first > 0 && w.labels[r.first-1] == kind && w.joinsCue(r.first-1) && r.last-r.first < longestCue {
		r.first--
	}
	for r.last < len(w.labels) && w.labels[r.last] == kind && w.joinsCue(r.last) && r.last-r.first < longestCue {
		r.last++
	}
	return r
}

// joinsCue says whether a labelled token may be one of several reporting words: no mark,
// and no name, which is who speaks.
func (w *work) joinsCue(i int) bool {
	return w.words[i].sign == noSign && (w.words[i].shape != capital || i == 0 || w.d.Tokens[i].Tag != "NNP" || w.d.Tokens[i].Sentence != w.d.Tokens[i-1].Sentence)
}

// beforeColon gives the reporting word of the clause that a colon ends: "said
// in a letter to the members:".
func (w *work) beforeColon(i int) int {
	s := w.d.Sentences[w.d.Tokens[i].Sentence]
	for j := i - 1; j >= max(s.First, i-colonReach); j-- {
		if x := &w.words[j]; x.place == outside && x.sign == noSign && (w.labels[j] == cueWord || x.class == lexicon.ReportCue && !w.noun(j)) {
			return j
		}
	}
	return i
}

// setCue notes the reporting words, whether they are denied, and the words
// that the model takes for those that name who spoke.
func (w *work) setCue(k int, cue tokenRange) {
	f := &w.found[k]
	f.Cue = nlp.Span{Start: w.d.Tokens[cue.first].Start, End: w.d.Tokens[cue.last-1].End}
	f.Negated = w.denied(cue)
	s := w.sourceOf(f, cue)
	switch {
	case s.first < s.last:
		f.Speaker.Span = nlp.Span{Start: w.d.Tokens[s.first].Start, End: w.d.Tokens[s.last-1].End}
	case k > 0 && w.sharesSubject(cue.first) && w.d.Tokens[w.found[k-1].last-1].Sentence == w.d.Tokens[cue.first].Sentence:
		f.Speaker.Span = w.found[k-1].Speaker.Span
	}
}

// sharesSubject says whether a reporting word has the subject of the one
// before it: "he praised it and said".
func (w *work) sharesSubject(cue int) bool {
	if cue == 0 {
		return false
	}
	switch w.token(cue - 1) {
	case "and", "but", "then", "also", ",":
		return true
	}
	return w.words[cue].shaped == lexicon.GerundForm
}

// sourceOf gives the run of words labelled as source that is nearest to the
// reporting words.
func (w *work) sourceOf(f *finding, cue tokenRange) tokenRange {
	for far := 0; far < sourceReach; far++ {
		if i := cue.first - 1 - far; i >= 0 && w.labels[i] == source && !w.covers(f, i) {
			return w.sourceRun(i)
		}
		if i := cue.last + far; i < len(w.labels) && w.labels[i] == source && !w.covers(f, i) {
			return w.sourceRun(i)
		}
	}
	return tokenRange{}
}

func (w *work) covers(f *finding, i int) bool { return f.first <= i && i < f.last }

func (w *work) sourceRun(i int) tokenRange {
	r := tokenRange{i, i + 1}
	for r.first > 0 && w.labels[r.first-1] == source && i-r.first < longestSource {
		r.first--
	}
	for r.last < len(w.labels) && w.labels[r.last] == source && r.last-i < longestSource {
		r.last++
	}
	for r.last > r.first && w.words[r.last-1].sign == comma {
		r.last--
	}
	return r
}

// denied says whether somebody is said not to have said it: "never said", "did
// not say", "denied saying".
func (w *work) denied(cue tokenRange) bool {
	s := w.d.Sentences[w.d.Tokens[cue.first].Sentence]
	for i := cue.last - 1; i >= max(s.First, cue.first-doubtReach); i-- {
		x := &w.words[i]
		if x.sign != noSign {
			return false
		}
		if denials[x.lower] {
			return true
		}
		if x.verb == hashDeny && i+1 < cue.last+1 && i+1 < len(w.words) && w.words[i+1].class != lexicon.NoCue && w.words[i+1].shaped == lexicon.GerundForm {
			return true
		}
	}
	return false
}

var (
	hashDeny = hashWord("deny")
	denials  = func() map[uint32]bool {
		all := map[uint32]bool{}
		for _, word := range [...]string{"never", "not", "n't", "n’t", "nobody", "neither", "nor", "without"} {
			all[hashWord(word)] = true
		}
		return all
	}()
)
