package quote_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/nlp"
)

// TestNoSpeech checks that titles, grades, names and words that stand on things
// are nobody's.
func TestNoSpeech(t *testing.T) {
	for name, text := range map[string]string{
		"a song":                       "We heard the crew sing. It was “Dancing Quay,” he said.",
		"a song that is sung":          "The north stand is singing “We’re Going Down the Quay” and the gulls join in.",
		"a work that opens a sentence": "Her new record is out. “Closing Time at the Quay” is better than its cover, and it sells.",
		"an entry of a list":           "On stage this week\n\n“The Pilot’s Moth” (City Theatre)\nSix sailors wait on a quay.",
		"an article that is answered":  "Last week our columnist wrote about the quay (‘My night is no good’, 14 May). Many of you replied.",
		"the title of a talk":          "The board holds a free evening, “Dry Feet: An Honest Talk About the Quay and Its Lamps,” in May.",
		"a grade":                      "The inspector, who rated the quay ‘requires repair’ in May, has left.",
		"another name":                 "The pilots have another name for the storm: “the long broom”, after its wind.",
		"what experts call it":         "Experts call such storms “long sea swell trains” and say they are more frequent.",
		"what several call it":         "Pilots call the short night “the blink”. It lasts an hour.",
		"what tells which":             "The springs her grandmother called ‘the old eyes’ dried up long before the quay.",
		"nobody in particular":         "On the lid, in faded ink, somebody has written “spare ropes”.",
		"a term that is explained":     "The crew had a permit for “warm work”, the trade's term for welding on the quay.",
		"what a trade is known as":     "“Rope winning”, as the trade is known here, feeds many families along the quay.",
		"a notice":                     "On the wall hangs a notice in red ink: “Silence is also work”. It hangs there still.",
		"a title with a preposition":   "The menu called it ‘Bits from the Bottom of the Boat’. It was soup.",
		"another language":             "Its motto is ‘Lux in Mari’, Latin for ‘light at sea’.",
		"a word that is asked for":     "The judge asked the pilot what “dry” meant. He left.",
		"a word that is told":          "By “lamp” the law means anything that burns. The quay is dark.",
		"a title that is explained":    "“Long Lamp,” six minutes of trombone that she wrote in a shed, is out. It is loud.",
		"a sign in its place":          "A sign on the door of the harbour office says “Please wipe your feet”.",
		"introduced as":                "The waitress, to whom she was introduced as “the lady with the lamp,” laughed.",
		"what a trade calls the":       "He told pilots not to use the “black rope” on the quay.",
		"a museum's caption":           "The picture hangs in the hall with the caption “The quay in May”.",
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff([]string(nil), quoted(annotate(t, text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSpeechBesideNames checks words in marks that look like names and are said.
func TestSpeechBesideNames(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a caption":                    {"Ruiz posted a picture of a lamp with the caption “The only one who waited.”", []string{"The only one who waited."}},
		"words with a picture, short":  {"A third user posted a picture of a candle with the words “Here you are.”", []string{"Here you are."}},
		"words with a picture":         {"Later she posted a picture of herself in a hard hat on X with the words: ‘Getting on with the quay.’", []string{"Getting on with the quay."}},
		"a headline's word said below": {"Ruiz attacks ‘quay to nowhere’ plan\n\nThe lamps were lit. “It is a quay to nowhere with a lamp on it,” Ruiz said.", []string{"quay to nowhere", "It is a quay to nowhere with a lamp on it,"}},
		"a view":                       {"Peter Lang regarded the lamps as ‘spares for two’. The quay is dark.", []string{"spares for two"}},
		"a likeness":                   {"Ana Ruiz wonders whether the voice that she once compared to “rust on silk” is still there.", []string{"rust on silk"}},
		"a crowd":                      {"By evening 140 had gone back in, to cries of “Shame!” The court sits in May.", []string{"Shame!"}},
		"own words":                    {"The harbour office is, in its own words, “watching the meadow”. The quay is dark.", []string{"watching the meadow"}},
		"a heading with a label":       {"The count began.\n\nFirst Minister: “A hard night”\n\nThe quay was dark by then.", []string{"A hard night"}},
		"by a critic":                  {"Her song has been called “the sound of a lamp falling in love” by the critic Ana Ruiz.", []string{"the sound of a lamp falling in love"}},
		"what somebody calls it":       {"He would not pay for the ropes. Ruiz calls this “a typical answer”.", []string{"a typical answer"}},
		"what is reposted":             {"A picture of it was reposted by Peter Lang with the words “Ropes are up 12%, too.”", []string{"Ropes are up 12%, too."}},
		"a verb in the present":        {"The note came back. „Well“, says Lang, „now everyone is watching it.“", []string{"Well", "now everyone is watching it."}},
		"a judgement":                  {"He praised the quay, which the pilots had labelled “a disgrace” in May.", []string{"a disgrace"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, quoted(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// quoted gives the words in marks of a document's quotations.
func quoted(d *nlp.Document) []string {
	var all []string
	for _, q := range d.Quotations {
		for _, s := range q.Quoted {
			all = append(all, d.Slice(s))
		}
	}
	return all
}

// TestCalled checks that a clause of somebody who calls something so reports the
// words, and is none of them.
func TestCalled(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"what a critic called": {"Ana Ruiz possessed what one critic called “a voice like a quay door closing”, and used it for years.", []string{"mixed a voice like a quay door closing | called"}},
		"called behind":        {"Her memoir came in 2031. “A small classic”, the Courier called it.", []string{"direct A small classic | called", "indirect it | called"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
