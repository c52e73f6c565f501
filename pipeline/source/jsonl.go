package source

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
)

// readLines reads a stream with one JSON object a line. Blank lines are
// nothing; they count as lines.
func (r *reader) readLines(b *bufio.Reader) *Fault {
	var line []byte
	seen := false
	for {
		var err error
		var long *Fault
		line, long, err = r.line(b, line[:0])
		if err != nil && (err != io.EOF || len(line) == 0 && long == nil) {
			if r.broken == nil && !seen {
				return fault(StageRead, Empty, "there is no record in it")
			}
			return r.broken
		}
		name, ok := r.record()
		if !ok {
			return fault(StageRead, TooManyRecords, "more than %d records", r.set.options.Limits.FileRecords)
		}
		if r.records == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if long == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		seen = true
		if !r.give(r.lineItem(name, line, long)) {
			return nil
		}
	}
}

func (r *reader) lineItem(name string, line []byte, long *Fault) Item {
	if long != nil {
		return Item{Source: name, Fault: long, Bytes: long.Bytes}
	}
	return r.set.objectItem(name, line)
}

// line reads one line without its end into buf. A line beyond the limit is
// read to its end, hashed, and dropped.
func (r *reader) line(b *bufio.Reader, buf []byte) ([]byte, *Fault, error) {
	longest := r.set.options.Limits.LineBytes
	for {
		part, err := b.ReadSlice('\n')
		if int64(len(buf)+len(part)) > longest+1 {
			return r.longLine(b, buf, part, err)
		}
		buf = append(buf, part...)
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == nil:
			buf = buf[:len(buf)-1]
		}
		if int64(len(buf)) > longest {
			return r.longLine(b, buf, nil, io.EOF)
		}
		return slices.Clip(buf), nil, err
	}
}

// longLine drops the rest of a line that began with what was read so far.
func (r *reader) longLine(b *bufio.Reader, buf, part []byte, err error) ([]byte, *Fault, error) {
	h := sha256.New()
	h.Write(buf)
	bytes := int64(len(buf))
	for {
		h.Write(trimEnd(part))
		bytes += int64(len(trimEnd(part)))
		if err != bufio.ErrBufferFull {
			break
		}
		part, err = b.ReadSlice('\n')
	}
	if err != nil && err != io.EOF {
		return nil, nil, err
	}
	f := fault(StageRead, TooLarge, "the line has %d bytes, more than %d", bytes, r.set.options.Limits.LineBytes)
	f.Bytes, f.SHA256 = bytes, hex.EncodeToString(h.Sum(nil))
	return nil, f, nil
}

func trimEnd(part []byte) []byte { return bytes.TrimSuffix(part, []byte("\n")) }
