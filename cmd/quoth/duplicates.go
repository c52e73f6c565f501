package main

import "quoth/nlp/duplicate"

// duplicates lets the finder of near-duplicates serve a run of any length. An
// article is compared with those before it up to a number between generation
// and twice that: so it holds some 230 bytes for each of these, and no more
// however many articles there are.
type duplicates struct{ older, newer *generation }

// generationArticles is how many articles a generation has: some weeks of a
// newspaper, some hours of all of them.
const generationArticles = 1 << 14

// A generation is a stretch of articles, with their ids.
type generation struct {
	finder *duplicate.Finder
	ids    []string
}

func newGeneration() *generation { return &generation{finder: duplicate.NewFinder()} }

func newDuplicates() *duplicates { return &duplicates{older: newGeneration(), newer: newGeneration()} }

// Sketch implements pipeline.Duplicates.
func (d *duplicates) Sketch(text string) any { return duplicate.Fingerprint(text) }

// Earlier implements pipeline.Duplicates.
func (d *duplicates) Earlier(id string, sketch any) string {
	print, ok := sketch.(duplicate.Print)
	if !ok {
		return ""
	}
	if len(d.newer.ids) == generationArticles {
		d.older, d.newer = d.newer, newGeneration()
	}
	if at, found := d.older.finder.Find(print); found {
		return d.older.ids[at]
	}
	d.newer.ids = append(d.newer.ids, id)
	if at, found := d.newer.finder.Add(print); found {
		return d.newer.ids[at]
	}
	return ""
}
