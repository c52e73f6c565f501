package source

import (
	"bufio"
	"io"
)

// readText reads a stream that is one article. UTF-8 is left as it is, and
// so is what comes near it: the cleaner mends it and counts what it mends.
func (r *reader) readText(b *bufio.Reader) *Fault {
	longest := r.set.options.Limits.ArticleBytes
	raw, err := io.ReadAll(io.LimitReader(b, longest+1))
	switch {
	case err != nil:
		return r.broken
	case int64(len(raw)) > longest:
		return fault(StageRead, TooLarge, "the text is longer than %d bytes", longest)
	}
	text := decodedText(raw)
	if int64(len(text)) > longest {
		return fault(StageRead, TooLarge, "the text is longer than %d bytes", longest)
	}
	r.give(Item{Source: r.source, Article: Article{Text: text}, Bytes: int64(len(raw))})
	return nil
}
