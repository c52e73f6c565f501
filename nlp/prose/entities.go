package prose

import (
	"context"
	"strings"

	library "github.com/jdkato/prose/v2"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// labels are the library's types of names in terms of ours. It knows places
// that are governed, organisations and persons.
var labels = map[string]nlp.Label{
	"PERSON":       nlp.Person,
	"GPE":          nlp.Location,
	"LOCATION":     nlp.Location,
	"FACILITY":     nlp.Location,
	"ORGANIZATION": nlp.Organization,
	"ORG":          nlp.Organization,
}

// scores are the shares of its mentions that are right, by label, since the
// library gives none: measured on newspaper articles from around the world.
var scores = map[nlp.Label]float32{nlp.Person: 0.37, nlp.Location: 0.35, nlp.Organization: 0.27, nlp.Misc: 0.79}

// Entities adds the names that the library finds. Mentions with the same
// spelling and label are one entity. It is safe for concurrent use.
type Entities struct{}

// NewEntities gives the annotator. The library's model is loaded with the first document.
func NewEntities() *Entities { return &Entities{} }

// Describe implements nlp.Annotator.
func (*Entities) Describe() nlp.Description {
	return nlp.Description{
		Name:    "entities-prose",
		Version: "1",
		Summary: "Finds names of persons, places and organisations with github.com/jdkato/prose/v2.",
		Reads:   []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences},
		Adds:    []nlp.Layer{nlp.LayerMentions},
	}
}

// Annotate implements nlp.Annotator. Its errors are ErrLibrary and the context's.
func (*Entities) Annotate(ctx context.Context, d *nlp.Document) error {
	m, err := sharedModel()
	if err != nil {
		return err
	}
	d.Mentions, d.Entities = nil, nil
	for i, s := range d.Sentences {
		if err := ctx.Err(); err != nil {
			return err
		}
		addMentions(d, i, ask(m, d, s, true))
	}
	group(d)
	return nil
}

// addMentions reads the names off the answer's labels. The library often begins
// a name anew at each of its words and changes its mind on the way ("Acme" a
// person, "Corp." an organisation): names side by side are one, and its last
// word says what it is.
func addMentions(d *nlp.Document, sentence int, answer []library.Token) {
	first := d.Sentences[sentence].First
	for i := 0; i < len(answer); {
		end := i
		var label nlp.Label
		for end < len(answer) {
			_, name, _ := strings.Cut(answer[end].Label, "-")
			l, ok := labels[name]
			if !ok {
				break
			}
			label = l
			end++
		}
		if end > i && label == nlp.Location && answer[end-1].Tag == "JJ" {
			label = nlp.Misc // "Kenyan": the library takes it for the country
		}
		if end > i {
			addMention(d, sentence, first+i, first+end, label)
		}
		i = end + 1
	}
}

// addMention adds tokens [first, last), without what is no part of a name at
// their edges.
func addMention(d *nlp.Document, sentence, first, last int, label nlp.Label) {
	word := func(i int) string { return d.Slice(d.Tokens[i].Span) }
	for first < last && (strings.EqualFold(word(first), "the") || isHonorific(word(first)) || guess(word(first)) == "SYM") {
		first++
	}
	for last > first && (isClitic(word(last-1)) || guess(word(last-1)) == "SYM") {
		last--
	}
	if first == last {
		return
	}
	d.Mentions = append(d.Mentions, nlp.Mention{
		Span:  nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End},
		First: first, Last: last, Sentence: sentence, Label: label, Score: scores[label],
	})
}

func isHonorific(word string) bool {
	return lexicon.Lookup(word).Is(lexicon.Honorific) || lexicon.Lookup(strings.TrimSuffix(word, ".")).Is(lexicon.Honorific)
}

// group makes an entity of all mentions with the same words and label.
func group(d *nlp.Document) {
	type key struct {
		name  string
		label nlp.Label
	}
	number := map[key]int{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		k := key{d.Slice(m.Span), m.Label}
		n, ok := number[k]
		if !ok {
			n = len(d.Entities)
			number[k] = n
			d.Entities = append(d.Entities, nlp.Entity{Name: k.name, Label: k.label})
		}
		m.Entity = n
		d.Entities[n].Mentions = append(d.Entities[n].Mentions, i)
	}
}
