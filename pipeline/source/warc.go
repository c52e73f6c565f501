package source

import (
	"bufio"
	"errors"
	"io"

	"quoth/pipeline/source/charset"
	"quoth/pipeline/source/markup"
	"quoth/pipeline/source/warc"
)

// readWARC reads the pages in a Web archive. What is no page that a server gave
// is skipped and counted; a damaged record costs itself, where the next can be
// found.
func (r *reader) readWARC(b *bufio.Reader) *Fault {
	l := r.set.options.Limits
	w := warc.NewReader(b, warc.Bounds{Header: l.FieldBytes, Block: l.PageBytes + int64(l.FieldBytes)})
	for {
		record, err := w.Next()
		if r.meter.err != nil {
			return nil // it ends the run
		}
		switch {
		case err == io.EOF && r.broken == nil:
			return nil
		case errors.Is(err, warc.ErrHopeless):
			return fault(StageRead, Corrupt, "%v", err)
		case err != nil && !errors.Is(err, warc.ErrDamaged) && !errors.Is(err, warc.ErrTooLarge):
			if !r.mend() {
				return r.broken
			}
			w.Restart()
			err = warc.ErrDamaged
		}
		name, ok := r.record()
		if !ok {
			return fault(StageRead, TooManyRecords, "more than %d records", l.FileRecords)
		}
		if !r.warcRecord(name, record, err) {
			return nil
		}
	}
}

// warcRecord gives what a record holds, and says whether to go on.
func (r *reader) warcRecord(name string, record warc.Record, err error) bool {
	switch {
	case errors.Is(err, warc.ErrTooLarge):
		f := fault(StageRead, TooLarge, "the record has %d bytes, more than %d", record.Bytes, r.set.options.Limits.PageBytes)
		f.Bytes = record.Bytes
		return r.give(Item{Source: name, Fault: f, Bytes: record.Bytes})
	case err != nil:
		return r.give(Item{Source: name, Fault: fault(StageRead, Corrupt, "the record of the Web archive is damaged or cut off")})
	case record.Type != "response":
		r.set.skip("no response")
		return true
	}
	response, err := warc.ParseResponse(record.Block)
	if err != nil {
		r.set.skip("no response") // of another protocol: "dns:"
		return true
	}
	if response.Status != 200 {
		r.set.skip("HTTP status")
		return true
	}
	if response.Media != "" && response.Media != "text/html" && response.Media != "application/xhtml+xml" {
		r.set.skip("media type")
		return true
	}
	return r.warcPage(name, record, response)
}

// warcPage gives the article of one page.
func (r *reader) warcPage(name string, record warc.Record, response warc.Response) bool {
	longest := r.set.options.Limits.PageBytes
	raw, err := response.Body(longest)
	if err != nil {
		f := fault(StageRead, Corrupt, "the page can't be decoded: %v", err)
		if errors.Is(err, warc.ErrTooLarge) {
			f = fault(StageRead, TooLarge, "the page has more than %d bytes", longest)
		}
		f.Bytes, f.SHA256 = int64(len(record.Block)), Sum(record.Block)
		return r.give(Item{Source: name, Fault: f, Bytes: int64(len(record.Block))})
	}
	if response.Media == "" && markupFormat(raw) != FormatHTML {
		r.set.skip("media type")
		return true
	}
	story, err := markup.Page(charset.Decode(raw, charset.Of(raw, response.Charset)), record.URL, r.set.bounds())
	if err == nil {
		story.URL = record.URL
		story.Dates = append(story.Dates, record.Date)
	}
	return r.give(r.set.storyItem(name, raw, story, err))
}

// mend goes on behind damage in a compressed stream, where the next member can
// be found. It says whether that is so.
func (r *reader) mend() bool {
	if r.members == nil || r.broken == nil || r.broken.Code != Corrupt || !r.members.findNext() {
		return false
	}
	r.broken = nil
	return true
}
