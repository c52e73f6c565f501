package entity

import (
	"context"
	"strings"
	"testing"

	"quoth/nlp"
)

func TestWholeNames(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nickname in marks":            {"Mortimer “Murty” Cusack died on Monday. Murty was loved by all.", "Mortimer “Murty” Cusack|Murty"},
		"nickname in brackets":         {"James (Jimmy) Carter said so. Carter left.", "James (Jimmy) Carter|Carter"},
		"no nickname":                  {"Ana Ruiz told “Yes” Magazine that she was glad.", "Ana Ruiz"},
		"first name that is a day":     {"Friday Omorogbe, a commercial driver, said no. Omorogbe left.", "Friday Omorogbe|Omorogbe"},
		"behind a title":               {"At this point, Hon. Sunday Idoko, who represents Dekina, rose. Idoko said no.", "Sunday Idoko|Idoko"},
		"particle":                     {"Many were there. Attaher ag Inzar said that he was glad. Inzar left.", "Attaher ag Inzar|Inzar"},
		"son of":                       {"Many were there. Ahmad s/o Rahman said that he was glad.", "Ahmad s/o Rahman"},
		"Gaelic particle":              {"Many were there. Daniel Mac an Bhaird said that he was glad.", "Daniel Mac an Bhaird"},
		"an article is no particle":    {"Many were there. They gave Daniel an Oscar for it.", "Daniel"},
		"a day before a name":          {"Ana Ruiz fell ill. Friday Ruiz said no.", "Ana Ruiz|Ruiz"},
		"surname of two words":         {"Andre St Hill visited the depot. “It is sound,” said St Hill.", "Andre St Hill|St Hill"},
		"first name that is a month":   {"Inside, June Okada stared at the screen. Okada left.", "June Okada|Okada"},
		"a month before a name":        {"It was last June Okada said no.", "Okada"},
		"detective constable":          {"Det Con Megan Price, of the police, said no.", "Megan Price"},
		"a day behind another word":    {"They met last Friday Omorogbe said.", "Omorogbe"},
		"nickname, partly found":       {"THE late Mortimer “Murty” Cusack, who was laid to rest, was manager. Murty was loved by all.", "Mortimer “Murty” Cusack|Murty"},
		"an office with its seat":      {"On X, the Harlow MP Ana Ruiz posted a picture. Ruiz laughed.", "Ana Ruiz|Ruiz"},
		"a title that is a first name": {"Tuan Vo, who studies lakes, said so. Vo laughed.", "Tuan Vo|Vo"},
		"marks that do not close":      {"Mortimer “Murty Cusack died.", "Murty Cusack"},
		"three words are no nickname":  {"Ana “We All Sing” Ruiz died.", "Ana|Ruiz"},
		"nickname at the end is alone": {"They saw Ana Ruiz “Bebe”", "Ana Ruiz|Bebe"},
	} {
		t.Run(name, func(t *testing.T) {
			d := annotated(t, c.text)
			var got []string
			for _, m := range d.Mentions {
				if m.Label == nlp.Person {
					got = append(got, d.Slice(m.Span))
				}
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			for i := range d.Mentions {
				if i > 0 && d.Mentions[i].First < d.Mentions[i-1].Last {
					t.Errorf("mentions overlap: %v", d.Mentions)
				}
			}
		})
	}
}

// annotated runs the layers up to mentions with the shipped model.
func annotated(t *testing.T, text string) *nlp.Document {
	t.Helper()
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	var p page
	readText(t, shippedModel(t).vocabulary, &p, text)
	if err := a.Annotate(context.Background(), p.d); err != nil {
		t.Fatal(err)
	}
	return p.d
}

// TestSexOfFirstNames checks that names of all the world go before English ones.
func TestSexOfFirstNames(t *testing.T) {
	for name, want := range map[string]nlp.Sex{"Philippe Garnier": nlp.Male, "Janis Orlow": nlp.Male, "Elizabeth Jones": nlp.Female, "William Smith": nlp.Male} {
		d := annotated(t, name+" left the town hall on Monday.")
		if len(d.Entities) == 0 || d.Entities[0].Sex != want {
			t.Errorf("%s: %+v, want %s", name, d.Entities, want)
		}
	}
}

// TestTitledNames checks what stands between a title and a name that the field
// found without it.
func TestTitledNames(t *testing.T) {
	for text, want := range map[string]string{
		"They met Abbot Beat Zurbriggen at the gate of the old town.":      "Beat Zurbriggen",
		"They met Sergeant Major Zurbriggen at the gate of the old town.":  "Zurbriggen", // both are titles
		"They met Beat Zurbriggen at the gate of the old town.":            "Zurbriggen", // no title
		"They met Abbot BEAT Zurbriggen at the gate of the old town.":      "Zurbriggen", // no name by its look
		"They met an abbot, Beat Zurbriggen, at the gate of the old town.": "Zurbriggen",
	} {
		r := &reader{}
		readText(t, shippedModel(t).vocabulary, &r.page, text)
		d := r.page.d
		for i := range d.Tokens {
			if d.Slice(d.Tokens[i].Span) == "Zurbriggen" {
				d.Mentions = append(d.Mentions, nlp.Mention{Span: d.Tokens[i].Span, First: i, Last: i + 1, Sentence: d.Tokens[i].Sentence, Label: nlp.Person, Score: 0.9})
			}
		}
		r.addTitledNames()
		if got := d.Slice(d.Mentions[0].Span); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestIntroducedNames checks names that the field finds nothing in, behind words that
// stand before people's names alone.
func TestIntroducedNames(t *testing.T) {
	for text, want := range map[string]string{
		"At this point Hon. Sunday Harlo rose from the seat.":     "Sunday Harlo",
		"The son, Gian-Harlo, measures the ice.":                  "Gian-Harlo",
		"They saw her brother Harlo at the gate.":                 "Harlo",
		"They saw him defend his father Tuesday.":                 "",
		"They saw a brother Harlo had sold the house to.":         "",
		"They saw the son, Harlo and two others.":                 "",
		"They saw Major Harlo Motors, a dealer in cars.":          "",
		"Then the biologist Bergljót í Harlo left the old fjord.": "Bergljót í Harlo",
	} {
		r := &reader{}
		m := shippedModel(t)
		readText(t, m.vocabulary, &r.page, text)
		r.wholeNames(m)
		var got []string
		for _, mention := range r.page.d.Mentions {
			got = append(got, r.page.d.Slice(mention.Span))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestCouples checks that the first of two who share a surname gets it.
func TestCouples(t *testing.T) {
	for text, want := range map[string]string{
		"Owners Karen and Thomas Aldridge had adopted her. “I stood there,” said Mrs Aldridge. Mr Aldridge left.": "Karen Aldridge|Thomas Aldridge",
		"They saw Grace Karen at the gate. Later Karen and Thomas Aldridge left.":                                 "Grace Karen|Thomas Aldridge",
	} {
		d := annotated(t, text)
		var got []string
		for _, e := range d.Entities {
			got = append(got, e.Name)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
