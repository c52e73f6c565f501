package quote

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/nlp"
	"quoth/nlp/token"
)

// writeLessons writes a small training file: sentences of three patterns, with
// what is said in them.
func writeLessons(t *testing.T, folder string) (quotes, clusters string) {
	t.Helper()
	var lines bytes.Buffer
	for i, name := range []string{"Okello", "Achieng", "Barasa", "Wanjiru", "Otieno", "Moraa"} {
		text := name + " said that the bridge would close. “We are late,” " + name + " said. The so-called “smart wall” failed."
		at := func(words string) map[string]int {
			start := len([]rune(text[:strings.Index(text, words)]))
			return map[string]int{"start": start, "end": start + len([]rune(words))}
		}
		quote := func(words, kind, cue string) map[string]any {
			q := map[string]any{"type": kind, "cue": at(cue), "cue_kind": "speech", "speaker": at(name)}
			for k, v := range at(words) {
				q[k] = v
			}
			return q
		}
		line := map[string]any{"id": i, "text": text, "quotes": []any{quote("the bridge would close", "indirect", "said"), quote("We are late,", "direct", "said.")}}
		line["id"] = name
		if err := json.NewEncoder(&lines).Encode(line); err != nil {
			t.Fatal(err)
		}
	}
	quotes, clusters = filepath.Join(folder, "quotes.jsonl"), filepath.Join(folder, "clusters")
	if err := os.WriteFile(quotes, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(clusters, []byte("0010\tsaid\t900\n0011\tbridge\t100\n01\trare\t2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return quotes, clusters
}

func TestTrain(t *testing.T) {
	quotes, clusters := writeLessons(t, t.TempDir())
	layers, err := nlp.NewPipeline(token.New())
	if err != nil {
		t.Fatal(err)
	}
	o := TrainOptions{Quotes: quotes, Clusters: clusters, Layers: layers, Settings: Settings{Rows: 12, Seen: 1, Epochs: 30, Rate: 0.1}}
	first, err := Train(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Train(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, again) {
		t.Error("the same files gave other bytes")
	}
	a, err := Load("trained", first, Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &nlp.Document{Text: "Nobody came.\n\nOdhiambo said that the bridge would close."}
	if err := layers.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if err := a.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if len(d.Quotations) != 1 || d.Slice(d.Quotations[0].Span) != "the bridge would close" {
		t.Errorf("%+v", d.Quotations)
	}
}

func TestTrainWithoutFiles(t *testing.T) {
	layers, err := nlp.NewPipeline(token.New())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	quotes, clusters := writeLessons(t, folder)
	for name, o := range map[string]TrainOptions{
		"no clusters": {Quotes: quotes, Clusters: filepath.Join(folder, "none"), Layers: layers},
		"no quotes":   {Quotes: filepath.Join(folder, "none"), Clusters: clusters, Layers: layers},
		"no articles": {Quotes: clusters, Clusters: clusters, Layers: layers},
	} {
		if _, err := Train(context.Background(), o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
