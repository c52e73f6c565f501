package topic_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"quoth/nlp/topic"
)

// house is a newspaper's own scheme of labels.
var house = []topic.Example{
	{Title: "Ferry late again", Text: "The ferry to the island left an hour late because of the tide.", Label: "transport"},
	{Text: "Buses and the ferry will run on Sundays, and the tram to the harbour stops earlier.", Label: "transport"},
	{Text: "A new tram line and more buses are planned for the harbour.", Label: "transport"},
	{Title: "Prize pig", Text: "The farmer's pig won the fair; sheep and cattle were sold.", Label: "farming"},
	{Text: "Sheep farmers fear rain at harvest, and a cattle fair was put off.", Label: "farming"},
	{Text: "The harvest was good and pig prices rose, a farmer said.", Label: "farming"},
}

func TestTrainLearnsAnyLabels(t *testing.T) {
	model, err := topic.Train(context.Background(), topic.TrainOptions{Examples: house, Names: map[string]string{"farming": "Farm & Field"}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := topic.Load("house.bin", model, topic.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"The tram and the ferry stop": "transport", "Cattle and sheep at harvest": "farming"} {
		if got := a.Topics("", text); len(got) != 2 || got[0].Code != want || got[0].Level != 1 {
			t.Errorf("%s: %v", text, got)
		}
	}
	if got := a.Topics("", "Cattle and sheep"); got[0].Name != "Farm & Field" || got[1].Name != "transport" {
		t.Errorf("names %v", got)
	}
}

// farming trains with the options, on the house's articles where they have none,
// and gives the score for farming of a text.
func farming(t *testing.T, o topic.TrainOptions, text string) float64 {
	t.Helper()
	if o.Examples == nil {
		o.Examples = house
	}
	model, err := topic.Train(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	a, err := topic.Load("house.bin", model, topic.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, told := range a.Topics("", text) {
		if told.Code == "farming" {
			return float64(told.Score)
		}
	}
	t.Fatalf("no score for farming: %s", text)
	return 0
}

func TestFirstWordsOfATextCountMore(t *testing.T) {
	filler := strings.Repeat(" zxqvkj", 60) + " "
	first := farming(t, topic.TrainOptions{}, "Cattle"+filler+"tram")
	last := farming(t, topic.TrainOptions{}, "Tram"+filler+"cattle")
	if first <= last {
		t.Errorf("cattle first %.3f, cattle last %.3f", first, last)
	}
}

func TestAPriorMakesATopicLessLikely(t *testing.T) {
	rare := topic.TrainOptions{Prior: map[string]float32{"farming": 0.2}}
	const text = "The fair at the harbour"
	if often, seldom := farming(t, topic.TrainOptions{}, text), farming(t, rare, text); seldom >= often {
		t.Errorf("%.3f with a small prior, %.3f without", seldom, often)
	}
}

func TestShortTextsLean(t *testing.T) {
	const long = "Alder, beech, birch, box, cedar, cherry, chestnut, cypress, elder, elm, fig, fir, hazel, holly, hornbeam, juniper, larch, " +
		"laurel, lime, maple, mulberry, oak, olive, pear, pine, plane, plum, poplar, rowan, spruce, sycamore, walnut, willow, yew."
	plain := topic.TrainOptions{Examples: append(slices.Clone(house), topic.Example{Text: long, Label: "transport"}, topic.Example{Text: long, Label: "farming"})}
	leaning := plain
	leaning.Lean = map[string]float32{"farming": 0.5}
	gain := func(text string) float64 {
		with, without := farming(t, leaning, text), farming(t, plain, text)
		return math.Log(with/(1-with)) - math.Log(without/(1-without))
	}
	if short, little := gain("The tram"), gain(long); short <= little || little <= 0 {
		t.Errorf("a lean of %.3f for a short text, %.3f for a long one", short, little)
	}
}

func TestTermsAreHintsAndShared(t *testing.T) {
	hints := termHints(t, "17: rain, hail, Bank of Rain\n15: rain, red card\n")
	const whole, half = 1.25, 0.625
	want := [][]topic.Share{
		{{Label: "medtop:15000000", Share: whole}}, // the pair of words, and neither of them alone
		{{Label: "medtop:17000000", Share: half}, {Label: "medtop:15000000", Share: half}},
		{{Label: "medtop:17000000", Share: whole}},
	}
	for _, weights := range want {
		if i := slices.IndexFunc(hints, func(h topic.Hint) bool { return slices.Equal(h.Weights, weights) }); i < 0 {
			t.Errorf("%v is none of %v", weights, hints)
		}
	}
	if len(hints) != len(want) {
		t.Errorf("%d hints, want %d", len(hints), len(want))
	}
}

func TestNamesCountApart(t *testing.T) {
	o := topic.TrainOptions{Examples: append(slices.Clone(house),
		topic.Example{Text: "The Rake and the Élan sail at noon, and the Rake is full.", Label: "transport"},
		topic.Example{Text: "They left it to the Élan and the Rake.", Label: "transport"},
		topic.Example{Text: "She leant the rake and the élan of youth on the wall.", Label: "farming"},
		topic.Example{Text: "With a rake and élan they cleared the yard.", Label: "farming"})}
	for word, name := range map[string]string{"rake": "Rake", "élan": "Élan"} {
		if a, b := farming(t, o, "Near the "+word), farming(t, o, "Near the "+name); b >= a {
			t.Errorf("%s speaks for farming with %.3f, %s with %.3f", word, a, name, b)
		}
	}
}

func TestATermThatIsANameIsAHintAboutTheName(t *testing.T) {
	if plain, named := len(termHints(t, "15: rake\n")), len(termHints(t, "15: Rake\n")); plain != 1 || named != 2 {
		t.Errorf("%d hints about a word, %d about a name", plain, named)
	}
	if n := len(termHints(t, "15: Royal Rake\n")); n != 1 {
		t.Errorf("%d hints about a pair of words", n)
	}
}

func TestHintsAboutOneWordAddUp(t *testing.T) {
	once := topic.TrainOptions{Hints: termHints(t, "15: tram, ferry\n"), Examples: append(slices.Clone(house), topic.Example{Text: "Goal", Label: "medtop:15000000"})}
	twice := once
	twice.Hints = slices.Concat(once.Hints, once.Hints)
	const text = "The tram and the ferry"
	if one, two := farming(t, once, text), farming(t, twice, text); two >= one {
		t.Errorf("farming %.3f with a hint against it, %.3f with two", one, two)
	}
}

func TestTrainGivesTheSameBytes(t *testing.T) {
	first, err := topic.Train(context.Background(), topic.TrainOptions{Examples: house})
	if err != nil {
		t.Fatal(err)
	}
	second, err := topic.Train(context.Background(), topic.TrainOptions{Examples: house})
	if err != nil || !bytes.Equal(first, second) {
		t.Fatalf("two models of the same examples differ (%v)", err)
	}
}

func TestTrainRefuses(t *testing.T) {
	if _, err := topic.Train(context.Background(), topic.TrainOptions{Examples: house[:3]}); !errors.Is(err, topic.ErrTooFew) {
		t.Errorf("one label: %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := topic.Train(stopped, topic.TrainOptions{Examples: house}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestTrainBearsEmptyExamples(t *testing.T) {
	model, err := topic.Train(context.Background(), topic.TrainOptions{Examples: []topic.Example{{Label: "a"}, {Label: "b", Text: "..."}}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := topic.Load("empty.bin", model, topic.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Topics("Storm", "Storm"); len(got) != 2 || got[0].Score != 0.5 {
		t.Fatalf("%v", got)
	}
}

func TestReadExamples(t *testing.T) {
	lines := `{"id":"1","title":"Ferry late","text":"The tide.","label":"transport"}` + "\n\n" + `{"text":"No label","label":null}` + "\n"
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(lines)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"plain": lines, "gzip": packed.String()} {
		got, err := topic.ReadExamples(strings.NewReader(data))
		if err != nil || len(got) != 1 || got[0].Title != "Ferry late" || got[0].Text != "The tide." || got[0].Label != "transport" {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	for _, bad := range []string{"no JSON", `{"label":"transport"}`, `{"text":3}`} {
		if _, err := topic.ReadExamples(strings.NewReader(lines + bad)); !errors.Is(err, topic.ErrExample) || !strings.Contains(err.Error(), "line 4") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func packed(t *testing.T, text string) *fstest.MapFile {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

// sources are what Media Topics are learnt from, each with a single item, with
// the lists of terms.
func sources(t *testing.T, terms string) (data, ours fstest.MapFS) {
	t.Helper()
	concept := `{"qcode":"medtop:15000000","name":"sport","definition":"Games","level":1,"parent":null,"top":"medtop:15000000","retired":null}`
	article := `{"id":"7","title":"Cup","text":"The cup final","iptc":"medtop:15000000"}` + "\n"
	data = fstest.MapFS{
		"topics/iptc_mediatopics.jsonl.gz":               packed(t, concept+"\n"),
		"topics/masakhanews_eng.fewshot50train.jsonl.gz": packed(t, article),
		"topics/sib200_eng.train.jsonl.gz":               packed(t, article),
		"entities/worldwide.train.jsonl.gz":              packed(t, article),
		"entities/conll03.train.jsonl.gz":                packed(t, article),
		"topics/reuters21578.all.jsonl.gz":               packed(t, article),
	}
	ours = fstest.MapFS{
		"texts/17-weather.txt": {Data: []byte("# ours\nRain | It will rain.\n")},
		"texts/terms.txt":      {Data: []byte(terms)},
		"teacher.tsv.gz":       packed(t, "word\t4d2a00ff\tmmmmmmmmmmmmmmamy\nconll03\t7\t15=0.9 17=0.1\n"),
	}
	return data, ours
}

// termHints gives the hints that lists of terms make.
func termHints(t *testing.T, terms string) []topic.Hint {
	t.Helper()
	o, err := topic.MediaTopics(sources(t, terms))
	if err != nil {
		t.Fatal(err)
	}
	return o.Hints[1:] // the first is the teacher's
}

func TestMediaTopicsReadsAllItsSources(t *testing.T) {
	data, ours := sources(t, "17: rain, hail\n")
	o, err := topic.MediaTopics(data, ours)
	if err != nil || len(o.Examples) != 6 || len(o.Hints) != 3 || o.Names["medtop:15000000"] != "sport" {
		t.Fatalf("%d examples, names %v, %v", len(o.Examples), o.Names, err)
	}
	const step = 0.041
	if want := []topic.Share{{Label: "medtop:15000000", Share: -12 * step}, {Label: "medtop:17000000", Share: 12 * step}}; !slices.Equal(o.Hints[0].Weights, want) {
		t.Errorf("hint %v, want %v", o.Hints[0].Weights, want)
	}
	for _, line := range []string{"word\txyz\tm\n", "word\t1\tM\n", "word\t1\n", "conll03\t7\t15=x\n", "conll03\t8\t15=1\n"} {
		ours["teacher.tsv.gz"] = packed(t, line)
		if _, err := topic.MediaTopics(data, ours); !errors.Is(err, topic.ErrSource) {
			t.Errorf("%q: %v", line, err)
		}
	}
	delete(ours, "teacher.tsv.gz")
	if _, err := topic.MediaTopics(data, ours); !errors.Is(err, topic.ErrSource) || !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}
