package speaker

import "strings"

// An inquiry is who asks whom right before a quotation: "Ruiz asked her why. “I was
// afraid,” she said." Both are nobody where nobody asks.
type inquiry struct{ asks, asked referent }

// inquiryReach is how far before a quotation somebody is asked, in tokens.
const inquiryReach = 80

// inquiryBefore reads the sentence before a quotation whose speaker phrase i names,
// and what stands before phrase i in its own. What is asked there is answered by the
// quotation, unless that is itself a question.
func (a *article) inquiryBefore(i, speaks int32) inquiry {
	nobodyAsks := inquiry{asks: nobody, asked: nobody}
	if speaks < 0 || int(a.places[speaks].first) >= len(a.words) || a.endsAsking(speaks) {
		return nobodyAsks
	}
	end := min(a.phrases[i].first, a.places[speaks].first)
	if end == 0 {
		return nobodyAsks
	}
	first := a.Tokens[end-1].Sentence
	if a.Tokens[end].Sentence == first && first > 0 && a.paragraph(end)-a.Sentences[first-1].Paragraph <= 1 {
		first--
	}
	for v := end - 1; int(v) > a.Sentences[first].First && v > end-inquiryReach; v-- {
		if a.words[v].marked {
			return nobodyAsks
		}
		if found := a.inquiryAt(v); found.asked.phrase != none {
			return found
		}
	}
	return nobodyAsks
}

// inquiryAt reads who asks whom with the verb at token v: "asked her", "put it to
// her", "asked whether she".
func (a *article) inquiryAt(v int32) inquiry {
	nobodyAsks := inquiry{asks: nobody, asked: nobody}
	object := a.askedAt(v)
	if object == none || a.phrases[object].plural || !isAnimate(a.phrases[object].sort) && a.phrases[object].sort != sortOwner {
		return nobodyAsks
	}
	subject := a.subjectAt(v)
	if subject == none || subject >= object {
		return nobodyAsks
	}
	return inquiry{asks: a.people.resolved[subject], asked: a.people.resolved[object]}
}

// askedAt gives the phrase of whom the verb at token v asks or lets speak; none where it
// does neither.
func (a *article) askedAt(v int32) int32 {
	if int(v)+4 >= len(a.words) || a.words[v].symbol != symbolVerb && a.text(v) != "put" {
		return none
	}
	switch strings.ToLower(a.text(v)) {
	case "asked", "asks":
		if a.isQuestionWord(v + 1) {
			return a.words[v+2].phrase
		}
		return a.words[v+1].phrase
	case "pressed", "questioned", "quizzed":
		return a.words[v+1].phrase
	case "put", "puts":
		if a.text(v+1) == "it" && a.text(v+2) == "to" {
			return a.words[v+3].phrase // "put it to her that"
		}
	case "turned", "turns":
		if a.text(v+1) == "to" {
			return a.words[v+2].phrase
		}
	case "handed", "hands", "gave", "gives", "passed", "passes", "yielded", "ceded":
		return a.handedTo(v)
	}
	return none
}

// handedTo gives to whom the verb at token v hands what one speaks with: "handed the
// floor to Ruiz"; none where it hands anything else.
func (a *article) handedTo(v int32) int32 {
	for t := v + 1; t <= v+3 && int(t)+2 < len(a.words); t++ {
		switch a.text(t) {
		case "floor", "microphone", "mic", "phone", "receiver", "word", "stage", "megaphone":
			if a.text(t+1) == "to" {
				return a.words[t+2].phrase
			}
		}
	}
	return none
}

// endsAsking says whether the words of a quotation end with a question.
func (a *article) endsAsking(q int32) bool {
	return strings.HasSuffix(strings.TrimRight(a.Slice(a.Quotations[q].Span), "”’\"'»"), "?")
}

// isAskedFirst says whether the sentence of phrase i begins by saying that somebody
// asks whom it stands for: "Asked by Ruiz whether he knew, he replied".
func (a *article) isAskedFirst(i int32) bool {
	first := int32(a.Sentences[a.Tokens[a.phrases[i].first].Sentence].First)
	switch a.text(first) {
	case "Asked", "Pressed", "Questioned", "Challenged", "Told":
		return true
	}
	return false
}
