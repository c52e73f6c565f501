package evaluation

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// ErrRecord says that a part of a gold or prediction file is no such record.
// The message names the file and counts the records from 1.
var ErrRecord = errors.New("not a record for evaluation")

// A Record is one document of a gold file. Labels that are missing are not
// scored; such a record is only predicted.
type Record struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Text     string       `json:"text"`
	Quotes   []GoldQuote  `json:"quotes"`
	Traps    []Place      `json:"notquotes"`
	Entities []GoldEntity `json:"entities"`
	Target   *Place       `json:"target"`
	Label    string       `json:"label"`
	Score    *float64     `json:"score"`
	Topic    string       `json:"iptc"`

	gold map[string]bool // which keys the line held
}

// Has says whether the record's line held the key, so that "no entities" is
// told from "entities were not annotated".
func (r *Record) Has(key string) bool { return r.gold[key] }

// A Place is a stretch of a text, in code points, half-open.
type Place struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// A GoldQuote is an annotated quotation.
type GoldQuote struct {
	Place
	Type          string   `json:"type"`     // direct, mixed, indirect, post
	CueKind       string   `json:"cue_kind"` // "speech" for a verb of speaking
	Cue           *Place   `json:"cue"`      // the reporting words
	Speaker       *Place   `json:"speaker"`  // the words that name the speaker
	Statement     string   `json:"rel"`      // the same for the pieces of one statement
	SpeakerName   string   `json:"speaker_name"`
	SpeakerOthers []string `json:"speaker_alt"` // other names that count as right
	Optional      bool     `json:"optional"`    // arguable: neither asked for nor held against
}

// IsStatement tells reported speech from a belief or an intention ("wants").
func (q *GoldQuote) IsStatement() bool { return q.Type != "indirect" || q.CueKind == "speech" }

// A GoldEntity is an annotated mention; Entity and Name are there where the
// annotators said which mentions stand for the same thing.
type GoldEntity struct {
	Place
	Label  string `json:"label"`
	Entity *int   `json:"entity"`
	Name   string `json:"name"`
}

// A Prediction is what a program says of one document.
type Prediction struct {
	ID        string            `json:"id"`
	Quotes    []PredictedQuote  `json:"quotes,omitempty"`
	Entities  []PredictedEntity `json:"entities,omitempty"`
	Sentiment string            `json:"sentiment,omitempty"`
	Score     *float64          `json:"score,omitempty"`
	Topics    []string          `json:"topics,omitempty"`
}

// A PredictedQuote is a quotation found by a program.
type PredictedQuote struct {
	Start        int     `json:"start"`
	End          int     `json:"end"`
	Kind         string  `json:"kind"`
	Quoted       []Range `json:"quoted,omitempty"`
	SpeakerStart *int    `json:"speaker_start"`
	SpeakerEnd   *int    `json:"speaker_end"`
	Speaker      string  `json:"speaker,omitempty"`
}

// A Range is a stretch in code points, half-open.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// A PredictedEntity is a mention found by a program.
type PredictedEntity struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Label  string `json:"label"`
	Entity int    `json:"entity"`
}

// ReadRecords reads a gold file, plain or gzip. Of several records with one id
// the last counts, in the first one's place.
func ReadRecords(path string) ([]Record, error) {
	return readValues(path, func(line []byte) (Record, string, error) {
		var r Record
		if err := json.Unmarshal(line, &r); err != nil {
			return r, "", err
		}
		var keys map[string]json.RawMessage
		if err := json.Unmarshal(line, &keys); err != nil {
			return r, "", err
		}
		r.gold = map[string]bool{}
		for k, v := range keys {
			r.gold[k] = string(v) != "null"
		}
		return r, r.ID, nil
	})
}

// ReadPredictions reads a file of predictions, plain or gzip.
func ReadPredictions(path string) ([]Prediction, error) {
	return readValues(path, func(line []byte) (Prediction, string, error) {
		var p Prediction
		err := json.Unmarshal(line, &p)
		return p, p.ID, err
	})
}

// readValues parses each JSON value of a file, usually one a line, and keeps the
// last value of an id.
func readValues[T any](path string, parse func([]byte) (T, string, error)) ([]T, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	in, err := decompressed(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	values := json.NewDecoder(in)
	var all []T
	at := map[string]int{}
	for n := 1; ; n++ {
		var raw json.RawMessage
		err := values.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		var value T
		var id string
		if err == nil {
			value, id, err = parse(raw)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: record %d: %w: %v", path, n, ErrRecord, err)
		}
		if i, seen := at[id]; seen {
			all[i] = value
			continue
		}
		at[id] = len(all)
		all = append(all, value)
	}
}

// decompressed undoes gzip, told by its first two bytes.
func decompressed(r io.Reader) (io.Reader, error) {
	in := bufio.NewReader(r)
	if head, err := in.Peek(2); err == nil && head[0] == 0x1f && head[1] == 0x8b {
		return gzip.NewReader(in)
	}
	return in, nil
}
