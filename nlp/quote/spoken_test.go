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
		`At the gate hung a sheet with the words “We stay”.`:                     nil,
		`A banner was painted with the words “We stay”.`:                         nil,
		`The rock is called “the Widowmaker” by fishermen in the bay.`:           nil,
	} {
		if got := rows(annotate(t, text)); !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}
