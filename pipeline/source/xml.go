package source

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"

	"quoth/pipeline/source/charset"
	"quoth/pipeline/source/markup"
)

// Elements that hold one article each, by format.
var (
	feedRecords = []string{"item", "entry"}
	nitfRecords = []string{"nitf"}
	newsRecords = append([]string{"newsitem"}, otherNews...)
	otherNews   = []string{"packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"} // of NewsML-G2, without a text
)

// feedRoots are the elements that feeds begin with: RSS 0.91 to 2.0, Atom, RSS 1.0.
var feedRoots = []string{"rss", "feed", "rdf"}

// pageRoots are the elements that web pages, and pieces of them, begin with.
var pageRoots = []string{
	"html", "head", "body", "title", "meta", "link", "base", "script", "style", "main", "article", "section", "header", "footer", "nav", "aside", "div", "span", "p",
	"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "img", "table", "ul", "ol", "dl", "a", "b", "i", "strong", "em", "font", "center", "br", "hr", "pre",
}

// markupFormat tells what a stream with markup is by its first element; "" where
// it has none.
func markupFormat(head []byte) Format {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if bytes.HasPrefix(head, []byte("WARC/")) && len(head) > len("WARC/") && head[len("WARC/")] >= '0' && head[len("WARC/")] <= '9' {
		return FormatWARC
	}
	if len(head) == 0 || head[0] != '<' {
		return ""
	}
	tag, declared := firstTag(head)
	name := string(tag[:len(tag)-len(bytes.TrimLeftFunc(tag, isNameRune))])
	name = strings.ToLower(name[strings.LastIndexByte(name, ':')+1:])
	switch {
	case slices.Contains(feedRoots, name):
		return FormatFeed
	case name == "newsmessage" || slices.Contains(newsRecords, name):
		return FormatNewsML
	case slices.Contains(nitfRecords, name):
		return FormatNITF
	case slices.Contains(pageRoots, name):
		return FormatHTML
	case declared || bytes.Contains(tag, []byte("xmlns")):
		return formatXML
	}
	return ""
}

func isNameRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == ':' || r == '_' || r == '-' || r == '.'
}

// firstTag gives the first tag of a stream from its name on. Before it may stand
// an XML declaration or a document type, which say that this is markup, and
// comments.
func firstTag(head []byte) (tag []byte, declared bool) {
	for {
		head = bytes.TrimLeft(head, " \t\r\n")
		end := ""
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(head, []byte("<?")):
			end, declared = "?>", declared || bytes.HasPrefix(head, []byte("<?xml"))
		case len(head) >= len("<!doctype ") && bytes.EqualFold(head[:len("<!doctype ")], []byte("<!doctype ")):
			return documentType(head[len("<!doctype "):]), true
		case len(head) > 1 && head[0] == '<':
			tag, _, _ = bytes.Cut(head[1:], []byte(">"))
			return tag, declared
		default:
			return nil, declared
		}
		i := bytes.Index(head, []byte(end))
		if i < 0 {
			return nil, declared
		}
		head = head[i+len(end):]
	}
}

// documentType gives the name of the element that a document type declares.
func documentType(rest []byte) []byte {
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return rest[:len(rest)-len(bytes.TrimLeftFunc(rest, isNameRune))]
}

// readXML reads the records of a feed or of a wire's messages, each alone.
func (r *reader) readXML(b *bufio.Reader, head []byte, f Format) *Fault {
	names := map[Format][]string{FormatFeed: feedRecords, FormatNewsML: newsRecords, FormatNITF: nitfRecords}[f]
	l := r.set.options.Limits
	s := markup.NewSplitter(decoded(b, charset.Of(head, "")), names, l.LineBytes, l.MarkupDepth)
	var channel markup.Channel
	for {
		record, element, err := s.Next()
		switch {
		case r.broken != nil:
			return r.broken
		case err == io.EOF && r.records == 0:
			return fault(StageRead, Empty, "there is no record in it")
		case err == io.EOF:
			return nil
		case errors.Is(err, markup.ErrTooDeep):
			return fault(StageRead, TooDeep, "more than %d elements inside each other", l.MarkupDepth)
		case r.meter.err != nil:
			return nil // it ends the run
		}
		name, ok := r.record()
		if !ok {
			return fault(StageRead, TooManyRecords, "more than %d records", l.FileRecords)
		}
		if r.records == 1 && f == FormatFeed {
			channel = markup.ReadChannel(s.Head())
		}
		if !r.xmlRecord(name, element, f, record, channel, err) {
			return nil
		}
	}
}

// xmlRecord gives what one record is, and says whether to go on.
func (r *reader) xmlRecord(name, element string, f Format, record markup.Record, channel markup.Channel, err error) bool {
	var long *markup.LongRecord
	if errors.As(err, &long) {
		f := fault(StageRead, TooLarge, "the record has %d bytes, more than %d", long.Bytes, r.set.options.Limits.LineBytes)
		f.Bytes, f.SHA256 = long.Bytes, hex.EncodeToString(long.Hash)
		return r.give(Item{Source: name, Fault: f, Bytes: long.Bytes})
	}
	var story markup.Story
	switch {
	case err != nil:
	case slices.Contains(otherNews, element):
		err = markup.ErrNotText
	case f == FormatFeed:
		story, err = markup.FeedItem(record, channel, r.set.bounds())
	case f == FormatNewsML:
		story, err = markup.NewsML(record, r.set.bounds())
	default:
		story, err = markup.NITF(record, r.set.bounds())
	}
	switch {
	case errors.Is(err, markup.ErrNotText):
		r.set.skip("not_text")
		return true
	case errors.Is(err, markup.ErrWithdrawn):
		r.set.skip("withdrawn")
		return true
	}
	return r.give(r.set.storyItem(name, record.Raw, story, err))
}
