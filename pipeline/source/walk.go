package source

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"time"

	"quoth/pipeline/limit"
)

// An entry is one file to read, or the reason why a folder or file can't be.
type entry struct {
	path  string
	name  string
	bytes int64
	fault *Fault
	err   error // that ends the run

	modified time.Time
	tag      string                                       // of an object
	open     func(context.Context) (io.ReadCloser, error) // nil for a file of the system
}

// A walker goes through inputs. Folders are read one at a time, so that memory
// is in line with the largest folder alone.
type walker struct {
	ctx     context.Context
	limits  limit.Limits
	links   bool
	skipped map[string]int64 // nil where nobody counts
	yield   func(entry) bool
}

// walk yields every file of the inputs: files as given, folders by name.
// Counting fills Set.Skipped.
func (s *Set) walk(counting bool) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		w := &walker{ctx: context.Background(), limits: s.options.Limits, links: s.options.FollowLinks}
		w.yield = func(e entry) bool {
			if reason := s.passedOver(e); reason != "" {
				return w.skip(reason)
			}
			return yield(e)
		}
		if counting {
			w.skipped = s.Skipped
		}
		for _, in := range s.inputs {
			ok := false
			switch {
			case in.remote != nil:
				ok = w.remote(in)
			case in.folder:
				ok = w.folder(in.path, in.name, nil)
			default:
				ok = w.file(in)
			}
			if !ok {
				return
			}
		}
	}
}

// passedOver says why a file is not read, though it is there; "" where it is
// read.
func (s *Set) passedOver(e entry) string {
	switch {
	case e.err != nil || e.fault != nil || e.path == Stdin:
		return ""
	case !e.modified.After(s.options.Since) && !s.options.Since.IsZero():
		return "older"
	case s.state != nil && s.state.has(e):
		return "seen"
	}
	return ""
}

func (w *walker) file(in input) bool {
	if in.path == Stdin {
		return w.yield(entry{path: Stdin, name: Stdin})
	}
	e := entry{path: in.path, name: in.name}
	if info, err := os.Stat(in.path); err == nil && info.Mode().IsRegular() {
		e.bytes, e.modified = info.Size(), info.ModTime()
	}
	return w.yield(e)
}

// folder walks one folder; above are the folders that lead to it, for loops.
func (w *walker) folder(at, name string, above []os.FileInfo) bool {
	entries, err := os.ReadDir(at)
	if err != nil {
		return w.yield(entry{name: name, fault: fault(StageRead, Unreadable, "%v", plainError(err))})
	}
	info, err := os.Stat(at)
	if err != nil {
		return w.yield(entry{name: name, fault: fault(StageRead, Unreadable, "%v", plainError(err))})
	}
	for _, a := range above {
		if os.SameFile(a, info) {
			w.skip("link")
			return true
		}
	}
	if len(above) >= w.limits.FolderDepth {
		return w.yield(entry{name: name, fault: fault(StageRead, TooDeep, "more than %d folders inside each other", w.limits.FolderDepth)})
	}
	above = append(above, info)
	for _, e := range entries {
		if !w.entry(e, at, name, above) {
			return false
		}
	}
	return true
}

// entry walks what one folder entry stands for.
func (w *walker) entry(e fs.DirEntry, at, name string, above []os.FileInfo) bool {
	full, rel := filepath.Join(at, e.Name()), path.Join(name, e.Name())
	if e.Name()[0] == '.' || e.Name()[0] == '_' {
		return w.skip("hidden")
	}
	mode := e.Type()
	if mode&fs.ModeSymlink != 0 {
		if !w.links {
			return w.skip("link")
		}
		info, err := os.Stat(full)
		if err != nil {
			return w.yield(entry{name: rel, fault: fault(StageRead, Unreadable, "%v", plainError(err))})
		}
		mode = info.Mode().Type()
	}
	switch {
	case mode.IsDir():
		return w.folder(full, rel, above)
	case mode.IsRegular():
		e := entry{path: full, name: rel}
		if info, err := os.Stat(full); err == nil {
			e.bytes, e.modified = info.Size(), info.ModTime()
		}
		return w.yield(e)
	}
	return w.skip("special")
}

// skip counts what an archive holds and is not read, as a folder's is.
func (s *Set) skip(reason string) { s.Skipped[reason]++ }

func (w *walker) skip(reason string) bool {
	if w.skipped != nil {
		w.skipped[reason]++
	}
	return true
}

// fault makes a fault of something that was not read to its end.
func fault(stage Stage, code Code, format string, args ...any) *Fault {
	return &Fault{Stage: stage, Code: code, Message: Printable(fmt.Sprintf(format, args...)), Bytes: -1}
}
