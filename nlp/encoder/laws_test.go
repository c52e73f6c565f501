package encoder

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/models"
	"quoth/nlp/modelfile"
)

// checkAnswer says what every answer must hold to.
func checkAnswer(t rapid.TB, task Task, p []float32) {
	t.Helper()
	sum := 0.0
	for _, x := range p {
		if !(x >= 0) {
			t.Fatalf("%v: no probabilities", p)
		}
		sum += float64(x)
	}
	if len(p) != classes[task] || math.Abs(sum-1) > 1e-5 {
		t.Fatalf("%v: no probabilities of %d answers", p, classes[task])
	}
}

// texts reads a text in all ways.
func (e *Encoder) texts(text string) []Text {
	all := e.Chunks(slices.Values([]string{text}))
	all = append(all, e.Around(text, text, false), e.Around("", text, true))
	return append(append(all, e.Article(text, text)...), e.Article("", text)...)
}

func FuzzTell(f *testing.F) {
	for _, seed := range []string{"", "Reed said Lund is a “fool”", "\xff\xfe", "👍🏽👍🏽", "日本語 text", "#WellDone http://", strings.Repeat("“", 300)} {
		f.Add(seed)
	}
	e := embedded(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 { // longer ones are read in parts
			text = text[:2000]
		}
		texts := e.texts(text)
		for i, p := range e.Tell(texts) {
			checkAnswer(t, texts[i].task, p)
		}
	})
}

func TestLongTextsAreReadInParts(t *testing.T) {
	e := embedded(t)
	for name, text := range map[string]string{"one word": strings.Repeat("x", 1<<20), "marks": strings.Repeat("“", 1000), "no spaces": strings.Repeat("well-done", 300)} {
		for i, part := range e.texts(text) {
			if len(part.pieces) > e.Positions || len(part.pieces) < 2 {
				t.Errorf("%s, part %d: %d pieces", name, i, len(part.pieces))
			}
		}
	}
	if one := e.Chunks(slices.Values([]string{strings.Repeat("x", 1<<20)})); len(one) != 1 || one[0].Speaks() {
		t.Errorf("a word of a million letters makes %d texts", len(one))
	}
}

func TestOtherTextsDoNotMatter(t *testing.T) {
	e := embedded(t)
	words := strings.Fields("the minister Reed a plan is good terrible never not praised blamed , but and bank profit fell rose “ ” very 12 she")
	rapid.Check(t, func(t *rapid.T) {
		var texts []Text
		for range rapid.IntRange(1, 3).Draw(t, "texts") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "words"), " ")
			texts = append(texts, e.Around(text, text, false))
		}
		together := e.Tell(texts)
		at := rapid.IntRange(0, len(texts)-1).Draw(t, "which")
		if diff := cmp.Diff(e.Tell(texts[at : at+1])[0], together[at]); diff != "" {
			t.Fatalf("alone and among others (-alone +together):\n%s", diff)
		}
	})
}

func TestKernelsTellTheSame(t *testing.T) {
	texts := embedded(t).texts("Reed praised the rescuers, but the delay was a disgrace.")[:3]
	var want [][]float32
	for _, k := range kernels {
		e, err := Load("embedded", models.Encoder())
		if err != nil {
			t.Fatal(err)
		}
		e.kernel = k
		got := e.Tell(texts)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-%s +got):\n%s", k.name, kernels[0].name, diff)
		}
	}
}

func TestSameAnswersAtOnce(t *testing.T) {
	e := embedded(t)
	texts := e.texts("Reed praised the rescuers.")
	want := e.Tell(texts)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if diff := cmp.Diff(want, e.Tell(texts)); diff != "" {
				t.Errorf("(-alone +at once):\n%s", diff)
			}
		})
	}
	all.Wait()
}

func TestDamagedModels(t *testing.T) {
	good := models.Encoder()
	altered := slices.Clone(good)
	altered[len(altered)/2] ^= 1
	hollow := modelfile.NewWriter(modelKind, modelVersion)
	huge := shape{Layers: 1, Width: 1 << 40, Heads: 1 << 35, Inner: 4, Positions: 128}
	for k := range huge.Calibration {
		huge.Calibration[k].Temperature = 1
	}
	if err := hollow.JSON("shape", huge); err != nil {
		t.Fatal(err)
	}
	tooLarge, err := hollow.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, modelfile.ErrNotModel},
		{"cut short", good[:len(good)-100], modelfile.ErrCutShort},
		{"altered", altered, modelfile.ErrAltered},
		{"another kind", models.Sentiment(), modelfile.ErrKind},
		{"too large", tooLarge, modelfile.ErrSection},
	} {
		if _, err := Load(c.name, c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func BenchmarkTell(b *testing.B) {
	e := embedded(b)
	random, words := rand.New(rand.NewPCG(1, 1)), strings.Fields("the mayor said that harbour would be closed for winter although many traders feared")
	var text []string
	for range 80 {
		text = append(text, words[random.IntN(len(words))])
	}
	texts := e.Chunks(slices.Values([]string{strings.Join(text, " ")}))
	for b.Loop() {
		e.Tell(texts)
	}
	b.ReportMetric(float64(b.N*texts[0].Words())/b.Elapsed().Seconds(), "pieces/s")
}
