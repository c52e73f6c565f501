package source_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"quoth/pipeline/limit"
	"quoth/pipeline/source"
)

// tree writes files below a new folder. A name that ends in a slash is a
// folder, a text that begins with "-> " a link.
func tree(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(path), 0o777)
		switch target, link := strings.CutPrefix(text, "-> "); {
		case strings.HasSuffix(name, "/"):
			err = errors.Join(err, os.MkdirAll(path, 0o777))
		case link:
			err = errors.Join(err, os.Symlink(target, path))
		default:
			err = errors.Join(err, os.WriteFile(path, []byte(text), 0o666))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// read gives a line for every item: its source and its text or code.
func read(t testing.TB, o source.Options) []string {
	t.Helper()
	var lines []string
	for _, i := range items(t, o) {
		if i.Fault != nil {
			lines = append(lines, i.Source+" "+string(i.Fault.Code))
			continue
		}
		lines = append(lines, i.Source+" "+string(i.Article.Text))
	}
	return lines
}

func items(t testing.TB, o source.Options) []source.Item {
	t.Helper()
	if o.Limits == (limit.Limits{}) {
		o.Limits = limit.Default()
	}
	set, err := source.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	var found []source.Item
	for i, err := range set.Items(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, i)
	}
	return found
}

func equal(t testing.TB, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func gzipped(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, text)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstandard(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.WriteString(w, text)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFoldersAreReadByName(t *testing.T) {
	dir := tree(t, map[string]string{
		"b.txt": "B", "a/z.txt": "Z", "a/a.txt": "A", "c.txt": "C", ".hidden": "no", "_SUCCESS": "", "_x/y.txt": "no", "l.txt": "-> b.txt", "loop": "-> .", "empty/": "",
	})
	equal(t, read(t, source.Options{Inputs: []string{dir}}), []string{"a/a.txt A", "a/z.txt Z", "b.txt B", "c.txt C"})
	equal(t, read(t, source.Options{Inputs: []string{dir}, FollowLinks: true}), []string{"a/a.txt A", "a/z.txt Z", "b.txt B", "c.txt C", "l.txt B"})
	set, err := source.Open(source.Options{Inputs: []string{dir}, Limits: limit.Default()})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, set.Skipped, map[string]int64{"hidden": 3, "link": 2})
	equal(t, []int64{int64(set.Files), set.Bytes}, []int64{4, 4})
}

func TestNamesAreRelativeToTheInputsFolder(t *testing.T) {
	dir := tree(t, map[string]string{"x/1.txt": "1", "x/2.txt": "2", "y/3.txt": "3"})
	in := func(names ...string) source.Options {
		for i := range names {
			names[i] = filepath.Join(dir, names[i])
		}
		return source.Options{Inputs: names}
	}
	equal(t, read(t, in("x/1.txt")), []string{"1.txt 1"})
	equal(t, read(t, in("x")), []string{"1.txt 1", "2.txt 2"})
	equal(t, read(t, in("x/*.txt")), []string{"1.txt 1", "2.txt 2"})
	equal(t, read(t, in("*/*.txt")), []string{"x/1.txt 1", "x/2.txt 2", "y/3.txt 3"})
	equal(t, read(t, in("y", "x/1.txt")), []string{"x/1.txt 1", "y/3.txt 3"}) // whatever the order given
}

func TestInputsThatCannotBeRead(t *testing.T) {
	dir := tree(t, map[string]string{"empty/": "", "a.txt": "A"})
	for _, c := range []struct {
		input string
		want  error
	}{
		{filepath.Join(dir, "none.txt"), source.ErrNoInput}, {filepath.Join(dir, "*.none"), source.ErrNoInput},
		{filepath.Join(dir, "[.txt"), source.ErrNoInput}, {filepath.Join(dir, "empty"), source.ErrNothingToRead},
	} {
		_, err := source.Open(source.Options{Inputs: []string{c.input}, Limits: limit.Default()})
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), filepath.Base(c.input)) {
			t.Errorf("%s: %v", c.input, err)
		}
	}
	_, err := source.Open(source.Options{Inputs: []string{dir}, Fields: map[string]string{"body": "x"}, Limits: limit.Default()})
	if !errors.Is(err, source.ErrField) {
		t.Error(err)
	}
}

func TestContentTellsTheFormat(t *testing.T) {
	record := `{"text": "A story."}`
	dir := tree(t, map[string]string{
		"1.txt": record, "2": gzipped(t, record+"\n"), "3": zstandard(t, "Words."), "4": gzipped(t, zstandard(t, record)),
		"5.jsonl": "Words.", "6": "{curly words}", "7": "\ufeff" + record, "8": "BZh is a name", "9": "\xff\xfeW\x00o\x00",
	})
	equal(t, read(t, source.Options{Inputs: []string{dir}}), []string{
		"1.txt#1 A story.", "2#1 A story.", "3 Words.", "4#1 A story.", "5.jsonl#1 invalid_json", "6 {curly words}", "7#1 A story.", "8 BZh is a name", "9 Wo",
	})
}

func TestFaultsOfFiles(t *testing.T) {
	whole := gzipped(t, strings.Repeat("{\"text\": \"words\"}\n", 3))
	dir := tree(t, map[string]string{
		"a": "", "b": gzipped(t, ""), "c": "\x7fELF\x00\x01", "d": "%PDF-1.7", "e": whole[:len(whole)-6], "f": "\x1f\x8bno", "g.jsonl": "\n\n",
		"h": gzipped(t, gzipped(t, gzipped(t, gzipped(t, gzipped(t, "deep"))))), "i": strings.Repeat("\x00", 40),
	})
	equal(t, read(t, source.Options{Inputs: []string{dir}}), []string{
		"a empty", "b empty", "c binary", "d binary", "e#1 words", "e#2 words", "e#3 words", "e corrupt", "f corrupt", "g.jsonl empty", "h too_deep", "i binary",
	})
	for _, i := range items(t, source.Options{Inputs: []string{filepath.Join(dir, "c")}}) {
		equal(t, []any{i.Fault.Bytes, len(i.Fault.SHA256)}, []any{int64(6), 64})
	}
}

func TestFaultsOfRecords(t *testing.T) {
	text := strings.Join([]string{
		`{"text": "ok"}`, ``, `{"text": "cut`, `"text"`, `null`, `{"text": null}`, `{"title": "x"}`, `{"text": {"a": 1}}`, `{"text": 5}`,
		`{"text": ["a", "b"]}`, `{"id": {}, "text": "x"}`, strings.Repeat("[", 70), `{"text": "x", "id": 12, "author": ["A", "B"]}`,
		`{"text": "last"} {`,
	}, "\n")
	dir := tree(t, map[string]string{"a.jsonl": text})
	equal(t, read(t, source.Options{Inputs: []string{dir}}), []string{
		"a.jsonl#1 ok", "a.jsonl#3 invalid_json", "a.jsonl#4 not_an_object", "a.jsonl#5 not_an_object", "a.jsonl#6 no_text", "a.jsonl#7 no_text",
		"a.jsonl#8 wrong_type", "a.jsonl#9 wrong_type", "a.jsonl#10 a\n\nb", "a.jsonl#11 wrong_type", "a.jsonl#12 too_deep", "a.jsonl#13 x", "a.jsonl#14 invalid_json",
	})
	all := items(t, source.Options{Inputs: []string{dir}})
	equal(t, []string{all[11].Article.ID, all[11].Article.Author}, []string{"12", "A, B"})
}

func TestJSONDocuments(t *testing.T) {
	limits := limit.Default()
	limits.LineBytes, limits.FileRecords = 60, 4
	long := `{"text": "` + strings.Repeat("x", 60) + `"}`
	for text, want := range map[string]string{
		`[{"text": "a]}\""}, {"text": "b"}]`:                                       `#1 a]}"|#2 b`,
		"\ufeff [\n{\"text\":\n\"a\"}\n]\n":                                        "#1 a",
		"{\n  \"id\": 1,\n  \"text\": \"a\"\n}":                                    "#1 a",
		`[{"text": "a"}, 5, "x", {"id": 1}]`:                                       "#1 a|#2 not_an_object|#3 not_an_object|#4 no_text",
		`[{"text": "a"}, ` + long + `, {"text": "b"}]`:                             "#1 a|#2 too_large|#3 b",
		`[{"text": "a"} {"text": "b"}]`:                                            "#1 a| invalid_json",
		`[{"text": "a"}, {"text": "b`:                                              "#1 a|#2 invalid_json| invalid_json",
		`[{"text": "a"},`:                                                          "#1 a| invalid_json",
		strings.Repeat(`[{"text": "a"},`, 1) + strings.Repeat(`{"text": "a"},`, 5): "#1 a|#2 a|#3 a|#4 a| too_many_records",
	} {
		dir := tree(t, map[string]string{"f": text})
		got := strings.ReplaceAll(strings.Join(read(t, source.Options{Inputs: []string{dir}, Limits: limits}), "|"), "|f", "|")
		if got != "f"+want {
			t.Errorf("%s: %s, want f%s", text, got, want)
		}
	}
}

func TestSeparatedValues(t *testing.T) {
	limits := limit.Default()
	limits.LineBytes, limits.FieldBytes = 60, 10
	for text, want := range map[string]string{
		"id,text\n1,a\r\n2,\"b, \"\"c\"\"\n\"\n\n3,d":         "#1 a|#2 b, \"c\"\n|#3 d",
		"\ufefftext\tid\na \"b\"\t1\n":                        `#1 a "b"`,
		"text;id\na,b;1\n":                                    "#1 a,b",
		"id,text\n1\n2,\n3,a,b\n4,d":                          "#1 wrong_columns|#2 no_text|#3 wrong_columns|#4 d",
		"id,text\n1,\"" + strings.Repeat("x", 70) + "\"\n2,b": "#1 too_large|#2 b",
		"id,text\n" + strings.Repeat("x", 11) + ",b\n":        "#1 field_too_large",
		"id,text\n":     " empty",
		"id,words\n1,a": " id,words\n1,a",
	} {
		dir := tree(t, map[string]string{"f": text})
		got := strings.ReplaceAll(strings.Join(read(t, source.Options{Inputs: []string{dir}, Limits: limits}), "|"), "|f", "|")
		if got != "f"+want {
			t.Errorf("%q: %q, want f%q", text, got, want)
		}
	}
	dir := tree(t, map[string]string{"f": "when,text,by\n2024-08-13,words,Ann\n"})
	all := items(t, source.Options{Inputs: []string{dir}, Fields: map[string]string{"published_at": "when", "author": "by"}})
	equal(t, all[0].Article, source.Article{Author: "Ann", Text: []byte("words"), Published: time.Date(2024, 8, 13, 0, 0, 0, 0, time.UTC)})
}

// bzipped is "{"text": "words"}" as the program bzip2 writes it.
const bzipped = "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\x0a\x5c\x6b\x31\x00\x00\x08\x59\x80\x00\x10\x50\x00\x00\x10\x06\x00\x9c\xca\x20\x00\x31\x00\x00\x0a\x34\x62\x1e\x9e\xa1\xcf\x8e\xa5\x3d\x52\x23\x00\xd6\x2e\xe4\x8a\x70\xa1\x20\x14\xb8\xd6\x62"

func TestBzip2(t *testing.T) {
	dir := tree(t, map[string]string{"f": bzipped, "g": bzipped[:20]})
	equal(t, read(t, source.Options{Inputs: []string{dir}}), []string{"f#1 words", "g corrupt"})
}

func TestFieldsAreMapped(t *testing.T) {
	dir := tree(t, map[string]string{"a.jsonl": `{"body": {"full.text": "words", "by": null}, "n": 7, "when": 1723507200}`})
	all := items(t, source.Options{Inputs: []string{dir}, Fields: map[string]string{"text": "body.full.text", "id": "n", "author": "body.by", "published_at": "when"}})
	want := source.Article{ID: "7", Text: []byte("words"), Published: time.Date(2024, 8, 13, 0, 0, 0, 0, time.UTC)}
	equal(t, all[0].Article, want)
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"2024-08-13": "2024-08-13T00:00:00Z", "2024-08-13T12:00:00+02:00": "2024-08-13T10:00:00Z", "2024-08-13 12:00:00": "2024-08-13T12:00:00Z",
		"Tue, 13 Aug 2024 12:00:00 GMT": "2024-08-13T12:00:00Z", "Tue, 3 Sep 2024 12:00:00 +0100": "2024-09-03T11:00:00Z", "20240813T120000Z": "2024-08-13T12:00:00Z",
		"2024-08-13T12:00:00.1234567Z": "2024-08-13T12:00:00.123456Z", "August 13, 2024": "2024-08-13T00:00:00Z",
		"yesterday": "bad", "2024-13-01": "bad", "0000-00-00": "bad", "13/08/2024": "bad", "99999-01-01": "bad",
	} {
		at, bad := source.ParseDate(text)
		got := at.Format(time.RFC3339Nano)
		if bad {
			got = "bad"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestLimitsAtTheirEdge(t *testing.T) {
	limits := limit.Default()
	limits.ArticleBytes, limits.LineBytes, limits.FileRecords, limits.FieldBytes, limits.JSONDepth, limits.NestedContainers = 10, 30, 3, 4, 3, 2
	object := func(text string) string { return `{"text":"` + text + `"}` }
	line := func(n int) string { return `{"text":"a"` + strings.Repeat(" ", n-12) + `}` }
	nested := func(n int) string {
		s := "deep"
		for range n {
			s = gzipped(t, s)
		}
		return s
	}
	for name, c := range map[string][3]string{
		"article of text":  {strings.Repeat("a", 9), strings.Repeat("a", 10), strings.Repeat("a", 11)},
		"article of json":  {object(strings.Repeat("a", 9)), object(strings.Repeat("a", 10)), object(strings.Repeat("a", 11))},
		"line":             {line(29), line(30), line(31)},
		"line with an end": {line(29) + "\n", line(30) + "\n", line(31) + "\n"},
		"records":          {strings.Repeat(object("a")+"\n", 2), strings.Repeat(object("a")+"\n", 3), strings.Repeat(object("a")+"\n", 4)},
		"field":            {`{"id":"123","text":"a"}`, `{"id":"1234","text":"a"}`, `{"id":"12345","text":"a"}`},
		"depth":            {`{"x":[],"text":"a"}`, `{"x":[[]],"text":"a"}`, `{"x":[[[]]],"text":"a"}`},
		"nested":           {nested(1), nested(2), nested(3)},
	} {
		for i, text := range c {
			lines := read(t, source.Options{Inputs: []string{tree(t, map[string]string{"f": text})}, Limits: limits})
			last := lines[len(lines)-1]
			if refused := strings.Contains(last, " too_") || strings.Contains(last, "field_too_large"); refused != (i == 2) {
				t.Errorf("%s, case %d: %v", name, i, lines)
			}
		}
	}
}

func TestLimitsOfFilesAtTheirEdge(t *testing.T) {
	limits := limit.Default()
	limits.DecompressedBytes, limits.FolderDepth = 40, 3
	for i := range 3 {
		words := gzipped(t, strings.Repeat("w", 39+i))
		got := strings.Join(read(t, source.Options{Inputs: []string{tree(t, map[string]string{"f": words})}, Limits: limits}), "|")
		if refused := strings.HasSuffix(got, "too_compressed"); refused != (i == 2) {
			t.Errorf("%d bytes decompressed: %s", 39+i, got)
		}
		path := strings.Repeat("x/", 1+i)
		got = strings.Join(read(t, source.Options{Inputs: []string{tree(t, map[string]string{path + "f": "words"})}, Limits: limits}), "|")
		if refused := strings.HasSuffix(got, "too_deep"); refused != (i == 2) {
			t.Errorf("%d folders below the input: %s", 1+i, got)
		}
	}
}

func TestLongLineIsSkippedAndNamed(t *testing.T) {
	limits := limit.Default()
	limits.LineBytes = 1 << 20
	long := `{"text": "` + strings.Repeat("long ", 1<<20) + `"}`
	dir := tree(t, map[string]string{"a.jsonl": "{\"text\": \"a\"}\n" + long + "\n{\"text\": \"b\"}"})
	all := items(t, source.Options{Inputs: []string{dir}, Limits: limits})
	if len(all) != 3 || all[1].Fault == nil || all[1].Fault.Bytes != int64(len(long)) || all[2].Source != "a.jsonl#3" {
		t.Fatalf("%+v", all)
	}
	equal(t, all[1].Fault.SHA256, source.Sum([]byte(long)))
}

// same is a long stream of one byte.
type same struct {
	left int64
	c    byte
}

func (z *same) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), z.left)
	for i := range p[:n] {
		p[i] = z.c
	}
	z.left -= n
	return int(n), nil
}

func TestBombsCostOneRow(t *testing.T) {
	for c, want := range map[byte][]string{'a': {"#1 first", " too_compressed"}, 0: {" binary"}} {
		var gz, zst bytes.Buffer
		w := gzip.NewWriter(&gz)
		z, err := zstd.NewWriter(&zst)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range []io.WriteCloser{w, z} {
			_, err := io.Copy(w, io.MultiReader(strings.NewReader("{\"text\": \"first\"}\n"), &same{64 << 20, c}))
			if err := errors.Join(err, w.Close()); err != nil {
				t.Fatal(err)
			}
		}
		for _, bomb := range []string{gz.String(), zst.String()} {
			dir := tree(t, map[string]string{"a": bomb})
			got := strings.Join(read(t, source.Options{Inputs: []string{dir}}), "\n")
			equal(t, got, "a"+strings.Join(want, "\na"))
		}
	}
}

func TestStdinIsReadOnce(t *testing.T) {
	o := source.Options{Inputs: []string{source.Stdin}, Stdin: strings.NewReader(gzipped(t, `{"text": "x"}`))}
	equal(t, read(t, o), []string{"-#1 x"})
}

type broken struct{ words io.Reader }

func (b broken) Read(p []byte) (int, error) {
	n, err := b.words.Read(p)
	if err == io.EOF {
		err = errors.New("input/output error")
	}
	return n, err
}

func TestBrokenDiskEndsTheRun(t *testing.T) {
	for _, words := range []string{"{\"text\": \"x\"}\n{", "plain", gzipped(t, "words")[:12]} {
		set, err := source.Open(source.Options{Inputs: []string{"-"}, Stdin: broken{strings.NewReader(words)}, Limits: limit.Default()})
		if err != nil {
			t.Fatal(err)
		}
		var last error
		for _, err := range set.Items(context.Background()) {
			last = err
		}
		if !errors.Is(last, source.ErrDisk) {
			t.Errorf("%q: %v", words, last)
		}
	}
}

func TestEveryCodeIsDocumentedOnce(t *testing.T) {
	seen := map[source.Code]bool{}
	for _, c := range source.Codes() {
		if seen[c.Code] || c.Meaning == "" || c.Stage == "" {
			t.Errorf("%+v", c)
		}
		seen[c.Code] = true
	}
}

// FuzzItems: whatever the bytes, reading ends, yields no article beyond the
// limits, and faults are documented and safe to print.
func FuzzItems(f *testing.F) {
	f.Add([]byte("{\"text\": \"x\"}\n[1]\n"))
	f.Add([]byte("plain words"))
	f.Add([]byte("id,text\n1,\"a\n\"\n"))
	f.Add([]byte("[{\"text\": \"x\"}, {}]"))
	f.Add([]byte(bzipped))
	f.Add([]byte(gzipped(f, "{\"text\": \"x\", \"published_at\": 1e99}")))
	f.Add([]byte(zstandard(f, "words")))
	for _, s := range samples(f) {
		f.Add([]byte(s.raw))
	}
	known := map[source.Code]bool{}
	for _, c := range source.Codes() {
		known[c.Code] = true
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		limits := limit.Default()
		limits.ArticleBytes, limits.LineBytes, limits.DecompressedBytes = 1000, 2000, 1<<20
		for _, i := range items(t, source.Options{Inputs: []string{"-"}, Stdin: bytes.NewReader(raw), Limits: limits}) {
			switch {
			case i.Fault == nil && len(i.Article.Text) > 1000:
				t.Errorf("%d bytes of text", len(i.Article.Text))
			case i.Fault != nil && (!known[i.Fault.Code] || !utf8.ValidString(i.Fault.Message) || strings.ContainsAny(i.Fault.Message, "\x00\x1b\n\r")):
				t.Errorf("%+v", i.Fault)
			case !strings.HasPrefix(i.Source, "-"):
				t.Error(i.Source)
			}
		}
	})
}

func ExampleSet_Items() {
	set, err := source.Open(source.Options{
		Inputs: []string{"-"}, Stdin: strings.NewReader(`{"id": "7", "text": "A story."}`), Limits: limit.Default(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for item, err := range set.Items(context.Background()) {
		fmt.Println(item.Source, item.Article.ID, string(item.Article.Text), item.Fault, err)
	}
	// Output: -#1 7 A story. <nil> <nil>
}
