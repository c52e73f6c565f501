package entity_test

import (
	"context"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"quoth/nlp"
	"quoth/nlp/entity"
	"quoth/nlp/token"

	"pgregory.net/rapid"
)

var shipped = sync.OnceValues(entity.New)

func annotator(t testing.TB) *entity.Annotator {
	t.Helper()
	a, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func annotate(t testing.TB, a *entity.Annotator, d *nlp.Document) {
	t.Helper()
	for _, step := range []nlp.Annotator{token.New(), a} {
		if err := step.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
}

// names lists a document's mentions as "LABEL words", joined by bars.
func names(t testing.TB, a *entity.Annotator, d *nlp.Document) string {
	t.Helper()
	annotate(t, a, d)
	var all []string
	for _, m := range d.Mentions {
		all = append(all, string(m.Label)+" "+d.Slice(m.Span))
	}
	return strings.Join(all, "|")
}

func TestMentions(t *testing.T) {
	for text, want := range map[string]string{
		"Mr. Okello, who was born in Kampala, joined the World Bank in 2003.":        "PERSON Okello|LOC Kampala|ORG World Bank",
		"The Kenyan president flew to Nairobi.":                                      "MISC Kenyan|LOC Nairobi",
		"Ursula von der Leyen met Luiz Inácio Lula da Silva in Brussels on Tuesday.": "PERSON Ursula von der Leyen|PERSON Luiz Inácio Lula da Silva|LOC Brussels",
		"Britain's finance minister said that France’s budget was sound.":            "LOC Britain|LOC France",
		"The minister said nothing about it, and the meeting ended on Monday.":       "",
		"Shares of Siemens fell after the European Commission opened an inquiry.":    "ORG Siemens|ORG European Commission",
		"Police in Lagos, Nigeria, arrested a man called Chinedu Okafor.":            "LOC Lagos|LOC Nigeria|PERSON Chinedu Okafor",
		"Police in Nigeria arrested a man called Chinedu Okafor on Saturday.":        "LOC Nigeria|PERSON Chinedu Okafor",
		"Retailer Fairway Stores said no. The Chamber of Traders agreed.":            "ORG Fairway Stores|ORG Chamber of Traders",
		"Tan Sri Lim Kok Wai met Lance Cpl. Ana Ruiz in Lagos.":                      "PERSON Lim Kok Wai|PERSON Ana Ruiz|LOC Lagos",
		"Havildar Mohan Ruiz and Kgosi Peter Lang said nothing.":                     "PERSON Mohan Ruiz|PERSON Peter Lang",
		"North Korea tested a missile, South Korea and Japan said.":                  "LOC North Korea|LOC South Korea|LOC Japan",
	} {
		t.Run(text, func(t *testing.T) {
			if got := names(t, annotator(t), &nlp.Document{Text: text}); got != want {
				t.Fatalf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestNamesInADocument(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want map[string]string // words of a mention to the name of its entity
	}{
		"surname and honorific": {
			"Maria Keller runs the clinic. Dr. Keller said on Friday that Keller had no comment.",
			map[string]string{"Maria Keller": "Maria Keller", "Keller": "Maria Keller"},
		},
		"a title that is a first name": {
			"Mallam Sani Bello runs the clinic. “It is closed,” Mallam Bello said.",
			map[string]string{"Mallam Bello": "Sani Bello"},
		},
		"surname first, as in a headline": {
			"Obama visits Nairobi.\n\nBarack Obama arrived in Nairobi on Friday.",
			map[string]string{"Obama": "Barack Obama", "Barack Obama": "Barack Obama"},
		},
		"acronym": {
			"The International Monetary Fund (IMF) lent Kenya money. The IMF said on Monday it was pleased.",
			map[string]string{"IMF": "International Monetary Fund"},
		},
		"the last word of a body": {
			"The International Monetary Fund lent Zambia money. Miners said on Monday that the Fund was wrong.",
			map[string]string{"Fund": "International Monetary Fund"},
		},
		"handles": {
			"Amara Diallo (@amara_d) wrote on Monday. Others sent mail to @TheAmaraDiallo, not to @someone.",
			map[string]string{"@amara_d": "Amara Diallo", "@TheAmaraDiallo": "Amara Diallo"},
		},
		"a new name": {
			"The post was on X (formerly Twitter). She has left X, she said.",
			map[string]string{"X": "X", "Twitter": "X"},
		},
		"country in letters": {
			"The United States sent a ship. The U.S. navy said so, and a US official confirmed it.",
			map[string]string{"U.S.": "United States", "US": "United States"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := &nlp.Document{Text: c.text}
			annotate(t, annotator(t), d)
			seen := map[string]bool{}
			for _, m := range d.Mentions {
				words := d.Slice(m.Span)
				seen[words] = true
				if want, ok := c.want[words]; ok && d.Entities[m.Entity].Name != want {
					t.Errorf("%q is %q, want %q", words, d.Entities[m.Entity].Name, want)
				}
			}
			for words := range c.want {
				if !seen[words] {
					t.Errorf("%q is no mention", words)
				}
			}
		})
	}
}

func TestPeopleOfOneSurnameStayApart(t *testing.T) {
	d := &nlp.Document{Text: "Anna Weber and Peter Weber own the mill. Mrs. Weber keeps the books, and Mr. Weber sells the flour, Peter Weber said."}
	annotate(t, annotator(t), d)
	var got []string
	for _, m := range d.Mentions {
		got = append(got, d.Entities[m.Entity].Name)
	}
	want := []string{"Anna Weber", "Peter Weber", "Anna Weber", "Peter Weber", "Peter Weber"}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	if d.Entities[0].Sex != nlp.Female || d.Entities[1].Sex != nlp.Male {
		t.Fatalf("sexes %q and %q", d.Entities[0].Sex, d.Entities[1].Sex)
	}
}

// checkLaws sees that mentions and entities are what the contract says.
func checkLaws(t interface {
	Helper()
	Fatalf(string, ...any)
}, d *nlp.Document) {
	t.Helper()
	end := 0
	for i, m := range d.Mentions {
		switch {
		case m.Empty() || m.Start < end || m.End > len(d.Text):
			t.Fatalf("mention %d: span %v after %d of %d", i, m.Span, end, len(d.Text))
		case m.First >= m.Last || d.Tokens[m.First].Start != m.Start || d.Tokens[m.Last-1].End != m.End:
			t.Fatalf("mention %d: span %v is not that of tokens %d to %d", i, m.Span, m.First, m.Last)
		case d.Tokens[m.First].Sentence != m.Sentence || d.Tokens[m.Last-1].Sentence != m.Sentence:
			t.Fatalf("mention %d runs out of sentence %d", i, m.Sentence)
		case !(m.Score >= 0 && m.Score <= 1):
			t.Fatalf("mention %d: score %f", i, m.Score)
		case m.Entity < 0 || m.Entity >= len(d.Entities):
			t.Fatalf("mention %d: entity %d of %d", i, m.Entity, len(d.Entities))
		}
		end = m.End
	}
	first, count := -1, 0
	for i, e := range d.Entities {
		if len(e.Mentions) == 0 || e.Mentions[0] <= first || e.Name == "" {
			t.Fatalf("entity %d: name %q, mentions %v after %d", i, e.Name, e.Mentions, first)
		}
		first = e.Mentions[0]
		count += len(e.Mentions)
		for _, m := range e.Mentions {
			if d.Mentions[m].Entity != i {
				t.Fatalf("entity %d lists mention %d of entity %d", i, m, d.Mentions[m].Entity)
			}
		}
	}
	if count != len(d.Mentions) {
		t.Fatalf("entities list %d of %d mentions", count, len(d.Mentions))
	}
}

// pieces make texts that look a little like articles.
var pieces = []string{
	"Ada Obi", "Mr. Obi", "OBI", "the", "of", "said", "Bank of Ellery", "(BE)", "BE", "(", ")", ",", ".", ".\n\n", "\"", "’s", "-",
	"@adaobi", "1996", "2-1", "van der Berg", "Ünlü", "Иван Петров", "山田", "U.S.", "X", "(formerly Y)", "KENYA BEAT GHANA", "é", "\u200b",
}

func TestLawsOnRandomText(t *testing.T) {
	a := annotator(t)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 80).Draw(t, "words")
		d := &nlp.Document{Text: strings.Join(words, " ")}
		for _, step := range []nlp.Annotator{token.New(), a} {
			if err := step.Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
		}
		checkLaws(t, d)
	})
}

func TestStrangeTexts(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":               "",
		"one character":         "A",
		"one mark":              "\"",
		"ten thousand capitals": strings.Repeat("Capital ", 10_000),
		"all capitals":          strings.Repeat("OBI MEETS THE BANK OF ELLERY IN NAIROBI. ", 500),
		"no capitals":           strings.Repeat("ada obi said in nairobi that ellery bank would pay. ", 500),
		"a token of a megabyte": strings.Repeat("Xy", 1<<19),
		"quotation marks":       strings.Repeat("\"", 100_000),
		"one surname, often":    strings.Repeat("Ann Obi met Bo Obi and Cy Obi. Obi left. ", 2000),
		"handles":               strings.Repeat("@a @b ", 5000),
		"every script":          strings.Repeat("Ελλάδα Россия 日本 भारत مصر ישראל ประเทศ 대한민국 ȺȺȺ's ", 300),
	} {
		t.Run(name, func(t *testing.T) {
			d := &nlp.Document{Text: text}
			annotate(t, annotator(t), d)
			checkLaws(t, d)
		})
	}
}

func TestAnswersDoNotDependOnWhatCameBefore(t *testing.T) {
	raw, err := os.ReadFile("../../testdata/articles/musk-trump-interview.txt")
	if err != nil {
		t.Fatal(err)
	}
	first := &nlp.Document{Text: string(raw)}
	annotate(t, annotator(t), first)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			d := &nlp.Document{Text: string(raw)}
			annotate(t, annotator(t), &nlp.Document{Text: "Ada Obi met the Bank of Ellery."})
			annotate(t, annotator(t), d)
			if !reflect.DeepEqual(d.Mentions, first.Mentions) || !reflect.DeepEqual(d.Entities, first.Entities) {
				t.Error("two answers for one text")
			}
		})
	}
	all.Wait()
}

func FuzzAnnotate(f *testing.F) {
	f.Add("Ada Obi, of the Bank of Ellery (BE), said: “No.”")
	f.Add("KENYA - Ⱥ’s @x (formerly Y) \xff")
	a, err := shipped()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := &nlp.Document{Text: strings.ToValidUTF8(text, "")}
		annotate(t, a, d)
		checkLaws(t, d)
	})
}

func BenchmarkAnnotate(b *testing.B) {
	raw, err := os.ReadFile("../../testdata/articles/musk-trump-interview.txt")
	if err != nil {
		b.Fatal(err)
	}
	a, err := shipped()
	if err != nil {
		b.Fatal(err)
	}
	d := &nlp.Document{Text: string(raw)}
	if err := token.New().Annotate(context.Background(), d); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	words := len(strings.Fields(d.Text))
	for b.Loop() {
		if err := a.Annotate(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
	if len(d.Mentions) < 30 {
		b.Fatalf("%d mentions", len(d.Mentions))
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}
