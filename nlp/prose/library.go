package prose

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	library "github.com/jdkato/prose/v2"

	"quoth/nlp"
)

// ErrLibrary says that the library's own model could not be unpacked. It is
// part of the program, so nothing but a rebuild can mend it.
var ErrLibrary = errors.New("prose could not load its model")

// sharedModel is the library's model, unpacked once, at the first document.
var sharedModel = sync.OnceValues(func() (m *library.Model, err error) {
	defer func() {
		if r := recover(); r != nil {
			m, err = nil, fmt.Errorf("%w: %v", ErrLibrary, r)
		}
	}()
	return library.ModelFromData("quoth"), nil
})

// ask gives the library's tokens for a sentence of ours, one for one, or none
// where it could not be brought to that.
func ask(m *library.Model, d *nlp.Document, s nlp.Sentence, names bool) (answer []library.Token) {
	defer func() {
		if recover() != nil {
			answer = nil
		}
	}()
	var text strings.Builder
	for _, t := range d.Tokens[s.First:s.Last] {
		text.WriteString(spell(d.Slice(t.Span)))
		text.WriteByte(' ')
	}
	doc, err := library.NewDocument(text.String(),
		library.UsingModel(m), library.WithSegmentation(false), library.WithExtraction(names))
	if err != nil {
		return nil
	}
	answer = doc.Tokens()
	if len(answer) != s.Last-s.First {
		return nil
	}
	return answer
}
