package entity

import "quoth/nlp"

// resolve ties the mentions of a document that stand for the same thing.
func resolve(d *nlp.Document) {
	d.Entities = d.Entities[:0]
	for i := range d.Mentions {
		d.Mentions[i].Entity = len(d.Entities)
		d.Entities = append(d.Entities, nlp.Entity{Name: d.Slice(d.Mentions[i].Span), Label: d.Mentions[i].Label, Mentions: []int{i}})
	}
}
