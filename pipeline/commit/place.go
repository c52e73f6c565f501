package commit

import (
	"io"

	"quoth/pipeline/object"
)

// An Output is where runs are published, locked by this process: a folder, or a
// place in a store of objects.
type Output struct{ place }

// A place is one kind of output. Files of a run are made first, in a staging
// folder, and published together; a journal of the run outlives its being
// stopped.
type place interface {
	// Path is the output as it was given.
	Path() string

	// Finished says whether the output held a finished run when it was opened.
	Finished() bool

	// Begin makes room for a new run's files. Where the output holds a finished
	// run, replace must ask for it to be replaced, and the place must allow that;
	// else it returns ErrExists or ErrNoExchange. It returns ErrForeign where the
	// output holds anything that is not of a run. What an unfinished run left is
	// removed, but for its journal.
	Begin(replace bool) error

	// Create begins a file of the run, by its path below the output. A finished
	// part of a table may have another name: the one that Finish gives.
	Create(name string) (*Writer, error)

	// Keep makes a file of the finished run a file of this run too.
	Keep(name string) error

	// OpenStaged opens a finished file of the run for reading it back;
	// RemoveStaged takes it back.
	OpenStaged(name string) (ReadFile, error)
	RemoveStaged(name string) error

	// OpenPublished opens a file of the finished run.
	OpenPublished(name string) (ReadFile, error)

	// Publish makes the files of the run the content of the output. Every file
	// must be closed. On an error the run is not published, unless the error says
	// that what is left to do the next run does.
	Publish() error

	// Abandon removes what the run wrote; with keepJournal, its journal stays for
	// the run to be resumed. The output stays locked.
	Abandon(keepJournal bool) error

	// The journal: CreateJournal begins a file of it, and what is written to that
	// goes to the system at once; the others open a file that an unfinished run
	// left, list the files, sorted, and remove the journal.
	CreateJournal(name string) (File, error)
	OpenJournal(name string) (ReadFile, error)
	JournalFiles() ([]string, error)
	DropJournal() error

	// Close gives the lock up.
	Close() error
}

// Open makes the output where it is not there, locks it, completes what a
// stopped run had begun to publish, and looks at what it holds. The holder's
// words stand in the lock for others to read. The path is that of a folder of
// the file system, or a URL of package object; the files of a run that is
// published there are made in a folder of the file system.
//
// It returns ErrNotWritable, ErrLocked (as a *LockedError), ErrForeign or
// ErrDiskFull, wrapped.
func Open(fsys FS, path, holder string) (*Output, error) {
	if object.IsURL(path) {
		o, err := openObjects(fsys, path, holder)
		if err != nil {
			return nil, err
		}
		return &Output{o}, nil
	}
	o, err := openFolder(fsys, path, holder)
	if err != nil {
		return nil, err
	}
	return &Output{o}, nil
}

// Exists says by its error whether an output is there. A place in a store is
// there whether or not there is anything in it.
func Exists(fsys FS, path string) error {
	if object.IsURL(path) {
		return nil
	}
	_, err := fsys.Stat(path)
	return err
}

// ReadPublished gives the content of a small file of the finished run.
func (o *Output) ReadPublished(name string) ([]byte, error) {
	f, err := o.OpenPublished(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
