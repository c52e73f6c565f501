package verify

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"quoth/pipeline"
	"quoth/pipeline/commit"
	"quoth/pipeline/index"
	"quoth/pipeline/table"
)

// checkReplaced compares the articles that several runs wrote with the list of
// them, by which readers tell current rows, and all articles with the index, by
// which a later run tells what is new.
func (c *checker) checkReplaced(seen map[string]int) {
	listed, err := c.readReplaced()
	if err != nil {
		c.problem(commit.Replaced, "%v", err)
	}
	for _, id := range slices.Sorted(maps.Keys(listed)) {
		run := listed[id]
		if c.replaced[id] != run {
			c.problem(commit.Replaced, "%s is said to be replaced by run %d, and no row says so", id, run)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.replaced)) {
		run := c.replaced[id]
		if listed[id] != run {
			c.problem(table.Documents+" "+id, "run %d replaced it, and %s doesn't say so", run, commit.Replaced)
		}
	}
	c.checkIndex(int64(len(seen)))
}

func (c *checker) readReplaced() (map[string]int, error) {
	listed := map[string]int{}
	if c.manifest.Replaced == nil {
		return listed, nil
	}
	file, err := os.Open(filepath.Join(c.dir, commit.Replaced))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := json.NewDecoder(bufio.NewReader(file))
	for {
		var line pipeline.Replacement
		if err := lines.Decode(&line); errors.Is(err, io.EOF) {
			return listed, nil
		} else if err != nil {
			return nil, err
		}
		listed[line.ID] = line.Run
	}
}

// checkIndex walks the index, whose order it checks, and counts it.
func (c *checker) checkIndex(articles int64) {
	file, err := os.Open(filepath.Join(c.dir, commit.Index))
	if err != nil {
		c.problem(commit.Index, "%v", err)
		return
	}
	entries, err := index.Open(file)
	if err != nil {
		c.problem(commit.Index, "%v", err)
		return
	}
	defer entries.Close()
	for _, err := range entries.All() {
		if err != nil {
			c.problem(commit.Index, "%v", err)
			return
		}
	}
	if entries.Len() != articles {
		c.problem(commit.Index, "it has %d articles, and documents has %d", entries.Len(), articles)
	}
}
