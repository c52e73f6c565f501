package speaker_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// TestHearings shows who speaks under Q, A and offices, by the introduction.
func TestHearings(t *testing.T) {
	turns := "\n\nQ. Was it dark?\n\nA. I saw nothing."
	labelled := []quoted{{words: "Was it dark?", label: "Q", rule: lexicon.RuleTurn}, {words: "I saw nothing.", label: "A", rule: lexicon.RuleTurn}}
	for name, c := range map[string]struct {
		scene
		want []string
	}{
		"passive": {scene{text: "The pilot, Peter Lang, was cross-examined by Ana Ruiz on Monday." + turns, people: ruizAndLang, quotes: labelled}, []string{"Ana Ruiz", "Peter Lang"}},
		"active":  {scene{text: "Peter Lang questioned the pilot, Ana Ruiz, on Monday." + turns, people: ruizAndLang, quotes: labelled}, []string{"Peter Lang", "Ana Ruiz"}},
		"evidence": {scene{text: "On Monday Ana Ruiz took evidence from the pilot, Peter Lang." + turns, people: ruizAndLang, quotes: labelled},
			[]string{"Ana Ruiz", "Peter Lang"}},
		"counsel": {scene{text: "Counsel to the inquiry is Ana Ruiz. On Monday Peter Lang gave evidence." + turns, people: ruizAndLang, quotes: labelled},
			[]string{"Ana Ruiz", "Peter Lang"}},
		"the witness and the chair": {scene{text: "Ana Ruiz (Chair). On Monday the pilot Peter Lang gave evidence.\n\nTHE CHAIRMAN: Please sit.\n\nTHE WITNESS: Thank you.", people: ruizAndLang,
			quotes: []quoted{{words: "Please sit.", label: "THE CHAIRMAN", rule: lexicon.RuleTurn}, {words: "Thank you.", label: "THE WITNESS", rule: lexicon.RuleTurn}}},
			[]string{"Ana Ruiz", "Peter Lang"}},
		"the next witness": {scene{text: "Omar Haddad gave evidence.\n\nQ. Was it dark?\n\nA. I saw nothing.\n\nThe next witness was Ines Toth, who was examined by Peter Lang.\n\nQ. And you?\n\nA. A lamp.",
			people: map[string]nlp.Sex{"Omar Haddad": nlp.Male, "Ines Toth": nlp.Female, "Peter Lang": nlp.Male},
			quotes: append(append([]quoted{}, labelled...), quoted{words: "And you?", label: "Q", rule: lexicon.RuleTurn}, quoted{words: "A lamp.", label: "A", rule: lexicon.RuleTurn})},
			[]string{"", "Omar Haddad", "Peter Lang", "Ines Toth"}},
		"who spoke to the paper":  {scene{text: "Peter Lang had asked for a lamp. The pilot, Ana Ruiz, spoke to the Courier on Monday." + turns, people: ruizAndLang, quotes: labelled}, []string{"", "Ana Ruiz"}},
		"whom the paper spoke to": {scene{text: "Peter Lang had asked for a lamp. We spoke to Ana Ruiz." + turns, people: ruizAndLang, quotes: labelled}, []string{"", "Ana Ruiz"}},
		"a host": {scene{text: "Peter Lang had asked for a lamp.\n\nHOST: Was it dark?\n\nRUIZ: Ana Ruiz saw nothing.", people: ruizAndLang,
			quotes: []quoted{{words: "Was it dark?", label: "HOST", rule: lexicon.RuleTurn}, {words: "Ana Ruiz saw nothing.", label: "RUIZ", rule: lexicon.RuleTurn}}}, []string{"", "Ana Ruiz"}},
		"the court": {scene{text: "The case is before Judge Ana Ruiz. Peter Lang testified.\n\nTHE COURT: Please sit.", people: ruizAndLang,
			quotes: []quoted{{words: "Please sit.", label: "THE COURT", rule: lexicon.RuleTurn}}}, []string{"Ana Ruiz"}},
		"the speaker of a house": {scene{text: "The House sat.\n\nThe Speaker (Hon. Ana Ruiz): Please sit.\n\nPETER LANG: Mr. Speaker, I sit.\n\nThe Speaker: Order.", people: ruizAndLang,
			quotes: []quoted{{words: "Please sit.", label: "Ana Ruiz", rule: lexicon.RuleTurn}, {words: "Order.", label: "The Speaker", rule: lexicon.RuleTurn}}},
			[]string{"Ana Ruiz", "Ana Ruiz"}},
		"who the caller was": {scene{text: "Peter Lang denies it. The first caller was the owner, Ana Ruiz.\n\nCALL TAKER: Which service?\n\nCALLER: A boat is on my quay.", people: ruizAndLang,
			quotes: []quoted{{words: "Which service?", label: "CALL TAKER", rule: lexicon.RuleTurn}, {words: "A boat is on my quay.", label: "CALLER", rule: lexicon.RuleTurn}}},
			[]string{"", "Ana Ruiz"}},
		"the witness is nobody who has a label": {scene{text: "In court.\n\nMR LANG: When was that?\n\nTHE WITNESS: At six.\n\nMr Lang thanked the witness, Ana Ruiz. Mr Lang left.", people: ruizAndLang,
			quotes: []quoted{{words: "When was that?", label: "MR LANG", rule: lexicon.RuleTurn}, {words: "At six.", label: "THE WITNESS", rule: lexicon.RuleTurn}}},
			[]string{"Peter Lang", "Ana Ruiz"}},
		"voices and callers": {scene{text: "Ana Ruiz chaired.\n\nAN HON. VOICE: Too late!\n\nCALL TAKER: Which service?", people: ruizAndLang,
			quotes: []quoted{{words: "Too late!", label: "AN HON. VOICE", rule: lexicon.RuleTurn}, {words: "Which service?", label: "CALL TAKER", rule: lexicon.RuleTurn}}},
			[]string{"", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			d := c.document(t)
			if err := newAnnotator(t).Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, q := range d.Quotations {
				got = append(got, q.Speaker.Name)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
