package warc_test

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"quoth/pipeline/source/warc"
)

var bounds = warc.Bounds{Header: 2000, Block: 5000}

// record writes a record as crawlers do.
func record(kind, url, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-08-13T09:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, url, len(block), block)
}

// read gives a word for every record: its address and its block, or its error.
func read(t testing.TB, raw string, b warc.Bounds) string {
	t.Helper()
	var found []string
	for r := warc.NewReader(strings.NewReader(raw), b); ; {
		record, err := r.Next()
		switch {
		case err == io.EOF:
			return strings.Join(found, "|")
		case err != nil && !errors.Is(err, warc.ErrDamaged) && !errors.Is(err, warc.ErrTooLarge):
			return strings.Join(append(found, err.Error()), "|")
		case err != nil:
			found = append(found, err.Error())
		default:
			found = append(found, record.URL+" "+record.Type+" "+string(record.Block))
		}
		if len(found) > len(raw) {
			t.Fatal("the reader does not end")
		}
	}
}

func TestRecords(t *testing.T) {
	a, b := record("response", "https://a.example/", "one"), record("response", "<https://b.example/>", "two")
	request := record("request", "https://a.example/", "GET / HTTP/1.1\r\n\r\n")
	const one, two = "https://a.example/ response one", "https://b.example/ response two"
	for raw, want := range map[string]string{
		"": "", "\r\n\r\n": "", a + b: one + "|" + two, "\r\n" + a + request + b: one + "|https://a.example/ request |" + two,
		strings.ReplaceAll(a, "\r\n", "\n") + b:                     one + "|" + two,
		strings.TrimSpace(a):                                        one,
		a + strings.Replace(a, "Length: 3", "Length: 9", 1) + b:     one + "|damaged record|" + two,
		a + strings.Replace(a, "Length: 3", "Length: 2", 1) + b:     one + "|damaged record|" + two,
		a + strings.Replace(a, "Length: 3", "Length: -3", 1) + b:    one + "|damaged record|" + two,
		a + strings.Replace(a, "Length: 3", "Length: 500", 1) + b:   one + "|damaged record|" + two,
		strings.Replace(request, "Length: 18", "Length: 99", 1) + b: "damaged record|" + two,
		a[:60] + "\n" + b:                "damaged record|" + two,
		a + "nonsense\n" + b:             one + "|damaged record|" + two,
		a + "nonsense":                   one + "|damaged record",
		a + b[:len(b)-6]:                 one + "|damaged record",
		strings.ToUpper(a[:20]) + a[20:]: one,
		a + strings.Replace(a, "https", " \r\n https", 1): one + "|" + one,
	} {
		if got := read(t, raw, bounds); got != want {
			t.Errorf("%q:\n%s, want\n%s", raw, got, want)
		}
	}
}

func TestBoundsAtTheirEdge(t *testing.T) {
	after := record("response", "https://b.example/", "two")
	for i := -1; i <= 1; i++ {
		got := read(t, record("response", "https://a.example/", strings.Repeat("x", int(bounds.Block)+i))+after, bounds)
		if over := strings.HasPrefix(got, "record too large"); over != (i > 0) || !strings.HasSuffix(got, "response two") {
			t.Errorf("%d beyond a block: %.60s", i, got)
		}
		header := len(record("response", "https://a.example/", "one")) - len("one\r\n\r\n")
		url := "https://a.example/" + strings.Repeat("x", bounds.Header-header+i)
		got = read(t, record("response", url, "one")+after, bounds)
		if over := strings.HasPrefix(got, "damaged record"); over != (i > 0) || !strings.HasSuffix(got, "response two") {
			t.Errorf("%d beyond a header: %.60s", i, got)
		}
	}
	if got := read(t, record("request", "https://a.example/", strings.Repeat("x", int(bounds.Block)+1))+after, bounds); !strings.HasSuffix(got, "response two") {
		t.Error(got)
	}
}

func TestHopelessFilesAreGivenUp(t *testing.T) {
	if got := read(t, strings.Repeat("WARC/1.0\nContent-Length: 100\n\n", 2000), bounds); !strings.HasSuffix(got, warc.ErrHopeless.Error()) {
		t.Errorf("%.100s", got)
	}
}

func TestResponses(t *testing.T) {
	const page = "<p>“We bake,” she said.</p>"
	packed := func(w io.WriteCloser, b *bytes.Buffer) string {
		_, err := io.WriteString(w, page)
		if err := errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	var gz, zl, raw, br, zs bytes.Buffer
	fl, err := flate.NewWriter(&raw, 9)
	zw, err2 := zstd.NewWriter(&zs)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	gzipped, brotlied := packed(gzip.NewWriter(&gz), &gz), packed(brotli.NewWriter(&br), &br)
	chunks := fmt.Sprintf("5;x=y\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", page[:5], len(page)-5, page[5:])
	for name, c := range map[string]struct{ fields, body string }{
		"plain": {"", page}, "gzip": {"Content-Encoding: gzip\r\n", gzipped}, "zlib": {"content-encoding: deflate\r\n", packed(zlib.NewWriter(&zl), &zl)},
		"raw deflate": {"Content-Encoding: deflate\r\n", packed(fl, &raw)}, "brotli": {"Content-Encoding: br\r\n", brotlied}, "zstd": {"Content-Encoding: zstd\r\n", packed(zw, &zs)},
		"chunks": {"Transfer-Encoding: chunked\r\n", chunks}, "chunks without an end": {"Transfer-Encoding: chunked\r\n", chunks[:len(chunks)-6]},
		"decoded chunks": {"Transfer-Encoding: chunked\r\n", page}, "decoded gzip": {"Content-Encoding: gzip\r\n", page}, "decoded brotli": {"Content-Encoding: br\r\n", page},
		"decoded deflate": {"Content-Encoding: deflate\r\n", page}, "identity": {"Content-Encoding: identity\r\n", page},
		"chunked gzip": {"Content-Encoding: gzip\r\nTransfer-Encoding: gzip, chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(gzipped), gzipped)},
	} {
		r, err := warc.ParseResponse([]byte("HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=\"utf-8\"\r\n" + c.fields + "\r\n" + c.body))
		if err != nil || r.Status != 200 || r.Media != "text/html" || r.Charset != "utf-8" {
			t.Fatalf("%s: %+v, %v", name, r, err)
		}
		if got, err := r.Body(1000); string(got) != page || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		for i := -1; i <= 1; i++ {
			if _, err := r.Body(int64(len(page) - i)); errors.Is(err, warc.ErrTooLarge) != (i > 0) {
				t.Errorf("%s, %d beyond the bound: %v", name, i, err)
			}
		}
	}
	for _, c := range []struct {
		raw  string
		want error
	}{{"GET / HTTP/1.1\r\n\r\n", warc.ErrDamaged}, {"", warc.ErrDamaged}, {"HTTP/2 301\r\nLocation: x\r\n\r\n", nil}} {
		if _, err := warc.ParseResponse([]byte(c.raw)); !errors.Is(err, c.want) {
			t.Errorf("%q: %v", c.raw, err)
		}
	}
	r, err := warc.ParseResponse([]byte("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzipped[:len(gzipped)-9]))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Body(1000); !errors.Is(err, warc.ErrDamaged) {
		t.Error(err)
	}
}

// FuzzRecords: whatever the bytes, the reader ends, and blocks and bodies keep
// to their bounds.
func FuzzRecords(f *testing.F) {
	f.Add([]byte(record("response", "https://a.example/", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")))
	f.Add([]byte(record("request", "x", "GET") + "WARC/1.1\n\nWARC/1.0\nContent-Length: 9\n\nxx"))
	f.Add([]byte(record("response", "x", "HTTP/1.1 200 OK\nContent-Encoding: br, deflate\n\n\x0b\x02\x80abc\x03")))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b := warc.Bounds{Header: 200, Block: 300}
		r := warc.NewReader(bytes.NewReader(raw), b)
		for n := 0; ; n++ {
			record, err := r.Next()
			if err == io.EOF || errors.Is(err, warc.ErrHopeless) {
				return
			}
			if n > len(raw) || int64(len(record.Block)) > b.Block {
				t.Fatalf("%d records, %d bytes", n, len(record.Block))
			}
			response, err := warc.ParseResponse(record.Block)
			if err != nil {
				continue
			}
			if body, _ := response.Body(1000); len(body) > 1000 {
				t.Errorf("%d bytes of body", len(body))
			}
		}
	})
}
