package commit_test

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/pipeline/commit"
	"quoth/pipeline/object/objecttest"
)

// An output under test: where it is, and what a reader of it sees of its runs.
type tested struct {
	path string
	seen func(t *testing.T) map[string]string // the files of the published run; nil for none
}

// places are all kinds of outputs.
func places(t *testing.T) map[string]func(t *testing.T) tested {
	return map[string]func(t *testing.T) tested{
		"folder": func(t *testing.T) tested {
			path := filepath.Join(t.TempDir(), "out")
			return tested{path, func(t *testing.T) map[string]string { return readOutput(t, path) }}
		},
		"objects": func(t *testing.T) tested {
			path := objecttest.New(t).URL("some/out")
			return tested{path, func(t *testing.T) map[string]string { return readOutput(t, path) }}
		},
	}
}

// manifest is what a reader knows of run.json.
type manifest struct {
	Words  string
	Tables []table `json:"tables"`
}

type table struct {
	Parts []commit.Part `json:"parts"`
}

// readOutput reads what the manifest lists, by opening the output.
func readOutput(t *testing.T, path string) map[string]string {
	t.Helper()
	o := open(t, path)
	defer shut(t, o)
	if !o.Finished() {
		return nil
	}
	words, err := o.ReadPublished(commit.Manifest)
	var m manifest
	if err := errors.Join(err, json.Unmarshal(words, &m)); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"words": m.Words}
	for _, one := range m.Tables {
		for _, p := range one.Parts {
			content, err := o.ReadPublished(p.Path)
			if err != nil {
				t.Fatal(err)
			}
			name, _, _ := strings.Cut(strings.TrimSuffix(p.Path, ".jsonl"), "-")
			files[name+" "+string(content)] = string(content)
		}
	}
	list, err := o.ReadPublished(commit.Inputs)
	if err != nil {
		t.Fatal(err)
	}
	files[commit.Inputs] = string(list)
	return files
}

func open(t testing.TB, path string) *commit.Output {
	t.Helper()
	o, err := commit.Open(commit.Disk, path, "test")
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func shut(t testing.TB, o *commit.Output) {
	t.Helper()
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
}

// stage writes a run: a part for every text, and what belongs to a run.
func stage(o *commit.Output, words string, kept []commit.Part, texts ...string) error {
	m := manifest{Words: words}
	parts := slices.Clone(kept)
	for _, p := range kept {
		if err := o.Keep(p.Path); err != nil {
			return err
		}
	}
	for i, text := range texts {
		p, err := write(o, "quotes/part-0000"+string(rune('0'+len(kept)+i))+".jsonl", text)
		if err != nil {
			return err
		}
		f, err := o.OpenStaged(p.Path)
		if err != nil {
			return err
		}
		back, err := io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil || string(back) != text {
			return errors.Join(err, errors.New("read back: "+string(back)))
		}
		parts = append(parts, p)
	}
	m.Tables = []table{{parts}}
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	for name, text := range map[string]string{commit.Inputs: "inputs of " + words, commit.DataPackage: "package of " + words, commit.Manifest: string(raw)} {
		if _, err := write(o, name, text); err != nil {
			return err
		}
	}
	return nil
}

func write(o *commit.Output, name, text string) (commit.Part, error) {
	w, err := o.Create(name)
	if err != nil {
		return commit.Part{}, err
	}
	if _, err := io.WriteString(w, text); err != nil {
		w.Discard()
		return commit.Part{}, err
	}
	return w.Finish()
}

// publish does a whole run.
func publish(path, words string, replace bool, texts ...string) error {
	o, err := commit.Open(commit.Disk, path, "test")
	if err != nil {
		return err
	}
	err = o.Begin(replace)
	if err == nil {
		err = stage(o, words, nil, texts...)
	}
	if err == nil {
		err = o.Publish()
	}
	if err != nil {
		err = errors.Join(err, o.Abandon(false))
	}
	return errors.Join(err, o.Close())
}

func want(words string, texts ...string) map[string]string {
	files := map[string]string{"words": words, commit.Inputs: "inputs of " + words}
	for _, text := range texts {
		files["quotes/part "+text] = text
	}
	return files
}

func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestEveryPlace is what every kind of output has to do.
func TestEveryPlace(t *testing.T) {
	for kind, place := range places(t) {
		for name, check := range map[string]func(*testing.T, tested){
			"publish and replace": replaces, "abandon": abandons, "lock": locks, "journal": journals, "keep": keeps, "take back": takesBack,
		} {
			t.Run(kind+" "+name, func(t *testing.T) { check(t, place(t)) })
		}
	}
}

func replaces(t *testing.T, p tested) {
	same(t, p.seen(t), nil)
	if err := publish(p.path, "one", false, "a", "b"); err != nil {
		t.Fatal(err)
	}
	same(t, p.seen(t), want("one", "a", "b"))
	if err := publish(p.path, "two", false, "b", "c"); !errors.Is(err, commit.ErrExists) {
		t.Error(err)
	}
	same(t, p.seen(t), want("one", "a", "b"))
	if err := publish(p.path, "two", true, "b", "c"); err != nil {
		t.Fatal(err)
	}
	same(t, p.seen(t), want("two", "b", "c"))
}

func abandons(t *testing.T, p tested) {
	if err := publish(p.path, "one", false, "a"); err != nil {
		t.Fatal(err)
	}
	o := open(t, p.path)
	if err := errors.Join(o.Begin(true), stage(o, "two", nil, "b"), o.Abandon(false)); err != nil {
		t.Error(err)
	}
	shut(t, o)
	same(t, p.seen(t), want("one", "a"))
}

func locks(t *testing.T, p tested) {
	o := open(t, p.path)
	_, err := commit.Open(commit.Disk, p.path, "other")
	var locked *commit.LockedError
	if !errors.As(err, &locked) || !strings.HasPrefix(locked.Holder, "test") {
		t.Error(err)
	}
	shut(t, o)
	shut(t, open(t, p.path))
}

func journals(t *testing.T, p tested) {
	o := open(t, p.path)
	if err := o.Begin(false); err != nil {
		t.Fatal(err)
	}
	f, err := o.CreateJournal("000000")
	if err == nil {
		_, err = io.WriteString(f, "done so far")
	}
	if err := errors.Join(err, f.Close(), o.Abandon(true)); err != nil {
		t.Fatal(err)
	}
	shut(t, o)
	o = open(t, p.path)
	defer shut(t, o)
	names, err := o.JournalFiles()
	if err != nil || !slices.Equal(names, []string{"000000"}) {
		t.Fatal(names, err)
	}
	r, err := o.OpenJournal(names[0])
	if err != nil {
		t.Fatal(err)
	}
	words, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close(), o.DropJournal()); err != nil || string(words) != "done so far" {
		t.Error(string(words), err)
	}
	if names, err := o.JournalFiles(); err != nil || len(names) > 0 {
		t.Error(names, err)
	}
}

// keeps adds a run to another.
func keeps(t *testing.T, p tested) {
	if err := publish(p.path, "one", false, "a"); err != nil {
		t.Fatal(err)
	}
	o := open(t, p.path)
	words, err := o.ReadPublished(commit.Manifest)
	var m manifest
	err = errors.Join(err, json.Unmarshal(words, &m), o.Begin(true))
	if err == nil {
		err = stage(o, "two", m.Tables[0].Parts, "b")
	}
	if err := errors.Join(err, o.Publish()); err != nil {
		t.Fatal(err)
	}
	shut(t, o)
	same(t, p.seen(t), want("two", "a", "b"))
}

func takesBack(t *testing.T, p tested) {
	o := open(t, p.path)
	defer shut(t, o)
	if err := o.Begin(false); err != nil {
		t.Fatal(err)
	}
	if _, err := write(o, "_order", "x"); err != nil {
		t.Fatal(err)
	}
	if err := o.RemoveStaged("_order"); err != nil {
		t.Error(err)
	}
	if _, err := o.OpenStaged("_order"); err == nil {
		t.Error("it is still there")
	}
	if err := o.Abandon(false); err != nil {
		t.Error(err)
	}
}

func TestForeignObjectsAreLeftAlone(t *testing.T) {
	s := objecttest.New(t)
	s.Put("out/notes.txt", "mine")
	if err := publish(s.URL("out"), "one", true, "a"); !errors.Is(err, commit.ErrForeign) {
		t.Error(err)
	}
	if got := s.Objects("out/"); got["notes.txt"] != "mine" || len(got) != 1 {
		t.Errorf("%v", got)
	}
}

// TestSilentHoldersAreFollowed: a lock in a store whose holder is not heard of
// may be taken by a run on another machine, and the holder publishes nothing.
func TestSilentHoldersAreFollowed(t *testing.T) {
	s := objecttest.New(t)
	path := s.URL("out")
	s.Behind(5 * time.Minute)
	silent := open(t, path)
	if err := errors.Join(silent.Begin(false), stage(silent, "late", nil, "a")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	if _, err := commit.Open(commit.Disk, path, "other"); !errors.Is(err, commit.ErrLocked) {
		t.Fatal(err)
	}
	s.Put("out/_lock/000000000007", "a machine that is gone")
	s.Behind(15 * time.Minute)
	s.Put("out/_lock/000000000008", "another machine that is gone")
	s.Behind(0)
	if err := publish(path, "new", false, "b"); err != nil {
		t.Fatal(err)
	}
	if err := silent.Publish(); err == nil {
		t.Error("the silent run was published")
	}
	if err := silent.Abandon(false); err == nil {
		t.Error("the silent run removed what may be another's")
	}
	if err := silent.Close(); err != nil {
		t.Error(err)
	}
	if got := wholeObjects(t, s); got != "new" {
		t.Error(got)
	}
}

// TestHoldersThatDiedHereAreFollowedAtOnce: a run that was killed leaves its
// lock, and the next one on the same machine knows whose it was.
func TestHoldersThatDiedHereAreFollowedAtOnce(t *testing.T) {
	s := objecttest.New(t)
	s.Fail(func(_ int, r *http.Request) objecttest.Failure {
		if r.Method == http.MethodDelete {
			return objecttest.Before
		}
		return objecttest.None
	})
	if err := publish(s.URL("out"), "one", false, "a"); err == nil {
		t.Fatal("a lock that stays is no error")
	}
	s.Fail(nil)
	if len(s.Objects("out/_lock/")) != 1 {
		t.Errorf("%v", s.Objects("out/_lock/"))
	}
	if err := publish(s.URL("out"), "two", true, "b"); err != nil {
		t.Error(err)
	}
	if left := s.Objects("out/_lock/"); len(left) != 0 {
		t.Errorf("%v", left)
	}
}

// wholeObjects names the run that a reader of run.json finds in a store, and
// fails where a part of it is missing.
func wholeObjects(t *testing.T, s *objecttest.Store) string {
	t.Helper()
	all := s.Objects("out/")
	raw, ok := all[commit.Manifest]
	if !ok {
		return ""
	}
	var m manifest
	if err := json.Unmarshal([]byte(raw), &m); err != nil {
		t.Fatal(err)
	}
	for _, p := range m.Tables[0].Parts {
		if int64(len(all[p.Path])) != p.Bytes || all[p.Path] == "" {
			t.Fatalf("%s lists %s, and there is %q", m.Words, p.Path, all[p.Path])
		}
	}
	return m.Words
}

// TestAnyFailingRequestLeavesAWholeRun lets every single request of a run to a
// store fail, alone or with all that follow, before or after its effect.
func TestAnyFailingRequestLeavesAWholeRun(t *testing.T) {
	for _, before := range []string{"", "old"} {
		failRequests(t, before, objecttest.After, true)
		if before == "" {
			continue
		}
		failRequests(t, before, objecttest.Before, false)
		failRequests(t, before, objecttest.After, false)
	}
}

func failRequests(t *testing.T, before string, failure objecttest.Failure, dies bool) {
	for n := 0; ; n++ {
		s := objecttest.New(t)
		if before != "" {
			if err := publish(s.URL("out"), before, false, "a", "b"); err != nil {
				t.Fatal(err)
			}
		}
		s.Fail(func(i int, _ *http.Request) objecttest.Failure {
			if i == n {
				return failure
			}
			if dies && i > n {
				return objecttest.Before
			}
			return objecttest.None
		})
		err := publish(s.URL("out"), "new", true, "b", "c")
		requests := s.Requests()
		s.Fail(nil)
		got := wholeObjects(t, s)
		switch {
		case requests <= n && (err != nil || got != "new"):
			t.Fatalf("without a failure: %q, %v", got, err)
		case got != before && got != "new", err == nil && got != "new":
			t.Fatalf("request %d (%v, %v): %q before, then %q: %v", n, failure, dies, before, got, err)
		}
		if requests <= n {
			return
		}
		if err := publish(s.URL("out"), "next", true, "c", "d"); err != nil {
			t.Fatalf("request %d (%v, %v): the next run: %v", n, failure, dies, err)
		}
		all := s.Objects("out/")
		if got := wholeObjects(t, s); got != "next" || len(all) != 2+1+2+2 || all[commit.DataPackage] != "package of next" {
			t.Fatalf("request %d: the next run gives %q, and %v", n, got, slices.Sorted(maps.Keys(all)))
		}
	}
}
