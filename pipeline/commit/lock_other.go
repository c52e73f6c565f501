//go:build !unix

package commit

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

type heldLock struct {
	file *os.File
}

// lockFile takes the lock that a file stands for by being the one that makes
// it. A holder that dies leaves it; it is then to be removed by hand.
func lockFile(path, holder string) (Lock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		words := []byte("unknown")
		if held, err := os.Open(path); err == nil {
			words, _ = io.ReadAll(io.LimitReader(held, 1<<10))
			held.Close()
		}
		return nil, &LockedError{Holder: string(words)}
	}
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(file, holder); err != nil {
		file.Close()
		os.Remove(path)
		return nil, err
	}
	return &heldLock{file: file}, nil
}

func (l *heldLock) Release(path string) error {
	return errors.Join(l.file.Close(), os.Remove(path))
}

// syncFolder has no meaning on systems that make names durable themselves.
func syncFolder(string) error { return nil }
