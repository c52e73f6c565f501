package speaker

import (
	"quoth/nlp"
)

// asReach is how far before a quotation's opening mark the participle stands whose
// agent follows the words, in tokens: "described as a".
const asReach = 3

// agentBehind gives the phrase of the agent that follows the marked words of a
// quotation whose participle stands before them: “was called ‘a joke’ by Ana Ruiz”. The
// reported words may be taken to go on over the agent. None for any other quotation.
func (a *article) agentBehind(q int32) int32 {
	opening, behind := a.marksOf(q)
	if opening < 1 || behind == none || a.text(behind) != "by" || int(behind)+1 >= len(a.words) || !a.endsInParticiple(opening) {
		return none
	}
	agent := a.pastOwners(a.words[behind+1].phrase)
	if agent == none || !isAnimate(a.phrases[agent].sort) {
		return none
	}
	return agent
}

// pastOwners gives the phrase that phrase i owns, over further owners, else phrase i
// itself: from "the minister's" that of "spokesman".
func (a *article) pastOwners(i int32) int32 {
	for i != none && a.phrases[i].possessor && int(i)+1 < len(a.phrases) && a.follows(i+1) {
		i++
	}
	return i
}

// marksOf gives the token of the mark that opens a quotation's first words in marks and
// the one behind the mark that closes them.
func (a *article) marksOf(q int32) (opening, behind int32) {
	quoted := a.Quotations[q].Span
	if pieces := a.Quotations[q].Quoted; len(pieces) > 0 {
		quoted = pieces[0]
	}
	if a.Quotations[q].Kind == nlp.Indirect {
		return none, none
	}
	opening = int32(a.tokenAfter(quoted.Start)) - 1
	behind = int32(a.tokenAfter(quoted.End))
	for range 2 { // the mark, and one of another style
		if int(behind) < len(a.words) && a.words[behind].symbol == symbolMark {
			behind++
		}
	}
	if opening < 0 || int(behind) >= len(a.words) || a.words[opening].symbol != symbolMark || a.Tokens[behind].Sentence != a.Tokens[opening].Sentence {
		return none, none
	}
	return opening, behind
}

// endsInParticiple says whether a participle stands right before token t, but for
// "as": “was described as ‘…’”.
func (a *article) endsInParticiple(t int32) bool {
	for u := t - 1; u >= max(0, t-asReach); u-- {
		switch a.Tokens[u].Tag {
		case "VBN", "VBD":
			return u == 0 || a.words[u-1].phrase == none || a.Tokens[u].Tag == "VBN"
		}
		if a.text(u) != "as" && a.words[u].symbol != symbolAdverb {
			return false
		}
	}
	return false
}
