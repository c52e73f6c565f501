package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"

	"quoth/pipeline"
	"quoth/pipeline/commit"
	"quoth/pipeline/sink"
)

// A faulty file system makes its n-th operation fail, before or after its
// effect. One that dies makes all operations after it fail too, as for a
// process that was killed.
type faulty struct {
	commit.FS
	mu    sync.Mutex
	n     int // operations until the failure; negative for none
	err   error
	after bool
	short bool // a write that fails writes half
	dies  bool
	count int
	dead  bool
}

// step says whether an operation has to fail, and whether it has its effect.
func (f *faulty) step() (fail, effect bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count++
	if f.dead {
		return true, false
	}
	if f.count-1 != f.n {
		return false, true
	}
	f.dead = f.dies
	return true, f.after
}

func (f *faulty) do(op func() error) error {
	fail, effect := f.step()
	var err error
	if effect {
		err = op()
	}
	if fail {
		return &fs.PathError{Op: "op", Path: "disk", Err: f.err}
	}
	return err
}

func (f *faulty) Mkdir(p string) error     { return f.do(func() error { return f.FS.Mkdir(p) }) }
func (f *faulty) Rename(a, b string) error { return f.do(func() error { return f.FS.Rename(a, b) }) }
func (f *faulty) Link(a, b string) error   { return f.do(func() error { return f.FS.Link(a, b) }) }
func (f *faulty) Exchange(a, b string) error {
	return f.do(func() error { return f.FS.Exchange(a, b) })
}
func (f *faulty) Remove(p string) error    { return f.do(func() error { return f.FS.Remove(p) }) }
func (f *faulty) RemoveAll(p string) error { return f.do(func() error { return f.FS.RemoveAll(p) }) }
func (f *faulty) SyncFolder(string) error  { return f.do(func() error { return nil }) }

func (f *faulty) Create(p string) (file commit.File, err error) {
	err = f.do(func() error { file, err = f.FS.Create(p); return err })
	if err != nil && file != nil {
		file.Close()
	}
	return &faultyFile{file, f}, err
}

func (f *faulty) Open(p string) (file commit.ReadFile, err error) {
	err = f.do(func() error { file, err = f.FS.Open(p); return err })
	return file, err
}

func (f *faulty) Stat(p string) (info fs.FileInfo, err error) {
	err = f.do(func() error { info, err = f.FS.Stat(p); return err })
	return info, err
}

func (f *faulty) ReadDir(p string) (names []string, err error) {
	err = f.do(func() error { names, err = f.FS.ReadDir(p); return err })
	return names, err
}

func (f *faulty) Lock(p, holder string) (lock commit.Lock, err error) {
	err = f.do(func() error { lock, err = f.FS.Lock(p, holder); return err })
	if err != nil && lock != nil {
		lock.Release(p)
	}
	if err != nil {
		return nil, err
	}
	return faultyLock{lock, f}, nil
}

type faultyLock struct {
	commit.Lock
	f *faulty
}

// Release of a dead process leaves the file and gives the lock up.
func (l faultyLock) Release(p string) error {
	if fail, effect := l.f.step(); fail && !effect {
		return errors.Join(l.f.err, l.Lock.Release(p+".gone"))
	}
	return l.Lock.Release(p)
}

type faultyFile struct {
	commit.File
	f *faulty
}

func (w *faultyFile) Write(p []byte) (n int, err error) {
	fail, effect := w.f.step()
	switch {
	case !fail:
		return w.File.Write(p)
	case effect:
		n, _ = w.File.Write(p)
	case w.f.short && !w.f.dead:
		n, _ = w.File.Write(p[:len(p)/2])
	}
	return n, w.f.err
}

func (w *faultyFile) Sync() error { return w.f.do(w.File.Sync) }

func (w *faultyFile) Close() error {
	err := w.File.Close()
	if fail, _ := w.f.step(); fail {
		return w.f.err
	}
	return err
}

// small writes two articles, one of them bad.
func small(t testing.TB, word string) string {
	t.Helper()
	dir := t.TempDir()
	text := fmt.Sprintf(`{"id": "1", "text": "Smith said: “%s”"}`+"\n"+`{"id": 2}`, word)
	if err := os.WriteFile(filepath.Join(dir, "a.jsonl"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// wholeRun names the run that a reader of the output sees: that of the given
// states whose files are all there, and "" where there is no marker. It fails
// the test where a marker stands on anything else.
func wholeRun(t *testing.T, disk *memory, states map[string]map[string]string) string {
	t.Helper()
	found := disk.data(out)
	if found[commit.Success] == "" {
		return ""
	}
	for name := range found {
		if unfinished(name) {
			delete(found, name)
		}
	}
	for name, state := range states {
		if fmt.Sprint(state) == fmt.Sprint(found) {
			return name
		}
	}
	t.Fatalf("a marked output holds half a run: %v", found)
	return ""
}

// unfinished says whether a file of an output is not of a finished run.
func unfinished(name string) bool {
	return name[0] == '_' && !slices.Contains([]string{commit.Success, commit.Inputs, commit.Index, commit.Replaced}, name)
}

// out is the output on the disk in memory.
const out = "/runs/out"

type failure struct {
	name               string
	after, short, dies bool
	err                error
}

var failures = []failure{
	{"before", false, false, false, syscall.EIO}, {"after", true, false, false, syscall.EIO}, {"no space", false, true, false, syscall.ENOSPC},
	{"killed before", false, false, true, syscall.EIO}, {"killed after", true, false, true, syscall.EIO},
}

func TestAnyFailureLeavesAWholeRun(t *testing.T) {
	first, second := small(t, "old"), small(t, "new")
	states := map[string]map[string]string{"old": published(t, first), "new": published(t, second)}
	for _, over := range []bool{false, true} {
		for _, f := range failures {
			t.Run(fmt.Sprintf("over=%v %s", over, f.name), func(t *testing.T) { failEverywhere(t, over, f, first, second, states) })
		}
	}
}

// onDisk are options for a run on a disk.
func onDisk(t *testing.T, disk commit.FS, in string) pipeline.Options {
	o := options(t, in, out)
	o.Format, o.Overwrite, o.Tables, o.Files = sink.JSONL, true, []string{"quotes"}, disk
	return o
}

func published(t *testing.T, in string) map[string]string {
	disk := newMemory()
	run(t, onDisk(t, disk, in))
	return disk.data(out)
}

// failEverywhere lets every operation of a run fail, one at a time.
func failEverywhere(t *testing.T, over bool, f failure, first, second string, states map[string]map[string]string) {
	whole, before := newMemory(), ""
	if over {
		run(t, onDisk(t, whole, first))
		before = "old"
	}
	for n := 0; ; n++ {
		disk := whole.clone()
		broken := &faulty{FS: disk, n: n, err: f.err, after: f.after, short: f.short, dies: f.dies}
		_, err := pipeline.Run(context.Background(), onDisk(t, broken, second))
		if broken.count <= n {
			if err != nil {
				t.Fatalf("without a failure: %v", err)
			}
			return
		}
		when := fmt.Sprintf("operation %d", n)
		checkAfterFailure(t, when, disk, before, f, err, states)
		if _, err := pipeline.Run(context.Background(), onDisk(t, disk, second)); err != nil {
			t.Fatalf("%s: the next run: %v", when, err)
		}
		if got := wholeRun(t, disk, states); got != "new" {
			t.Fatalf("%s: the next run gives %q", when, got)
		}
		if left := disk.data("/runs"); len(left) != len(states["new"]) {
			t.Fatalf("%s: left over: %v", when, left)
		}
	}
}

func checkAfterFailure(t *testing.T, when string, disk *memory, before string, f failure, err error, states map[string]map[string]string) {
	t.Helper()
	got := wholeRun(t, disk, states)
	switch {
	case got != before && got != "new":
		t.Fatalf("%s: %q before, then %q (%v)", when, before, got, err)
	case err == nil && got != "new":
		t.Fatalf("%s: no error, and %q", when, got)
	case f.err == syscall.ENOSPC && err != nil && !errors.Is(err, pipeline.ErrDiskFull) && !errors.Is(err, pipeline.ErrNoExchange):
		t.Fatalf("%s: %v is no full disk", when, err)
	}
	if f.dies || got == "new" || before != "" {
		return
	}
	if left := disk.data(out); len(left) > 1 {
		t.Fatalf("%s: left in the output: %v", when, left)
	}
}
