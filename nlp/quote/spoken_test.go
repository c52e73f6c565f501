package quote_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestWhateverVerb checks that a clause beside direct speech reports it whatever its
// verb, although another one stands in reach.
func TestWhateverVerb(t *testing.T) {
	for _, verb := range []string{"shrugged", "shot back", "cut in", "chimed in", "winked", "beamed", "went on", "deadpanned", "sniffed", "nodded"} {
		first, _, _ := strings.Cut(verb, " ")
		for _, form := range []string{
			"“Not with these boots on,” %s Peter Lang, the pilot.",
			"“Not with these boots on,” Peter Lang %s.",
			"“Not with these boots on,” Peter Lang, the pilot, %s.",
			"Peter Lang %s, “Not with these boots on.”",
			"Peter Lang %s: “Not with these boots on.”",
		} {
			text := "“Come in,” said Ana Ruiz. " + fmt.Sprintf(form, verb)
			got := rows(annotate(t, text))
			if len(got) == 0 || !strings.HasSuffix(got[len(got)-1], " | "+first) && !strings.HasSuffix(got[len(got)-1], " | "+verb) {
				t.Errorf("%s\n%q, want the words by %q", text, got, first)
			}
		}
	}
}

// TestSpoken checks words in marks that a fixed wording makes speech, and the names and
// signs beside them.
func TestSpoken(t *testing.T) {
	for text, want := range map[string][]string{
		`The song has been called “a door in the rain” by the critic Ana Ruiz.`:  {"mixed “a door in the rain” by the critic Ana Ruiz | has been called"},
		`A picture was posted by Ana Ruiz with the words “Salt is dearer, too.”`: {"post Salt is dearer, too. | was posted"},
		`Ana Ruiz posted a picture and two words: “Found it.”`:                   {"post Found it. | posted a picture and two words"},
		`“Let them come” is how Ana Ruiz, the mayor, answers the critics.`:       {"direct Let them come"},
		`“Let them come” was all that Ana Ruiz would say.`:                       {"direct Let them come | would say"},
		`Ana Ruiz says Peter Lang told her: “We are fine.”`:                      {"direct We are fine. | told"},
		`Ana Ruiz shared the picture with the comment “Says it all”.`:            {"mixed the picture with the comment “Says it all” | shared"},
		`As Ana Ruiz was leaving, a man called out from the quay: “Good night.”`: {"direct Good night. | called out from the quay"},
		`“Patience”, Ana Ruiz went on, “runs down, too.”`:                        {"direct Patience | went on", "direct runs down, too. | went on"},
		`Minister says “glitch”, pilots say they are late`:                       {"direct glitch | says", "indirect they are late | say"},
		`Ana Ruiz asked us to change “lamps” to “lights”.`:                       nil,
		`The port withdrew nine tonnes of “Salt Lamp” cheese on Monday.`:         nil,
		`The idea of “quiet lamps”, as the pilots call them, is old.`:            nil,
		`Every lamp came with a warning: “NOT FOR GULLS.”`:                       nil,
		`“SHUT THE RAMP,” she said.`:                                             {"direct SHUT THE RAMP, | said"},
		`A school teaches a case on her called “The Mechanic’s Daughter.”`:       nil,
		`From the reels came a new work, “What the Lamp Saw,” which opens soon.`: nil,
		`At the gate hung a sheet with the words “We stay”.`:                     nil,
		`A banner was painted with the words “We stay”.`:                         nil,
		`The rock is called “the Widowmaker” by fishermen in the bay.`:           nil,
	} {
		if got := rows(annotate(t, text)); !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}
