package quote_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/nlp"
	"quoth/nlp/quote"
	"quoth/nlp/tag"
	"quoth/nlp/token"
)

var layers = sync.OnceValue(func() *nlp.Pipeline {
	tagger, err := tag.New()
	if err != nil {
		panic(err)
	}
	quotes, err := quote.New(quote.Options{})
	if err != nil {
		panic(err)
	}
	p, err := nlp.NewPipeline(token.New(), tagger, quotes)
	if err != nil {
		panic(err)
	}
	return p
})

func annotate(t interface{ Fatal(...any) }, text string) *nlp.Document {
	d := &nlp.Document{Text: text}
	if err := layers().Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	return d
}

// rows writes the quotations of a text, one a line: kind, words, cue, and the
// words that name the speaker where the layout does.
func rows(d *nlp.Document) []string {
	var out []string
	for _, q := range d.Quotations {
		line := fmt.Sprintf("%s %s", q.Kind, d.Slice(q.Span))
		if !q.Cue.Empty() {
			line += " | " + d.Slice(q.Cue)
		}
		if q.Negated {
			line += " | negated"
		}
		if q.Speaker.Rule != "" {
			line += fmt.Sprintf(" | %s: %s", q.Speaker.Rule, d.Slice(q.Speaker.Span))
		}
		out = append(out, line)
	}
	return out
}

func TestQuotations(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"direct": {`The train was late. “We are sorry,” the driver said.`,
			[]string{"direct We are sorry, | said"}},
		"cut in two": {`“The economy,” Mr Osei said, “is in good shape.”`,
			[]string{"direct The economy, | said", "direct is in good shape. | said"}},
		"British": {`‘We can’t go on like this,’ the nurse said. She said the offer was ‘barmy’.`,
			[]string{"direct We can’t go on like this, | said", "mixed the offer was ‘barmy’ | said"}},
		"clauses": {`Exports will fall in June, the ministry said, adding that prices would rise.`,
			[]string{"indirect Exports will fall in June | said", "indirect prices would rise | adding"}},
		"according to": {`According to the ministry, exports rose 4 percent in May.`,
			[]string{"indirect exports rose 4 percent in May | According to"}},
		"denied": {`The mayor never said the bridge was safe. He denied saying the tax would rise.`,
			[]string{"indirect the bridge was safe | never said | negated", "indirect the tax would rise | denied saying | negated"}},
		"mixed": {`The judge said on Tuesday that the state had “failed utterly”.`,
			[]string{"mixed the state had “failed utterly” | said"}},
		"what the speaker does with the words": {`Lund noted, “You can’t hurry a tide under such skies,” waving at the gulls over the pier.`,
			[]string{"direct You can’t hurry a tide under such skies, | noted"}},
		"what else the speaker recalls": {`Lund noted, “You can’t hurry a tide under such skies,” recalling that the flood came at night.`,
			[]string{"direct You can’t hurry a tide under such skies, | noted", "indirect the flood came at night | recalling"}},
		"what the speaker does with direct words": {`Lund noted, “You can’t hurry a tide under such skies,” recalling the flood of March.`,
			[]string{"direct You can’t hurry a tide under such skies, | noted"}},
		"names and terms":        {`The so-called “smart wall” failed. The word “never” is long. The novel “Night Train” won a prize. They want an “Iron Dome” for the city.`, nil},
		"words on things":        {`“Mind the goose” signs hang along the canal, and a rating of “avoid” hangs over its only café.`, nil},
		"what things are called": {`What the growers call “cold feet” killed the vines. The valley is known as a “frost pocket”.`, nil},
		"a name in a clause":     {`Neighbours call the old ferry the “Tin Duck”, which sails at noon.`, nil},
		"one word with its clause": {`“Nonsense,” she said. “Never!” said Lund. “Why?” he asked.`,
			[]string{"direct Nonsense, | said", "direct Never! | said", "direct Why? | asked"}},
		"a verb that looks like a plural": {`“We float,” Lang jokes. “We wait.”`,
			[]string{"direct We float, | jokes", "direct We wait. | jokes"}},
		"a comma behind the marks": {`“No”, he said. ‘Never’, said Lund.`,
			[]string{"direct No | said", "direct Never | said"}},
		"transcript": {"SENATOR VANCE: Thank you. I have two questions.\n\nMS. ORTEGA: Of course.\n\nSENATOR VANCE: When did you know?",
			[]string{"direct Thank you. I have two questions. | turn: SENATOR VANCE", "direct Of course. | turn: MS. ORTEGA", "direct When did you know? | turn: SENATOR VANCE"}},
		"questions and answers": {"Q: What happened?\n\nA: We went to the shore.",
			[]string{"direct What happened? | turn: Q", "direct We went to the shore. | turn: A"}},
		"facts are no turns": {"Location: Paris\n\nDate: Monday\n\nPrice: 10 euros", nil},
		"signed post": {"She won.\n\nWe did it. Thank you! https://t.co/abc — Jane Roe (@janeroe) November 3, 2024",
			[]string{"post We did it. Thank you! https://t.co/abc | signature: Jane Roe"}},
		"signed below": {"This is our water.\n\nJane Roe (@janeroe) July 6, 2025",
			[]string{"post This is our water. | signature: Jane Roe"}},
		"announced and signed below": {"The captain wrote on Instagram:\n\nWe lost, and I loved it.\nJane Roe (@janeroe)\n\n“It rained,” the coach said.",
			[]string{"post We lost, and I loved it. | signature: Jane Roe", "direct It rained, | said"}},
		"signed and dated": {"A third letter was found.\n\nWe are well and I have a bed.\nEdwin, 4 March 1943\n\nHe came home in June.",
			[]string{"post We are well and I have a bed. | signature: Edwin"}},
		"headed post": {"Jane R. Roe @janeroe\n\nTHIS IS OUR WATER.",
			[]string{"post THIS IS OUR WATER. | heading: Jane R. Roe"}},
		"passed on": {"RT @janeroe: This is our water.",
			[]string{"post This is our water. | heading: @janeroe"}},
		"shared picture": {"View this post on Instagram\n\nGrateful for every minute.\n\nA post shared by Ana Sol (@anasol) on Jun 3, 2024",
			[]string{"post Grateful for every minute. | signature: Ana Sol"}},
		"signed saying": {"“The best way out is always through.”\n— Robin Stone, poet",
			[]string{"direct The best way out is always through. | signature: Robin Stone"}},
		"under a colon": {"In a statement, Maria Lopez, the chief executive, said:\n\nWe owe our customers an apology.\n\nThe shares fell on Tuesday.",
			[]string{"post We owe our customers an apology. | said | colon: Maria Lopez, the chief executive"}},
		"letter": {"Dear members,\n\nI am going to step down in June.\n\nYours sincerely,\nHarriet Boone",
			[]string{"post I am going to step down in June. | signature: Harriet Boone"}},
		"letters to a paper": {"Sir – I have kept bees for forty years and I have never met a polite one.\n\nAda Quill\nUpper Wold\n\nSir – My bees are charming.\n\nName and address supplied",
			[]string{"post I have kept bees for forty years and I have never met a polite one. | signature: Ada Quill", "post My bees are charming. | signature: "}},
		"memo": {"In a memo the director wrote:\n\nTeam,\n\nWe are going to close the shop in May.\n\nRobin\n\nNobody was surprised.",
			[]string{"post We are going to close the shop in May. | signature: Robin"}},
		"questions and answers without names": {"Five minutes with the keeper\n\nWhy bees?\n\nI was afraid of dogs.\n\nDo they sting?\n\nMine do. I let them.\n\nAnd the honey?\n\nI never touch it.",
			[]string{"direct Why bees? | turn: ", "direct I was afraid of dogs. | turn: ", "direct Do they sting? | turn: ", "direct Mine do. I let them. | turn: ",
				"direct And the honey? | turn: ", "direct I never touch it. | turn: "}},
		"a headline is no turn": {"Analysis: why the bees left\n\nROE: I saw them go.\n\nDOE: All of them?\n\nROE: Nearly all.",
			[]string{"direct I saw them go. | turn: ROE", "direct All of them? | turn: DOE", "direct Nearly all. | turn: ROE"}},
		"names that come again":  {"Plan for ‘bee bridge’ put off\n\nThe crossing, known as the ‘bee bridge’, was to open in May.", nil},
		"what a thing is called": {"They met in a shed called “the office”. The shed is still called “the office”.", nil},
		"nothing but a name":     {"Musk spoke with former President Ana Ruiz.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

func TestUtterances(t *testing.T) {
	d := annotate(t, "“We went north,” Okello said. “It was cold.”\n\n“We went south,” Achieng said.\n\nThe club said:\n\n“We regret it.\n\n“We will pay.”")
	var got []int
	for _, q := range d.Quotations {
		got = append(got, q.Utterance)
	}
	if diff := cmp.Diff([]int{0, 0, 1, 2, 2}, got); diff != "" {
		t.Errorf("%v\n%s", rows(d), diff)
	}
}

func TestOwnCues(t *testing.T) {
	a, err := quote.New(quote.Options{Cues: []string{"kvetch"}})
	if err != nil {
		t.Fatal(err)
	}
	d := annotate(t, "“The soup is cold,” the guest kvetched.")
	d.Quotations = nil
	if err := a.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"direct The soup is cold, | kvetched"}, rows(d)); diff != "" {
		t.Error(diff)
	}
}

// checkLaws sees that every quotation is a span of the text, in order, with
// its parts inside it.
func checkLaws(t interface{ Fatalf(string, ...any) }, d *nlp.Document) {
	whole := nlp.Span{Start: 0, End: len(d.Text)}
	before, utterances := 0, 0
	for i, q := range d.Quotations {
		for _, s := range append([]nlp.Span{q.Span, q.Cue, q.Speaker.Span}, q.Quoted...) {
			if !whole.Contains(s) || s.End < s.Start || !onBorder(d.Text, s.Start) || !onBorder(d.Text, s.End) {
				t.Fatalf("%d: %v is no span of the text", i, s)
			}
		}
		for _, s := range q.Quoted {
			if s.Empty() || !q.Span.Contains(s) {
				t.Fatalf("%d: the quoted %v is not in %v", i, s, q.Span)
			}
		}
		if q.Span.Empty() || q.Start < before {
			t.Fatalf("%d: %v begins before %d, or is empty", i, q.Span, before)
		}
		if before = q.Start; q.Utterance > utterances {
			t.Fatalf("%d: utterance %d, after %d of them", i, q.Utterance, utterances)
		}
		utterances = max(utterances, q.Utterance+1)
		if q.Sentence < 0 || q.Sentence >= len(d.Sentences) || q.Speaker.Entity != -1 {
			t.Fatalf("%d: %+v", i, q)
		}
	}
}

func onBorder(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

var pieces = []string{"“", "”", "\"", "'", "‘", "’", "«", "»", "„", "``", "''", ",,", " ", " ", "\n\n", ", ", ". ", ": ", " said ", "he ", "Jane Roe ", "@jane ",
	"(@jane) ", "— ", "- ", "Q: ", "A: ", "SMITH: ", "that ", "the plan ", "Dear all,", "Sincerely,", "not ", "was late ", "RT ", "2024", "ß", "語", "\u2028", "é"}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkLaws(t, annotate(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), "")))
	})
}

func FuzzAnnotate(f *testing.F) {
	f.Add("“We are late,” she said.\n\nSMITH: No.\n\nSMITH: Yes.")
	f.Add(",\"0\"")
	f.Add(": “\"“")
	f.Add("Hi — Jane (@jane) May 3, 2024\n\n''One '' `` two")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 1<<16 {
			return
		}
		checkLaws(t, annotate(t, text))
	})
}

// TestHostile runs texts that would be slow if anything were worse than
// linear: the test would then not end in time.
func TestHostile(t *testing.T) {
	tail := "\n\n“We are late,” the driver said."
	for name, text := range map[string]string{
		"opening marks":    strings.Repeat("“", 100_000),
		"straight marks":   strings.Repeat("\"", 100_000),
		"spaced marks":     strings.Repeat("\" ", 50_000),
		"apostrophes":      strings.Repeat("’", 100_000),
		"typed":            strings.Repeat("it's ' ", 30_000),
		"every style":      strings.Repeat("“ ‘ « „ \" ' `` ", 10_000),
		"closing marks":    strings.Repeat("word” ", 30_000),
		"nested":           strings.Repeat("“a ‘b ", 5_000) + strings.Repeat("c’ d” ", 5_000),
		"one quotation":    "“" + strings.Repeat("we are late ", 90_000) + ",” she said.",
		"one word":         strings.Repeat("a", 1_000_000),
		"said":             strings.Repeat("said ", 50_000),
		"dashes":           strings.Repeat("— Jane Roe ", 20_000),
		"turns":            strings.Repeat("SMITH: Yes.\n\n", 10_000),
		"colons":           strings.Repeat("He said:\n\n", 10_000),
		"letters":          strings.Repeat("Dear all,\n\n", 10_000),
		"open paragraphs":  strings.Repeat("“We are late.\n\n", 10_000),
		"signatures":       strings.Repeat("Jane Roe (@jane) May 3, 2024\n\n", 10_000),
		"list after colon": "She said:\n\n" + strings.Repeat("- We go.\n\n", 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			d := annotate(t, text+tail)
			checkLaws(t, d)
			if n := len(d.Quotations); n == 0 || !strings.HasPrefix(d.Slice(d.Quotations[n-1].Span), "We are late,") {
				t.Error("the article behind it is lost")
			}
		})
	}
}
