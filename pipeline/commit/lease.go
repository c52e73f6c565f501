package commit

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"quoth/pipeline/object"
)

const (
	// leaseFolder holds the lock of an output in a store: one object, whose name
	// is a number.
	leaseFolder = "_lock/"

	// leaseBeat is how often a holder says that it lives, leaseTime after how
	// long of silence another may take the lock: long enough for a store that is
	// away for a while, and for clocks that differ by minutes.
	leaseBeat = time.Minute
	leaseTime = 10 * time.Minute
)

// errLease says that a run was silent for so long that another took its lock.
var errLease = errors.New("another run took the output, since this one was silent for too long")

// A lease is a lock in a store. Nothing there is released when a holder dies; so
// the holder writes the object again and again, and one that has not been
// written for leaseTime may be followed by another with the next number. The
// highest number holds. That an object is made only where there is none, the
// store sees to.
type lease struct {
	bucket *object.Bucket
	folder string
	number uint64
	words  []byte
	stop   context.CancelFunc
	ended  sync.WaitGroup
}

// leaseWords are what a holder says of itself, and what tells it from all others.
func leaseWords(holder string) []byte { return []byte(holder + "\n" + rand.Text() + "\n") }

// takeLease takes the lock of an output; a *LockedError where another holds it.
// One with words that are among those of holders known to be dead is taken at
// once.
func takeLease(ctx context.Context, bucket *object.Bucket, prefix string, words, dead []byte) (*lease, error) {
	l := &lease{bucket: bucket, folder: prefix + leaseFolder, words: words}
	number, last, err := l.highest(ctx)
	if err != nil {
		return nil, err
	}
	if age := time.Since(last.Modified); number > 0 && age < leaseTime {
		if found, err := l.read(ctx, number); err != nil || len(found) == 0 || !bytes.Contains(dead, found) {
			return nil, l.locked(ctx, number, age)
		}
	}
	l.number = number + 1
	if err := bucket.Write(ctx, l.key(l.number), bytes.NewReader(l.words), true); err != nil {
		if errors.Is(err, object.ErrTaken) {
			return nil, l.locked(ctx, l.number, 0)
		}
		return nil, errors.Join(err, bucket.Remove(ctx, l.key(l.number)))
	}
	if found, err := l.read(ctx, l.number); err != nil || !bytes.Equal(found, l.words) {
		if err != nil {
			return nil, errors.Join(err, bucket.Remove(ctx, l.key(l.number)))
		}
		return nil, l.locked(ctx, l.number, 0) // the store knows no condition, and another was last
	}
	if number > 0 {
		if err := bucket.Remove(ctx, l.key(number)); err != nil {
			return nil, errors.Join(err, bucket.Remove(ctx, l.key(l.number)))
		}
	}
	l.beat()
	return l, nil
}

func (l *lease) key(number uint64) string { return fmt.Sprintf("%s%012d", l.folder, number) }

func (l *lease) read(ctx context.Context, number uint64) ([]byte, error) {
	f, err := l.bucket.OpenFile(ctx, l.key(number))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 1<<10))
}

// locked tells who holds the lock.
func (l *lease) locked(ctx context.Context, number uint64, age time.Duration) error {
	words, err := l.read(ctx, number)
	holder, _, _ := strings.Cut(string(words), "\n")
	if err != nil || holder == "" {
		holder = "unknown"
	}
	return &LockedError{Holder: fmt.Sprintf("%s, last heard of %s ago", holder, max(age, 0).Truncate(time.Second))}
}

// highest finds the lock that holds; 0 where there is none.
func (l *lease) highest(ctx context.Context) (number uint64, last object.Info, err error) {
	all, err := l.bucket.All(ctx, l.folder)
	for _, o := range all {
		if n, err := strconv.ParseUint(path.Base(o.Key), 10, 63); err == nil && n > number {
			number, last = n, o
		}
	}
	return number, last, err
}

// beat says that the holder lives, until the lease is released.
func (l *lease) beat() {
	ctx, cancel := context.WithCancel(context.Background())
	l.stop = cancel
	l.ended.Go(func() {
		ticker := time.NewTicker(leaseBeat)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				l.bucket.Write(ctx, l.key(l.number), bytes.NewReader(l.words), false) // what fails is tried again; check tells
			}
		}
	})
}

// check returns an error where another run took the lock.
func (l *lease) check(ctx context.Context) error {
	number, _, err := l.highest(ctx)
	if err == nil && number != l.number {
		err = errLease
	}
	return err
}

func (l *lease) release(ctx context.Context) error {
	l.stop()
	l.ended.Wait()
	return l.bucket.Remove(ctx, l.key(l.number))
}
