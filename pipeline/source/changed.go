package source

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"iter"
)

// Changed compares the inputs with the files that an earlier run read. It
// names the first file that is new, gone or different, and gives "" where
// everything is as it was. Every file is read; the error is ErrDisk or that of
// the context.
func (s *Set) Changed(ctx context.Context, files iter.Seq2[File, error]) (string, error) {
	next, stop := iter.Pull2(files)
	defer stop()
	if err := s.beginState(); err != nil {
		return "", err
	}
	for e := range s.walk(false) {
		if e.err != nil {
			return "", fmt.Errorf("%w: %w", ErrDisk, e.err)
		}
		if e.fault != nil {
			continue
		}
		then, err, more := next()
		if err != nil {
			return "", err
		}
		if !more || then.Source != e.name {
			return e.name, nil
		}
		now, err := s.hashFile(ctx, e)
		if err != nil {
			return "", err
		}
		if now != then {
			return e.name, nil
		}
		s.noteState(e, now)
	}
	if then, _, more := next(); more {
		return then.Source, nil
	}
	return "", nil
}

// hashFile tells what a file is now. Standard input differs every time.
func (s *Set) hashFile(ctx context.Context, e entry) (File, error) {
	if e.path == Stdin {
		return File{Source: Stdin, Bytes: -2}, nil
	}
	file, err := s.openFile(ctx, e)
	if err != nil && !isLocal(err) {
		return File{}, fmt.Errorf("%w: %w", ErrDisk, err)
	}
	if err != nil {
		return File{Source: e.name, Bytes: -1}, nil
	}
	defer file.Close()
	m := &meter{ctx: ctx, r: file, set: s, hash: sha256.New()}
	if _, err := io.Copy(io.Discard, m); err != nil {
		if ctx.Err() != nil {
			return File{}, ctx.Err()
		}
		return File{}, fmt.Errorf("%w: %s: %w", ErrDisk, e.name, plainError(err))
	}
	return m.file(e.name), nil
}
