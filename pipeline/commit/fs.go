package commit

import (
	"io"
	"io/fs"
	"os"
)

// An FS is what publishing needs of a file system. All paths are the system's.
type FS interface {
	Mkdir(path string) error                // one folder, which must not be there
	Create(path string) (File, error)       // one file, which must not be there
	Open(path string) (ReadFile, error)     //
	Stat(path string) (fs.FileInfo, error)  // follows links
	ReadDir(path string) ([]string, error)  // names, sorted
	Rename(from, to string) error           // replaces a file
	Link(from, to string) error             // a second name, which must not be there; any error means that it can't be
	Exchange(a, b string) error             // two folders, in one step; ErrNoExchange where that can't be
	Remove(path string) error               // a file or an empty folder
	RemoveAll(path string) error            // nil where nothing is there
	SyncFolder(path string) error           // makes names durable
	Lock(path, holder string) (Lock, error) // ErrLocked where another process holds it
}

// A File is a file being written.
type File interface {
	io.Writer
	Sync() error
	Close() error
}

// A ReadFile is a file being read.
type ReadFile interface {
	io.Reader
	io.ReaderAt
	io.Seeker
	io.Closer
}

// A Lock is held until it is released or the process ends.
type Lock interface {
	// Release removes the lock's file, where it still stands at the path, and
	// gives the lock up.
	Release(path string) error
}

// Disk is the file system of the machine.
var Disk FS = disk{}

type disk struct{}

func (disk) Mkdir(path string) error { return os.Mkdir(path, 0o777) }

func (disk) Create(path string) (File, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

func (disk) Open(path string) (ReadFile, error)    { return os.Open(path) }
func (disk) Stat(path string) (fs.FileInfo, error) { return os.Stat(path) }

func (disk) ReadDir(path string) ([]string, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, nil
}

func (disk) Rename(from, to string) error           { return os.Rename(from, to) }
func (disk) Link(from, to string) error             { return os.Link(from, to) }
func (disk) Exchange(a, b string) error             { return exchange(a, b) }
func (disk) Remove(path string) error               { return os.Remove(path) }
func (disk) RemoveAll(path string) error            { return os.RemoveAll(path) }
func (disk) SyncFolder(path string) error           { return syncFolder(path) }
func (disk) Lock(path, holder string) (Lock, error) { return lockFile(path, holder) }
