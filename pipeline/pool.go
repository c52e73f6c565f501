package pipeline

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"quoth/nlp"
	"quoth/nlp/clean"
	"quoth/pipeline/index"
	"quoth/pipeline/journal"
	"quoth/pipeline/source"
)

// A job is one item on its way from the reader through a worker to the
// collector. The goroutine that holds it owns it; done hands it on.
type job struct {
	item      source.Item
	file      *source.File // instead of an item: a file that was read
	err       error        // instead of an item: reading ended with an error
	bytesRead int64
	weight    int64
	worked    bool            // a worker takes it
	record    *journal.Record // what an earlier start of the run made of it
	done      chan struct{}

	// The result: fault, or all of the others.
	fault    *source.Fault
	document *nlp.Document
	repairs  clean.Report
	id, text digest
	hash     digest // of the article as it was read
	sketch   any

	earlier   index.Entry // what the run's base has under the same id
	known     bool        // whether it has anything
	unchanged bool        // whether that is this very article; document has no layers then
}

// A pool reads items and annotates them. Its queue holds the jobs in input
// order; each is ready when its done is closed.
type pool struct {
	options    Options
	set        *source.Set
	journal    *journal.Journal
	queue      chan *job
	work       chan *job
	weight     *semaphore.Weighted
	markup     *semaphore.Weighted // marks of web pages whose articles are being found
	annotators *Annotators
	base       *base
	running    sync.WaitGroup

	reading, annotating clock
}

// A clock adds up the times of several goroutines.
type clock struct{ atomic.Int64 }

func (c *clock) add(since time.Time) { c.Add(int64(time.Since(since))) }

func (c *clock) seconds() float64 { return time.Duration(c.Load()).Seconds() }

const (
	// jobsPerWorker lets workers go on while the next article in order is slow.
	jobsPerWorker = 8

	// leastWeight is what an article takes beside its text.
	leastWeight = 4 << 10
)

func startPool(ctx context.Context, set *source.Set, earlier *journal.Journal, b *base, o Options) *pool {
	p := &pool{
		options: o, set: set, journal: earlier, base: b,
		queue:      make(chan *job, o.Workers*jobsPerWorker),
		work:       make(chan *job, o.Workers),
		weight:     semaphore.NewWeighted(o.Limits.InFlightBytes),
		markup:     semaphore.NewWeighted(int64(o.Limits.MarkupElements)),
		annotators: NewAnnotators(o.Annotate, o.language(), o.Limits.ArticleTime, o.Workers),
	}
	p.running.Add(1 + o.Workers)
	go p.read(ctx)
	for range o.Workers {
		go p.annotate(ctx)
	}
	return p
}

// stopTime is how long a run that ends waits for its reader: one that waits
// for a pipe or for a network would keep it for ever.
const stopTime = 5 * time.Second

// wait returns when no goroutine of the pool runs any more, but for annotators
// that hang and for a reader that does; those touch nothing but the input.
func (p *pool) wait() {
	ended := make(chan struct{})
	go func() {
		p.running.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(stopTime):
	}
}

// next gives the next job that is done, in input order; nil at the end.
func (p *pool) next(ctx context.Context) (*job, error) {
	select {
	case j, more := <-p.queue:
		if !more {
			return nil, ctx.Err()
		}
		select {
		case <-j.done:
			return j, nil
		case <-ctx.Done():
		}
	case <-ctx.Done():
	}
	return nil, ctx.Err()
}

// release gives back what a job holds of the memory allowed.
func (p *pool) release(j *job) { p.weight.Release(j.weight) }

// read makes jobs of what the inputs hold, until their end, the limit or an
// error.
func (p *pool) read(ctx context.Context) {
	defer p.running.Done()
	defer close(p.queue)
	defer close(p.work)
	p.set.Opened = func(f source.File) { p.hand(ctx, &job{file: &f}) }
	n, begun := 0, time.Now()
	for item, err := range p.set.Items(ctx) {
		p.reading.add(begun)
		if !p.hand(ctx, &job{item: item, err: err, fault: item.Fault, bytesRead: p.set.BytesRead()}) {
			return
		}
		if n++; n == p.options.Limit {
			return
		}
		begun = time.Now()
	}
}

// hand passes a job on to the collector, and to the workers where there is
// something to do; false where the run has ended.
func (p *pool) hand(ctx context.Context, j *job) bool {
	if ctx.Err() != nil {
		return false // the run may have ended long ago
	}
	j.done = make(chan struct{})
	if j.err == nil && j.fault == nil && j.file == nil {
		p.recall(j)
		j.worked = j.err == nil
	}
	if j.worked {
		j.weight = min(max(j.item.Size(), leastWeight), p.options.Limits.InFlightBytes)
		if p.weight.Acquire(ctx, j.weight) != nil {
			return false
		}
	} else {
		close(j.done)
	}
	select {
	case p.queue <- j:
	case <-ctx.Done():
		return false
	}
	if !j.worked {
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
	defer p.running.Done()
	for j := range p.work {
		begun := time.Now()
		j.err = p.finish(ctx, j)
		p.reading.add(begun)
		begun = time.Now()
		if j.err == nil {
			p.article(ctx, j)
		}
		p.annotating.add(begun)
		close(j.done)
	}
}

// finish finds the article of a web page, which takes memory for each of its
// marks: all workers together take no more than the largest page may.
func (p *pool) finish(ctx context.Context, j *job) error {
	marks := min(j.item.Marks(), int64(p.options.Limits.MarkupElements))
	if marks == 0 {
		j.item.Finish()
		return nil
	}
	if err := p.markup.Acquire(ctx, marks); err != nil {
		return err
	}
	defer p.markup.Release(marks)
	j.item.Finish()
	j.fault = j.item.Fault
	if spare := j.weight - max(j.item.Size(), leastWeight); spare > 0 { // the page is larger than its article
		p.weight.Release(spare)
		j.weight -= spare
	}
	return nil
}
