package warc

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// zstdWindow bounds the memory that a body may ask for.
const zstdWindow = 8 << 20

// A Response is an HTTP response as it was archived.
type Response struct {
	Status  int
	Media   string // media type in small letters, without parameters
	Charset string // of the media type, "" where it has none

	encodings []string // in the order in which they were applied
	chunked   bool
	body      []byte
}

// ParseResponse reads the head of a response. The error is ErrDamaged.
func ParseResponse(block []byte) (Response, error) {
	end := headerEnd(block)
	if end == 0 {
		end = len(block)
	}
	line, _, _ := bytes.Cut(block[:end], []byte("\n"))
	protocol, rest, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
	if !strings.HasPrefix(strings.ToUpper(protocol), "HTTP/") {
		return Response{}, fmt.Errorf("%w: no HTTP response in it", ErrDamaged)
	}
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	r := Response{body: block[end:]}
	r.Status, _ = strconv.Atoi(code)
	for name, value := range fields(block[:end]) {
		r.field(name, value)
	}
	return r, nil
}

func (r *Response) field(name, value string) {
	switch name {
	case "content-type":
		media, rest, _ := strings.Cut(value, ";")
		r.Media = strings.ToLower(strings.TrimSpace(media))
		for parameter := range strings.SplitSeq(rest, ";") {
			key, set, _ := strings.Cut(parameter, "=")
			if strings.EqualFold(strings.TrimSpace(key), "charset") {
				r.Charset = strings.Trim(strings.TrimSpace(set), `"'`)
			}
		}
	case "content-encoding":
		for encoding := range strings.SplitSeq(value, ",") {
			r.encodings = append(r.encodings, strings.ToLower(strings.TrimSpace(encoding)))
		}
	case "transfer-encoding":
		r.chunked = r.chunked || strings.Contains(strings.ToLower(value), "chunked")
	}
}

// fields yields the fields of a header after its first line, names in small
// letters, lines that go on joined.
func fields(header []byte) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		_, rest, _ := bytes.Cut(header, []byte("\n"))
		name, value := "", ""
		for line := range bytes.Lines(rest) {
			if line[0] == ' ' || line[0] == '\t' {
				value = strings.TrimSpace(value + " " + strings.TrimSpace(string(line)))
				continue
			}
			if name != "" && !yield(name, value) {
				return
			}
			key, v, found := strings.Cut(string(line), ":")
			name, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(v)
			if !found {
				name = ""
			}
		}
		if name != "" {
			yield(name, value)
		}
	}
}

// Body gives the body without its transfer and content encodings. Crawlers often
// store it decoded and leave the fields: what can't be decoded, and begins as a
// page does, is taken as it is. The error is ErrTooLarge for more than longest
// bytes, and ErrDamaged for what breaks off.
func (r *Response) Body(longest int64) ([]byte, error) {
	body := r.body
	if r.chunked {
		body = unchunk(body)
	}
	for _, encoding := range slices.Backward(r.encodings) {
		decoded, err := decode(body, encoding, longest)
		if err != nil {
			return nil, err
		}
		body = decoded
	}
	if int64(len(body)) > longest {
		return nil, ErrTooLarge
	}
	return body, nil
}

func decode(body []byte, encoding string, longest int64) ([]byte, error) {
	in, closed := decoder(body, encoding)
	if in == nil {
		return body, nil
	}
	defer closed()
	decoded, err := io.ReadAll(io.LimitReader(in, longest+1))
	switch {
	case int64(len(decoded)) > longest:
		return nil, ErrTooLarge
	case err != nil && isPage(body):
		return body, nil
	case err != nil:
		return nil, fmt.Errorf("%w: the %s body is damaged or cut off", ErrDamaged, encoding)
	}
	return decoded, nil
}

// isPage says whether a body that is said to be compressed is a page as it
// stands.
func isPage(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n\xef\xbb\xbf"), []byte("<"))
}

// decoder gives a reader for an encoding; nil for one that is none, or where the
// body does not begin as it would.
func decoder(body []byte, encoding string) (io.Reader, func()) {
	nothing := func() {}
	in := bytes.NewReader(body)
	switch encoding {
	case "gzip", "x-gzip":
		if z, err := gzip.NewReader(in); err == nil {
			return z, nothing
		}
	case "deflate":
		if z, err := zlib.NewReader(in); err == nil {
			return z, nothing
		}
		return flate.NewReader(bytes.NewReader(body)), nothing
	case "br":
		return brotli.NewReader(in), nothing
	case "zstd":
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
		if err == nil {
			return z, z.Close
		}
	}
	return nil, nothing
}

// unchunk joins the chunks of a body, RFC 9112, 7.1. What is not chunked stays as
// it is; a last chunk that is cut off gives what is there.
func unchunk(body []byte) []byte {
	var joined []byte
	rest := body
	for {
		line, after, found := bytes.Cut(rest, []byte("\n"))
		size, _, _ := strings.Cut(strings.TrimSpace(string(line[:min(len(line), 64)])), ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		switch {
		case (err != nil || !found) && joined == nil:
			return body
		case err != nil || !found || n == 0:
			return joined
		case n >= uint64(len(after)):
			return append(joined, after...)
		}
		joined = append(joined, after[:n]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(after[n:], []byte("\r")), []byte("\n"))
	}
}
