package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"quoth/nlp"
	"quoth/nlp/clean"
	"quoth/pipeline/index"
	"quoth/pipeline/source"
)

// A digest identifies an article, or its text.
type digest = index.Hash

func digestOf(s string) digest {
	h := sha256.Sum256([]byte(s))
	return digest(h[:16])
}

// NewDocument makes the document that a run annotates of an article: its text
// is cleaned, its title, names and addresses are cleaned and made one line. An
// article without an id gets one from its cleaned text.
func NewDocument(a *source.Article) (*nlp.Document, clean.Report) {
	text, repairs := clean.Text(a.Text)
	d := &nlp.Document{
		ID: oneLine(a.ID), URL: oneLine(a.URL), Title: oneLine(a.Title), Author: oneLine(a.Author), Publisher: oneLine(a.Publisher),
		Published: a.Published, Text: text,
	}
	if d.ID == "" {
		hash := digestOf(text)
		d.ID = hex.EncodeToString(hash[:])
	}
	return d, repairs
}

// article makes a document of an item and annotates it.
func (p *pool) article(ctx context.Context, j *job) {
	j.hash = articleHash(&j.item.Article)
	if j.err = j.checkRecord(); j.err != nil || j.fault != nil {
		return
	}
	d, repairs := NewDocument(&j.item.Article)
	j.repairs, j.id, j.text = repairs, digestOf(d.ID), digestOf(d.Text)
	if j.err = p.know(j); j.err != nil {
		return
	}
	if j.unchanged {
		j.item.Article.Text, j.document = nil, d
		return
	}
	if j.record != nil {
		d = p.remember(j, d)
		j.fault = measured(j.fault, j.item.Article.Text)
	} else {
		j.fault, j.err = p.annotators.Annotate(ctx, &j.item.Article, d)
	}
	j.item.Article.Text = nil
	if j.fault != nil {
		return
	}
	if p.options.Duplicates != nil && j.err == nil {
		j.sketch = p.options.Duplicates.Sketch(d.Text)
	}
	j.document = d
}

// know finds out what earlier runs of the output know of an article.
func (p *pool) know(j *job) error {
	var err error
	j.earlier, j.known, err = p.base.find(j.id)
	j.unchanged = j.known && j.earlier.Article == j.hash
	return err
}

// remember gives what an earlier start of the run made of an article.
func (p *pool) remember(j *job, d *nlp.Document) *nlp.Document {
	if j.fault = j.record.Fault; j.fault != nil {
		return d
	}
	j.record.Document.Text = d.Text
	return j.record.Document
}

// oneLine cleans a title, a name or an id, and makes one line of it.
func oneLine(s string) string {
	text, _ := clean.Text([]byte(s))
	return strings.Join(strings.Fields(text), " ")
}
