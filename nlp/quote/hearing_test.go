package quote_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHearings(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"headings name Q and A": {
			"MRS INES TOTH (sworn)\n\nExamination by MR LANG KC\n\nQ. You lit the lamp?\n\nA. I did.\n\n(A short break)\n\nIt was dark by then.\n\nCross-examination by MS RUIZ\n\nQ. Who told you to?\n\nA. Nobody did.",
			[]string{"direct You lit the lamp? | turn: MR LANG", "direct I did. | turn: MRS INES TOTH", "direct It was dark by then. | turn: MRS INES TOTH",
				"direct Who told you to? | turn: MS RUIZ", "direct Nobody did. | turn: MRS INES TOTH"},
		},
		"bare letters": {
			"Q Did you see the barge?\n\nA I saw a light.\n\nBY MS. RUIZ:\n\nQ Whose light?\n\nA Hers.",
			[]string{"direct Did you see the barge? | turn: Q", "direct I saw a light. | turn: A", "direct Whose light? | turn: MS. RUIZ", "direct Hers. | turn: A"},
		},
		"no bare letters by chance": {"A barge sank on Monday.\n\nQ is the letter that nobody wants.\n\nA diver went down.", nil},
		"numbered questions": {
			"Oral evidence on weirs\n\nQ7 Chair: Is the weir safe?\n\nAna Ruiz: It is.\n\nQ8 Peter Lang: Since when?\n\nAna Ruiz: Since May.",
			[]string{"direct Is the weir safe? | turn: Chair", "direct It is. | turn: Ana Ruiz", "direct Since when? | turn: Peter Lang", "direct Since May. | turn: Ana Ruiz"},
		},
		"numbered lines": {
			"1   Q.  Was it dark?\n\n2   A.  Very.\n\n3   Q.  And cold?\n\n4   A.  Not very.",
			[]string{"direct Was it dark? | turn: Q", "direct Very. | turn: A", "direct And cold? | turn: Q", "direct Not very. | turn: A"},
		},
		"lines with names": {
			"Operator\n\nGood morning to all.\n\nAna Ruiz -- Chief Executive Officer\n\nWe sold more rope.\n\nWe owe less.\n\nPeter Lang -- Turrin Bank -- Analyst\n\nHow much?\n\nAna Ruiz -- Chief Executive Officer\n\nI can't tell.",
			[]string{"direct Good morning to all. | turn: Operator", "direct We sold more rope. | turn: Ana Ruiz", "direct We owe less. | turn: Ana Ruiz",
				"direct How much? | turn: Peter Lang", "direct I can't tell. | turn: Ana Ruiz"},
		},
		"lines with names and times": {
			"00:00:04 Ana\nWelcome to the quay.\n\n00:00:11 Speaker 2\n[laughter] My father said \"boats need walls\".\n\n00:00:19 Ana\nDid he?",
			[]string{"direct Welcome to the quay. | turn: Ana", "direct [laughter] My father said \"boats need walls\". | turn: Speaker 2", "direct Did he? | turn: Ana"},
		},
		"times behind names": {
			"Ana Ruiz (00:04)\n\nWelcome.\n\nPeter Lang (00:11)\n\nThanks.\n\nAna Ruiz (01:02:19)\n\nIs it cold?",
			[]string{"direct Welcome. | turn: Ana Ruiz", "direct Thanks. | turn: Peter Lang", "direct Is it cold? | turn: Ana Ruiz"},
		},
		"messages with dates and times": {
			"[31/01/2025, 22:14:03] Ana Ruiz: Did everybody hear that\n\n[31/01/2025, 22:14:40] Peter: It was the bridge\n\n31/01/2025, 22:15 - Ana Ruiz: Who has candles",
			[]string{"direct Did everybody hear that | turn: Ana Ruiz", "direct It was the bridge | turn: Peter", "direct Who has candles | turn: Ana Ruiz"},
		},
		"surnames from the second turn on, and a label on its own line": {
			"INES TOTH, HOST:\n\nThe quay was quiet.\n\nAna Ruiz has the story.\n\nANA RUIZ, BYLINE: It was dark.\n\n(LAUGHTER)\n\nRUIZ: The lamps were lit.\n\nTOTH: Thank you.",
			[]string{"direct The quay was quiet. | turn: INES TOTH", "direct Ana Ruiz has the story. | turn: INES TOTH", "direct It was dark. | turn: ANA RUIZ",
				"direct The lamps were lit. | turn: RUIZ", "direct Thank you. | turn: TOTH"},
		},
		"labels in bold": {
			"**ANA RUIZ:** Is it dark?\n\n**PETER LANG:** Very.\n\n**ANA RUIZ:** Since May?",
			[]string{"direct Is it dark? | turn: ANA RUIZ", "direct Very. | turn: PETER LANG", "direct Since May? | turn: ANA RUIZ"},
		},
		"questions in bold": {
			"Ana Ruiz spoke to us.\n\n**Is it dark?**\n\nI lit the lamp.\n\n**They say that you like ropes.**\n\nI love my ropes.\n\n**Since when?**\n\nI can't tell.",
			[]string{"direct Is it dark? | turn: ", "direct I lit the lamp. | turn: ", "direct They say that you like ropes. | turn: ", "direct I love my ropes. | turn: ", "direct Since when? | turn: ",
				"direct I can't tell. | turn: "},
		},
		"results are no times":               {"Ana Ruiz 21:15\n\nA fine match.\n\nPeter Lang 21:19\n\nHe lost his shoe.\n\nInes Toth 22:02\n\nShe came last.", nil},
		"lines with names that head nothing": {"Ana Ruiz -- Skipper\n\nPeter Lang -- Cook\n\nAna Ruiz -- Skipper\n\nThe crew sails in May.", nil},
		"a list of who is there heads no turn": {
			"Before: Ines Toth, harbour master.\n\nQ. Was it dark?\n\nA. Very.\n\nThe next witness was Peter Lang, who was examined by counsel.\n\nQ. And cold?\n\nA. Not very.",
			[]string{"direct Was it dark? | turn: Q", "direct Very. | turn: A", "direct And cold? | turn: Q", "direct Not very. | turn: A"},
		},
		"a list of words below": {
			"Ana Ruiz: When will the ferry sail?\n\nPeter Lang: In May.\n\nAna Ruiz: Of which year?\n\nThe pilot laughed.\n\nSail: a cloth for the wind. We like it.\nQuay: a place to wait. We wait.",
			[]string{"direct When will the ferry sail? | turn: Ana Ruiz", "direct In May. | turn: Peter Lang", "direct Of which year? | turn: Ana Ruiz"},
		},
		"an office and its holder": {
			"Ana Ruiz: When will the ferry sail?\n\nThe Minister for Ports (Peter Lang): In May.\n\nAna Ruiz: Of which year?",
			[]string{"direct When will the ferry sail? | turn: Ana Ruiz", "direct In May. | turn: Peter Lang", "direct Of which year? | turn: Ana Ruiz"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

const harbour = "Friends, I was born on this quay.\n\n[Applause]\n\nThey told us that the quay would close. We did not believe them.\n\nMy father said: “Boats need walls.” He was right.\n\nThank you, and keep your ropes dry."

func TestAddresses(t *testing.T) {
	said := func(rule string) []string {
		return []string{"direct Friends, I was born on this quay." + rule,
			"direct They told us that the quay would close. We did not believe them." + rule,
			"direct My father said: “Boats need walls.” He was right." + rule,
			"direct Thank you, and keep your ropes dry." + rule}
	}
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"the following is the text": {"The following is the text of the address given by the pilot Ana Ruiz on Monday.\n\n" + harbour, said(" | heading: Ana Ruiz")},
		"remarks by":                {"Remarks by Peter Lang at the Harbour Hall\n\nTurrin, 4 May\n\n" + harbour, said(" | heading: Peter Lang")},
		"whose speech, with an introduction": {"Transcript: Ana Ruiz’s farewell speech\n\nAna Ruiz left the lifeboat station on Monday. Here is her speech, as transcribed by the Turrin Post.\n\n" + harbour,
			said(" | heading: Ana Ruiz")},
		"introduced by another, and told on": {"Peter Lang said in introducing Ana Ruiz on Monday that he was late. The following is the text of her remarks.\n\n" + harbour +
			"\n\nAfterward Ruiz told a reporter that she had sold her boat.\n\nOne rower wept.", append(append([]string{"indirect he was late | said"}, said(" | heading: Ana Ruiz")...), "indirect she had sold her boat | told")},
		"a label and a note at the end": {"Speech by the harbour master, Ana Ruiz, in full\n\nTHE HARBOUR MASTER: " + harbour + "\n\nAna Ruiz is the harbour master of Turrin.", said(" | heading: Ana Ruiz")},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestNoAddresses shows articles that tell of a speech and give none.
func TestNoAddresses(t *testing.T) {
	for name, text := range map[string]string{
		"a report in the first person": "The lecture\n\nI went to the lecture that Ana Ruiz gave on Monday.\n\nWe sat at the back. I slept.\n\nRuiz talked of wells, and we listened.\n\nI walked home.",
		"a report":                     "Full text of the speech to follow\n\nAna Ruiz spoke for an hour on Monday.\n\nThe hall was cold. Nobody left.\n\nThe vote comes in May.\n\nThe quay stays open.",
		"somebody is told of":          "Ana Ruiz’s speech in full: what we know\n\nWe asked her twice.\n\nI saw that Ruiz had no text with her.\n\nWe will print it when we have it.\n\nI hope to.",
	} {
		t.Run(name, func(t *testing.T) {
			for _, row := range rows(annotate(t, text)) {
				if len(row) > 6 && row[:6] == "direct" {
					t.Errorf("taken for speech: %s", row)
				}
			}
		})
	}
}
