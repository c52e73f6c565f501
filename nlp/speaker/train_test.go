package speaker_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/nlp"
	"quoth/nlp/speaker"
	"quoth/nlp/tag"
	"quoth/nlp/token"
)

// writeGold writes made-up articles in which the subject of "said" speaks.
func writeGold(t *testing.T) string {
	t.Helper()
	var lines bytes.Buffer
	for i := range 16 {
		words, cue, name := fmt.Sprintf("We mended %d bridges,", i+2), "said", []string{"Ruiz", "Lang", "Toth"}[i%3]
		text := fmt.Sprintf("The rain stopped. “%s” %s %s on Monday.", words, name, cue)
		at := func(part string) map[string]int {
			start := len([]rune(text[:strings.Index(text, part)]))
			return map[string]int{"start": start, "end": start + len([]rune(part))}
		}
		quote := map[string]any{"type": "direct", "rel": "1", "speaker": at(name), "cue": at(cue), "cue_kind": "speech"}
		quote["start"], quote["end"] = at(words)["start"], at(words)["end"]
		line, err := json.Marshal(map[string]any{"id": fmt.Sprint(i), "text": text, "quotes": []any{quote}})
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	path := filepath.Join(t.TempDir(), "gold.jsonl")
	if err := os.WriteFile(path, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTrain(t *testing.T) {
	tagger, err := tag.New()
	if err != nil {
		t.Fatal(err)
	}
	layers, err := nlp.NewPipeline(token.New(), tagger)
	if err != nil {
		t.Fatal(err)
	}
	options := speaker.TrainOptions{Quotes: writeGold(t), Layers: layers}
	first, err := speaker.Train(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	second, err := speaker.Train(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("the same articles give other weights the second time")
	}
	annotator, err := speaker.New(speaker.Options{Name: "trained", Model: first})
	if err != nil {
		t.Fatal(err)
	}
	d := scene{text: "The rain stopped. “We mended the bridge,” Ruiz said on Monday.", people: map[string]nlp.Sex{"Ruiz": nlp.SexUnknown},
		quotes: []quoted{{words: "We mended the bridge,", cue: "said"}}}.document(t)
	if err := annotator.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if got := d.Quotations[0].Speaker.Name; got != "Ruiz" {
		t.Errorf("the trained model says %q", got)
	}
}

func TestTrainRefusesOtherFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gold.jsonl")
	if err := os.WriteFile(path, []byte("no articles"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, path + ".missing"} {
		if _, err := speaker.Train(context.Background(), speaker.TrainOptions{Quotes: path}); !errors.Is(err, speaker.ErrGold) {
			t.Errorf("%s: got %v", path, err)
		}
	}
}
