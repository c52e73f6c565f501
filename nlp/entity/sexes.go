package entity

import (
	"quoth/nlp"
	"quoth/nlp/modelfile"
)

// sexes tells the sex that a first name is given to.
type sexes struct {
	table  table
	values []byte // a byte a slot: sexFemale, sexMale
}

const (
	sexFemale = 1
	sexMale   = 2
)

func readSexes(f *modelfile.File) (*sexes, error) {
	t, values, err := readTable(f, "sexes", 1)
	if err != nil {
		return nil, err
	}
	return &sexes{table: t, values: values}, nil
}

// has says whether a hash is that of a first name.
func (s *sexes) has(first uint64) bool { return s.table.find(first) >= 0 }

// of gives the sex of a first name's hash, unknown where it is given to both.
func (s *sexes) of(first uint64) nlp.Sex {
	slot := s.table.find(first)
	if slot < 0 {
		return nlp.SexUnknown
	}
	switch s.values[slot] {
	case sexFemale:
		return nlp.Female
	case sexMale:
		return nlp.Male
	}
	return nlp.SexUnknown
}
