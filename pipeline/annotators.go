package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sync/semaphore"

	"quoth/nlp"
	"quoth/pipeline/source"
)

// Annotators annotate single articles as a run does: within the time that an
// article may take, and with a fault where one can't be annotated. They are
// safe for concurrent use.
type Annotators struct {
	pipeline *nlp.Pipeline
	language string
	longest  time.Duration
	hung     *semaphore.Weighted // those that run past their time
}

// NewAnnotators gives a pipeline articles to annotate, each for at most longest.
// Articles in a language other than the one given are set aside; "" keeps all.
// At most so many articles as there are workers may hang at the same time.
func NewAnnotators(p *nlp.Pipeline, language string, longest time.Duration, workers int) *Annotators {
	return &Annotators{pipeline: p, language: language, longest: longest, hung: semaphore.NewWeighted(int64(workers))}
}

// errHung says that an annotator did not return after its time was up.
var errHung = errors.New("annotators that don't end hold all workers")

// Annotate adds the layers to the document that NewDocument made of the
// article. The fault sets the article aside. The error, that of the context or
// one that tells of annotators that hang, ends the work.
func (a *Annotators) Annotate(ctx context.Context, article *source.Article, d *nlp.Document) (*source.Fault, error) {
	if strings.TrimSpace(d.Text) == "" {
		f := &source.Fault{Stage: source.StageParse, Code: source.EmptyText, Message: "the text holds nothing but blanks", ID: oneLine(article.ID)}
		return measured(f, article.Text), nil
	}
	f, err := a.layers(ctx, d)
	return measured(f, article.Text), err
}

// measured adds to a fault what was set aside.
func measured(f *source.Fault, raw []byte) *source.Fault {
	if f != nil {
		hash := sha256.Sum256(raw)
		f.Bytes, f.SHA256 = int64(len(raw)), hex.EncodeToString(hash[:])
	}
	return f
}

// layers runs the annotators, and waits for them no longer than the limit.
func (a *Annotators) layers(ctx context.Context, d *nlp.Document) (*source.Fault, error) {
	limited, cancel := context.WithTimeout(ctx, a.longest)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- a.pipeline.Annotate(limited, d) }()
	select {
	case err := <-ended:
		return a.judge(ctx, d, err)
	case <-limited.Done():
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if !a.hung.TryAcquire(1) {
		return nil, errHung
	}
	go func() {
		<-ended
		a.hung.Release(1)
	}()
	return a.late(d.ID), nil
}

func (a *Annotators) late(id string) *source.Fault {
	return &source.Fault{
		Stage: source.StageAnnotate, Code: source.TimedOut, ID: id, Message: fmt.Sprintf("the annotators took longer than %v", a.longest),
	}
}

// judge says what becomes of an article that the annotators are done with.
func (a *Annotators) judge(ctx context.Context, d *nlp.Document, err error) (*source.Fault, error) {
	f := &source.Fault{Stage: source.StageAnnotate, ID: d.ID}
	var inner *nlp.AnnotateError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return a.late(d.ID), nil
	case errors.Is(err, nlp.ErrPanic):
		f.Code, f.Message = source.Panicked, source.Printable(err.Error())
	case errors.As(err, &inner):
		f.Code, f.Message = source.Failed, source.Printable(err.Error())
	case err != nil:
		return nil, err
	case a.language != "" && d.Language != a.language:
		f.Code, f.Message = source.WrongLanguage, fmt.Sprintf("the article is in %q, not in %q", d.Language, a.language)
	default:
		return nil, nil
	}
	return f, nil
}
