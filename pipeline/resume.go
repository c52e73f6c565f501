package pipeline

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"quoth/pipeline/journal"
	"quoth/pipeline/source"
)

// An identity is what must be the same for a stopped run to be resumed, beside
// the articles.
type identity struct {
	Configuration
	Base string `json:"base,omitempty"` // that the run adds to
}

func (r *run) identity() identity { return identity{r.configuration, r.base.identity()} }

// openJournal takes up what a stopped run left, where the run is to be resumed,
// and begins the journal of this one.
func (r *run) openJournal() error {
	var err error
	if r.options.Resume {
		var then identity
		if r.journal, err = journal.Open(r.output, &then); err != nil {
			return err
		}
		if r.journal != nil {
			if difference := r.identity().differs(then); difference != "" {
				return fmt.Errorf("%w: %s changed", ErrResume, difference)
			}
		}
	}
	if r.journal == nil {
		if err := r.output.DropJournal(); err != nil {
			return err
		}
		r.journal = journal.New(r.output)
	}
	return r.journal.Start(r.identity())
}

// differs names the first thing in which two runs differ; "" for none.
func (i identity) differs(then identity) string {
	if difference := i.Configuration.differs(then.Configuration); difference != "" {
		return difference
	}
	if i.Base != then.Base {
		return "the output, which this run was to add to,"
	}
	return ""
}

// tidy removes what the finished run left when it was stopped right after it
// was published. The journal of another run, which is to replace it, stays.
func (r *run) tidy() error {
	var then identity
	j, err := journal.Open(r.output, &then)
	if err != nil {
		return err
	}
	others := false
	if j != nil {
		j.Close()
		others = r.identity().differs(then) != ""
	}
	return r.output.Abandon(others)
}

// recall gives a job what the journal has of it.
func (p *pool) recall(j *job) { j.record, j.err = p.journal.Next() }

// checkRecord returns ErrResume where the article is another than the one that
// the journal tells of.
func (j *job) checkRecord() error {
	if j.record != nil && (j.record.Source != j.item.Source || j.record.Hash != j.hash) {
		return fmt.Errorf("%w: input %s changed", ErrResume, j.record.Source)
	}
	return nil
}

// keep writes what became of a job into the journal.
func (r *run) keep(j *job) error {
	if j.record != nil {
		r.journal.Skip()
		if j.item.Fault == nil { // else there was nothing to annotate
			r.summary.Resumed++
		}
		return nil
	}
	record := &journal.Record{Source: j.item.Source, Hash: j.hash, Fault: j.fault}
	if j.fault == nil {
		record.Document = j.document
	}
	return r.journal.Add(record)
}

// articleHash identifies an article as it was read.
func articleHash(a *source.Article) (hash digest) {
	h := sha256.New()
	for _, field := range []string{a.ID, a.URL, a.Title, a.Author, a.Publisher, a.Published.String()} {
		h.Write(binary.AppendUvarint(nil, uint64(len(field))))
		h.Write([]byte(field))
	}
	h.Write(a.Text)
	copy(hash[:], h.Sum(nil))
	return hash
}
