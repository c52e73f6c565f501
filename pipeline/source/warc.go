package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"quoth/pipeline/source/warc"
)

// A webArchive is being read. What a record is, is held back until the next one
// begins: only then is it sure that its member of a compressed stream was sound.
type webArchive struct {
	*reader
	records *warc.Reader
	name    string // of the record at hand
	held    *Item  // what it is; nil for one that is skipped
	skipped string // why it is
}

// readWARC reads the pages in a Web archive. What is no page that a server gave
// is skipped and counted; a damaged record costs itself, where the next can be
// found.
func (r *reader) readWARC(b *bufio.Reader) *Fault {
	l := r.set.options.Limits
	a := &webArchive{reader: r, records: warc.NewReader(b, warc.Bounds{Header: l.FieldBytes, Block: l.PageBytes + int64(l.FieldBytes)})}
	for {
		record, err := a.records.Next()
		switch {
		case r.meter.err != nil:
			return nil // it ends the run
		case err == io.EOF && r.broken == nil:
			a.release()
			return nil
		case errors.Is(err, warc.ErrHopeless):
			a.release()
			return fault(StageRead, Corrupt, "%v", err)
		case err != nil && !errors.Is(err, warc.ErrDamaged) && !errors.Is(err, warc.ErrTooLarge):
			if !a.mend() {
				return r.broken
			}
			err = warc.ErrDamaged
		}
		if !a.release() {
			return nil
		}
		name, ok := r.record()
		if !ok {
			return fault(StageRead, TooManyRecords, "more than %d records", l.FileRecords)
		}
		a.name = name
		a.take(record, err)
	}
}

// release gives what was held back, and says whether to go on.
func (a *webArchive) release() bool {
	item := a.held
	a.held = nil
	if a.skipped != "" {
		a.set.skip(a.skipped)
		a.skipped = ""
	}
	return item == nil || a.give(*item)
}

// mend goes on behind damage in a compressed stream, where the next member can
// be found, and says whether that is so. Damage may show only behind a record:
// then that record was not sound, and is taken back.
func (a *webArchive) mend() bool {
	blamed := a.members != nil && a.name != "" && a.members.blames(a.records.Since())
	if blamed {
		a.held, a.skipped = nil, ""
	}
	if a.members == nil || a.broken == nil || a.broken.Code != Corrupt || !a.members.findNext() {
		a.release()
		return false
	}
	a.broken = nil
	a.records.Restart()
	if blamed {
		a.reader.records-- // what is reported is the record before
	}
	return true
}

// take finds out what a record is.
func (a *webArchive) take(record warc.Record, err error) {
	switch {
	case errors.Is(err, warc.ErrTooLarge):
		f := fault(StageRead, TooLarge, "the record has %d bytes, more than %d", record.Bytes, a.set.options.Limits.PageBytes)
		f.Bytes = record.Bytes
		a.held = &Item{Source: a.name, Fault: f, Bytes: record.Bytes}
		return
	case err != nil:
		a.held = &Item{Source: a.name, Fault: fault(StageRead, Corrupt, "the record of the Web archive is damaged or cut off")}
		return
	case record.Type != "response":
		a.skipped = "no_response"
		return
	}
	response, err := warc.ParseResponse(record.Block)
	switch {
	case err != nil:
		a.skipped = "no_response" // of another protocol: "dns:"
	case response.Status != 200:
		a.skipped = "http_status"
	case response.Media != "" && response.Media != "text/html" && response.Media != "application/xhtml+xml":
		a.skipped = "media_type"
	default:
		a.page(record, &response)
	}
}

// page takes the page of a response.
func (a *webArchive) page(record warc.Record, response *warc.Response) {
	longest := a.set.options.Limits.PageBytes
	raw, err := response.Body(longest)
	if err != nil {
		f := fault(StageRead, Corrupt, "the page can't be decoded: %v", err)
		if errors.Is(err, warc.ErrTooLarge) {
			f = fault(StageRead, TooLarge, "the page has more than %d bytes", longest)
		}
		f.Bytes, f.SHA256 = int64(len(record.Block)), Sum(record.Block)
		a.held = &Item{Source: a.name, Fault: f, Bytes: f.Bytes}
		return
	}
	if response.Media == "" && markupFormat(raw) != FormatHTML {
		a.skipped = "media_type"
		return
	}
	a.held = &Item{Source: a.name, page: &page{
		set: a.set, raw: bytes.Clone(raw), charset: response.Charset, archived: true, address: record.URL, date: record.Date,
	}}
}
