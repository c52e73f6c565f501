package prose

import (
	"context"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
)

// A Tagger adds the library's part-of-speech tags. It is safe for concurrent use.
type Tagger struct{}

// NewTagger gives the tagger. The library's model is loaded with the first document.
func NewTagger() *Tagger { return &Tagger{} }

// Describe implements nlp.Annotator.
func (*Tagger) Describe() nlp.Description {
	return nlp.Description{
		Name:    "tags-prose",
		Version: "1",
		Summary: "Gives each token its part of speech, with github.com/jdkato/prose/v2.",
		Reads:   []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences},
		Adds:    []nlp.Layer{nlp.LayerTags},
	}
}

// Annotate implements nlp.Annotator. Its errors are ErrLibrary and the context's.
func (*Tagger) Annotate(ctx context.Context, d *nlp.Document) error {
	m, err := sharedModel()
	if err != nil {
		return err
	}
	for _, s := range d.Sentences {
		if err := ctx.Err(); err != nil {
			return err
		}
		answer := ask(m, d, s, false)
		for i := s.First; i < s.Last; i++ {
			given := ""
			if answer != nil {
				given = answer[i-s.First].Tag
			}
			if d.Slice(d.Tokens[i].Span) == "\"" {
				given = straightQuote(d, i, s)
			}
			d.Tokens[i].Tag = pennTag(given, d.Slice(d.Tokens[i].Span))
		}
	}
	return nil
}

// straightQuote gives the tag of a straight quotation mark by the spaces about
// it, since the library was taught on marks that tell their sides.
func straightQuote(d *nlp.Document, i int, s nlp.Sentence) string {
	if i == s.First || i+1 < s.Last && d.Tokens[i-1].End < d.Tokens[i].Start && d.Tokens[i].End == d.Tokens[i+1].Start {
		return "``"
	}
	return "''"
}

// pennTag gives the Penn tag that the library means, or a guess where it
// names none.
func pennTag(given, word string) nlp.Tag {
	switch word {
	case "“", "„", "«", "‘", "``":
		return "``"
	case "”", "»", "''":
		return "''"
	}
	switch given {
	case "(":
		return "-LRB-"
	case ")":
		return "-RRB-"
	case "-":
		return ":"
	case "", "-NONE-":
		return guess(word)
	}
	return nlp.Tag(given)
}

// guess tells the tag of a word by its first character alone.
func guess(word string) nlp.Tag {
	switch r, _ := utf8.DecodeRuneInString(word); {
	case unicode.IsDigit(r):
		return "CD"
	case unicode.IsUpper(r):
		return "NNP"
	case unicode.IsLetter(r):
		return "NN"
	}
	return "SYM"
}
