package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"quoth/pipeline"
	"quoth/pipeline/commit"
	"quoth/pipeline/sink"
)

// ErrNoRun says that a folder holds no finished run: there is no _SUCCESS, or
// no manifest that can be read.
var ErrNoRun = errors.New("no finished run")

// A Problem is a promise that an output does not keep.
type Problem struct {
	Where   string // a file, or a table and a document
	Message string
}

func (p Problem) String() string { return p.Where + ": " + p.Message }

// A Result says how much was checked.
type Result struct {
	Files    int64
	Rows     int64
	Spans    int64
	Problems int64
}

// Check checks the run in a folder, and tells of every problem as it finds it.
// The error is ErrNoRun, wrapped, or that of the context.
func Check(ctx context.Context, dir string, problem func(Problem)) (Result, error) {
	c := &checker{ctx: ctx, dir: dir, tell: problem, replaced: map[string]int{}, originals: map[string]string{}}
	if err := c.readManifest(); err != nil {
		return c.result, err
	}
	c.checkFiles()
	if c.result.Problems == 0 {
		c.checkRows()
	}
	return c.result, ctx.Err()
}

type checker struct {
	ctx      context.Context
	dir      string
	manifest pipeline.Manifest
	tell     func(Problem)
	result   Result
	replaced map[string]int // the run whose rows of an article are current, for articles with several

	originals map[string]string // in partitions: what is said to have a duplicate, and one such
}

func (c *checker) problem(where, format string, args ...any) {
	c.result.Problems++
	c.tell(Problem{Where: where, Message: fmt.Sprintf(format, args...)})
}

func (c *checker) readManifest() error {
	if _, err := os.Stat(filepath.Join(c.dir, commit.Success)); err != nil {
		return fmt.Errorf("%s: %w: %s is missing", c.dir, ErrNoRun, commit.Success)
	}
	words, err := os.ReadFile(filepath.Join(c.dir, commit.Manifest))
	if err == nil {
		err = json.Unmarshal(words, &c.manifest)
	}
	if err != nil {
		return fmt.Errorf("%s: %w: %w", c.dir, ErrNoRun, err)
	}
	return nil
}

// checkFiles compares the files with the manifest, both ways.
func (c *checker) checkFiles() {
	known := map[string]bool{}
	for _, t := range c.manifest.Tables {
		var rows int64
		for _, p := range t.Parts {
			known[p.Path] = true
			rows += p.Rows
			c.checkPart(p)
		}
		if rows != t.Rows || t.Rows != c.manifest.Counts.Rows[t.Name] {
			c.problem(t.Name, "the manifest counts %d rows, %d in its files, %d in all", t.Rows, rows, c.manifest.Counts.Rows[t.Name])
		}
		c.checkUnknown(t.Name, known)
	}
	c.checkHash(c.manifest.InputList)
	c.checkHash(c.manifest.Index)
	if c.manifest.Replaced != nil {
		c.checkHash(*c.manifest.Replaced)
	}
	if got, want := c.manifest.Configuration.SHA256(), c.manifest.ConfigurationSHA256; got != want {
		c.problem(commit.Manifest, "the configuration has another hash than it says")
	}
}

// checkUnknown finds files of a table that the manifest doesn't know.
func (c *checker) checkUnknown(table string, known map[string]bool) {
	err := filepath.WalkDir(filepath.Join(c.dir, table), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "_") {
			return err
		}
		relative, err := filepath.Rel(c.dir, path)
		if err == nil && !known[filepath.ToSlash(relative)] {
			c.problem(filepath.ToSlash(relative), "the manifest doesn't know this file")
		}
		return err
	})
	if err != nil {
		c.problem(table, "%v", err)
	}
}

func (c *checker) checkPart(p commit.Part) {
	if !c.checkHash(p) {
		return
	}
	file, err := os.Open(filepath.Join(c.dir, filepath.FromSlash(p.Path)))
	if err != nil {
		c.problem(p.Path, "%v", err)
		return
	}
	defer file.Close()
	rows, err := sink.Rows(c.manifest.Configuration.Format, file)
	if err != nil {
		c.problem(p.Path, "%v", err)
	} else if rows != p.Rows {
		c.problem(p.Path, "it has %d rows, not %d", rows, p.Rows)
	}
}

// checkHash compares a file's size and hash with the manifest's.
func (c *checker) checkHash(p commit.Part) bool {
	file, err := os.Open(filepath.Join(c.dir, filepath.FromSlash(p.Path)))
	if err != nil {
		c.problem(p.Path, "%v", err)
		return false
	}
	defer file.Close()
	h := sha256.New()
	n, err := io.Copy(h, file)
	c.result.Files++
	switch {
	case err != nil:
		c.problem(p.Path, "%v", err)
	case n != p.Bytes:
		c.problem(p.Path, "it has %d bytes, not %d", n, p.Bytes)
	case hex.EncodeToString(h.Sum(nil)) != p.SHA256:
		c.problem(p.Path, "it has another hash than the manifest says")
	default:
		return true
	}
	return false
}
