package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"

	"quoth/pipeline"
)

// Exit statuses, listed by every command's help.
const (
	statusDone        = 0
	statusFailed      = 1
	statusUsage       = 2
	statusQuarantined = 3
	statusLocked      = 11
	statusInterrupted = 130
)

const exitHelp = `EXIT STATUS:
   0    done
   1    failed; standard error says why
   2    wrong use: a flag, an argument or a setting
   3    done, and some articles were set aside in the quarantine table
   11   another run holds the output
   130  interrupted; nothing half-written is left
`

// errQuarantined ends a run that is done but set articles aside.
var errQuarantined = errors.New("articles were quarantined")

// A usageError is a mistake in flags, arguments or settings.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// exitStatus turns an error into an exit status, and tells it on standard error
// unless that was done.
func exitStatus(ctx context.Context, err error, errs io.Writer) int {
	var told toldError
	if errors.As(err, &told) {
		return told.status
	}
	status := statusOf(ctx, err)
	switch status {
	case statusDone, statusQuarantined:
		return status
	case statusInterrupted:
		fmt.Fprintln(errs, "quoth: interrupted")
		return status
	}
	fmt.Fprintln(errs, "quoth:", printable(describe(err)))
	if status == statusUsage {
		fmt.Fprintln(errs, "quoth: see 'quoth help'")
	}
	return status
}

// statusOf turns an error into an exit status.
func statusOf(ctx context.Context, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, errQuarantined):
		return statusQuarantined
	case errors.Is(err, syscall.EPIPE):
		return statusDone // the reader of standard output has seen enough
	case ctx.Err() != nil || errors.Is(err, context.Canceled):
		return statusInterrupted
	case errors.As(err, &usage) || isFlagError(err):
		return statusUsage
	case errors.Is(err, pipeline.ErrLocked):
		return statusLocked
	}
	return statusFailed
}

// describe says a missing file without the system call's name.
func describe(err error) string {
	var path *os.PathError
	if errors.As(err, &path) && errors.Is(err, os.ErrNotExist) && err == error(path) {
		return path.Path + ": no such file or folder"
	}
	return err.Error()
}

// isFlagError tells the errors of the flag parser, which have no type.
func isFlagError(err error) bool {
	m := err.Error()
	for _, start := range []string{"flag provided but not defined", "flag needs an argument", "invalid value", "Required flag", "No help topic", "could not parse"} {
		if strings.HasPrefix(m, start) {
			return true
		}
	}
	return false
}

// printable shows control characters, which an article's or a file's name may
// hold, in a way that can't steer a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || (r >= ' ' && r != 0x7f && !(r >= 0x80 && r < 0xa0)) {
			return r
		}
		return '\uFFFD'
	}, s)
}
