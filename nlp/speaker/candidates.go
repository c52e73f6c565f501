package speaker

// mostCandidates bounds the phrases weighed for one quotation.
const mostCandidates = 40

// gather collects the candidates of quotation q: the phrases of its strip,
// nearest first, and those who spoke before.
func (s *scene) gather(q int32, before past) {
	s.q, s.past = q, before
	s.lay(s.article, q)
	s.setCommon()
	s.candidates, s.arena = s.candidates[:0], s.arena[:0]
	for step := 1; step <= itemsBefore && len(s.candidates) < mostCandidates; step++ {
		s.consider(s.self - step)
		s.consider(s.self + step)
	}
	for _, p := range before.phrases {
		if p != none && !s.has(p) {
			s.candidates = append(s.candidates, candidate{phrase: p, item: none})
		}
	}
}

// consider takes the phrase at an item as a candidate.
func (s *scene) consider(i int) {
	if i < 0 || i >= len(s.items) || s.items[i].phrase == none {
		return
	}
	if p := s.items[i].phrase; s.phrases[p].sort != sortTime && !s.isTold(p) && !s.standsInDateline(p) && !s.isByline(s.phrases[p].first) && !s.hasSeen(p) && !s.isAudience(p) {
		s.candidates = append(s.candidates, candidate{phrase: p, item: i})
	}
}

// standsInDateline says whether a phrase is the place where the article was written.
func (s *scene) standsInDateline(phrase int32) bool {
	m := s.phrases[phrase].mention
	return m != none && s.isDateline(&s.Mentions[m])
}

// hasSeen says whether a phrase is the paper that was shown the words: "in a memo seen by
// the Courier".
func (s *scene) hasSeen(phrase int32) bool {
	by := s.phrases[phrase].first - 1
	if by < 1 || s.text(by) != "by" {
		return false
	}
	switch s.text(by - 1) {
	case "seen", "obtained", "reviewed", "viewed", "heard":
		return true
	}
	return false
}

// isAudience says whether a phrase is whom somebody else speaks to, which a participle
// tells: "Speaking exclusively to the Courier, Ruiz said".
func (s *scene) isAudience(phrase int32) bool {
	t := s.phrases[phrase].first - 1
	if t < 1 || s.text(t) != "to" && s.text(t) != "with" {
		return false
	}
	for t--; t > 0 && s.words[t].symbol == symbolAdverb; t-- {
	}
	switch s.text(t) {
	case "Speaking", "speaking", "Talking", "talking":
		return true
	}
	return false
}

// isTold says whether a phrase is the object of the quotation's reporting words,
// where these can't go before their subject: "Ruiz told the Courier".
func (s *scene) isTold(phrase int32) bool {
	p := &s.places[s.q]
	if p.cueFirst == none || p.cueLast <= p.cueFirst || s.phrases[phrase].first != p.cueLast {
		return false
	}
	switch s.text(p.cueLast - 1) {
	case "told", "tells", "tell", "telling", "reassured", "informed", "reminded":
		return true
	}
	return false
}

func (s *scene) has(phrase int32) bool {
	for i := range s.candidates {
		if s.candidates[i].phrase == phrase {
			return true
		}
	}
	return false
}

// describeAll gives every candidate its features. The arena may move while it
// grows, so that the features are cut out of it at the end.
func (s *scene) describeAll() {
	for i := range s.candidates {
		s.describe(&s.candidates[i])
	}
}
