package speaker

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// fillLabel writes the speaker whom a layout names: a signature, the label of
// a turn, a handle. It says whether it could.
func (w *work) fillLabel(speaker *nlp.Speaker, d *decision) bool {
	a := &w.article
	label := a.Slice(d.span)
	speaker.Confidence = w.model.confide(d.share, 0.95)
	switch d.role {
	case "interviewer":
		label = "Q"
	case "interviewee":
		label = "A"
	case "":
	default:
		speaker.Type, speaker.Role = nlp.SpeakerUnnamed, d.role
		return true
	}
	if w.fillParty(speaker, label) {
		return true
	}
	if known := firstWord(label); known == "unidentified" || known == "unknown" || isChorus(label) || isNumbered(label) {
		speaker.Type, speaker.Role = nlp.SpeakerUnnamed, strings.ToLower(oneLine(label))
		return true
	}
	if w.fillOffice(speaker, label) {
		return true
	}
	if e := a.entityOfInitials(label); e != none {
		w.name(speaker, referent{entity: e}, max(d.phrase, 0))
		return true
	}
	if e := a.entityWithin(d.span); e != none {
		if full := a.entityOfLabel(a.Entities[e].Name, e); full != none {
			e = full
		}
		w.name(speaker, referent{entity: e, phrase: max(d.phrase, 0)}, max(d.phrase, 0))
		return true
	}
	if e := a.entityOfHandle(label); e != none {
		w.name(speaker, referent{entity: e}, max(d.phrase, 0))
		return true
	}
	if e := a.entityOfLabel(label, none); e != none {
		w.name(speaker, referent{entity: e}, max(d.phrase, 0))
		return true
	}
	if e := a.entityOfFirstName(label); e != none {
		w.name(speaker, referent{entity: e}, max(d.phrase, 0))
		return true
	}
	return w.fillBareLabel(speaker, label)
}

// fillOffice writes the speaker of a turn whose label is an office and no name:
// "Mr SPEAKER", "DESK". It says whether the label is one.
func (w *work) fillOffice(speaker *nlp.Speaker, label string) bool {
	a := &w.article
	words := strings.Fields(label)
	for len(words) > 1 && (strings.EqualFold(words[0], "the") || lexicon.Lookup(words[0]).Is(lexicon.Honorific)) {
		words = words[1:]
	}
	if len(words) != 1 || a.isPartOfName(words[0]) {
		return false
	}
	office := strings.TrimSuffix(words[0], ":")
	if !lexicon.Lookup(office).Is(lexicon.Role) && !(office == strings.ToUpper(office) && a.isCommonNoun(office)) {
		return false
	}
	if w.fillHearing(speaker, label) {
		return true
	}
	if e := a.entityIdentified(office); e != none {
		w.name(speaker, referent{entity: e}, 0)
		return true
	}
	if e := a.entityOfRole(office); e != none && !strings.EqualFold(office, "speaker") && !w.namedAtTurns(e) { // anybody who speaks is one
		w.name(speaker, referent{entity: e}, 0)
		return true
	}
	speaker.Type, speaker.Role = nlp.SpeakerUnnamed, strings.ToLower(oneLine(label))
	return true
}

// entityIdentified gives the only person who the text before the first turn tells
// is meant by a label: "the first caller was the owner, Ana Ruiz".
func (a *article) entityIdentified(label string) int32 {
	h := hashLower(label)
	found := int32(none)
	for i := range a.Sentences {
		s := &a.Sentences[i]
		if q := a.words[s.First].quotation; s.First > mostSearched || q != none && a.Quotations[q].Speaker.Rule == lexicon.RuleTurn {
			break
		}
		for t := int32(s.First); int(t)+1 < s.Last; t++ {
			if be := a.text(t + 1); a.words[t].hash != h || be != "was" && be != "is" {
				continue
			}
			if e := a.personAfter(s, t); e != none {
				found = a.onlyOne(found, e)
			}
		}
	}
	return max(found, none)
}

// isChorus says whether a label stands for a voice or voices from a crowd: "A
// VOICE", "Some hon. members", "AUDIENCE", "Several people".
func isChorus(label string) bool {
	words := strings.Fields(strings.ToLower(label))
	if len(words) == 0 {
		return false
	}
	switch words[len(words)-1] {
	case "voice", "voices", "member", "members", "audience", "crowd", "all", "others", "several", "people", "chorus", "gallery", "floor":
		return true
	}
	return false
}

// isNumbered says whether a label is a number behind a noun, as transcripts by
// machines have it: "Speaker 3".
func isNumbered(label string) bool {
	words := strings.Fields(strings.TrimSuffix(label, ":"))
	return len(words) == 2 && strings.Trim(words[1], "0123456789") == "" && lexicon.Lookup(words[0]).Is(lexicon.Role)
}

// isPartOfName says whether a person of several names bears a word as one of them.
func (a *article) isPartOfName(word string) bool {
	for e := range min(len(a.Entities), mostNames) {
		if a.labels[e] != nlp.Person {
			continue
		}
		names := strings.Fields(a.Entities[e].Name)
		for _, name := range names {
			if len(names) > 1 && strings.EqualFold(name, word) {
				return true
			}
		}
	}
	return false
}

// mostSearched bounds how many words are searched for a label's noun, for each label.
const mostSearched = 4000

// isCommonNoun says whether the article writes a word of capitals in small
// letters too, as a noun.
func (a *article) isCommonNoun(word string) bool {
	h, lower := hashLower(word), strings.ToLower(word)
	for t := range min(len(a.words), mostSearched) {
		if a.words[t].hash == h && a.Tokens[t].Tag == "NN" && a.text(int32(t)) == lower {
			return true
		}
	}
	return false
}

// firstWord gives the first word of a label in lower case.
func firstWord(label string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(label), " ")
	return strings.ToLower(word)
}

// fillBareLabel handles labels that are no name of the article: "Moderator", "THE CHAIRMAN",
// a name that stands nowhere else.
func (w *work) fillBareLabel(speaker *nlp.Speaker, label string) bool {
	a := &w.article
	if w.fillHearing(speaker, label) {
		return true
	}
	words := strings.Fields(label)
	known := lexicon.Word{}
	if len(words) > 0 {
		known = lexicon.Lookup(words[len(words)-1])
	}
	if known.Is(lexicon.Role) {
		if e := a.entityOfRole(words[len(words)-1]); e != none && !w.namedAtTurns(e) {
			w.name(speaker, referent{entity: e}, 0)
			return true
		}
	}
	if known.Is(lexicon.Role) || len(words) == 0 {
		speaker.Type, speaker.Role = nlp.SpeakerUnnamed, strings.ToLower(oneLine(label))
		return true
	}
	if r, _ := utf8.DecodeRuneInString(label); unicode.IsUpper(r) || r == '@' || isAccount(label) {
		for len(words) > 1 && lexicon.Lookup(words[0]).Is(lexicon.Honorific) {
			words = words[1:] // "MRS ANA RUIZ"
		}
		speaker.Name, speaker.Type = strings.Join(words, " "), nlp.SpeakerPerson
		return true
	}
	return false
}

// entityOfRole gives the only person whom the article ties a role to, elsewhere than in a label
// itself, which would be whoever the text tells of.
func (a *article) entityOfRole(role string) int32 {
	found := int32(none)
	for _, k := range a.people.byNoun[hashLower(role)] {
		if next := a.people.ties[k].token + 1; int(next) < len(a.words) && a.words[next].symbol == symbolColon {
			continue
		}
		switch e := a.people.ties[k].entity; {
		case found == none:
			found = e
		case found != e:
			return none
		}
	}
	return found
}

// entityWithin gives the entity of the first name in a span.
func (a *article) entityWithin(span nlp.Span) int32 {
	for t := a.tokenAfter(span.Start); t < len(a.Tokens) && a.Tokens[t].Start < span.End; t++ {
		if m := a.words[t].mention; m != none {
			if e := a.entityAt(m); e != none {
				return e
			}
		}
	}
	return none
}

// mostNames bounds how many entities a label is compared with.
const mostNames = 400

// entityOfLabel gives the person whose name ends in the label's last word,
// whatever the case: "SEN. ARRIAGA" is Luis Arriaga. The entity itself counts
// only where no fuller name does.
func (a *article) entityOfLabel(label string, itself int32) int32 {
	words := strings.Fields(label)
	for len(words) > 1 && lexicon.Lookup(words[0]).Is(lexicon.Honorific|lexicon.Role) {
		words = words[1:]
	}
	if len(words) == 0 {
		return none
	}
	best := int32(none)
	for e := range a.Entities {
		if e >= mostNames {
			break
		}
		if int32(e) == itself || a.labels[e] != nlp.Person && itself == none {
			continue
		}
		if endsIn(strings.Fields(a.Entities[e].Name), words) && (best == none || len(a.Entities[e].Name) > len(a.Entities[best].Name)) {
			best = int32(e)
		}
	}
	if best != none && itself != none && len(a.Entities[best].Name) <= len(a.Entities[itself].Name) {
		return none
	}
	return best
}

// leastShortened is the length of a shortened first name, in letters.
const leastShortened = 3

// entityOfFirstName gives the only person whose name of several words begins
// with a label of one word: "Wilf" is Wilfred Ashdown.
func (a *article) entityOfFirstName(label string) int32 {
	label = strings.TrimSuffix(strings.TrimSpace(label), ":")
	if utf8.RuneCountInString(label) < leastShortened || len(strings.Fields(label)) != 1 {
		return none
	}
	found := int32(none)
	for e := range int32(min(len(a.Entities), mostNames)) {
		name := a.Entities[e].Name
		first, _, several := strings.Cut(name, " ")
		if several && a.labels[e] == nlp.Person && len(label) <= len(first) && strings.EqualFold(first[:len(label)], label) {
			found = a.onlyOne(found, e)
		}
	}
	return max(found, none)
}

// endsIn says whether a name ends in these words, whatever their case.
func endsIn(name, words []string) bool {
	if len(words) > len(name) {
		return false
	}
	tail := name[len(name)-len(words):]
	for i := range words {
		if !strings.EqualFold(tail[i], words[i]) {
			return false
		}
	}
	return true
}

// Lengths of labels that may be initials, in letters.
const (
	leastInitials = 2
	mostInitials  = 5
)

// entityOfInitials gives the only person whose name begins its words with the
// letters of a label in capitals: "WA", "W.A.", "J. M. R.". The parts of a
// double name may count for one word each.
func (a *article) entityOfInitials(label string) int32 {
	initials := make([]rune, 0, mostInitials)
	for _, r := range label {
		switch {
		case r == '.' || r == ' ' || r == '-':
		case unicode.IsUpper(r) && len(initials) < mostInitials:
			initials = append(initials, r)
		default:
			return none
		}
	}
	if len(initials) < leastInitials {
		return none
	}
	found := int32(none)
	for e := range int32(min(len(a.Entities), mostNames)) {
		if a.labels[e] == nlp.Person && abbreviates(initials, a.Entities[e].Name) {
			found = a.onlyOne(found, e)
		}
	}
	return max(found, none)
}

// abbreviates says whether the words of a name begin with the initials, where
// parts joined by a hyphen are words or are not.
func abbreviates(initials []rune, name string) bool {
	return sameInitials(initials, strings.Fields(name)) ||
		sameInitials(initials, strings.FieldsFunc(name, func(r rune) bool { return r == '-' || unicode.IsSpace(r) }))
}

func sameInitials(initials []rune, words []string) bool {
	if len(words) != len(initials) {
		return false
	}
	for i, word := range words {
		if first, _ := utf8.DecodeRuneInString(word); unicode.ToUpper(first) != initials[i] {
			return false
		}
	}
	return true
}

// isAccount says whether a label is the name of an account: one word that
// begins with a small letter or a digit.
func isAccount(label string) bool {
	r, _ := utf8.DecodeRuneInString(label)
	return (unicode.IsLower(r) || unicode.IsDigit(r)) && !strings.ContainsAny(label, " \n")
}

// entityOfHandle gives the entity whose name, without spaces, a handle or the
// name of an account spells.
func (a *article) entityOfHandle(label string) int32 {
	at := strings.IndexByte(label, '@')
	if at < 0 && !isAccount(label) {
		return none
	}
	handle := letters(label[max(at, 0):])
	best := int32(none)
	for e := range a.Entities {
		if e >= mostNames {
			break
		}
		name := letters(a.Entities[e].Name)
		if len(name) < 4 || a.labels[e] == nlp.Location || !strings.Contains(handle, name) && !strings.Contains(name, handle) && !startsHandle(handle, a.Entities[e].Name) {
			continue
		}
		if best == none || len(name) > len(letters(a.Entities[best].Name)) {
			best = int32(e)
		}
	}
	return best
}

// leastOfHandle is how many letters of a name begin its handle at least.
const leastOfHandle = 5

// startsHandle says whether a handle begins with the first words of a name, or
// with two behind its first, where the family's name stands there: "@anamariafc"
// is Ana Maria Ruiz, "@meilingcooks" is Tan Mei Ling.
func startsHandle(handle, name string) bool {
	words := strings.Fields(name)
	if n, _ := begun(handle, words); n >= leastOfHandle {
		return true
	}
	n, several := begun(handle, words[min(len(words), 1):])
	return several > 1 && n >= leastOfHandle
}

// begun gives how many letters of a handle are those of the first words, and of
// how many words.
func begun(handle string, words []string) (n, several int) {
	for _, word := range words {
		rest, ok := strings.CutPrefix(handle, letters(word))
		if !ok {
			break
		}
		n, several, handle = n+len(handle)-len(rest), several+1, rest
	}
	return n, several
}

// letters gives the letters and digits of a text in lower case.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// parties are those who meet in an interview.
type parties struct{ asks, answers int32 }

// meet finds the parties of the article's interview, or of the hearing at the
// turn under work. Turns are asked about in the order of the text.
func (w *work) meet() parties {
	a := &w.article
	if !w.met {
		w.parties = w.article.hearing()
		if w.parties.asks == none {
			w.parties.asks = w.article.interviewer()
		}
		if w.parties.answers == none {
			w.parties.answers = w.article.interviewee(w.parties.asks)
		}
		w.met, w.heard = true, a.sentenceAt(a.firstTurn())
	}
	w.hearOn()
	return w.parties
}

// sentenceAt gives the first sentence that begins at or behind a byte.
func (a *article) sentenceAt(at int) int {
	for i := range a.Sentences {
		if a.Sentences[i].Start >= at {
			return i
		}
	}
	return len(a.Sentences)
}

// namedFirst is how many mentions count as much as being the first person whom
// an interview names.
const namedFirst = 6

// interviewee gives the person an interview is with: the one most spoken of
// before its first turn, else in the whole article.
func (a *article) interviewee(asks int32) int32 {
	first, labelled := a.firstTurn(), a.labelled()
	if e := a.spokenTo(first); e != none && e != asks && !labelled[e] {
		return e
	}
	best, most, named := int32(none), 0, false
	for e := range a.Entities {
		if a.labels[e] != nlp.Person || int32(e) == asks || labelled[int32(e)] {
			continue
		}
		n := 0
		for k, m := range a.Entities[e].Mentions {
			if a.Mentions[m].Start < first {
				n += 4
				if k == 0 && !named {
					n, named = n+namedFirst, true
				}
			} else {
				n++
			}
			if k > 50 {
				break
			}
		}
		if n > most {
			best, most = int32(e), n
		}
	}
	return best
}

// spokenTo gives the only person of whom the text before the first turn says that he or she
// was interviewed or spoke to the paper: "The pilot, Ana Ruiz, spoke to the Courier", "We
// spoke to Ana Ruiz".
func (a *article) spokenTo(first int) int32 {
	found := int32(none)
	for i := range a.Sentences {
		s := &a.Sentences[i]
		if s.Start >= first || i > mostNames {
			break
		}
		for t := int32(s.First) + 1; int(t)+1 < s.Last; t++ {
			switch a.lowerAt(s, t) {
			case "spoke", "talked", "speaks", "talks", "sat":
			default:
				continue
			}
			if next := a.lowerAt(s, t+1); next != "to" && next != "with" && next != "down" || a.words[t].quotation != none {
				continue
			}
			e := a.personBefore(s, t)
			if a.asksAt(int(t)-1) || e == none {
				e = a.personAfter(s, t)
			}
			if e != none {
				found = a.onlyOne(found, e)
			}
		}
	}
	return max(found, none)
}

// labelled gives the people whose names stand before turns: those are not meant by
// other labels.
func (a *article) labelled() map[int32]bool {
	people, read := map[int32]bool{}, map[string]bool{}
	for q := range a.Quotations {
		s := &a.Quotations[q].Speaker
		label := a.Slice(s.Span)
		if s.Rule != lexicon.RuleTurn || s.Span.Empty() || read[label] {
			continue
		}
		read[label] = true
		people[a.entityWithin(s.Span)], people[a.entityOfLabel(label, none)] = true, true
	}
	return people
}

// namedAtTurns says whether a label of a turn is somebody's name, whom a label that is
// no more than an office then doesn't mean: "Host:" beside "Ruiz:".
func (w *work) namedAtTurns(e int32) bool {
	if w.atTurns == nil {
		w.atTurns = w.article.labelled()
	}
	return w.atTurns[e]
}

// asksAt says whether the paper itself or its reporter ends with token t, before "spoke to":
// who is spoken to answers then.
func (a *article) asksAt(t int) bool {
	if t < 0 {
		return false
	}
	word := strings.ToLower(a.text(int32(t)))
	if word == "we" || word == "i" || word == "reporter" || word == "correspondent" || word == "editor" {
		return true
	}
	m := a.words[t].mention
	return m != none && a.labelAt(m) == nlp.Organization
}

// firstTurn gives where the first turn of an interview begins.
func (a *article) firstTurn() int {
	first := len(a.Text)
	for q := range a.Quotations {
		if a.Quotations[q].Speaker.Rule == lexicon.RuleTurn {
			first = min(first, a.Quotations[q].Start)
		}
	}
	return first
}

// interviewer gives the person who asks: the one whom the article says it
// spoke to, or its author.
func (a *article) interviewer() int32 {
	first := a.firstTurn()
	for m := range a.Mentions {
		if m >= mostNames {
			break
		}
		mention := &a.Mentions[m]
		if a.labelAt(int32(m)) != nlp.Person || mention.First < 2 {
			continue
		}
		before, verb := strings.ToLower(a.text(int32(mention.First-1))), strings.ToLower(a.text(int32(mention.First-2)))
		if (before == "tells" || before == "told") && mention.Start < first && mention.Last < len(a.Tokens) && a.text(int32(mention.Last)) == "about" {
			return a.entityAt(int32(m))
		}
		spokeTo := before == "to" && (verb == "spoke" || verb == "talked" || verb == "speaks")
		if spokeTo && a.asksAt(mention.First-3) {
			continue
		}
		if spokeTo || before == "by" && (verb == "interview" || verb == "interviewed") {
			return a.entityAt(int32(m))
		}
	}
	for e := range a.Entities {
		if a.Author != "" && strings.EqualFold(a.Entities[e].Name, a.Author) {
			return int32(e)
		}
	}
	return none
}
