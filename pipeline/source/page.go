package source

import (
	"bufio"
	"io"
	"path"
	"strings"

	"quoth/pipeline/source/charset"
	"quoth/pipeline/source/markup"
)

// readWhole reads a stream that is one document; a fault where it is longer than
// a limit or can't be read to its end.
func (r *reader) readWhole(b *bufio.Reader, longest int64, what string) ([]byte, *Fault) {
	raw, err := io.ReadAll(io.LimitReader(b, longest+1))
	switch {
	case err != nil && r.broken != nil:
		return nil, r.broken
	case err != nil:
		return nil, fault(StageRead, Corrupt, "%s can't be read to its end", what)
	case int64(len(raw)) > longest:
		return nil, fault(StageRead, TooLarge, "%s is longer than %d bytes", what, longest)
	}
	return raw, nil
}

// readPage reads a stream that is one web page.
func (r *reader) readPage(b *bufio.Reader) *Fault {
	raw, f := r.readWhole(b, r.set.options.Limits.PageBytes, "the page")
	if f != nil {
		return f
	}
	story, err := markup.Page(charset.Decode(raw, charset.Of(raw, "")), "", r.set.bounds())
	return r.giveDocument(raw, story, err)
}

// readMarkdown reads a stream that is one article in Markdown.
func (r *reader) readMarkdown(b *bufio.Reader) *Fault {
	raw, f := r.readWhole(b, r.set.options.Limits.ArticleBytes, "the text")
	if f != nil {
		return f
	}
	story, err := markup.Markdown(charset.Decode(raw, charset.Guess(raw)), r.set.bounds())
	return r.giveDocument(raw, story, err)
}

// giveDocument gives the one article of a stream, or says what is wrong with it.
func (r *reader) giveDocument(raw []byte, story markup.Story, err error) *Fault {
	item := r.set.storyItem(r.source, raw, story, err)
	if item.Fault != nil {
		return item.Fault
	}
	r.give(item)
	return nil
}

// namedMarkdown says whether a file calls itself Markdown: a text without a mark
// in it is both.
func namedMarkdown(name string) bool {
	name = strings.ToLower(name)
	for {
		switch ext := path.Ext(name); ext {
		case ".gz", ".zst", ".bz2":
			name = strings.TrimSuffix(name, ext)
		case ".md", ".markdown":
			return true
		default:
			return false
		}
	}
}
