//go:build unix

package commit

import (
	"errors"
	"io"
	"os"

	"golang.org/x/sys/unix"
)

type heldLock struct {
	file *os.File
}

// lockFile takes the lock that a file stands for, by flock(2), so that the
// system releases it when the process dies. The holder's words stand in the
// file. A holder removes the file when it is done; so a lock counts only while
// the name still leads to the same file.
func lockFile(path, holder string) (Lock, error) {
	for {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return nil, err
		}
		if err := flock(file); err != nil {
			defer file.Close()
			if errors.Is(err, unix.EWOULDBLOCK) {
				words, _ := io.ReadAll(io.LimitReader(file, 1<<10))
				return nil, &LockedError{Holder: string(words)}
			}
			return nil, err
		}
		if !leadsTo(path, file) {
			file.Close()
			continue
		}
		if err := errors.Join(file.Truncate(0), writeAll(file, holder)); err != nil {
			os.Remove(path)
			file.Close()
			return nil, err
		}
		return &heldLock{file: file}, nil
	}
}

func flock(file *os.File) error {
	for {
		err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

func leadsTo(path string, file *os.File) bool {
	held, err := file.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(path)
	return err == nil && os.SameFile(held, named)
}

func writeAll(file *os.File, words string) error {
	_, err := file.WriteAt([]byte(words), 0)
	return err
}

func (l *heldLock) Release(path string) error {
	var err error
	if leadsTo(path, l.file) {
		err = os.Remove(path)
	}
	return errors.Join(err, l.file.Close())
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	err = folder.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return nil // a file system that has no such thing, such as some network ones
	}
	return err
}
