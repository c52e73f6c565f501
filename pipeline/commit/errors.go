package commit

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// Errors of an output folder. Nothing is published where one is returned.
var (
	// ErrExists says that the output holds a finished run. Take another folder,
	// or ask for the run to be replaced.
	ErrExists = errors.New("output holds a finished run")

	// ErrForeign says that the output holds files that no run wrote. They are
	// never touched; take another folder.
	ErrForeign = errors.New("output holds files that are not of a run")

	// ErrNotWritable says that the output can't be made or written to.
	ErrNotWritable = errors.New("output can't be written")

	// ErrLocked says that another run works in the output. Wait for it.
	ErrLocked = errors.New("another run works in the output")

	// ErrDiskFull says that there is no space, or no quota, for the output.
	ErrDiskFull = errors.New("disk is full")

	// ErrNoExchange says that the finished run in the output can't be replaced
	// in one step there: the file system or the folder's place doesn't allow it.
	// Write to a new folder.
	ErrNoExchange = errors.New("output can't be replaced in one step")
)

// A LockedError is ErrLocked with the words of the one who holds the lock.
type LockedError struct{ Holder string }

func (e *LockedError) Error() string { return ErrLocked.Error() + ": " + e.Holder }

// Unwrap gives ErrLocked.
func (e *LockedError) Unwrap() error { return ErrLocked }

// Explain joins the error that a user can act on to one of the file system.
func Explain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("%w: %w", ErrNotWritable, err)
	}
	return err
}
