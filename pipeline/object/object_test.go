package object_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/pipeline/object"
	"quoth/pipeline/object/objecttest"
)

func open(t *testing.T, s *objecttest.Store) *object.Bucket {
	t.Helper()
	b, key, err := object.Open(t.Context(), s.URL("a/b"))
	if err != nil || key != "a/b" {
		t.Fatalf("%q, %v", key, err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func keys(all []object.Info) (keys []string) {
	for _, o := range all {
		keys = append(keys, o.Key)
	}
	return keys
}

func TestFoldersAreListedByName(t *testing.T) {
	s := objecttest.New(t)
	for _, key := range []string{"a/10.txt", "a-b.txt", "a.txt", "a/c/x.txt", "a", "b.txt"} {
		s.Put(key, "words of "+key)
	}
	b := open(t, s)
	all, err := b.Folder(t.Context(), "")
	if diff := cmp.Diff([]string{"a", "a/", "a-b.txt", "a.txt", "b.txt"}, keys(all)); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if !all[1].Folder || all[0].Folder || all[0].Bytes != 10 || all[0].Tag == "" || all[0].Modified.IsZero() {
		t.Errorf("%+v", all)
	}
	all, err = b.All(t.Context(), "a/")
	if diff := cmp.Diff([]string{"a/10.txt", "a/c/x.txt"}, keys(all)); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestObjectsAreThereAsAWholeOrNot(t *testing.T) {
	s := objecttest.New(t)
	b := open(t, s)
	if err := b.Write(t.Context(), "x", strings.NewReader("one"), true); err != nil {
		t.Fatal(err)
	}
	if err := b.Write(t.Context(), "x", strings.NewReader("two"), true); !errors.Is(err, object.ErrTaken) {
		t.Error(err)
	}
	long := strings.Repeat("word ", 5<<20)
	broken := io.MultiReader(strings.NewReader(long), failing{})
	if err := b.Write(t.Context(), "y", broken, false); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
	if err := b.Write(t.Context(), "z", strings.NewReader(long), false); err != nil {
		t.Error(err)
	}
	if got := s.Objects(""); len(got) != 2 || got["x"] != "one" || got["z"] != long {
		t.Errorf("%d objects", len(got))
	}
	if _, err := b.Stat(t.Context(), "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := errors.Join(b.Remove(t.Context(), "x"), b.Remove(t.Context(), "x")); err != nil {
		t.Error(err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestFilesAreReadAtAnyPlace(t *testing.T) {
	s := objecttest.New(t)
	var words strings.Builder
	for words.Len() < 3<<20 {
		words.WriteString("Some words, and a number: ")
		words.WriteByte(byte('a' + words.Len()%23))
	}
	text := words.String()
	s.Put("x", text)
	b := open(t, s)
	f, err := b.OpenFile(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, at := range []int{0, 5, 1<<20 - 3, 1 << 20, 2<<20 + 7, len(text) - 10} {
		p := make([]byte, 10)
		if n, err := f.ReadAt(p, int64(at)); n != 10 || err != nil || string(p) != text[at:at+10] {
			t.Errorf("at %d: %d, %v", at, n, err)
		}
	}
	if n, err := f.ReadAt(make([]byte, 10), int64(len(text)-5)); n != 5 || err != io.EOF {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := f.Seek(-7, io.SeekEnd); err != nil {
		t.Error(err)
	}
	if got, err := io.ReadAll(f); err != nil || string(got) != text[len(text)-7:] {
		t.Errorf("%q, %v", got, err)
	}
	s.Fail(func(n int, _ *http.Request) objecttest.Failure {
		if n < 2 {
			return objecttest.Before
		}
		return objecttest.None
	})
	if _, err := f.Seek(100, io.SeekStart); err != nil {
		t.Error(err)
	}
	if got, err := io.ReadAll(f); err != nil || string(got) != text[100:] {
		t.Errorf("after failures: %d bytes, %v", len(got), err)
	}
	s.Put("x", text+"!")
	if _, err := f.Seek(5, io.SeekStart); err != nil {
		t.Error(err)
	}
	if _, err := io.ReadAll(f); !errors.Is(err, object.ErrChanged) {
		t.Error(err)
	}
}

func TestURLs(t *testing.T) {
	for name, want := range map[string]bool{"s3://b/k": true, "gs://b": true, "azblob://c/x": true, "http://x": false, "s3:/b": false, "a/s3://b": false, "-": false} {
		if object.IsURL(name) != want {
			t.Error(name)
		}
	}
	for _, name := range []string{"s3://", "s3://user:secret@bucket/k", "s3://b/%zz", "ftp://b/k"} {
		if _, _, err := object.Open(context.Background(), name); !errors.Is(err, object.ErrURL) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestManyReadAtAnyPlace(t *testing.T) {
	s := objecttest.New(t)
	words := strings.Repeat("0123456789", 400_000) // four blocks
	s.Put("a/b", words)
	f, err := open(t, s).OpenFile(t.Context(), "a/b")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var readers sync.WaitGroup
	for i := range 8 {
		readers.Go(func() {
			for offset := int64(i * 1000); offset < int64(len(words))-20; offset += 499_999 {
				p := make([]byte, 20)
				if _, err := f.ReadAt(p, offset); err != nil || string(p) != words[offset:offset+20] {
					t.Errorf("%d: %q %v", offset, p, err)
				}
			}
		})
	}
	readers.Wait()
}
