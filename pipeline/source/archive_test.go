package source_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/pipeline/limit"
	"quoth/pipeline/source"
)

// An inside is an entry to put into an archive.
type inside struct{ name, text string }

func zipped(t testing.TB, entries ...inside) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		in, err := w.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate})
		if err == nil {
			_, err = io.WriteString(in, e.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarred(t testing.TB, entries ...inside) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Size: int64(len(e.text)), Mode: 0o644, ModTime: time.Unix(0, 0), Typeflag: tar.TypeReg}
		if target, link := strings.CutPrefix(e.text, "-> "); link {
			h.Typeflag, h.Linkname, h.Size, e.text = tar.TypeSymlink, target, 0, ""
		}
		if strings.HasSuffix(e.name, "/") {
			h.Typeflag = tar.TypeDir
		}
		err := w.WriteHeader(h)
		if err == nil {
			_, err = io.WriteString(w, e.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// archives makes the same archive in every way.
func archives(t testing.TB, entries ...inside) map[string]string {
	z, r := zipped(t, entries...), tarred(t, entries...)
	return map[string]string{
		"zip": z, "tar": r, "tar.gz": gzipped(t, r), "tar.zst": zstandard(t, r), "zip.gz": gzipped(t, z),
	}
}

// readNamed reads a file that has this content; names are without its own.
func readNamed(t testing.TB, content string, limits limit.Limits) string {
	t.Helper()
	dir := tree(t, map[string]string{"f": content})
	lines := read(t, source.Options{Inputs: []string{dir}, Limits: limits})
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], "f")
	}
	return strings.Join(lines, "|")
}

func TestArchivesAreReadAsFolders(t *testing.T) {
	for kind, archive := range archives(t,
		inside{"b.txt", "B"}, inside{"a/", ""}, inside{"a/x.jsonl", "{\"text\": \"X\"}\n{\"text\": \"Y\"}\n"}, inside{"a/z.txt.gz", gzipped(t, "Z")},
		inside{"__MACOSX/._b.txt", "no"}, inside{"a/.DS_Store", "no"}, inside{"empty.txt", ""}, inside{"picture.png", "\x89PNG"},
		inside{"inner.zip", zipped(t, inside{"deep.txt", "deep"})}, inside{"inner.tar", tarred(t, inside{"deep.txt", "deep"})},
	) {
		want := "/b.txt B|/a/x.jsonl#1 X|/a/x.jsonl#2 Y|/a/z.txt.gz Z|/empty.txt empty|/picture.png binary|/inner.zip/deep.txt deep|/inner.tar/deep.txt deep"
		if got := readNamed(t, archive, limit.Limits{}); got != want {
			t.Errorf("%s: %s", kind, got)
		}
		set, err := source.Open(source.Options{Inputs: []string{"-"}, Stdin: strings.NewReader(archive), Limits: limit.Default()})
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for item, err := range set.Items(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, strings.TrimPrefix(item.Source, "-"))
		}
		if len(lines) != 8 || set.Skipped["hidden"] != 2 {
			t.Errorf("%s from standard input: %q, %v", kind, lines, set.Skipped)
		}
	}
}

func TestNamesOfEntriesLeadNowhere(t *testing.T) {
	for kind, archive := range archives(t,
		inside{"/etc/a", "A"}, inside{"../../b", "B"}, inside{"x/../c", "C"}, inside{"c", "again"}, inside{"../c", "again"}, inside{"d\xff", "D"},
	) {
		want := "/etc/a A|/b B|/c C|/c duplicate_entry|/c duplicate_entry"
		if got := readNamed(t, archive, limit.Limits{}); !strings.HasPrefix(got, want+"|/d") || !strings.HasSuffix(got, " D") {
			t.Errorf("%s: %q", kind, got)
		}
	}
	got := readNamed(t, zipped(t, inside{`..\..\windows\a`, "A"}, inside{"caf\x82.txt", "B"}), limit.Limits{})
	equal(t, got, "/windows/a A|/café.txt B")
	equal(t, readNamed(t, tarred(t, inside{"l", "-> /etc/passwd"}, inside{"a", "A"}), limit.Limits{}), "/a A")
}

func TestDamagedArchives(t *testing.T) {
	z := zipped(t, inside{"a", strings.Repeat("some words ", 9)}, inside{"b", "B"})
	encrypted := []byte(z)
	for i := range encrypted {
		if bytes.HasPrefix(encrypted[i:], []byte("PK\x01\x02")) && bytes.Contains(encrypted[i:i+47], []byte("a")) {
			encrypted[i+8] |= 1
			break
		}
	}
	unknown := bytes.Replace([]byte(z), []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00\x08\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00\x63\x00"), 1)
	flipped := []byte(z)
	flipped[40] ^= 0xff
	r := tarred(t, inside{"a", "A"}, inside{"b", strings.Repeat("b", 2000)})
	for name, c := range map[string]struct{ content, want string }{
		"encrypted":         {string(encrypted), "/a encrypted|/b B"},
		"unknown method":    {string(unknown), "/a unsupported|/b B"},
		"flipped bits":      {string(flipped), "/a corrupt|/b B"},
		"no end":            {z[:len(z)-22], " corrupt"},
		"only a beginning":  {z[:30], " corrupt"},
		"a program before":  {"PK\x03\x04" + strings.Repeat("x", 90) + z, "/a " + strings.Repeat("some words ", 9) + "|/b B"},
		"zip of nothing":    {zipped(t), " empty"},
		"tar cut off":       {r[:1600], "/a A|/b corrupt| corrupt"},
		"tar.gz cut off":    {gzipped(t, r)[:60], "| corrupt"},
		"a tar of nothing":  {tarred(t, inside{"d/", ""}), " empty"},
		"text like a bzip2": {"BZh1 is a name", " BZh1 is a name"},
	} {
		if got := readNamed(t, c.content, limit.Limits{}); got != c.want && (name != "tar.gz cut off" || !strings.HasSuffix(got, " corrupt")) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestLimitsOfArchivesAtTheirEdge(t *testing.T) {
	limits := limit.Default()
	limits.ArchiveEntries, limits.NestedContainers, limits.DecompressedBytes = 3, 3, 30
	many := func(n int) (entries []inside) {
		for i := range n {
			entries = append(entries, inside{fmt.Sprint("e", i), "E"})
		}
		return entries
	}
	for i, want := range []string{"/e0 E|/e1 E", "/e0 E|/e1 E|/e2 E", "/e0 E|/e1 E|/e2 E| too_many_entries"} {
		equal(t, readNamed(t, zipped(t, many(2+i)...), limits), want)
		equal(t, readNamed(t, tarred(t, many(2+i)...), limits), want)
	}
	limits.DecompressedBytes = 30_000
	for n := 1; n <= 4; n++ {
		z, r := "deep", "deep"
		for range n {
			z, r = zipped(t, inside{"z", z}), tarred(t, inside{"z", r})
		}
		for kind, got := range map[string]string{"zip": readNamed(t, z, limits), "tar": readNamed(t, r, limits)} {
			if refused := strings.HasSuffix(got, "too_deep"); refused != (n == 4) {
				t.Errorf("%d levels of %s: %s", n, kind, got)
			}
		}
	}
	limits.DecompressedBytes = 30
	for i := 29; i <= 31; i++ {
		for kind, content := range map[string]string{
			"entry of zip": zipped(t, inside{"a", strings.Repeat("a", i)}), "entries of zip": zipped(t, inside{"a", "a"}, inside{"b", strings.Repeat("b", i-1)}),
			"entries of tar": tarred(t, inside{"a", "a"}, inside{"b", strings.Repeat("b", i-1)}),
		} {
			got := readNamed(t, content, limits)
			if refused := strings.HasSuffix(got, "too_compressed"); refused != (i == 31) {
				t.Errorf("%s with %d bytes: %s", kind, i, got)
			}
		}
	}
	limits = limit.Default()
	held := zipped(t, inside{"a", "A"})
	for i := -1; i <= 1; i++ {
		limits.HeldBytes = int64(len(held) - i)
		got := readNamed(t, gzipped(t, held), limits)
		if refused := strings.HasSuffix(got, "too_large"); refused != (i == 1) {
			t.Errorf("%d bytes to hold beside the limit: %s", i, got)
		}
	}
}

func TestZipBombsCostOneRow(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"bomb", "after"} {
		in, err := w.Create(name)
		if err == nil && name == "bomb" {
			_, err = io.Copy(in, io.MultiReader(strings.NewReader("{\"text\": \"first\"}\n"), &same{64 << 20, 'a'}))
		} else if err == nil {
			_, err = io.WriteString(in, "words")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, readNamed(t, b.String(), limit.Limits{}), "/bomb#1 first| too_compressed")
	equal(t, strings.HasSuffix(readNamed(t, gzipped(t, b.String()), limit.Limits{}), "too_compressed"), true)
}

func TestLargeFilesInsideArchivesAreRead(t *testing.T) {
	var words strings.Builder
	letters := rand.New(rand.NewPCG(1, 2))
	line := make([]byte, 1<<20)
	for range limit.RatioGrace/len(line) + 1 {
		for i := range line {
			line[i] = 'a' + byte(letters.Uint32()%16)
		}
		fmt.Fprintf(&words, "{\"text\": \"%s\"}\n", line)
	}
	dir := tree(t, map[string]string{"f": zipped(t, inside{"a.jsonl.gz", gzipped(t, words.String())})})
	all := items(t, source.Options{Inputs: []string{dir}})
	if last := all[len(all)-1]; last.Fault != nil {
		t.Errorf("%d, %+v", len(all), last.Fault)
	}
}

func TestArchivesLeaveNothingOnTheDisk(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	archive := zipped(t, inside{"../x.txt", "X"}, inside{"y/z.txt", "Z"})
	if err := os.WriteFile(filepath.Join(dir, "in.zip"), []byte(archive), 0o666); err != nil {
		t.Fatal(err)
	}
	read(t, source.Options{Inputs: []string{"in.zip"}})
	found, err := os.ReadDir(dir)
	if err := errors.Join(err); err != nil || len(found) != 1 {
		t.Errorf("%v, %v", found, err)
	}
}

func fuzzReader(f *testing.F) {
	known := map[source.Code]bool{}
	for _, c := range source.Codes() {
		known[c.Code] = true
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		limits := limit.Default()
		limits.ArticleBytes, limits.LineBytes, limits.DecompressedBytes, limits.HeldBytes, limits.ArchiveEntries = 1000, 2000, 1<<20, 1<<20, 50
		dir := tree(t, map[string]string{"f": string(raw)})
		for _, o := range []source.Options{{Inputs: []string{dir}, Limits: limits}, {Inputs: []string{"-"}, Stdin: bytes.NewReader(raw), Limits: limits}} {
			for _, i := range items(t, o) {
				if i.Fault == nil && len(i.Article.Text) > 1000 || i.Fault != nil && !known[i.Fault.Code] {
					t.Errorf("%+v", i)
				}
			}
		}
	})
}

// FuzzZip: whatever the bytes, reading ends within its limits, and tells of
// faults by their codes.
func FuzzZip(f *testing.F) {
	f.Add([]byte(zipped(f, inside{"a", "A"}, inside{"b/c.jsonl", `{"text": "x"}`})))
	f.Add([]byte(zipped(f, inside{"../a", "A"}, inside{"a", zipped(f, inside{"x", "y"})})))
	f.Add([]byte(zipped(f)))
	fuzzReader(f)
}

// FuzzTar is FuzzZip for tar.
func FuzzTar(f *testing.F) {
	f.Add([]byte(tarred(f, inside{"a", "A"}, inside{"b/c.jsonl", `{"text": "x"}`})))
	f.Add([]byte(gzipped(f, tarred(f, inside{"/a", "A"}, inside{"l", "-> a"}))))
	fuzzReader(f)
}
