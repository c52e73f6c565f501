package entity_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"quoth/nlp"
	"quoth/nlp/entity"
	"quoth/nlp/modelfile"
	"quoth/nlp/token"
)

// annotated turns "[PER Ada Obi] spoke" into a record of a set.
func annotated(id int, marked string) string {
	type span struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Label string `json:"label"`
	}
	record := struct {
		ID       string `json:"id"`
		Text     string `json:"text"`
		Entities []span `json:"entities"`
	}{ID: fmt.Sprint(id)}
	for {
		before, rest, ok := strings.Cut(marked, "[")
		record.Text += before
		if !ok {
			break
		}
		name, after, _ := strings.Cut(rest, "]")
		label, words, _ := strings.Cut(name, " ")
		start := len([]rune(record.Text))
		record.Text += words
		record.Entities = append(record.Entities, span{start, len([]rune(record.Text)), label})
		marked = after
	}
	line, _ := json.Marshal(record)
	return string(line)
}

func set(name string, lines ...string) entity.Set {
	return entity.Set{Name: name, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(strings.Join(lines, "\n") + "\n")), nil
	}}
}

func zipped(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.Bytes()
}

// forenames is an archive with the two lists of first names.
func forenames() []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, list := range [][2]string{{"names/female.txt", "Ada\nRosa\n"}, {"names/male.txt", "Tom\n"}} {
		f, _ := w.Create(list[0])
		_, _ = io.WriteString(f, list[1])
	}
	_ = w.Close()
	return b.Bytes()
}

func lexicalFolder() fstest.MapFS {
	return fstest.MapFS{
		"nlp4j_named-entity-gazetteers-simplified.tsv.gz":  {Data: zipped("Port Ellery\t[11]\nAda Obi\t[14]\nEllery Bank\t[13]\n")},
		"countries_demonyms.tsv.gz":                        {Data: zipped("Kenya\tRepublic of Kenya\tNairobi\tKenyan\tKE\n")},
		"world_cities.csv.gz":                              {Data: zipped("name,country,subcountry,geonameid\nNairobi,Kenya,Nairobi Area,1\n")},
		"sp500.csv.gz":                                     {Data: zipped("Symbol,Security\nX,Example Works\n")},
		"firstnames_smashew.txt.gz":                        {Data: zipped("Ada\nTom\n")},
		"surnames_smashew.txt.gz":                          {Data: zipped("Obi\nReyes\n")},
		"popular_forenames.csv.gz":                         {Data: zipped("h\nKE,1,,,,2018,N,1,N,F,Ada,Ada\n")},
		"nltk_names.zip":                                   {Data: forenames()},
		"epic_bllip-clusters.gz":                           {Data: zipped("0101\tsaid\t90\n0110\tNairobi\t9\n0111\tAda\t4\n")},
		"nlp4j_brown-clusters-simplified-lowercase.tsv.gz": {Data: zipped("said\t11 1100\nnairobi\t10 1011\n")},
	}
}

func smallCourse() entity.TrainOptions {
	var lines []string
	for i := range 12 {
		lines = append(lines, annotated(i, "[PER Ada Obi] said in [LOC Nairobi] that [ORG Ellery Bank] would pay the [MISC Kenyan] workers. [PER Obi] left on Monday."))
	}
	settings := entity.DefaultSettings
	settings.Epochs, settings.Networks = 4, 1
	return entity.TrainOptions{
		Sets:      []entity.Set{set("ours", lines...)},
		Lexical:   lexicalFolder(),
		Tokenizer: token.New(),
		Log:       func(string, ...any) {},
		Settings:  settings,
	}
}

func TestTrainGivesTheSameBytesOnAnyNumberOfProcessors(t *testing.T) {
	first, err := entity.Train(context.Background(), smallCourse())
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	second, err := entity.Train(context.Background(), smallCourse())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Fatal("two trainings differ")
	}
}

func TestTrainedModelKnowsWhatItWasTaught(t *testing.T) {
	data, err := entity.Train(context.Background(), smallCourse())
	if err != nil {
		t.Fatal(err)
	}
	a, err := entity.Load("small", data)
	if err != nil {
		t.Fatal(err)
	}
	d := &nlp.Document{Text: "Ada Obi said in Nairobi that Ellery Bank would pay the Kenyan workers."}
	if got, want := names(t, a, d), "PERSON Ada Obi|LOC Nairobi|ORG Ellery Bank|MISC Kenyan"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
}

// bothManners marks the same words in one way in edited text and in another in
// informal text.
func bothManners() entity.TrainOptions {
	o := smallCourse()
	var edited, informal []string
	for i := range 12 {
		edited = append(edited, annotated(i, "The [MISC Kenyan] directors of [ORG Ellery Bank] said on Monday that the results were sound."))
		informal = append(informal, annotated(i, "hey!! i went to [LOC Ellery Bank] with my [MISC Kenyan] friends lol, you should too!!"))
	}
	theirs := set("theirs", informal...)
	theirs.Informal = true
	o.Sets = []entity.Set{set("ours", edited...), theirs}
	return o
}

func TestInformalTextIsReadInItsOwnManner(t *testing.T) {
	data, err := entity.Train(context.Background(), bothManners())
	if err != nil {
		t.Fatal(err)
	}
	a, err := entity.Load("small", data)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"The Kenyan directors of Ellery Bank said on Monday that the results were sound.": "MISC Kenyan|ORG Ellery Bank",
		"hey!! i went to Ellery Bank yesterday lol, you should too!!":                     "LOC Ellery Bank",
	} {
		if got := names(t, a, &nlp.Document{Text: text}); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestAPlaceAndTheLargerOneAreLearntAsTwo(t *testing.T) {
	o := smallCourse()
	var lines []string
	for i := range 12 {
		lines = append(lines, annotated(i, "She left for [LOC Nairobi, Kenya] with [MISC Kenyan] friends on Monday."))
	}
	o.Sets = []entity.Set{set("ours", lines...)}
	data, err := entity.Train(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	a, err := entity.Load("small", data)
	if err != nil {
		t.Fatal(err)
	}
	d := &nlp.Document{Text: "She left for Nairobi, Kenya with Kenyan friends on Monday."}
	if got, want := names(t, a, d), "LOC Nairobi|LOC Kenya|MISC Kenyan"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
}

func TestTrainRefusesWhatItCannotRead(t *testing.T) {
	for name, line := range map[string]string{
		"no JSON":       "nothing of the kind",
		"foreign label": annotated(1, "[FRUIT Apple] grew."),
		"span outside":  `{"id":"1","text":"short","entities":[{"start":2,"end":99,"label":"PER"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			o := smallCourse()
			o.Sets = append(o.Sets, set("theirs", line))
			if _, err := entity.Train(context.Background(), o); !errors.Is(err, entity.ErrCorpus) || !strings.Contains(err.Error(), "theirs") {
				t.Fatalf("got %v", err)
			}
		})
	}
}

func TestTrainStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := entity.Train(ctx, smallCourse()); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

func TestLoadNamesTheFileThatIsNoModel(t *testing.T) {
	good, err := entity.Train(context.Background(), smallCourse())
	if err != nil {
		t.Fatal(err)
	}
	altered := bytes.Clone(good)
	altered[len(altered)/2] ^= 1
	other, _ := modelfile.NewWriter("topics", 1).Encode()
	older, _ := modelfile.NewWriter("entities", 1).Encode()
	empty, _ := modelfile.NewWriter("entities", 3).Encode()
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"cut short": {good[:len(good)-1000], modelfile.ErrCutShort},
		"altered":   {altered, modelfile.ErrAltered},
		"other":     {other, modelfile.ErrKind},
		"older":     {older, modelfile.ErrVersion},
		"empty":     {empty, modelfile.ErrSection},
		"text":      {[]byte("Ada Obi said"), modelfile.ErrNotModel},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := entity.Load("mine.bin", c.data); !errors.Is(err, c.want) || !strings.Contains(err.Error(), "mine.bin") {
				t.Fatalf("got %v, want %v of mine.bin", err, c.want)
			}
		})
	}
}
