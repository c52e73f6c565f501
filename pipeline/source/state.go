package source

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// ErrState says that a file of state can't be read or written. Remove it to read
// everything again, or mend its folder.
var ErrState = errors.New("state can't be used")

// stateVersion is that of the form of a file of state.
const stateVersion = 1

// seen is a line of a file of state: what a file was when it was read.
type seen struct {
	Name     string    `json:"name"` // a URL without options, or an absolute path
	Bytes    int64     `json:"bytes"`
	Modified time.Time `json:"modified"`
	Tag      string    `json:"tag,omitempty"` // an object's ETag
}

// A state remembers, from one run to the next, the files that were read. Of
// those of earlier runs it holds two hashes each; the new ones go to a file
// beside the state's own, which takes its place when the run is published.
type state struct {
	path   string
	known  map[digest]digest // hashes of names, to those of what the files were
	fresh  map[digest]bool   // names that are noted anew
	next   *os.File
	buffer *bufio.Writer
}

type digest [16]byte

func digestOf(words string) digest {
	hash := sha256.Sum256([]byte(words))
	return digest(hash[:16])
}

func (s seen) digest() digest {
	return digestOf(fmt.Sprintf("%d %s %s", s.Bytes, s.Modified.UTC().Format(time.RFC3339Nano), s.Tag))
}

// openState reads a file of state; one that is not there remembers nothing.
func openState(path string) (*state, error) {
	s := &state{path: path, known: map[digest]digest{}}
	err := s.each(func(line seen, _ []byte) error {
		s.known[digestOf(line.Name)] = line.digest()
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", path, ErrState, err)
	}
	return s, nil
}

// each reads the lines of the state's file behind the first, which tells its
// form.
func (s *state) each(visit func(line seen, raw []byte) error) error {
	file, err := os.Open(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	var head struct {
		Version int `json:"quoth_state"`
	}
	if lines.Scan(); json.Unmarshal(lines.Bytes(), &head) != nil || head.Version != stateVersion {
		return errors.Join(fmt.Errorf("it is no state of version %d", stateVersion), lines.Err())
	}
	for lines.Scan() {
		var line seen
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return err
		}
		if err := visit(line, lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// seenOf says what a file is.
func seenOf(e entry) seen {
	name := e.name
	if e.open == nil {
		name = e.path
		if abs, err := filepath.Abs(e.path); err == nil {
			name = abs
		}
	}
	return seen{Name: name, Bytes: e.bytes, Modified: e.modified.UTC(), Tag: e.tag}
}

// has says whether a file was read, as it is now.
func (s *state) has(e entry) bool {
	line := seenOf(e)
	was, ok := s.known[digestOf(line.Name)]
	return ok && was == line.digest()
}

// begin forgets what was noted and not saved.
func (s *state) begin() error {
	s.drop()
	s.fresh = map[digest]bool{}
	var err error
	if s.next, err = os.CreateTemp(filepath.Dir(s.path), ".quoth-state-*"); err != nil {
		return fmt.Errorf("%s: %w: %w", s.path, ErrState, err)
	}
	s.buffer = bufio.NewWriter(s.next)
	_, err = fmt.Fprintf(s.buffer, "{\"quoth_state\":%d}\n", stateVersion)
	return err
}

// note remembers a file that was read. Errors of writing show when it is saved.
func (s *state) note(e entry) {
	line := seenOf(e)
	raw, err := json.Marshal(line)
	if err != nil {
		return // no field of it can fail to marshal
	}
	s.fresh[digestOf(line.Name)] = true
	s.buffer.Write(append(raw, '\n'))
}

// save puts what was noted, and what of the earlier is still so, in the place of
// the state's file, in one step.
func (s *state) save() error {
	if s.next == nil {
		return nil
	}
	err := s.each(func(line seen, raw []byte) error {
		if s.fresh[digestOf(line.Name)] {
			return nil
		}
		_, err := s.buffer.Write(append(raw, '\n'))
		return err
	})
	err = errors.Join(err, s.buffer.Flush(), s.next.Sync())
	if err == nil {
		err = os.Rename(s.next.Name(), s.path)
	}
	if err != nil {
		s.drop()
		return fmt.Errorf("%s: %w: %w", s.path, ErrState, err)
	}
	err = s.next.Close()
	s.next = nil
	return err
}

// drop removes what was noted and not saved.
func (s *state) drop() {
	if s.next != nil {
		s.next.Close()
		os.Remove(s.next.Name())
		s.next = nil
	}
}
