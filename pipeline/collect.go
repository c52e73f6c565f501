package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quoth/pipeline/index"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// collect takes the results of the workers in input order and writes them.
func (r *run) collect(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	pool := startPool(ctx, r.set, r.journal, r.base, r.options)
	err := r.drain(ctx, pool)
	cancel()
	pool.wait()
	r.summary.Seconds[StageRead] = pool.reading.seconds()
	r.summary.Seconds[StageAnnotate] = pool.annotating.seconds()
	return err
}

func (r *run) drain(ctx context.Context, p *pool) error {
	for {
		job, err := p.next(ctx)
		if job == nil || err != nil {
			return err
		}
		if job.err != nil {
			return job.err
		}
		begun := time.Now()
		err = r.take(job)
		r.spent(StageWrite, begun)
		if err != nil {
			return err
		}
		p.release(job)
	}
}

// spent adds the time since a moment to that of a stage.
func (r *run) spent(stage string, since time.Time) {
	r.summary.Seconds[stage] += time.Since(since).Seconds()
}

// take writes one result.
func (r *run) take(j *job) error {
	if j.worked {
		if err := r.keep(j); err != nil {
			return err
		}
	}
	if j.file != nil {
		r.opened(*j.file)
		return r.note(*j.file)
	}
	if err := r.addition.reach(j.item.File); err != nil {
		return err
	}
	if err := r.outcome(j); err != nil {
		return err
	}
	if err := r.tell(j.bytesRead); err != nil {
		return err
	}
	return r.flush(false)
}

// outcome writes what became of an item.
func (r *run) outcome(j *job) error {
	switch {
	case j.fault == nil:
		return r.article(j)
	case j.fault.Code == source.WrongLanguage && r.options.Others == CountOthers:
		r.summary.Skipped[SkippedLanguage]++
	default:
		r.setAside(rejected(j.item, j.fault))
	}
	return nil
}

// note adds a file to the list of inputs.
func (r *run) note(f source.File) error {
	if r.addition != nil {
		if err := errors.Join(r.addition.reach(f.Source), r.addition.inputs.reach(f.Source)); err != nil {
			return err
		}
	}
	return r.writeInput(f)
}

func (r *run) writeInput(f source.File) error {
	r.listed++
	return writeLine(r.inputs, f)
}

// article writes one annotated article, unless its id was there before.
func (r *run) article(j *job) error {
	first, found, err := r.seen.Find(j.id)
	if err != nil {
		return err
	}
	if found {
		r.again(j, first.Text == j.text)
		return nil
	}
	entry := index.Entry{ID: j.id, Text: j.text, Article: j.hash, Run: r.number}
	if j.unchanged {
		r.summary.Skipped[SkippedUnchanged]++
		return r.seen.Add(j.earlier)
	}
	if err := r.seen.Add(entry); err != nil {
		return err
	}
	if j.known {
		if err := r.replace(j.document.ID); err != nil {
			return err
		}
	}
	return r.write(j)
}

// again counts an article whose id an earlier one of the run has.
func (r *run) again(j *job, sameText bool) {
	if sameText {
		r.summary.Skipped[SkippedRepeated]++
		return
	}
	f := &source.Fault{
		Stage: source.StageParse, Code: source.DuplicateID, Bytes: j.item.Bytes,
		Message: "an earlier article of this run has this id and another text",
	}
	r.setAside(rejected(j.item, f).withID(j.document.ID))
}

// write adds the rows of one article.
func (r *run) write(j *job) error {
	d := table.Document{Document: j.document, Source: j.item.Source}
	if r.options.Duplicates != nil {
		d.DuplicateOf = r.options.Duplicates.Earlier(d.ID, j.sketch)
	}
	if err := r.add(d); err != nil {
		return err
	}
	r.summary.add(d)
	r.countRepairs(j)
	return nil
}

// add takes the rows of an article.
func (r *run) add(d table.Document) error {
	if r.divided != nil {
		return r.divided.add(d)
	}
	r.builder.Add(d)
	return nil
}

func (r *run) countRepairs(j *job) {
	if j.item.BadDate {
		r.summary.BadDates++
	}
	for _, c := range []struct {
		kind string
		n    int
	}{
		{"invalid_bytes", j.repairs.InvalidBytes + j.item.InvalidUTF8}, {"misread", j.repairs.Misread}, {"controls", j.repairs.Controls},
		{"hidden", j.repairs.Hidden}, {"spaces", j.repairs.Spaces}, {"entities", j.repairs.Entities},
	} {
		if c.n > 0 {
			r.summary.Repairs[c.kind] += int64(c.n)
		}
	}
}

// A rejection is a row of the quarantine.
type rejection table.Rejected

func rejected(i source.Item, f *source.Fault) rejection {
	return rejection{
		Source: i.Source, ID: f.ID, Stage: string(f.Stage), Code: string(f.Code), Message: f.Message, Bytes: f.Bytes, SHA256: f.SHA256,
	}
}

func (q rejection) withID(id string) rejection {
	q.ID = id
	return q
}

// setAside adds a row to the quarantine, and tells of it.
func (r *run) setAside(q rejection) {
	r.summary.Quarantined[q.Code]++
	if r.builder != nil {
		r.builder.Reject(table.Rejected(q))
	}
	if r.addition != nil {
		r.addition.faults += q.sum()
	}
	if r.options.Quarantined != nil {
		r.options.Quarantined(table.Rejected(q))
	}
}

// tell reports progress, and stops a run with too many errors.
func (r *run) tell(bytesRead int64) error {
	aside := r.summary.SetAside()
	if r.options.Progress != nil {
		r.options.Progress(Progress{
			Articles: r.summary.Articles, Quarantined: aside, BytesRead: bytesRead, Bytes: r.set.Bytes, Elapsed: time.Since(r.started),
		})
	}
	if most := r.options.MaxErrors.Count; most > 0 && aside > int64(most) {
		return fmt.Errorf("%w: more than %d", ErrTooManyErrors, most)
	}
	return nil
}

// checkShare stops a run of which too large a share was set aside.
func (r *run) checkShare() error {
	most, aside := r.options.MaxErrors.Percent, r.summary.SetAside()
	all := aside + r.summary.Articles + r.summary.Skipped[SkippedRepeated]
	if most > 0 && float64(aside)*100 > most*float64(all) {
		return fmt.Errorf("%w: %d of %d, more than %g%%", ErrTooManyErrors, aside, all, most)
	}
	return nil
}

func (r *run) atLimit() bool {
	return r.options.Limit > 0 && r.summary.Articles+r.summary.SetAside() >= int64(r.options.Limit)
}
