package pipeline

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"quoth/pipeline/commit"
	"quoth/pipeline/source"
)

// same says whether the finished run in the output is this very run, and else
// names a difference. If so, its counts become the summary's.
func (r *run) same(ctx context.Context) (same bool, difference string, err error) {
	m, err := readManifest(r.output)
	if err != nil {
		return false, err.Error(), nil // an output that can't be read is another's
	}
	if difference := r.configuration.differs(m.Configuration); difference != "" {
		return false, difference + " changed", nil
	}
	list, err := r.output.OpenPublished(commit.Inputs)
	if err != nil {
		return false, err.Error(), nil
	}
	defer list.Close()
	changed, err := r.set.Changed(ctx, readFiles(list))
	if err != nil {
		return false, "", err
	}
	if changed != "" {
		return false, fmt.Sprintf("input %s changed", changed), nil
	}
	r.summary = m.Counts
	r.summary.AlreadyDone = true
	return true, "", nil
}

// differs names the first field in which two configurations differ; "" for
// none.
func (c Configuration) differs(then Configuration) string {
	if c.SHA256() == then.SHA256() {
		return ""
	}
	now, before := c.byName(), then.byName()
	for _, name := range configurationNames() {
		if string(now[name]) != string(before[name]) {
			return name
		}
	}
	return "configuration"
}

func (c Configuration) byName() map[string]json.RawMessage {
	words, err := json.Marshal(c)
	fields := map[string]json.RawMessage{}
	if err == nil {
		err = json.Unmarshal(words, &fields)
	}
	if err != nil {
		return nil // no field of it can fail to marshal
	}
	return fields
}

// configurationNames orders the fields by what a user would want to hear of
// first.
func configurationNames() []string {
	return []string{
		"version", "schema_version", "annotators", "choices", "format", "tables", "fields", "language", "other_languages", "limit", "no_text", "formula",
		"input_format", "follow_links", "duplicates", "limits",
	}
}

// readFiles reads a list of inputs, a file a line.
func readFiles(r io.Reader) iter.Seq2[source.File, error] {
	return func(yield func(source.File, error) bool) {
		d := json.NewDecoder(bufio.NewReader(r))
		for {
			var f source.File
			err := d.Decode(&f)
			if err == io.EOF {
				return
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}
