package markup

import (
	"errors"
	"slices"
	"strings"
)

// Errors say why a document gives no article.
var (
	ErrNoArticle = errors.New("no article")        // there are words, or none, but no news
	ErrTooDeep   = errors.New("nested too deep")   // deeper than Bounds.Depth
	ErrTooMany   = errors.New("too many elements") // more than Bounds.Elements
	ErrTooLong   = errors.New("text too long")     // longer than Bounds.TextBytes
	ErrBroken    = errors.New("damaged markup")    // no parser can make sense of it
	ErrNotText   = errors.New("not a text")        // a picture, a film, a package of links
	ErrWithdrawn = errors.New("withdrawn")         // the sender took it back, or holds it back
)

// Bounds limit one document.
type Bounds struct {
	Elements  int
	Depth     int   // of elements inside each other
	TextBytes int64 // of the article's text
}

// A Story is an article as a document gives it; "" for what it doesn't say.
type Story struct {
	ID        string
	URL       string
	Title     string
	Author    string // names with commas between them
	Publisher string
	Dates     []string // ways in which the document says when it was published, the best first
	Text      string
}

// finish checks a story and leaves out a heading that is its title.
func (s *Story) finish(b Bounds) error {
	s.Title, s.Author, s.Publisher = oneLine(s.Title), oneLine(s.Author), oneLine(s.Publisher)
	s.ID, s.URL = strings.TrimSpace(s.ID), strings.TrimSpace(s.URL)
	s.Dates = slices.DeleteFunc(s.Dates, func(d string) bool { return strings.TrimSpace(d) == "" })
	if len(s.Dates) == 0 {
		s.Dates = nil
	}
	first, rest, _ := strings.Cut(s.Text, "\n\n")
	if s.Title != "" && rest != "" && strings.EqualFold(oneLine(first), s.Title) {
		s.Text = rest
	}
	if int64(len(s.Text)) > b.TextBytes {
		return ErrTooLong
	}
	if strings.TrimSpace(s.Text) == "" {
		return ErrNoArticle
	}
	return nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// names joins names, each once, in order.
func names(all ...string) string {
	var kept []string
	for _, n := range all {
		if n = oneLine(n); n != "" && !slices.Contains(kept, n) {
			kept = append(kept, n)
		}
	}
	return strings.Join(kept, ", ")
}

// firstOf gives the first that says something.
func firstOf(all ...string) string {
	for _, s := range all {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
