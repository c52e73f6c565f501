package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"quoth/nlp"
	"quoth/nlp/clean"
	"quoth/pipeline/source"
)

// A digest is half a SHA-256: enough that no two articles share one by chance
// or by design.
type digest [16]byte

func digestOf(s string) digest {
	h := sha256.Sum256([]byte(s))
	return digest(h[:16])
}

// errHung says that an annotator did not return after its time was up.
var errHung = errors.New("annotators that don't end hold all workers")

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
	d, repairs := NewDocument(&j.item.Article)
	j.repairs, j.id, j.text = repairs, digestOf(d.ID), digestOf(d.Text)
	j.hash = articleHash(&j.item.Article)
	switch {
	case j.record != nil:
		d = p.remember(j, d)
	case strings.TrimSpace(d.Text) == "":
		j.fault = &source.Fault{Stage: source.StageParse, Code: source.EmptyText, Message: "the text holds nothing but blanks", ID: oneLine(j.item.Article.ID)}
	default:
		j.fault, j.err = p.layers(ctx, d)
	}
	raw := j.item.Article.Text
	j.item.Article.Text = nil
	if j.fault != nil {
		hash := sha256.Sum256(raw)
		j.fault.Bytes, j.fault.SHA256 = int64(len(raw)), hex.EncodeToString(hash[:])
		return
	}
	if p.options.Duplicates != nil && j.err == nil {
		j.sketch = p.options.Duplicates.Sketch(d.Text)
	}
	j.document = d
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

// layers runs the annotators, and waits for them no longer than the limit. The
// error ends the run.
func (p *pool) layers(ctx context.Context, d *nlp.Document) (*source.Fault, error) {
	limited, cancel := context.WithTimeout(ctx, p.options.Limits.ArticleTime)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- p.options.Annotate.Annotate(limited, d) }()
	select {
	case err := <-ended:
		return p.judge(ctx, d, err)
	case <-limited.Done():
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if !p.hung.TryAcquire(1) {
		return nil, errHung
	}
	go func() {
		<-ended
		p.hung.Release(1)
	}()
	return p.late(d.ID), nil
}

func (p *pool) late(id string) *source.Fault {
	return &source.Fault{
		Stage: source.StageAnnotate, Code: source.TimedOut, ID: id, Message: fmt.Sprintf("the annotators took longer than %v", p.options.Limits.ArticleTime),
	}
}

// judge says what becomes of an article that the annotators are done with.
func (p *pool) judge(ctx context.Context, d *nlp.Document, err error) (*source.Fault, error) {
	f := &source.Fault{Stage: source.StageAnnotate, ID: d.ID}
	var inner *nlp.AnnotateError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return p.late(d.ID), nil
	case errors.Is(err, nlp.ErrPanic):
		f.Code, f.Message = source.Panicked, source.Printable(err.Error())
	case errors.As(err, &inner):
		f.Code, f.Message = source.Failed, source.Printable(err.Error())
	case err != nil:
		return nil, err
	case p.options.Language != "" && d.Language != p.options.Language:
		f.Code, f.Message = source.WrongLanguage, fmt.Sprintf("the article is in %q, not in %q", d.Language, p.options.Language)
	default:
		return nil, nil
	}
	return f, nil
}
