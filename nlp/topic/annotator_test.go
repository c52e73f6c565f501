package topic_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"quoth/models"
	"quoth/nlp"
	"quoth/nlp/encoder"
	"quoth/nlp/modelfile"
	"quoth/nlp/topic"

	"pgregory.net/rapid"
)

func standard(t testing.TB) *topic.Annotator {
	t.Helper()
	a, err := topic.New(topic.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// accurate asks the encoder, too.
func accurate(t testing.TB) *topic.Annotator {
	t.Helper()
	e, err := encoder.New()
	if err != nil {
		t.Fatal(err)
	}
	a, err := topic.New(topic.Options{Encoder: e})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTheEncoderHasASay(t *testing.T) {
	fast, both := standard(t), accurate(t)
	const title, text = "Storm warning", "The forecaster expects gusts and heavy rain; the prime minister called an election."
	if reflect.DeepEqual(fast.Topics(title, text), both.Topics(title, text)) {
		t.Error("the scores are those of the words alone")
	}
	var names []string
	for _, m := range both.Describe().Models {
		names = append(names, m.Name)
	}
	if !slices.Equal(names, []string{"topics", "encoder"}) {
		t.Errorf("models %v", names)
	}
	for _, text := range []string{"", " ", "…!?", "日本語", "👍", strings.Repeat("x", 1<<20), strings.Repeat("“", 1000)} {
		if want, got := fast.Topics("", text), both.Topics("", text); !reflect.DeepEqual(want, got) {
			t.Errorf("%.20q has no known word, and the encoder a say: %v, not %v", text, got, want)
		}
	}
}

// TestTopicsToChooseFrom checks that nothing else is told where the desks are
// known, and that their scores sum to 1.
func TestTopicsToChooseFrom(t *testing.T) {
	e, err := encoder.New()
	if err != nil {
		t.Fatal(err)
	}
	desks := []string{"4", "medtop:13000000", "15"}
	for name, encoder := range map[string]*encoder.Encoder{"fast": nil, "accurate": e} {
		a, err := topic.New(topic.Options{Encoder: encoder, Only: desks})
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"The union called a strike at the software company after its profit fell.", "", "The keeper saved a penalty.", "Rain."} {
			var sum float32
			for _, topic := range a.Topics("", text) {
				if !slices.Contains([]string{"medtop:04", "medtop:13", "medtop:15"}, topic.Code[:9]) {
					t.Errorf("%s, %q: %s is not to choose from", name, text, topic.Code)
				}
				if topic.Level == 1 {
					sum += topic.Score
				}
			}
			if math.Abs(float64(sum)-1) > 1e-5 {
				t.Errorf("%s, %q: the scores sum to %g", name, text, sum)
			}
		}
	}
	if _, err := topic.New(topic.Options{Only: []string{"99"}}); !errors.Is(err, topic.ErrNoTopic) || !strings.Contains(err.Error(), `"99"`) {
		t.Errorf("a topic that there is not: %v", err)
	}
}

func TestEveryTopicOfTheFirstLevelIsTold(t *testing.T) {
	everyTopic(t, standard(t))
	everyTopic(t, accurate(t))
}

func everyTopic(t *testing.T, a *topic.Annotator) {
	t.Helper()
	for code, text := range map[string]string{
		"medtop:01000000": "The film's leading actress will sing the title song on the soundtrack album, the studio said before the premiere at the festival.",
		"medtop:02000000": "A jury found the burglar guilty of murder and the judge sentenced him to life in prison, the court's clerk told police reporters.",
		"medtop:03000000": "Rescuers pulled survivors from the rubble after an earthquake flattened houses; the death toll rose to 90 and hundreds are missing.",
		"medtop:04000000": "The company's quarterly profit rose and its shares gained as analysts raised forecasts for revenue; inflation and interest rates fell.",
		"medtop:05000000": "Pupils at the secondary school sat their exams while teachers waited for new textbooks, the headmistress said; universities open in October.",
		"medtop:06000000": "Conservationists fear that pollution and climate change will destroy the wetland, the habitat of endangered cranes.",
		"medtop:07000000": "Doctors at the hospital said that patients with the virus need a vaccine and treatment with antibiotics; nurses screened for cancer.",
		"medtop:08000000": "A grandmother of 99 celebrated her birthday with her twin sister and a donkey that wore a bow tie; neighbours laughed and cried.",
		"medtop:09000000": "Dockers walked out on strike after their union rejected the employer's pay offer; unemployment and redundancies worry the workforce.",
		"medtop:10000000": "Bake the tart with plums and almonds, then take a weekend trip to the seaside hotel whose chef invented the recipe.",
		"medtop:11000000": "The prime minister called an election after parliament rejected the coalition's bill; opposition parties welcomed the vote.",
		"medtop:12000000": "The bishop said mass in the cathedral while the imam led prayers at the mosque; pilgrims of both faiths met at the shrine.",
		"medtop:13000000": "Astronomers used a telescope and software to find a planet; computer scientists trained an artificial intelligence on the satellite's data.",
		"medtop:14000000": "Charities say that poverty and homelessness among refugees and single mothers are rising, and discrimination against minorities with them.",
		"medtop:15000000": "The striker scored twice as the team won the cup final; the coach praised the goalkeeper, who saved a penalty in the second half.",
		"medtop:16000000": "Rebel troops shelled the town and the army answered with air strikes; a ceasefire between the warring sides collapsed.",
		"medtop:17000000": "Forecasters expect heavy rain, thunderstorms and gusts overnight; temperatures will fall to four degrees as a cold front arrives.",
	} {
		got := a.Topics("", text)
		if got[0].Code != code {
			t.Errorf("%s: got %s (%s, %.2f)", code, got[0].Code, got[0].Name, got[0].Score)
		}
	}
}

func TestTheRealArticleIsPolitics(t *testing.T) {
	d := &nlp.Document{Title: "Musk interviews Trump", Text: "Billionaire Elon Musk interviewed former President Donald Trump, who attacked the vice-president ahead of the election."}
	if err := standard(t).Annotate(context.Background(), d); err != nil || d.Topics[0].Code != "medtop:11000000" || d.Topics[0].Name != "politics" {
		t.Fatalf("%v, %v", d.Topics, err)
	}
}

func TestDeeperTopicsFollowTheFirstLevel(t *testing.T) {
	text := "The election was held on Sunday. Observers called the election fair, and parliament will meet after the election to vote on a government."
	level := 1
	var names []string
	for _, topic := range standard(t).Topics("Opposition wins election", text) {
		if topic.Level < min(level, 2) {
			t.Errorf("%s of level %d after level %d", topic.Name, topic.Level, level)
		}
		if level = topic.Level; level > 1 {
			names = append(names, topic.Name)
		}
	}
	if !strings.Contains(strings.Join(names, ","), "election") {
		t.Errorf("deeper topics are %q", names)
	}
}

func TestTextsThatSayNothingGetFlatScores(t *testing.T) {
	a := standard(t)
	for name, text := range map[string]string{
		"empty": "", "one unknown word": "Zxqvkj", "punctuation": "... !!! ???", "numbers": "1 2 3.5 %", "emoji": "😀😀",
		"stop words": "and then they said that it was so", "one long word": strings.Repeat("x", 1<<20), "invalid": "\xff\xfe",
	} {
		got := a.Topics("", text)
		if len(got) < 3 || got[0].Score != got[2].Score || got[0].Score > 0.1 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestScoresAreProbabilities(t *testing.T) {
	a := standard(t)
	piece := rapid.SampledFrom([]string{"war ", "goal ", "rain-", "the ", "bank’s ", "\n", "é", "\xff", "election ", "School ", "climate change ", "."})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), "")
		got := a.Topics(rapid.String().Draw(t, "title"), text)
		if len(got) < 3 {
			t.Fatalf("%d topics", len(got))
		}
		sum, last := 0.0, float32(1)
		for _, topic := range got {
			if s := float64(topic.Score); math.IsNaN(s) || s < 0 || s > 1.00001 {
				t.Fatalf("score %v", s)
			}
			if topic.Level == 1 {
				if topic.Score > last {
					t.Fatalf("not best first: %v", got)
				}
				last = topic.Score
				sum += float64(topic.Score)
			}
		}
		if sum > 1.0001 {
			t.Fatalf("scores sum to %v", sum)
		}
	})
}

func TestManyAtOnce(t *testing.T) {
	a := standard(t)
	text := strings.Repeat("Rebel troops shelled the town. The bank cut interest rates. ", 20)
	want := a.Topics("War and rates", text)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 20 {
				if got := a.Topics("War and rates", text); !reflect.DeepEqual(got, want) {
					t.Errorf("got %v, want %v", got, want)
				}
			}
		})
	}
	wait.Wait()
}

func TestLoadRefusesWhatIsNoModel(t *testing.T) {
	if _, err := topic.Load("mine.bin", []byte("not a model"), topic.Options{}); !errors.Is(err, modelfile.ErrNotModel) {
		t.Error(err)
	}
	w := modelfile.NewWriter("topics", 4)
	data, err := w.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := topic.Load("mine.bin", data, topic.Options{}); !errors.Is(err, modelfile.ErrSection) {
		t.Error(err)
	}
}

func FuzzTopics(f *testing.F) {
	a := standard(f)
	f.Add("Storm", "The storm’s centre\xff moved 'round the cape")
	f.Add("", "’s -s 's ȺȺȺ's")
	f.Fuzz(func(t *testing.T, title, text string) {
		for _, topic := range a.Topics(title, text) {
			if topic.Score != topic.Score {
				t.Fatalf("%v is not a number", topic)
			}
		}
	})
}

func BenchmarkTopics(b *testing.B) {
	a := standard(b)
	const sentence = "The company's quarterly profit rose as analysts raised their forecasts, and the minister welcomed the news before the vote. "
	text := strings.Repeat(sentence, 25)
	words := 0
	for b.Loop() {
		if a.Topics("Profit rises", text)[0].Code == "" {
			b.Fatal("no topic")
		}
		words += 25 * 19
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
	if len(models.Topic()) > 4<<20 {
		b.Fatal("the model is too large")
	}
}
