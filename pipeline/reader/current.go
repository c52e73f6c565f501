package reader

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// latest gives, for articles that several runs wrote, the last one's number.
type latest map[string]int

// over says whether a later run replaced a row.
func (l latest) over(row Row) bool {
	if len(l) == 0 {
		return false
	}
	id, _ := row["doc_id"].(string)
	last, replaced := l[id]
	var run int
	_, err := fmt.Sscan(fmt.Sprint(row["run"]), &run)
	_, inQuarantine := row["stage"]
	return replaced && err == nil && run < last && !inQuarantine
}

// readReplaced reads which articles of an output were replaced, and by which
// run.
func readReplaced(output string) (latest, error) {
	in, err := os.Open(filepath.Join(output, "_replaced.jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer in.Close()
	l, lines := latest{}, json.NewDecoder(bufio.NewReader(in))
	for {
		var line struct {
			ID  string `json:"doc_id"`
			Run int    `json:"run"`
		}
		if err := lines.Decode(&line); errors.Is(err, io.EOF) {
			return l, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w: %w", in.Name(), ErrDamaged, err)
		}
		l[line.ID] = line.Run
	}
}
