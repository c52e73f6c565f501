// Package objecttest is a store of objects for tests: it speaks S3 on the
// loopback, holds everything in memory, and fails as it is told.
package objecttest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// bucket is the one that a store has.
const bucket = "news"

// A Store is a running store.
type Store struct {
	t       testing.TB
	server  *httptest.Server
	backend *s3mem.Backend

	mu     sync.Mutex
	behind time.Duration
	count  int
	fail   func(n int, r *http.Request) Failure
}

// A Failure says what becomes of a request.
type Failure int

// The failures.
const (
	None   Failure = iota
	Before         // refused, without an effect
	After          // done, and the answer is lost
)

// New starts a store, which ends with the test. The user's folders are those of
// the test.
func New(t testing.TB) *Store {
	t.Helper()
	s := &Store{t: t}
	s.backend = s3mem.New(s3mem.WithTimeSource(clock{s}))
	fake := gofakes3.New(s.backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
	s.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.serve(fake, w, r) }))
	t.Cleanup(s.server.Close)
	if err := s.backend.CreateBucket(bucket); err != nil {
		t.Fatal(err)
	}
	if setter, ok := t.(interface{ Setenv(string, string) }); ok {
		setter.Setenv("XDG_CACHE_HOME", t.TempDir())
		setter.Setenv("AWS_ACCESS_KEY_ID", "test")
		setter.Setenv("AWS_SECRET_ACCESS_KEY", "test")
		setter.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	}
	return s
}

func (s *Store) serve(fake http.Handler, w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	n, fail := s.count, s.fail
	s.count++
	s.mu.Unlock()
	failure := None
	if fail != nil {
		failure = fail(n, r)
	}
	if failure == After {
		fake.ServeHTTP(httptest.NewRecorder(), r)
	}
	if failure != None {
		io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusForbidden) // which no driver tries again
		return
	}
	fake.ServeHTTP(w, r)
}

// Fail lets requests fail from now on, which are counted from 0; nil lets none
// fail.
func (s *Store) Fail(fail func(n int, r *http.Request) Failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count, s.fail = 0, fail
}

// Requests is how many there were since Fail.
func (s *Store) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}

// Behind sets back the clock by which the store dates what is written.
func (s *Store) Behind(long time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.behind = long
}

// A clock is that of a store.
type clock struct{ *Store }

// Now is the time for the store.
func (c clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(-c.behind)
}

// Since is how long ago a time is for the store.
func (c clock) Since(at time.Time) time.Duration { return c.Now().Sub(at) }

// URL names a key, with the options that lead to this store.
func (s *Store) URL(key string) string {
	return fmt.Sprintf("s3://%s/%s?endpoint=%s&region=us-east-1&use_path_style=true", bucket, key, s.server.URL)
}

// Put makes an object.
func (s *Store) Put(key, text string) {
	s.t.Helper()
	if _, err := s.backend.PutObject(bucket, key, map[string]string{}, strings.NewReader(text), int64(len(text)), nil); err != nil {
		s.t.Fatal(err)
	}
}

// Objects gives the content of every object below a prefix, by what follows it.
func (s *Store) Objects(prefix string) map[string]string {
	s.t.Helper()
	p := gofakes3.NewPrefix(&prefix, nil)
	list, err := s.backend.ListBucket(bucket, &p, gofakes3.ListBucketPage{})
	if err != nil {
		s.t.Fatal(err)
	}
	all := map[string]string{}
	for _, c := range list.Contents {
		object, err := s.backend.GetObject(bucket, c.Key, nil)
		if err != nil {
			s.t.Fatal(err)
		}
		words, err := io.ReadAll(object.Contents)
		object.Contents.Close()
		if err != nil {
			s.t.Fatal(err)
		}
		all[strings.TrimPrefix(c.Key, prefix)] = string(words)
	}
	return all
}
