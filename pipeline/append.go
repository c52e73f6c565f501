package pipeline

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"quoth/pipeline/commit"
	"quoth/pipeline/index"
	"quoth/pipeline/reader"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// A Replacement is a line of _replaced.jsonl: rows of an article that runs
// before this one wrote are no longer current.
type Replacement struct {
	ID  string `json:"doc_id"`
	Run int    `json:"run"`
}

// addition is what a run keeps that adds to a base.
type addition struct {
	*base
	quarantine *carry[reader.Row]
	inputs     *carry[source.File]
	replaced   *commit.Writer // nil until there is something to write
	reached    string         // file
	faults     uint64         // sum of the hashes of new rows of the quarantine less that of dropped ones
	list       commit.ReadFile
}

// startAddition opens what is brought over from the base.
func (r *run) startAddition(ctx context.Context) error {
	a := &addition{base: r.base}
	r.addition = a
	root := r.set.Root
	a.quarantine = &carry[reader.Row]{
		of: func(row reader.Row) string { return rejectedRow(row).Source },
		again: func(row reader.Row, file string) bool {
			n, _ := wholeNumber(row["run"])
			return root != "" && a.roots[int(n)] == root && source.BelongsTo(rejectedRow(row).Source, file)
		},
		keep: func(row reader.Row) error {
			r.builder.Copy(table.Quarantine, row, true)
			return r.flush(false)
		},
		drop: func(row reader.Row) { a.faults -= rejectedRow(row).sum() },
	}
	if err := a.quarantine.start(rows(ctx, r.output, &a.manifest, a.manifest.parts(table.Quarantine))); err != nil {
		return err
	}
	var err error
	if a.list, err = r.output.OpenPublished(commit.Inputs); err != nil {
		return err
	}
	a.inputs = &carry[source.File]{
		of:    func(f source.File) string { return f.Source },
		again: func(f source.File, file string) bool { return f.Source == file },
		keep:  r.writeInput,
		drop:  func(source.File) {},
	}
	return a.inputs.start(readFiles(a.list))
}

func (a *addition) close() {
	if a == nil {
		return
	}
	a.quarantine.close()
	a.inputs.close()
	if a.list != nil {
		a.list.Close()
	}
	if a.replaced != nil {
		a.replaced.Discard()
	}
}

// reach tells that a file is read.
func (a *addition) reach(file string) error {
	if a == nil || a.reached == file {
		return nil
	}
	a.reached = file
	return a.quarantine.reach(file)
}

// end brings over what the last files did not.
func (a *addition) end() error {
	if a == nil {
		return nil
	}
	return errors.Join(a.quarantine.end(), a.inputs.end())
}

// sum identifies a row of the quarantine, whichever run wrote it.
func (q rejection) sum() uint64 {
	words, err := json.Marshal(q)
	if err != nil {
		return 0 // no field of it can fail to marshal
	}
	hash := digestOf(string(words))
	return binary.LittleEndian.Uint64(hash[:])
}

// changed says whether a run has anything to add.
func (r *run) changed() bool { return r.summary.Articles > 0 || r.addition.faults != 0 }

// replace notes that an article of the base is replaced.
func (r *run) replace(id string) error {
	r.summary.Replaced++
	a := r.addition
	if a.replaced == nil {
		if err := a.startReplaced(); err != nil {
			return err
		}
	}
	return writeLine(a.replaced, Replacement{ID: id, Run: r.number})
}

// startReplaced begins the list with what earlier runs replaced.
func (a *addition) startReplaced() error {
	var err error
	if a.replaced, err = a.output.Create(commit.Replaced); err != nil || a.manifest.Replaced == nil {
		return err
	}
	earlier, err := a.output.ReadPublished(commit.Replaced)
	if err != nil {
		return err
	}
	_, err = a.replaced.Write(earlier)
	return err
}

// finishReplaced ends the list; nil where nothing was ever replaced.
func (a *addition) finishReplaced(replaced int64) (*commit.Part, error) {
	switch {
	case a == nil:
		return nil, nil
	case a.replaced == nil && a.manifest.Replaced == nil:
		return nil, nil
	case a.replaced == nil:
		return a.manifest.Replaced, a.output.Keep(commit.Replaced)
	}
	w := a.replaced
	a.replaced = nil
	part, err := w.Finish()
	if a.manifest.Replaced != nil {
		part.Rows = a.manifest.Replaced.Rows
	}
	part.Rows += replaced
	return &part, err
}

// writeIndex leaves the index of all articles for the next run.
func (r *run) writeIndex() (commit.Part, error) {
	w, err := r.output.Create(commit.Index)
	if err != nil {
		return commit.Part{}, err
	}
	var older *index.File
	if r.base != nil {
		older = r.base.index
	}
	if err := r.seen.Write(w, older); err != nil {
		w.Discard()
		return commit.Part{}, err
	}
	part, err := w.Finish()
	part.Rows = part.Bytes / index.EntryBytes
	return part, errors.Join(err, r.seen.Close())
}

// writeLine writes a line of JSON.
func writeLine(w *commit.Writer, v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("%T: %w", v, err)
	}
	_, err = w.Write(append(line, '\n'))
	return err
}
