package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestDialogues checks that the parties of a dialogue without reporting words are
// known by whom they call by name, whom the words before are said to, and who
// spoke in the paragraphs right before.
func TestDialogues(t *testing.T) {
	three := map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Peter Lang": nlp.Male, "Ines Toth": nlp.Female}
	checkNames(t, map[string]namedScene{
		"called by name": {scene{text: "Omar Haddad sold them the boat. “It sails,” Peter Lang said. “It did,” Ana Ruiz said.\n\nThat day a rope was gone.\n\n“It was on the boat, Ana.”\n\n“In May it was.”",
			people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Peter Lang": nlp.Male, "Omar Haddad": nlp.Male},
			quotes: []quoted{{words: "It sails,", cue: "said"}, {words: "It did,", cue: "said"}, {words: "It was on the boat, Ana."}, {words: "In May it was."}}},
			[]string{"Peter Lang", "Ana Ruiz", "Peter Lang", "Ana Ruiz"}},
		"said to somebody": {scene{text: "Peter Lang came home. “Hang it in front,” Ana Ruiz said to Ines Toth, who was eating toast.\n\n“Behind the lamp?”\n\n“No. In front.”", people: three,
			quotes: []quoted{{words: "Hang it in front,", cue: "said"}, {words: "Behind the lamp?"}, {words: "No. In front."}}},
			[]string{"Ana Ruiz", "Ines Toth", "Ana Ruiz"}},
		"a question of one's own": {scene{text: "Peter Lang came home. “What would I do with it?” Ana Ruiz said.\n\n“I have a boat and a bad knee.”\n\nShe asked for a lamp.", people: three,
			quotes: []quoted{{words: "What would I do with it?", cue: "said"}, {words: "I have a boat and a bad knee."}}},
			[]string{"Ana Ruiz", "Ana Ruiz"}},
		"somebody goes on with a question": {scene{text: "By Ines Toth\n\nPeter Lang came home. “It is a sad day,” Ana Ruiz said.\n\n“But what can you do?”\n\nNobody knew.", people: three,
			quotes: []quoted{{words: "It is a sad day,", cue: "said"}, {words: "But what can you do?"}}},
			[]string{"Ana Ruiz", "Ana Ruiz"}},
		"who spoke before, in the same paragraph as another": {scene{text: "“Who are they?” Ana Ruiz asked.\n\n“The cooks,” Peter Lang said. “They wait.”\n\n“And what do they eat?”\n\n“Nothing.”\n\nInes Toth put down her pen. “Is that sure?” she said.", people: three,
			quotes: []quoted{{words: "Who are they?", cue: "asked"}, {words: "The cooks,", cue: "said"}, {words: "They wait."}, {words: "And what do they eat?"}, {words: "Nothing."}, {words: "Is that sure?", cue: "said"}}},
			[]string{"Ana Ruiz", "Peter Lang", "Peter Lang", "Ana Ruiz", "Peter Lang", "Ines Toth"}},
	})
}
