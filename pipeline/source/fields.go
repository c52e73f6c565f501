package source

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The fields of an article, as records name them unless a mapping says
// otherwise.
const (
	fieldID        = "id"
	fieldURL       = "url"
	fieldTitle     = "title"
	fieldAuthor    = "author"
	fieldPublisher = "publisher"
	fieldPublished = "published_at"
	fieldText      = "text"
)

// FieldNames lists the fields of an article that a mapping may name.
func FieldNames() []string {
	return []string{fieldID, fieldTitle, fieldText, fieldPublished, fieldURL, fieldAuthor, fieldPublisher}
}

// fields gives the names that the records use.
type fields map[string]string

func newFields(mapping map[string]string) (fields, error) {
	f := fields{}
	for _, name := range FieldNames() {
		f[name] = name
	}
	for name, theirs := range mapping {
		if !slices.Contains(FieldNames(), name) {
			return nil, fmt.Errorf("%w: %s; an article has %s", ErrField, name, strings.Join(FieldNames(), ", "))
		}
		if theirs == "" {
			return nil, fmt.Errorf("%w: %s is mapped to nothing", ErrField, name)
		}
		f[name] = theirs
	}
	return f, nil
}

// objectItem makes an item of one JSON object.
func (s *Set) objectItem(name string, raw []byte) Item {
	item := Item{Source: name, Bytes: int64(len(raw))}
	item.Fault = s.object(&item, raw)
	if f := item.Fault; f != nil {
		f.Bytes, f.SHA256 = int64(len(raw)), Sum(raw)
		f.ID, item.Article = item.Article.ID, Article{}
	}
	return item
}

func (s *Set) object(item *Item, raw []byte) *Fault {
	if depth := jsonDepth(raw); depth > s.options.Limits.JSONDepth {
		return fault(StageParse, TooDeep, "%d JSON values inside each other, more than %d", depth, s.options.Limits.JSONDepth)
	}
	object, f := parseObject(raw)
	if f != nil {
		return f
	}
	item.InvalidUTF8 = invalidSequences(raw)
	a := &item.Article
	for _, t := range []struct {
		name string
		to   *string
	}{{fieldID, &a.ID}, {fieldURL, &a.URL}, {fieldTitle, &a.Title}, {fieldAuthor, &a.Author}, {fieldPublisher, &a.Publisher}} {
		if f := s.shortField(object, t.name, t.to); f != nil {
			return f
		}
	}
	a.Published, item.BadDate = published(s.fields.get(object, fieldPublished))
	return s.textField(object, a)
}

func parseObject(raw []byte) (map[string]json.RawMessage, *Fault) {
	var object map[string]json.RawMessage
	err := json.Unmarshal(raw, &object)
	switch err.(type) {
	case nil:
		if object == nil {
			return nil, fault(StageParse, NotAnObject, "the value is null, not an object")
		}
		return object, nil
	case *json.UnmarshalTypeError:
		return nil, fault(StageParse, NotAnObject, "the value is no JSON object")
	}
	return nil, fault(StageParse, InvalidJSON, "no JSON: %v", err)
}

// get finds a field by the name the records use: as it stands, else as a path
// through objects.
func (f fields) get(object map[string]json.RawMessage, name string) json.RawMessage {
	theirs := f[name]
	if v, ok := object[theirs]; ok {
		return v
	}
	first, rest, dotted := strings.Cut(theirs, ".")
	for dotted {
		var inner map[string]json.RawMessage
		if json.Unmarshal(object[first], &inner) != nil {
			return nil
		}
		object = inner
		if v, ok := object[rest]; ok {
			return v
		}
		first, rest, dotted = strings.Cut(rest, ".")
	}
	return nil
}

func (s *Set) shortField(object map[string]json.RawMessage, name string, to *string) *Fault {
	text, ok := asText(s.fields.get(object, name), ", ")
	if !ok {
		return fault(StageParse, WrongType, "field %q holds an object, not a text", s.fields[name])
	}
	if longest := s.options.Limits.FieldBytes; len(text) > longest {
		return fault(StageParse, FieldTooLarge, "field %q has %d bytes, more than %d", s.fields[name], len(text), longest)
	}
	*to = text
	return nil
}

func (s *Set) textField(object map[string]json.RawMessage, a *Article) *Fault {
	raw := s.fields.get(object, fieldText)
	if raw == nil || string(raw) == "null" {
		return fault(StageParse, NoText, "there is no field %q", s.fields[fieldText])
	}
	text, ok := asText(raw, "\n\n")
	if !ok || raw[0] != '"' && raw[0] != '[' {
		return fault(StageParse, WrongType, "field %q is no text", s.fields[fieldText])
	}
	if longest := s.options.Limits.ArticleBytes; int64(len(text)) > longest {
		return fault(StageRead, TooLarge, "the text has %d bytes, more than %d", len(text), longest)
	}
	a.Text = []byte(text)
	return nil
}

// asText gives a JSON value as text: strings as they are, numbers as they
// stand, lists joined, null and nothing as "". Objects are no text.
func asText(raw json.RawMessage, join string) (string, bool) {
	if len(raw) == 0 || string(raw) == "null" {
		return "", true
	}
	switch raw[0] {
	case '"':
		var s string
		return s, json.Unmarshal(raw, &s) == nil
	case '[':
		var values []json.RawMessage
		if json.Unmarshal(raw, &values) != nil {
			return "", false
		}
		var parts []string
		for _, v := range values {
			s, ok := asText(v, join)
			if !ok {
				return "", false
			}
			parts = append(parts, s)
		}
		return strings.Join(parts, join), true
	case '{':
		return "", false
	}
	return string(raw), true
}

// dateLayouts are the ways in which archives and feeds write a time: RFC 3339,
// ISO 8601 without parts, SQL, RFC 1123 and RFC 822 as RSS has them.
var dateLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "20060102T150405Z", "20060102",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.RFC822Z, time.RFC822,
	"January 2, 2006", "2 January 2006",
}

// published reads a date; bad says that there is one that can't be read. Times
// without a zone are UTC; numbers are seconds, or milliseconds where seconds
// would lie beyond the year 5138.
func published(raw json.RawMessage) (at time.Time, bad bool) {
	text, ok := asText(raw, " ")
	if text = strings.TrimSpace(text); text == "" {
		return time.Time{}, !ok
	}
	if len(raw) > 0 && raw[0] != '"' {
		return ParseUnix(text)
	}
	return ParseDate(text)
}

// ParseDate reads a date as articles' records write it, in UTC; bad says that
// it can't be read. Only the years 1 to 9999 are dates.
func ParseDate(text string) (at time.Time, bad bool) {
	for _, layout := range dateLayouts {
		if at, err := time.Parse(layout, text); err == nil {
			return inRange(at)
		}
	}
	return time.Time{}, true
}

// ParseUnix reads a number of seconds since 1970, or of milliseconds where
// seconds would lie beyond the year 5138; bad says that it can't be read.
func ParseUnix(text string) (at time.Time, bad bool) {
	const milliseconds = 1e11
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(n) || math.Abs(n) > 1e15 {
		return time.Time{}, true
	}
	if math.Abs(n) >= milliseconds {
		n /= 1000
	}
	return inRange(time.UnixMicro(int64(math.Round(n * 1e6))))
}

func inRange(at time.Time) (time.Time, bool) {
	at = at.UTC().Truncate(time.Microsecond)
	if at.Year() < 1 || at.Year() > 9999 || at.IsZero() {
		return time.Time{}, true
	}
	return at, false
}

// jsonDepth counts how deep objects and arrays lie inside each other, in one
// pass and without a stack.
func jsonDepth(raw []byte) int {
	depth, deepest, quoted := 0, 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			deepest = max(deepest, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	return deepest
}

// invalidSequences counts the bytes that break UTF-8; the JSON decoder
// replaces them without a word.
func invalidSequences(raw []byte) int {
	bad := 0
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		}
		i += n
	}
	return bad
}
