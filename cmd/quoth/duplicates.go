package main

import "quoth/nlp/duplicate"

// duplicates lets the finder of near-duplicates serve a run. The ids of the
// articles are what it keeps beside the finder's own memory.
type duplicates struct {
	finder *duplicate.Finder
	ids    []string
}

func newDuplicates() *duplicates { return &duplicates{finder: duplicate.NewFinder()} }

// Sketch implements pipeline.Duplicates.
func (d *duplicates) Sketch(text string) any { return duplicate.Fingerprint(text) }

// Earlier implements pipeline.Duplicates.
func (d *duplicates) Earlier(id string, sketch any) string {
	d.ids = append(d.ids, id)
	fingerprint, ok := sketch.(duplicate.Print)
	if !ok {
		return ""
	}
	if at, found := d.finder.Add(fingerprint); found {
		return d.ids[at]
	}
	return ""
}
