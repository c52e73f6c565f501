package filter

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"golang.org/x/sync/semaphore"

	"quoth/nlp"
	"quoth/pipeline"
	"quoth/pipeline/source"
)

// A job is one row on its way from the reader through a worker to the output.
// The goroutine that holds it owns it; done hands it on.
type job struct {
	record arrow.Record // the batch of the input that the row is in
	row    int
	last   bool // of its batch
	item   source.Item
	err    error // instead of a row: the input ended with an error
	weight int64
	done   chan struct{}

	document *nlp.Document // where there is no fault
	fault    *source.Fault
}

// A pool reads rows and annotates them. Its queue holds the jobs in the order of
// the input; each is ready when its done is closed.
type pool struct {
	options    Options
	columns    *columns
	annotators *pipeline.Annotators
	queue      chan *job
	work       chan *job
	weight     *semaphore.Weighted
	workers    sync.WaitGroup
}

const (
	// jobsPerWorker lets workers go on while the next article in order is slow.
	jobsPerWorker = 8

	// leastWeight is what an article takes beside its text.
	leastWeight = 4 << 10
)

// annotate moves every row of the input through the workers to the output.
func annotate(ctx context.Context, reader *ipc.Reader, c *columns, w *output, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	p := &pool{
		options: o, columns: c,
		annotators: pipeline.NewAnnotators(o.Annotate, o.Language, o.Limits.ArticleTime, o.Workers),
		queue:      make(chan *job, o.Workers*jobsPerWorker),
		work:       make(chan *job, o.Workers),
		weight:     semaphore.NewWeighted(o.Limits.InFlightBytes),
	}
	go p.read(ctx, reader)
	p.workers.Add(o.Workers)
	for range o.Workers {
		go p.annotate(ctx)
	}
	err := p.drain(ctx, w)
	cancel()
	p.workers.Wait()
	return err
}

// drain takes the results of the workers in the order of the input.
func (p *pool) drain(ctx context.Context, w *output) error {
	for {
		var j *job
		var open bool
		select {
		case j, open = <-p.queue:
		case <-ctx.Done():
			return ctx.Err()
		}
		if !open {
			return ctx.Err()
		}
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if j.err != nil {
			return j.err
		}
		if err := w.take(j); err != nil {
			return err
		}
		j.record.Release()
		p.weight.Release(j.weight)
	}
}

// read makes jobs of the rows of the input, until its end or an error.
func (p *pool) read(ctx context.Context, reader *ipc.Reader) {
	defer close(p.queue)
	defer close(p.work)
	err := guard(func() error {
		var n int64
		for reader.Next() {
			record := reader.Record()
			rows := int(record.NumRows())
			for row := range rows {
				n++
				j := &job{record: record, row: row, last: row == rows-1, item: p.columns.item(record, row, n, p.options.Limits)}
				if !p.hand(ctx, j) {
					return ctx.Err()
				}
			}
		}
		return reader.Err()
	})
	if err != nil && ctx.Err() == nil {
		j := &job{err: soundError(err), done: make(chan struct{})}
		close(j.done)
		select {
		case p.queue <- j:
		case <-ctx.Done():
		}
	}
}

// soundError makes what the library says of a damaged stream an ErrStream; the
// errors of the input itself stay.
func soundError(err error) error {
	for _, own := range []error{nil, ErrCutOff, ErrTooLarge, ErrStream} {
		if errors.Is(err, own) {
			return err
		}
	}
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: it ended before its schema", ErrCutOff)
	}
	return fmt.Errorf("%w: %w", ErrStream, err)
}

// hand passes a job on to the output, and to the workers where there is
// something to annotate; false where the work has ended.
func (p *pool) hand(ctx context.Context, j *job) bool {
	j.done, j.fault = make(chan struct{}), j.item.Fault
	j.weight = min(max(int64(len(j.item.Article.Text)), leastWeight), p.options.Limits.InFlightBytes)
	if p.weight.Acquire(ctx, j.weight) != nil {
		return false
	}
	j.record.Retain()
	if j.fault != nil {
		close(j.done)
	}
	select {
	case p.queue <- j:
	case <-ctx.Done():
		return false
	}
	if j.fault != nil {
		return true
	}
	select {
	case p.work <- j:
	case <-ctx.Done():
		return false
	}
	return true
}

func (p *pool) annotate(ctx context.Context) {
	defer p.workers.Done()
	for {
		select {
		case j, open := <-p.work:
			if !open {
				return
			}
			j.document, _ = pipeline.NewDocument(&j.item.Article)
			j.fault, j.err = p.annotators.Annotate(ctx, &j.item.Article, j.document)
			j.item.Article.Text = nil
			close(j.done)
		case <-ctx.Done():
			return
		}
	}
}
