package source

import (
	"errors"
	"strings"
	"time"

	"quoth/pipeline/source/markup"
)

// bounds are the limits of one document with markup.
func (s *Set) bounds() markup.Bounds {
	l := s.options.Limits
	return markup.Bounds{Elements: l.MarkupElements, Depth: l.MarkupDepth, TextBytes: l.ArticleBytes}
}

// storyItem makes an item of what was made of a document. Its fault carries the
// hash of raw.
func (s *Set) storyItem(name string, raw []byte, story markup.Story, err error) Item {
	item := Item{Source: name, Bytes: int64(len(raw))}
	if item.Fault = s.storyFault(&story, err); item.Fault != nil {
		f := item.Fault
		f.Bytes, f.SHA256 = int64(len(raw)), Sum(raw)
		if len(story.ID) <= s.options.Limits.FieldBytes {
			f.ID = story.ID
		}
		return item
	}
	item.Article = Article{
		ID: story.ID, URL: story.URL, Title: story.Title, Author: story.Author, Publisher: story.Publisher, Text: []byte(story.Text),
	}
	item.Article.Published, item.BadDate = storyDate(story.Dates)
	return item
}

func (s *Set) storyFault(story *markup.Story, err error) *Fault {
	l := s.options.Limits
	switch {
	case errors.Is(err, markup.ErrTooDeep):
		return fault(StageParse, TooDeep, "more than %d elements inside each other", l.MarkupDepth)
	case errors.Is(err, markup.ErrTooMany):
		return fault(StageParse, TooLarge, "more than %d elements, or as many marks", l.MarkupElements)
	case errors.Is(err, markup.ErrTooLong):
		return fault(StageParse, TooLarge, "the text is longer than %d bytes", l.ArticleBytes)
	case errors.Is(err, markup.ErrNoArticle):
		return fault(StageParse, NoArticle, "there is no article in it")
	case err != nil:
		return fault(StageParse, InvalidMarkup, "%v", err)
	}
	for _, field := range []string{story.ID, story.URL, story.Title, story.Author, story.Publisher} {
		if len(field) > l.FieldBytes {
			return fault(StageParse, FieldTooLarge, "a field has %d bytes, more than %d", len(field), l.FieldBytes)
		}
	}
	return nil
}

// zones are those that RFC 822 names, in 5.1, and newspapers use; a time package
// takes names that it doesn't know for UTC.
var zones = strings.NewReplacer(
	" EST", " -0500", " EDT", " -0400", " CST", " -0600", " CDT", " -0500", " MST", " -0700", " MDT", " -0600", " PST", " -0800", " PDT", " -0700",
	" UT", " +0000", " GMT", " +0000", " UTC", " +0000", " Z", " +0000", " BST", " +0100",
)

// messageLayouts are the ways in which wires and pages write a time beside those
// of records: ISO 8601 without marks, as NITF has it, and days in words.
var messageLayouts = []string{
	"20060102T150405-0700", "20060102T1504-0700", "20060102T150405", "2006/01/02", "2006/01/02 15:04:05", "Jan 2, 2006", "2 Jan 2006", "Monday, January 2, 2006",
	"2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700", "Mon, 2 Jan 2006",
}

// storyDate takes the first date that can be read; bad says that there were
// dates, and none could be.
func storyDate(dates []string) (at time.Time, bad bool) {
	for _, text := range dates {
		text = zones.Replace(strings.TrimSpace(text))
		if at, bad = ParseDate(text); !bad {
			return at, false
		}
		for _, layout := range messageLayouts {
			if at, err := time.Parse(layout, text); err == nil {
				return inRange(at)
			}
		}
	}
	return time.Time{}, len(dates) > 0
}
