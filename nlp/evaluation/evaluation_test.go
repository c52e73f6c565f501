package evaluation_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"

	"quoth/nlp/evaluation"
)

// score writes gold and predictions to files, reads them back and measures.
func score(t *testing.T, task, gold, predicted string, o evaluation.Options) *evaluation.Report {
	t.Helper()
	dir := t.TempDir()
	goldPath, predictedPath := filepath.Join(dir, "gold.jsonl"), filepath.Join(dir, "predicted.jsonl")
	for path, text := range map[string]string{goldPath: gold, predictedPath: predicted} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	records, err := evaluation.ReadRecords(goldPath)
	if err != nil {
		t.Fatal(err)
	}
	predictions, err := evaluation.ReadPredictions(predictedPath)
	if err != nil {
		t.Fatal(err)
	}
	report, err := evaluation.Score(task, records, predictions, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func want(t *testing.T, r *evaluation.Report, measure, class string, value float64) {
	t.Helper()
	f, ok := r.Find(measure, class)
	if !ok {
		t.Fatalf("no figure %s of %s", measure, class)
	}
	if math.Abs(f.Value-value) > 1e-9 {
		t.Errorf("%s of %s is %v, want %v", measure, class, f.Value, value)
	}
}

func TestEntitiesIgnoreArticleAndPossessive(t *testing.T) {
	gold := `{"id":"a","text":"the Ardent Bank's Ana met Lima","entities":[{"start":4,"end":15,"label":"ORG"},{"start":18,"end":21,"label":"PER"},{"start":26,"end":30,"label":"LOC"}]}`
	predicted := `{"id":"a","entities":[{"start":0,"end":17,"label":"ORG"},{"start":18,"end":21,"label":"PERSON"},{"start":22,"end":30,"label":"LOC"}]}`
	r := score(t, "entities", gold, predicted, evaluation.Options{})
	want(t, r, "F1", "ORG", 1)
	want(t, r, "F1", "PER", 1)
	want(t, r, "F1", "LOC", 0)
	want(t, r, "precision", "all", 2.0/3)
	r = score(t, "entities", gold, predicted, evaluation.Options{Types: []string{"PER"}})
	want(t, r, "F1", "all", 1)
}

func TestNamesAreMeasuredByBCubed(t *testing.T) {
	gold := `{"id":"a","text":"Ana Ruiz, Ruiz, Lima","entities":[{"start":0,"end":8,"label":"PER","entity":0},{"start":10,"end":14,"label":"PER","entity":0},{"start":16,"end":20,"label":"LOC","entity":1}]}`
	apart := `{"id":"a","entities":[{"start":0,"end":8,"label":"PER","entity":0},{"start":10,"end":14,"label":"PER","entity":1},{"start":16,"end":20,"label":"LOC","entity":2}]}`
	r := score(t, "entities", gold, apart, evaluation.Options{})
	want(t, r, "names B-cubed precision", "all", 1)
	want(t, r, "names B-cubed recall", "all", (0.5+0.5+1)/3)
}

func TestQuotesMatchByOverlap(t *testing.T) {
	text := `Ana said “it is a long way home”. She thinks we lost.`
	gold := `{"id":"a","text":"` + text + `","quotes":[{"start":10,"end":31,"type":"direct","speaker":{"start":0,"end":3}},{"start":45,"end":52,"type":"indirect","cue_kind":"belief","speaker":{"start":34,"end":37}}]}`
	predicted := `{"id":"a","quotes":[{"start":9,"end":32,"kind":"direct","speaker_start":0,"speaker_end":3},{"start":45,"end":52,"kind":"indirect"}]}`
	r := score(t, "quotes", gold, predicted, evaluation.Options{})
	want(t, r, "strict F1", "all", 1)
	want(t, r, "speaker span accuracy", "all", 0.5)
	r = score(t, "quotes", gold, predicted, evaluation.Options{Statements: true})
	want(t, r, "strict precision", "all", 1)
	want(t, r, "strict recall", "all", 1)
	want(t, r, "end to end", "all", 1)
}

func TestSpeakersCountFragmentsTrapsAndNames(t *testing.T) {
	text := `Ana Ruiz called the “Dome” plan “mad” and “late”.`
	gold := `{"id":"a","text":"` + text + `","quotes":[{"start":33,"end":36,"type":"mixed","speaker_name":"Ana Ruiz"},{"start":43,"end":47,"type":"mixed","speaker_name":"Ana Ruiz"}],"notquotes":[{"start":21,"end":25}]}`
	predicted := `{"id":"a","quotes":[{"start":16,"end":47,"kind":"mixed","quoted":[{"start":21,"end":25},{"start":33,"end":36},{"start":43,"end":47}],"speaker":"Dr Ruiz"}]}`
	r := score(t, "speakers", gold, predicted, evaluation.Options{})
	want(t, r, "found with the right speaker", "all", 1)
	want(t, r, "full name", "found and named", 0)
	want(t, r, "traps taken", "all", 1)
	want(t, r, "rows not speech", "all", 1.0/3)
	if len(r.Mistakes) != 1 {
		t.Errorf("mistakes: %q, want the trap alone", r.Mistakes)
	}
}

func TestTonesAndCorrelation(t *testing.T) {
	gold, predicted := "", ""
	for i := range 12 {
		id := string(rune('a' + i))
		x := float64(i)
		label := []string{"negative", "neutral", "positive"}[i%3]
		gold += `{"id":"` + id + `","text":"x","label":"` + label + `","score":` + string(rune('0'+i%10)) + `}` + "\n"
		predicted += `{"id":"` + id + `","sentiment":"neutral","score":` + string(rune('0'+int(x)%10)) + `}` + "\n"
	}
	r := score(t, "sentiment", gold, predicted, evaluation.Options{})
	want(t, r, "accuracy", "all", 1.0/3)
	want(t, r, "Pearson", "all", 1)
	want(t, r, "F1", "negative", 0)
}

func TestTopicsCountTheBestAndTheBestThree(t *testing.T) {
	gold := `{"id":"a","text":"x","iptc":"medtop:11000000"}` + "\n" + `{"id":"b","text":"x","iptc":"medtop:15000000"}` + "\n" + `{"id":"c","text":"x","iptc":null}`
	predicted := `{"id":"a","topics":["medtop:11000000"]}` + "\n" + `{"id":"b","topics":["medtop:04000000","medtop:15000000"]}`
	r := score(t, "topics", gold, predicted, evaluation.Options{Resamples: 100})
	want(t, r, "accuracy", "all", 0.5)
	want(t, r, "among the best three", "all", 1)
	if f, _ := r.Find("accuracy", "all"); f.Low > 0.5 || f.High < 0.5 {
		t.Errorf("interval %v … %v leaves out the value", f.Low, f.High)
	}
}

func TestErrorsNameFileAndLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gold.jsonl")
	if err := os.WriteFile(path, []byte("{\"id\":\"a\"}\nno record\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := evaluation.ReadRecords(path); !errors.Is(err, evaluation.ErrRecord) {
		t.Errorf("got %v, want ErrRecord", err)
	}
	if _, err := evaluation.Score("moods", nil, nil, evaluation.Options{}); !errors.Is(err, evaluation.ErrTask) {
		t.Errorf("got %v, want ErrTask", err)
	}
	if _, err := evaluation.Score("topics", []evaluation.Record{{ID: "a"}}, nil, evaluation.Options{}); !errors.Is(err, evaluation.ErrNoGold) {
		t.Errorf("got %v, want ErrNoGold", err)
	}
}
