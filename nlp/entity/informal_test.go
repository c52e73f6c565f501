package entity

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"quoth/models"
	"quoth/nlp"
	"quoth/nlp/modelfile"
	"quoth/nlp/token"
)

// shippedModel reads the model that comes with the program.
func shippedModel(t testing.TB) *model {
	t.Helper()
	f, err := modelfile.Read("entity/model.bin", models.Entity(), modelKind, modelVersion)
	if err != nil {
		t.Fatal(err)
	}
	m, err := readModel(f)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func readText(t testing.TB, v *vocabulary, p *page, text string) {
	t.Helper()
	d := &nlp.Document{Text: text}
	if err := token.New().Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	p.read(v, d)
}

func TestInformality(t *testing.T) {
	m := shippedModel(t)
	for text, informal := range map[string]bool{
		"":  false,
		"X": false,
		"hey guys!! i was wondering if anyone knows a good place to eat, my girlfriend is coming over and i really want to take her out. thanks so much in advance!":                                                       true,
		"Hi Ann, thanks for the note. I will call you later today and let you know what I think. Please send me the file if you have it. Thanks, Bob":                                                                      true,
		"The central bank raised its main rate by a quarter of a point on Thursday, saying that prices had risen faster than it expected. Officials said that further steps were likely before the end of the year.":       false,
		"A court on Monday ordered the ministry to publish the report within thirty days. The government had argued that its release would harm talks with neighbouring states, a claim that the judges called unfounded.": false,
	} {
		var p page
		var counter wordCounter
		readText(t, m.vocabulary, &p, text)
		if share := m.informality.share(counter.count(&p)); share > 0.5 != informal {
			t.Errorf("%q: share %.2f, want informal %v", text, share, informal)
		}
	}
}

func TestInformalShareIsAShare(t *testing.T) {
	m := shippedModel(t)
	var counter wordCounter
	rapid.Check(t, func(t *rapid.T) {
		d := &nlp.Document{Text: rapid.String().Draw(t, "text")}
		if err := token.New().Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		var p page
		p.read(m.vocabulary, d)
		if share := m.informality.share(counter.count(&p)); !(share >= 0 && share <= 1) {
			t.Fatalf("share %f", share)
		}
		if counter.times != [informalBuckets]float32{} {
			t.Fatal("the counter keeps counts of the text before")
		}
	})
}
