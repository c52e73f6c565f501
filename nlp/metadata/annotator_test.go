package metadata_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"quoth/nlp"
	"quoth/nlp/metadata"

	"pgregory.net/rapid"
)

// paragraph follows the head in the cases below.
const paragraph = "The harbour of the old town was closed on Monday after a storm tore two ferries from their moorings, and officials said that it would stay closed for a week."

func annotate(t testing.TB, d *nlp.Document) *nlp.Document {
	t.Helper()
	if err := metadata.New().Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTitle(t *testing.T) {
	for _, c := range []struct{ name, want, text string }{
		{"above a blank line", "Storm closes harbour for a week", "Storm closes harbour for a week\n\n" + paragraph},
		{"above a paragraph", "Storm closes harbour for a week", "Storm closes harbour for a week\n" + paragraph},
		{"above a byline", "Storm closes harbour for a week", "Storm closes harbour for a week\nBy Jane Doe\n" + paragraph},
		{"a question", "Who will pay for the new harbour?", "Who will pay for the new harbour?\n\n" + paragraph},
		{"in quotation marks", "“We lost everything”: a harbour after the storm", "“We lost everything”: a harbour after the storm\n\n" + paragraph},
		{"labelled", "Harbour shut", "Title: Harbour shut\nDate: 2024-08-13\n\n" + paragraph},
		{"below a notice", "Harbour firm signs deal with town", "FOR IMMEDIATE RELEASE\n\nHarbour firm signs deal with town\n\n" + paragraph},
		{"a sentence", "", "The storm closed the harbour.\n\n" + paragraph},
		{"a paragraph", "", paragraph + "\n\n" + paragraph},
		{"the only line", "", "Storm closes harbour for a week"},
		{"a hard-wrapped paragraph", "", "The storm closed the harbour of the old\ntown on Monday, and officials said so."},
		{"a byline", "", "By Jane Doe\n\n" + paragraph},
		{"a date", "", "Tuesday, 13 August 2024\n\n" + paragraph},
		{"a dateline", "", "NAIROBI, Aug 13, 2024 (Reuters) - The harbour is closed\n\n" + paragraph},
		{"a section's name", "", "World\n\n" + paragraph},
		{"the head of a list", "", "Things to know today:\n\n" + paragraph},
		{"nothing", "", " \n\n\t\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := annotate(t, &nlp.Document{Text: c.text}).Title; got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAuthor(t *testing.T) {
	for _, c := range []struct{ want, line string }{
		{"Jane Doe", "By Jane Doe"},
		{"JANE DOE", "BY JANE DOE"},
		{"Jane Doe and John Roe", "By Jane Doe and John Roe"},
		{"Jane Doe, John Roe and Ann van der Berg", "By Jane Doe, John Roe and Ann van der Berg"},
		{"Jane Doe", "By Jane Doe, Health Correspondent"},
		{"Jane Doe", "By Jane Doe, New York"},
		{"Jane Doe", "By Jane Doe | The Evening Star | August 13, 2024"},
		{"J. K. O’Hara-Smith", "By J. K. O’Hara-Smith in Nairobi"},
		{"Jane Doe", "Jane Doe in Nairobi"},
		{"Jane Doe and John Roe", "Jane Doe in Nairobi and John Roe in Port Louis"},
		{"Jane Doe", "Author: Jane Doe"},
		{"Jane Doe", "Reporting by Jane Doe"},
		{"", "By Staff Reporter"},
		{"", "By The Associated Press"},
		{"", "By Reuters"},
		{"", "By land and by sea they came"},
		{"", "By Monday the water had gone, Jane Doe said."},
		{"", "Harbour closed in Nairobi"},
		{"", "By 2030"},
		{"", "Madam President in Geneva"},
	} {
		t.Run(c.line, func(t *testing.T) {
			d := annotate(t, &nlp.Document{Text: "Storm closes harbour for a week\n\n" + c.line + "\n\n" + paragraph + "\n"})
			if d.Author != c.want {
				t.Fatalf("got %q, want %q", d.Author, c.want)
			}
		})
	}
}

func TestCreditAtTheEnd(t *testing.T) {
	for want, foot := range map[string]string{
		"Jane Doe":              "(Reporting by Jane Doe; Editing by John Roe)",
		"Jane Doe and John Roe": "(Reporting by Jane Doe in Nairobi and John Roe in Accra; editing by Ann Poe)",
		"":                      "(Editing by Jane Doe)",
	} {
		d := annotate(t, &nlp.Document{Text: paragraph + "\n\n" + paragraph + "\n" + foot + "\n"})
		if d.Author != want {
			t.Errorf("%s: got %q, want %q", foot, d.Author, want)
		}
	}
}

func TestPublished(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"2024-08-13T00:00:00Z", " date 2024-08-13 The harbour was closed today."},
		{"2024-08-13T00:00:00Z", "August 13, 2024\n\n" + paragraph},
		{"2024-08-13T00:00:00Z", "13 August 2024\n\n" + paragraph},
		{"2024-08-13T00:00:00Z", "Tuesday, 13th of Aug., 2024, 10:05 BST\n\n" + paragraph},
		{"2024-08-13T10:00:00Z", "Published: 2024-08-13T10:00Z\n" + paragraph},
		{"2024-08-13T08:00:30Z", "Published 2024-08-13T10:00:30.25+02:00\n" + paragraph},
		{"2024-08-13T15:30:00Z", "Date: 2024-08-13 10:30:00-0500\n" + paragraph},
		{"2024-08-13T00:00:00Z", "Storm closes harbour\nBy Jane Doe | Aug. 13, 2024 | 10:05 a.m.\n" + paragraph},
		{"2024-08-13T00:00:00Z", "NAIROBI, Kenya, Aug. 13, 2024 (Reuters) - The harbour was closed."},
		{"2024-08-13T00:00:00Z", "NEW YORK, August 13, 2024 /PRNewswire/ -- The harbour was closed."},
		{"2024-08-13T00:00:00Z", "Port Louis, Mauritius – 13 August 2024 – The harbour firm announced a deal."},
		{"2024-08-13T00:00:00Z", "Storm closes harbour\nLONDON 2024-08-13\n" + paragraph},
		{"2024-08-13T00:00:00Z", "13/08/2024\n\n" + paragraph},
		{"2024-08-13T00:00:00Z", "08/13/2024\n\n" + paragraph},
		{"2024-08-13T00:00:00Z", "Updated 14 August 2024\nPublished 13 August 2024\n\n" + paragraph},
		{"2024-08-14T00:00:00Z", "Updated 14 August 2024\n\n" + paragraph},
		{"", "07/08/2024\n\n" + paragraph},
		{"", "NAIROBI, Aug 13 (Reuters) - The harbour was closed."},
		{"", "The law of August 13, 2024 closed the harbour."},
		{"", "August 13, 2024 was the day on which the harbour was closed."},
		{"", "31 February 2024\n\n" + paragraph},
		{"", "2024\n\n" + paragraph},
		{"", strings.Repeat(paragraph+"\n", 9) + "13 August 2024\n"},
	} {
		t.Run(c.text[:min(40, len(c.text))], func(t *testing.T) {
			published, got := annotate(t, &nlp.Document{Text: c.text}).Published, ""
			if !published.IsZero() {
				got = published.Format(time.RFC3339)
			}
			if got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTheRealArticle(t *testing.T) {
	text, err := os.ReadFile("../../testdata/articles/musk-trump-interview.txt")
	if err != nil {
		t.Fatal(err)
	}
	d := annotate(t, &nlp.Document{Text: string(text)})
	if d.Published != time.Date(2024, 8, 13, 0, 0, 0, 0, time.UTC) || d.Title != "" || d.Author != "" {
		t.Fatalf("got %v, title %q, author %q", d.Published, d.Title, d.Author)
	}
}

func TestWhatTheInputGaveStays(t *testing.T) {
	given := time.Date(2001, 2, 3, 0, 0, 0, 0, time.UTC)
	d := annotate(t, &nlp.Document{
		Title: "Mine", Author: "Me", Published: given,
		Text: "Storm closes harbour for a week\n\nBy Jane Doe\n13 August 2024\n\n" + paragraph,
	})
	if d.Title != "Mine" || d.Author != "Me" || d.Published != given {
		t.Fatalf("changed to %q, %q, %v", d.Title, d.Author, d.Published)
	}
}

func TestTextStaysAsItIs(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"By ", "Jane ", "Doe", " in ", "Aug", " 13, ", "2024", "\n", "\n\n", "date ", "-", "é", paragraph, "(Reporting by "})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(pieces).Draw(t, "pieces"), "")
		d := &nlp.Document{Text: text}
		if err := metadata.New().Annotate(context.Background(), d); err != nil || d.Text != text {
			t.Fatalf("%v, text %q", err, d.Text)
		}
		if d.Title != strings.TrimSpace(d.Title) || !strings.Contains(text, d.Title) {
			t.Fatalf("title %q is not from the text", d.Title)
		}
	})
}

func FuzzAnnotateNeverPanics(f *testing.F) {
	f.Add("By \xff\n\n2024-08-13T10:00+")
	f.Add("Published:")
	f.Add("1")
	f.Add("(Reporting by ")
	f.Fuzz(func(t *testing.T, text string) { annotate(t, &nlp.Document{Text: text}) })
}
