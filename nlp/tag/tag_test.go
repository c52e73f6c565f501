package tag

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/nlp"
	"quoth/nlp/modelfile"
	"quoth/nlp/token"

	"pgregory.net/rapid"
)

// tagged gives the tokens of a text with their tags: "She/PRP left/VBD ./.".
func tagged(t testing.TB, a *Annotator, text string) string {
	t.Helper()
	d := &nlp.Document{Text: text}
	for _, step := range []nlp.Annotator{token.New(), a} {
		if err := step.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	var out []string
	for _, k := range d.Tokens {
		out = append(out, d.Slice(k.Span)+"/"+string(k.Tag))
	}
	return strings.Join(out, " ")
}

func TestTags(t *testing.T) {
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"The/DT minister/NN resigned/VBD on/IN Monday/NNP ./.",
		"“/`` We/PRP can/MD n’t/RB wait/VB ,/, ”/'' said/VBD Maria/NNP Lopez/NNP ,/, the/DT mayor/NN of/IN Springfield/NNP ./.",
		"Prices/NNS rose/VBD 3.5/CD %/NN ,/, to/IN $/$ 20/CD million/CD ./.",
		"Who/WP is/VBZ she/PRP ?/.",
		"John/NNP ’s/POS lawyer/NN did/VBD not/RB respond/VB to/IN a/DT request/NN for/IN comment/NN ./.",
		"He/PRP wants/VBZ to/TO run/VB again/RB ./.",
		"Police/NNS arrested/VBD two/CD men/NNS who/WP had/VBD been/VBN hiding/VBG in/IN a/DT barn/NN ./.",
		"There/EX were/VBD better/JJR and/CC cheaper/JJR options/NNS (/-LRB- in/IN 2020/CD )/-RRB- ./.",
		"POLICE/NNS ARREST/VBP TWO/CD MEN/NNS IN/IN THE/DT CITY/NN",
	} {
		var words []string
		for _, w := range strings.Fields(want) {
			words = append(words, w[:strings.LastIndexByte(w, '/')])
		}
		if got := tagged(t, a, strings.Join(words, " ")); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

func TestEveryTokenHasATagOfTheModel(t *testing.T) {
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	known := map[nlp.Tag]bool{}
	for _, name := range a.model.tags {
		known[name] = true
	}
	rapid.Check(t, func(r *rapid.T) {
		d := &nlp.Document{Text: rapid.String().Draw(r, "text")}
		_ = token.New().Annotate(context.Background(), d)
		if err := a.Annotate(context.Background(), d); err != nil {
			r.Fatal(err)
		}
		for _, k := range d.Tokens {
			if !known[k.Tag] {
				r.Fatalf("%q has the tag %q", d.Slice(k.Span), k.Tag)
			}
		}
	})
}

func TestCancelledContextIsReturned(t *testing.T) {
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	d := &nlp.Document{Text: "a", Tokens: []nlp.Token{{Span: nlp.Span{End: 1}}}, Sentences: []nlp.Sentence{{Last: 1}}}
	if err := a.Annotate(ctx, d); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

func TestHashesOfSmallLettersAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.StringMatching(`[A-Za-z0-9’'éÉŁ-]{0,120}`).Draw(t, "word")
		a, b := normalize(nil, w), normalize(nil, strings.ToLower(w))
		if !bytes.Equal(a, b) {
			t.Fatalf("%q and %q: %q and %q", w, strings.ToLower(w), a, b)
		}
	})
}

func TestCaseOfLines(t *testing.T) {
	for line, want := range map[string]letterCase{
		"The minister left on Monday .":           usualCase,
		"Minister Leaves After Long Talks":        titleCase,
		"MINISTER LEAVES AFTER LONG TALKS":        upperCase,
		"NASA and ESA launch a probe to the moon": usualCase,
		"Yes .": usualCase,
	} {
		if got := caseOf(strings.Fields(line)); got != want {
			t.Errorf("%q is %d, want %d", line, got, want)
		}
	}
}

func TestTableGivesBackWhatWasPut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfDistinct(rapid.String(), rapid.ID).Draw(t, "words")
		tab := newTable(len(words))
		for i, w := range words {
			if err := tab.put(hashString(w), i); err != nil {
				t.Fatal(err)
			}
		}
		for i, w := range words {
			if got := tab.get(hashString(w)); got != i {
				t.Fatalf("%q gives %d, want %d", w, got, i)
			}
		}
	})
}

const treebank = `# newdoc id = a
# newpar
1	The	the	DET	DT	_	3	det	_	_
2	state	state	NOUN	NN	_	4	compound	_	SpaceAfter=No
3	-	-	PUNCT	HYPH	_	4	punct	_	SpaceAfter=No
4	run	run	VERB	VBN	_	5	amod	_	_
5	bank	bank	NOUN	NN	_	6	nsubj	_	_
6-7	can't	_	_	_	_	_	_	_	_
6	ca	can	AUX	MD	_	8	aux	_	_
7	n't	not	PART	RB	_	8	advmod	_	_
8	pay	pay	VERB	VB	_	0	root	_	SpaceAfter=No
9	.	.	PUNCT	.	_	8	punct	_	_

# newpar
1	It	it	PRON	PRP	_	2	nsubj	_	_
2	failed	fail	VERB	VBD	_	0	root	_	_
3	big	big	ADJ	JJ	_	2	xcomp	_	SpaceAfter=No
4	;	;	PUNCT	,	_	2	punct	_	_

`

// writeData writes a small treebank and a small list of clusters.
func writeData(t *testing.T) TrainOptions {
	t.Helper()
	write := func(name, text string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(text))
		_ = z.Close()
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	s := DefaultSettings
	s.LineBits, s.KnownFrom, s.OpenFrom = 8, 1, 1
	return TrainOptions{
		Treebank: write("bank.conllu.gz", strings.Repeat(treebank, 20)), Tokenizer: token.New(), Settings: s,
		Clusters: write("clusters.gz", "0010\tbank\t20\n0011\tstate\t10\n11\tfailed\t9\n"),
	}
}

func TestTrainedModelTagsItsTreebank(t *testing.T) {
	o := writeData(t)
	data, err := Train(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Train(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(data, again) {
		t.Fatal("the same data gave two models")
	}
	a, err := Load("own.bin", data)
	if err != nil {
		t.Fatal(err)
	}
	const want = "The/DT state-run/JJ bank/NN ca/MD n't/RB pay/VB ./. It/PRP failed/VBD big/JJ ;/:"
	if got := tagged(t, a, "The state-run bank can't pay.\n\nIt failed big;"); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// nounTagger is an adviser that takes every word for a noun.
type nounTagger struct{}

func (nounTagger) Describe() nlp.Description { return nlp.Description{Name: "nouns"} }

func (nounTagger) Annotate(_ context.Context, d *nlp.Document) error {
	for i := range d.Tokens {
		d.Tokens[i].Tag = "NN"
	}
	return nil
}

func TestTeacherLearnsNotToTrustABadAdviser(t *testing.T) {
	o := writeData(t)
	o.Adviser = nounTagger{}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(`{"text": "The state-run bank can't pay. It failed big."}` + "\n"))
	_ = z.Close()
	texts := filepath.Join(t.TempDir(), "texts.jsonl.gz")
	if err := os.WriteFile(texts, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	o.Texts = []string{texts}
	data, err := Train(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Load("own.bin", data)
	if err != nil {
		t.Fatal(err)
	}
	const want = "The/DT bank/NN failed/VBD big/JJ ./."
	if got := tagged(t, a, "The bank failed big."); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestTrainNamesTheMissingFile(t *testing.T) {
	o := writeData(t)
	o.Treebank = filepath.Join(t.TempDir(), "none.gz")
	if _, err := Train(context.Background(), o); !errors.Is(err, ErrTreebank) || !strings.Contains(err.Error(), "none.gz") {
		t.Fatalf("got %v", err)
	}
}

func TestLoadRefusesModelsThatMakeNoSense(t *testing.T) {
	good := model{tags: []nlp.Tag{"NN", "VB"}, weights: make([]int8, lineSize), clusters: table{0}, words: table{0},
		paths: []uint32{1}, sets: []tagSet{{tags: 3}}, open: 3}
	for name, spoil := range map[string]func(*model){
		"no tags":       func(m *model) { m.tags = nil },
		"few weights":   func(m *model) { m.weights = m.weights[:3] },
		"odd table":     func(m *model) { m.words = make(table, 3) },
		"no open tags":  func(m *model) { m.sets = nil },
		"unknown tag":   func(m *model) { m.sets = []tagSet{{tags: 4}} },
		"empty path":    func(m *model) { m.paths = []uint32{0} },
		"good as it is": func(*model) {},
	} {
		t.Run(name, func(t *testing.T) {
			m := good
			spoil(&m)
			data, err := m.encode()
			if err != nil {
				t.Fatal(err)
			}
			_, err = Load("own.bin", data)
			if name == "good as it is" {
				if err != nil {
					t.Fatal(err)
				}
			} else if !errors.Is(err, ErrModel) {
				t.Fatalf("got %v, want ErrModel", err)
			}
		})
	}
	if _, err := Load("own.bin", []byte("nothing")); !errors.Is(err, modelfile.ErrNotModel) {
		t.Fatalf("got %v", err)
	}
}

func FuzzAnnotate(f *testing.F) {
	a, err := New()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("POLICE ARREST “Ⱥ’s” @a\xff 5,000 — …")
	f.Fuzz(func(t *testing.T, text string) { tagged(t, a, text) })
}

func BenchmarkAnnotate(b *testing.B) {
	a, err := New()
	if err != nil {
		b.Fatal(err)
	}
	d := &nlp.Document{Text: strings.Repeat("The minister, who had been hiding, said on Monday that prices would rise by 3.5% in Springfield. ", 200)}
	_ = token.New().Annotate(context.Background(), d)
	for b.Loop() {
		_ = a.Annotate(context.Background(), d)
	}
	if tagged := string(d.Tokens[1].Tag); tagged != "NN" {
		b.Fatalf("minister is %s", tagged)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
