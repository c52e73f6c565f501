package dateparser

import (
	"errors"
	"time"
)

// ErrNoParser is what every call of Parse returns.
var ErrNoParser = errors.New("dates in words are not parsed")

// A ParserType names a way of parsing.
type ParserType uint8

// The ways that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// A PreferredDateSource says which of two possible dates to take.
type PreferredDateSource uint8

// Past is the choice that go-htmldate names.
const Past PreferredDateSource = 0

// Configuration has the fields that go-htmldate sets.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser has the field that go-htmldate sets.
type Parser struct {
	ParserTypes []ParserType
}

// A Date is what parsing gives.
type Date struct {
	Time time.Time
}

// Parse parses nothing: it returns ErrNoParser.
func (*Parser) Parse(*Configuration, string) (Date, error) { return Date{}, ErrNoParser }
