package speaker

func newPast() past {
	return past{phrases: [2]int32{none, none}, entities: [2]int32{none, none}, quotation: none}
}

// remember notes who spoke quotation q.
func (p *past) remember(a *article, q, phrase int32) {
	entity := int32(none)
	if m := a.phrases[phrase].mention; m != none {
		entity = a.entityAt(m)
	}
	if phrase != p.phrases[0] && (entity == none || entity != p.entities[0]) {
		p.phrases[1], p.entities[1] = p.phrases[0], p.entities[0]
	}
	p.phrases[0], p.entities[0] = phrase, entity
	p.quotation = q
}
