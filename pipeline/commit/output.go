package commit

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// Names inside an output that are not data.
const (
	Success     = "_SUCCESS"         // written last: the run is whole
	Manifest    = "run.json"         // what the run did
	Inputs      = "_inputs.jsonl"    // the files that it read
	Index       = "_index"           // which articles the output holds
	Replaced    = "_replaced.jsonl"  // which of their rows later runs replaced
	DataPackage = "datapackage.json" // what the tables hold, for programs that look for data
	Croissant   = "croissant.json"   // the same in another language
	Journal     = "_journal"         // folder of what an unfinished run has done
	staging     = "_staging"         // folder of an unfinished run's files
	publish     = "_publish"         // folder of a whole run on its way
	lockName    = "_lock"            // names the run at work
	newAffix    = "quoth-new"        // of the folder beside the output that is exchanged with it
)

// A folder is an output folder that this process has locked.
type folder struct {
	fs      FS
	path    string
	lock    Lock
	over    Lock     // of the folder that takes the output's place
	made    bool     // by us
	before  bool     // a finished run was there when we came
	entries []string // of the run that is being published
}

func openFolder(fsys FS, path, holder string) (*folder, error) {
	o := &folder{fs: fsys, path: filepath.Clean(path)}
	if err := o.open(holder); err != nil {
		return nil, fmt.Errorf("%s: %w", path, Explain(err))
	}
	return o, nil
}

func (o *folder) open(holder string) error {
	if err := o.makeFolder(); err != nil {
		return err
	}
	var err error
	if o.lock, err = o.fs.Lock(o.in(lockName), holder); err != nil {
		return o.undoFolder(err)
	}
	if err := o.inspect(); err != nil {
		return errors.Join(err, o.Close())
	}
	return nil
}

// makeFolder makes the output and the folders above it.
func (o *folder) makeFolder() error {
	info, err := o.fs.Stat(o.path)
	switch {
	case err == nil && !info.IsDir():
		return fmt.Errorf("%w: it is a file, not a folder", ErrNotWritable)
	case err == nil:
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := o.makeAbove(filepath.Dir(o.path)); err != nil {
		return err
	}
	if err := o.fs.Mkdir(o.path); err != nil && !errors.Is(err, fs.ErrExist) {
		o.fs.Remove(o.path)
		return err
	}
	o.made = true
	return nil
}

func (o *folder) makeAbove(folder string) error {
	_, err := o.fs.Stat(folder)
	if err == nil || !errors.Is(err, fs.ErrNotExist) || filepath.Dir(folder) == folder {
		return err
	}
	if err := o.makeAbove(filepath.Dir(folder)); err != nil {
		return err
	}
	if err := o.fs.Mkdir(folder); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// undoFolder takes away a folder that only this call made.
func (o *folder) undoFolder(err error) error {
	if o.made {
		o.fs.Remove(o.path)
	}
	return err
}

// inspect tells what the output holds, and completes what was being published.
func (o *folder) inspect() error {
	if err := o.fs.RemoveAll(o.beside()); err != nil {
		return err
	}
	names, err := o.fs.ReadDir(o.path)
	if err != nil {
		return err
	}
	if slices.Contains(names, publish) {
		if err := o.complete(); err != nil {
			return err
		}
		if names, err = o.fs.ReadDir(o.path); err != nil {
			return err
		}
	}
	o.before = slices.Contains(names, Success) && slices.Contains(names, Manifest)
	return nil
}

func (o *folder) in(names ...string) string {
	return filepath.Join(append([]string{o.path}, names...)...)
}

// beside is the folder that takes the output's place in an exchange. It must
// be in the same folder, to be on the same file system.
func (o *folder) beside() string {
	abs, err := filepath.Abs(o.path)
	if err != nil {
		abs = o.path
	}
	return filepath.Join(filepath.Dir(abs), "."+filepath.Base(abs)+"."+newAffix)
}

// Path is the output folder.
func (o *folder) Path() string { return o.path }

// Finished says whether the output holds a finished run.
func (o *folder) Finished() bool { return o.before }

// Begin makes room for a new run's files. Where the output holds a finished
// run, replace must ask for it to be replaced, and the place must allow that;
// else it returns ErrExists or ErrNoExchange. It returns ErrForeign where the
// output holds anything that is not of a run. What an unfinished run left is
// removed, but for its journal.
func (o *folder) Begin(replace bool) error {
	if err := o.begin(replace); err != nil {
		return fmt.Errorf("%s: %w", o.path, Explain(err))
	}
	return nil
}

func (o *folder) begin(replace bool) error {
	names, err := o.fs.ReadDir(o.path)
	if err != nil {
		return err
	}
	for _, name := range names {
		ours, err := o.ours(name)
		if err != nil {
			return err
		}
		if !ours {
			return fmt.Errorf("%w: %s", ErrForeign, name)
		}
	}
	if o.before && !replace {
		return ErrExists
	}
	if o.before {
		if err := o.probe(); err != nil {
			return err
		}
	}
	if err := o.fs.RemoveAll(o.in(staging)); err != nil {
		return err
	}
	return o.fs.Mkdir(o.in(staging))
}

// ours says whether a name in the output is one that a run gives. A folder is
// a table's where all its files are parts.
func (o *folder) ours(name string) (bool, error) {
	switch name {
	case lockName, staging, publish, Journal, leaseName:
		return true, nil
	case Success, Manifest, Inputs, Index, Replaced, DataPackage, Croissant:
		return o.before, nil
	}
	if !o.before {
		return false, nil
	}
	info, err := o.fs.Stat(o.in(name))
	if err != nil || !info.IsDir() {
		return false, err
	}
	return o.onlyParts(o.in(name))
}

// onlyParts says whether a table's folder holds parts and partitions alone.
func (o *folder) onlyParts(folder string) (bool, error) {
	names, err := o.fs.ReadDir(folder)
	if err != nil {
		return false, err
	}
	for _, name := range names {
		if strings.HasPrefix(name, "part-") {
			continue
		}
		if !strings.Contains(name, "=") {
			return false, nil
		}
		if ours, err := o.onlyParts(filepath.Join(folder, name)); err != nil || !ours {
			return false, err
		}
	}
	return true, nil
}

// probe finds out, before any work, whether the output can be exchanged.
func (o *folder) probe() error {
	a, b := o.in(staging), o.beside()
	if err := o.fs.RemoveAll(a); err != nil {
		return err
	}
	if err := errors.Join(o.fs.Mkdir(a), o.fs.Mkdir(b)); err != nil {
		return errors.Join(fmt.Errorf("%w: %w", ErrNoExchange, err), o.fs.RemoveAll(b))
	}
	err := o.fs.Exchange(a, b)
	if err != nil && !errors.Is(err, ErrNoExchange) {
		err = fmt.Errorf("%w: %w", ErrNoExchange, err)
	}
	return errors.Join(err, o.fs.RemoveAll(b))
}

// Publish makes the files of the run the content of the output. Every file must
// be closed. On an error nothing of the run is published.
func (o *folder) Publish() error {
	if err := o.syncStaging(); err != nil {
		return fmt.Errorf("%s: %w", o.path, Explain(err))
	}
	publish := o.publishFirst
	if o.before {
		publish = o.publishOver
	}
	if err := publish(); err != nil {
		return fmt.Errorf("%s: %w", o.path, Explain(err))
	}
	o.fs.RemoveAll(o.in(Journal)) // the run is published; a journal left behind is removed by the next
	return nil
}

// syncStaging makes the names of all staged files durable.
func (o *folder) syncStaging() error {
	names, err := o.fs.ReadDir(o.in(staging))
	if err != nil {
		return err
	}
	o.entries = names
	for _, name := range names {
		info, err := o.fs.Stat(o.in(staging, name))
		if err != nil {
			return err
		}
		if !info.IsDir() {
			continue
		}
		if err := o.syncTable(o.in(staging, name)); err != nil {
			return err
		}
	}
	return o.fs.SyncFolder(o.in(staging))
}

// syncTable makes the names of a table's files and partitions durable.
func (o *folder) syncTable(folder string) error {
	names, err := o.fs.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasPrefix(name, "part-") {
			continue
		}
		if err := o.syncTable(filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	return o.fs.SyncFolder(folder)
}

// publishFirst publishes where no run was: the folder's new name says that it
// is whole, so that a later run can complete what a stop leaves.
func (o *folder) publishFirst() error {
	err := o.fs.Rename(o.in(staging), o.in(publish))
	if err == nil {
		err = o.fs.SyncFolder(o.path)
	}
	if err == nil {
		err = o.complete()
	}
	if err != nil {
		return errors.Join(err, o.takeBack())
	}
	if o.made {
		o.fs.SyncFolder(filepath.Dir(o.path))
	}
	return nil
}

// complete moves what is in _publish up and marks the run as whole.
func (o *folder) complete() error {
	names, err := o.fs.ReadDir(o.in(publish))
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := o.fs.Rename(o.in(publish, name), o.in(name)); err != nil {
			return err
		}
	}
	if err := o.fs.SyncFolder(o.path); err != nil {
		return err
	}
	if err := o.mark(o.path); err != nil {
		return err
	}
	return o.fs.Remove(o.in(publish))
}

// mark writes _SUCCESS into a folder.
func (o *folder) mark(folder string) error {
	path := filepath.Join(folder, Success)
	if _, err := o.fs.Stat(path); err == nil {
		return o.fs.SyncFolder(folder)
	}
	file, err := o.fs.Create(path)
	if err != nil {
		return err
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	return o.fs.SyncFolder(folder)
}

// takeBack removes what publishFirst had moved up, marker first.
func (o *folder) takeBack() error {
	if err := o.removeIfThere(o.in(Success)); err != nil {
		return err
	}
	var err error
	for _, name := range append([]string{publish, staging}, o.entries...) {
		err = errors.Join(err, o.fs.RemoveAll(o.in(name)))
	}
	return err
}

func (o *folder) removeIfThere(path string) error {
	if err := o.fs.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// publishOver lays the whole run beside the output and exchanges the two.
// Whichever of them is beside afterwards is not wanted any more. The new folder
// comes locked, so that the next run waits until the old one is gone.
func (o *folder) publishOver() error {
	var err error
	if o.over, err = o.fs.Lock(o.in(staging, lockName), "publishing"); err != nil {
		return err
	}
	err = o.mark(o.in(staging))
	if err == nil {
		err = o.fs.Rename(o.in(staging), o.beside())
	}
	if err == nil {
		err = o.fs.SyncFolder(filepath.Dir(o.beside()))
	}
	if err == nil {
		err = o.fs.Exchange(o.beside(), o.path)
	}
	if err == nil {
		err = o.fs.SyncFolder(filepath.Dir(o.beside()))
	}
	return errors.Join(err, o.fs.RemoveAll(o.beside()))
}

// Abandon removes what the run wrote; with keepJournal, its journal stays for
// the run to be resumed. The output stays locked.
func (o *folder) Abandon(keepJournal bool) error {
	err := errors.Join(o.fs.RemoveAll(o.in(staging)), o.fs.RemoveAll(o.beside()))
	if !keepJournal {
		err = errors.Join(err, o.fs.RemoveAll(o.in(Journal)))
	}
	return err
}

// CreateJournal begins a file of the run's journal, which is there before and
// after the run's other files. What is written goes to the system at once.
func (o *folder) CreateJournal(name string) (File, error) {
	if err := o.fs.Mkdir(o.in(Journal)); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%s: %w", o.in(Journal), Explain(err))
	}
	file, err := o.fs.Create(o.in(Journal, name))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.in(Journal, name), Explain(err))
	}
	return file, nil
}

// OpenJournal opens a file of the journal that an unfinished run left.
func (o *folder) OpenJournal(name string) (ReadFile, error) {
	file, err := o.fs.Open(o.in(Journal, name))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.in(Journal, name), Explain(err))
	}
	return file, nil
}

// JournalFiles lists the files of the journal, sorted.
func (o *folder) JournalFiles() ([]string, error) {
	names, err := o.fs.ReadDir(o.in(Journal))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.in(Journal), Explain(err))
	}
	return names, nil
}

// DropJournal removes the journal.
func (o *folder) DropJournal() error { return Explain(o.fs.RemoveAll(o.in(Journal))) }

// Close gives the lock up, and takes the folder away where this call made it
// and nothing is in it.
func (o *folder) Close() error {
	var err error
	if o.over != nil {
		err = o.over.Release(o.in(lockName))
	}
	err = errors.Join(err, o.lock.Release(o.in(lockName)))
	if !o.made {
		return Explain(err)
	}
	if names, readErr := o.fs.ReadDir(o.path); readErr == nil && len(names) == 0 {
		err = errors.Join(err, o.fs.Remove(o.path))
	}
	return Explain(err)
}
