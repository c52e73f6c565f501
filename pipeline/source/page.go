package source

import (
	"bufio"
	"bytes"
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

// A page is a web page of which the article is not yet found.
type page struct {
	set     *Set
	raw     []byte
	charset string // that the server stated; "" for none

	// Of a Web archive: the address and time of the record.
	archived      bool
	address, date string

	// Of a stored file that is one page: its size and hash, which a fault has
	// instead of the page's; nil where they are not known or it is no file.
	file *File
}

// Finish finds the article of a web page, or the reason why there is none: what
// Items leaves to be done where Options.Unfinished asks for it. Any goroutine
// may do it, after Items has gone on too. It does nothing for an item that is
// finished.
func (i *Item) Finish() {
	p := i.page
	if p == nil {
		return
	}
	story, err := markup.Page(charset.Decode(p.raw, charset.Of(p.raw, p.charset)), p.address, p.set.bounds())
	if err == nil && p.archived {
		story.URL = p.address
		story.Dates = append(story.Dates, p.date)
	}
	file := i.File
	*i = p.set.storyItem(i.Source, p.raw, story, err)
	i.File = file
	if i.Fault != nil && p.file != nil {
		i.Bytes, i.Fault.Bytes, i.Fault.SHA256 = p.file.Bytes, p.file.Bytes, p.file.SHA256
	}
}

// Size is how many bytes of text, or of a page that is not finished, an item
// holds.
func (i *Item) Size() int64 {
	if i.page != nil {
		return int64(len(i.page.raw))
	}
	return int64(len(i.Article.Text))
}

// Marks is about how many marks a page has that is not finished, which tells how
// much memory Finish takes; 0 for all others.
func (i *Item) Marks() int64 {
	if i.page == nil {
		return 0
	}
	return int64(bytes.Count(i.page.raw, []byte("<")))
}

// readPage reads a stream that is one web page.
func (r *reader) readPage(b *bufio.Reader) *Fault {
	raw, f := r.readWhole(b, r.set.options.Limits.PageBytes, "the page")
	if f == nil {
		r.page = &Item{Source: r.source, page: &page{set: r.set, raw: raw}}
	}
	return f
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
