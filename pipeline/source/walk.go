package source

import (
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"

	"quoth/pipeline/limit"
)

// An entry is one file to read, or the reason why a folder or file can't be.
type entry struct {
	path  string
	name  string
	bytes int64
	fault *Fault
}

// A walker goes through inputs. Folders are read one at a time, so that memory
// is in line with the largest folder alone.
type walker struct {
	limits  limit.Limits
	links   bool
	skipped map[string]int64 // nil where nobody counts
	yield   func(entry) bool
}

// walk yields every file of the inputs: files as given, folders by name.
// Counting fills Set.Skipped.
func (s *Set) walk(counting bool) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		w := &walker{limits: s.options.Limits, links: s.options.FollowLinks, yield: yield}
		if counting {
			w.skipped = s.Skipped
		}
		for _, in := range s.inputs {
			ok := false
			if in.folder {
				ok = w.folder(in.path, in.name, nil)
			} else {
				ok = w.file(in)
			}
			if !ok {
				return
			}
		}
	}
}

func (w *walker) file(in input) bool {
	if in.path == Stdin {
		return w.yield(entry{path: Stdin, name: Stdin})
	}
	e := entry{path: in.path, name: in.name}
	if info, err := os.Stat(in.path); err == nil && info.Mode().IsRegular() {
		e.bytes = info.Size()
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
		var bytes int64
		if info, err := os.Stat(full); err == nil {
			bytes = info.Size()
		}
		return w.yield(entry{path: full, name: rel, bytes: bytes})
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
