package source

import (
	"bufio"
	"bytes"
	"io"
)

// readText reads a stream that is one article. Its bytes are left as they are:
// the cleaner decodes them and counts what it mends.
func (r *reader) readText(b *bufio.Reader) *Fault {
	longest := r.set.options.Limits.ArticleBytes
	raw, err := io.ReadAll(io.LimitReader(b, longest+1))
	switch {
	case err != nil:
		return r.broken
	case int64(len(raw)) > longest:
		return fault(StageRead, TooLarge, "the text is longer than %d bytes", longest)
	}
	r.give(Item{Source: r.source, Article: Article{Text: raw}, Bytes: int64(len(raw))})
	return nil
}

// isUTF16 says whether a stream begins with a byte order mark of UTF-16.
func isUTF16(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
}
