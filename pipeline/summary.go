package pipeline

import (
	"quoth/pipeline/table"
)

// A Summary says what a run did.
type Summary struct {
	// AlreadyDone says that the output held this very run, and nothing was done.
	AlreadyDone bool `json:"-"`

	Files       int64            `json:"files"`       // read
	Bytes       int64            `json:"bytes"`       // read, as stored
	Articles    int64            `json:"articles"`    // rows of documents
	Quarantined map[string]int64 `json:"quarantined"` // by code
	Skipped     map[string]int64 `json:"skipped"`     // by reason: see the reasons below
	Quotes      int64            `json:"quotes"`
	Tokens      int64            `json:"tokens"`
	Replaced    int64            `json:"replaced,omitempty"` // articles that an earlier run of the output had otherwise
	Duplicates  int64            `json:"duplicates"`         // articles with duplicate_of
	BadDates    int64            `json:"bad_dates"`          // dates that could not be read
	Repairs     map[string]int64 `json:"repairs"`            // of texts, by kind
	Rows        map[string]int64 `json:"rows"`               // by table
	Resumed     int64            `json:"resumed,omitempty"`  // articles that an earlier start of the run had annotated
	Written     int64            `json:"written"`            // bytes of all files of tables

	// Seconds is the time that each stage took, by its name: StageRead and the
	// others. Workers' times add up, and stages run at the same time.
	Seconds map[string]float64 `json:"seconds,omitempty"`
}

// The stages of a run whose time is told.
const (
	StageRead     = "read"     // finding, decompressing and parsing articles
	StageAnnotate = "annotate" // cleaning, annotating and hashing them
	StageWrite    = "write"    // encoding rows, journal and index
	StagePublish  = "publish"  // finishing files, reading them back, exchanging folders
)

// Reasons for which something is skipped, beside those of source.Set.Skipped.
const (
	// SkippedRepeated counts articles whose id and text an earlier article of
	// the run has: the same article, read twice.
	SkippedRepeated = "repeated"

	// SkippedUnchanged counts articles that an earlier run of the output has
	// read, with nothing changed.
	SkippedUnchanged = "unchanged"

	// SkippedLanguage counts articles in other languages than the one asked for,
	// where Options.Others says that they are to be counted.
	SkippedLanguage = "language"
)

func newSummary() Summary {
	return Summary{
		Quarantined: map[string]int64{}, Skipped: map[string]int64{}, Repairs: map[string]int64{}, Rows: map[string]int64{}, Seconds: map[string]float64{},
	}
}

// SetAside is the number of all that was set aside.
func (s *Summary) SetAside() int64 {
	var n int64
	for _, c := range s.Quarantined {
		n += c
	}
	return n
}

// add counts an annotated article.
func (s *Summary) add(d table.Document) {
	s.Articles++
	s.Quotes += int64(len(d.Quotations))
	s.Tokens += int64(len(d.Tokens))
	if d.DuplicateOf != "" {
		s.Duplicates++
	}
}
