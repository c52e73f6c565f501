package source

import (
	"errors"
	"time"
)

// Errors of reading. All of them end a run; what concerns a single article is a
// Fault instead.
var (
	// ErrNoInput says that an input that was named is not there. Mend the name.
	ErrNoInput = errors.New("no such input")

	// ErrNothingToRead says that the inputs are there, and hold no file that
	// could be read. An empty folder gives it.
	ErrNothingToRead = errors.New("nothing to read")

	// ErrDisk says that the system could not read on in a file it had opened.
	ErrDisk = errors.New("read failed")

	// ErrField says that a field mapping names a field that articles don't have.
	ErrField = errors.New("unknown field")
)

// An Article is what an input gives of one article, before it is cleaned.
type Article struct {
	ID        string // "" where the input gives none
	URL       string
	Title     string
	Author    string
	Publisher string
	Published time.Time // zero where the input gives none
	Text      []byte    // as it was read
}

// An Item is one article of the input, or the reason why it is none.
type Item struct {
	// Source is the file, relative to the input given and with slashes, and
	// "#n" for the n-th record of a container, counting from 1; for formats of
	// lines, the line. Standard input is "-".
	Source string

	File    string // the file or folder of the input, without anything that stands in it
	Article Article
	Fault   *Fault // nil for an article

	Bytes       int64 // of the record, as it stands in its container
	BadDate     bool  // a date was given and could not be understood
	InvalidUTF8 int   // byte sequences that were repaired before Text was there

	page *page // of which Finish makes all of this; nil where it is there
}

// A Code says why something was set aside. Codes are stable: programs may
// depend on them.
type Code string

// The codes of faults, in the order of the stages that give them. Codes lists
// them with their meanings.
const (
	Unreadable     Code = "unreadable"
	TooDeep        Code = "too_deep"
	Corrupt        Code = "corrupt"
	TooCompressed  Code = "too_compressed"
	TooLarge       Code = "too_large"
	TooManyRecords Code = "too_many_records"
	Binary         Code = "binary"
	Empty          Code = "empty"
	InvalidJSON    Code = "invalid_json"
	NotAnObject    Code = "not_an_object"
	WrongType      Code = "wrong_type"
	FieldTooLarge  Code = "field_too_large"
	WrongColumns   Code = "wrong_columns"
	NoText         Code = "no_text"
	EmptyText      Code = "empty_text"
	DuplicateID    Code = "duplicate_id"
	WrongLanguage  Code = "wrong_language"
	Failed         Code = "failed"
	Panicked       Code = "panicked"
	TimedOut       Code = "timed_out"
	TooManyEntries Code = "too_many_entries"
	DuplicateEntry Code = "duplicate_entry"
	Encrypted      Code = "encrypted"
	Unsupported    Code = "unsupported"
	UnknownMarkup  Code = "unknown_markup"
	InvalidMarkup  Code = "invalid_markup"
	NoArticle      Code = "no_article"
)

// A Stage is the step of a run that set something aside.
type Stage string

// The stages.
const (
	StageRead     Stage = "read"     // opening, decompressing, splitting into records
	StageParse    Stage = "parse"    // making an article of a record
	StageAnnotate Stage = "annotate" // the annotators
)

// A CodeMeaning documents one code.
type CodeMeaning struct {
	Code    Code
	Stage   Stage
	Meaning string
}

// Codes is the closed list of reasons for which something is set aside.
func Codes() []CodeMeaning {
	return []CodeMeaning{
		{Unreadable, StageRead, "a file or folder below an input can't be opened, or was gone when its turn came"},
		{TooDeep, StageRead, "folders, containers, compressions, JSON values or elements of markup lie too deep inside each other"},
		{Corrupt, StageRead, "compressed data is damaged or cut off; what came before it was read"},
		{TooCompressed, StageRead, "compressed data grows more than news ever does; the rest of the file was left"},
		{TooLarge, StageRead, "an article, a line, a page or a record is larger than its limit, or has more elements"},
		{TooManyRecords, StageRead, "a file holds more records than the limit; the rest was left"},
		{Binary, StageRead, "the content is no text and none of the formats that are read"},
		{TooManyEntries, StageRead, "an archive holds more entries than the limit; the rest was left"},
		{DuplicateEntry, StageRead, "an earlier entry of the archive has the same name"},
		{Encrypted, StageRead, "a file or an entry of an archive is encrypted"},
		{Unsupported, StageRead, "an entry of an archive is compressed, or a table is written, in a way that is not read"},
		{Empty, StageRead, "a file without a byte in it, or without a record"},
		{UnknownMarkup, StageRead, "the content is XML of a kind that is not read"},
		{InvalidMarkup, StageParse, "a record of a feed or wire, or a page, has markup that no parser understands"},
		{NoArticle, StageParse, "a web page, or a record of a feed or wire, holds no article: a front page, a list, a headline alone"},
		{InvalidJSON, StageParse, "a line or a value is no JSON"},
		{NotAnObject, StageParse, "a line or a value is JSON, but no object"},
		{WrongType, StageParse, "a field holds something that can't be its value, such as an object for a text"},
		{FieldTooLarge, StageParse, "an id, title, author, publisher or address is larger than its limit"},
		{WrongColumns, StageParse, "a record of separated values has more or fewer columns than the head"},
		{NoText, StageParse, "the record has no field for the text, or null in it"},
		{EmptyText, StageParse, "there is a text, and nothing but blanks in it"},
		{DuplicateID, StageParse, "an earlier article of the run has the same id and another text"},
		{WrongLanguage, StageAnnotate, "the article is not in the language that the run was asked for"},
		{Failed, StageAnnotate, "an annotator could not go on"},
		{Panicked, StageAnnotate, "an annotator panicked; the article is worth a bug report"},
		{TimedOut, StageAnnotate, "the annotators took longer than the limit"},
	}
}

// A Fault says why there is no article.
type Fault struct {
	Stage   Stage
	Code    Code
	Message string // for people; never holds control characters
	ID      string // of the article, where it is known
	Bytes   int64  // of what was set aside; -1 where it was not read to its end
	SHA256  string // hex, of the same bytes; "" where they were not read to their end
}

func (f *Fault) Error() string { return string(f.Code) + ": " + f.Message }
