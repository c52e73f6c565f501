package pipeline

import (
	"bufio"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// mostMerged is how many files are read side by side to bring the articles of
// all partitions into one order.
const mostMerged = 32

// A sighting is what is needed of an article to find its like.
type sighting struct {
	source, id, text string
	run              int
}

// sightings yields them in the order of their sources, those of one source in
// the order of runs.
type sightings = iter.Seq2[sighting, error]

// findOriginals looks for duplicates among the articles of all partitions, in
// the order in which one run would read them. Where there are too many files to
// be read side by side, some become one staged file first.
func (c *compaction) findOriginals(ctx context.Context) error {
	if !c.then.divided() || c.duplicates == nil {
		return nil
	}
	c.originals = map[string]string{}
	var all []sightings
	for _, folder := range c.folders() {
		for _, number := range c.numbers {
			if len(c.partsOf(table.Documents, folder, number)) > 0 {
				all = append(all, c.sightingsIn(ctx, folder, number))
			}
		}
	}
	staged := 0
	for ; len(all) > mostMerged; staged++ {
		one, err := c.stageMerged(all[:mostMerged], staged)
		if err != nil {
			return err
		}
		all = append(all[mostMerged:], one)
	}
	for s, err := range merged(all) {
		if err != nil {
			return err
		}
		if of := c.duplicates.Earlier(s.id, c.duplicates.Sketch(s.text)); of != "" {
			c.originals[s.id] = of
		}
	}
	for number := range staged {
		if err := c.output.RemoveStaged(mergedName(number)); err != nil {
			return err
		}
	}
	return nil
}

func mergedName(number int) string { return fmt.Sprintf("_merged-%06d", number) }

// sightingsIn yields the current articles of a folder that one run wrote.
func (c *compaction) sightingsIn(ctx context.Context, folder string, number int) sightings {
	return func(yield func(sighting, error) bool) {
		for row, err := range c.current(ctx, number, c.partsOf(table.Documents, folder, number)) {
			text, _ := row["text"].(string)
			if !yield(sighting{source: sourceOf(row), id: idOf(row), text: text, run: number}, err) {
				return
			}
		}
	}
}

// merged brings several into one order.
func merged(all []sightings) sightings {
	return func(yield func(sighting, error) bool) {
		var heads []*sightingHead
		for _, one := range all {
			next, stop := iter.Pull2(one)
			defer stop()
			h := &sightingHead{next: next}
			if h.advance(); h.more {
				heads = append(heads, h)
			}
		}
		for {
			var first *sightingHead
			for _, h := range heads {
				if h.more && (first == nil || h.before(first)) {
					first = h
				}
			}
			if first == nil || !yield(first.sighting, first.err) || first.err != nil {
				return
			}
			first.advance()
		}
	}
}

// A sightingHead is where a merge stands in one of its inputs.
type sightingHead struct {
	next func() (sighting, error, bool)
	sighting
	err  error
	more bool
}

func (h *sightingHead) advance() { h.sighting, h.err, h.more = h.next() }

// before puts errors first, that they are found at once.
func (h *sightingHead) before(other *sightingHead) bool {
	if (h.err != nil) != (other.err != nil) {
		return h.err != nil
	}
	return cmp.Or(source.Compare(h.source, other.source), cmp.Compare(h.run, other.run)) < 0
}

// stageMerged writes several as one into a staged file.
func (c *compaction) stageMerged(all []sightings, number int) (sightings, error) {
	w, err := c.output.Create(mergedName(number))
	if err != nil {
		return nil, err
	}
	var words []byte
	for s, err := range merged(all) {
		if err == nil {
			words = s.append(words[:0])
			_, err = w.Write(words)
		}
		if err != nil {
			w.Discard()
			return nil, err
		}
	}
	if _, err := w.Finish(); err != nil {
		return nil, err
	}
	return c.staged(mergedName(number)), nil
}

func (s *sighting) append(to []byte) []byte {
	to = binary.AppendUvarint(to, uint64(s.run))
	for _, field := range []string{s.source, s.id, s.text} {
		to = append(binary.AppendUvarint(to, uint64(len(field))), field...)
	}
	return to
}

// staged yields what a staged file holds.
func (c *compaction) staged(name string) sightings {
	return func(yield func(sighting, error) bool) {
		file, err := c.output.OpenStaged(name)
		if err != nil {
			yield(sighting{}, err)
			return
		}
		defer file.Close()
		for in := bufio.NewReader(file); ; {
			s, err := readSighting(in)
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}

// readSighting returns io.EOF at the end, and no other error that is one.
func readSighting(in *bufio.Reader) (sighting, error) {
	number, err := binary.ReadUvarint(in)
	if err != nil {
		return sighting{}, err
	}
	s := sighting{run: int(number)}
	for _, field := range []*string{&s.source, &s.id, &s.text} {
		size, err := binary.ReadUvarint(in)
		if err != nil {
			return s, io.ErrUnexpectedEOF
		}
		var b strings.Builder
		if _, err := io.CopyN(&b, in, int64(size)); err != nil {
			return s, io.ErrUnexpectedEOF
		}
		*field = b.String()
	}
	return s, nil
}
