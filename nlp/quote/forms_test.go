package quote_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestForms checks forms in which newsrooms set speech apart, and what looks like them.
func TestForms(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"what people say, under a heading": {"The quay\n\nYour views\n\nAna Ruiz, mother of four: They should light it tonight.\n\nPastor Peter Lang: I prayed for a lamp.\n\nTaxi driver: My cab is dark, so what can I say?\n\nThe quay closes at nine.",
			[]string{"direct They should light it tonight. | heading: Ana Ruiz", "direct I prayed for a lamp. | heading: Pastor Peter Lang", "direct My cab is dark, so what can I say? | heading: "}},
		"in bold, under a heading": {"The quay\n\nVoices\n\n**Ana Ruiz, baker:** I sell more bread when it rains.\n\n**Peter Lang, pilot:** Nobody asked me.\n\nThe quay closes at nine.",
			[]string{"direct I sell more bread when it rains. | heading: Ana Ruiz", "direct Nobody asked me. | heading: Peter Lang"}},
		"behind dashes, under a heading": {"The quay\n\nReactions\n\nAna Ruiz, 41 – I sell more bread when it rains.\n\nPeter Lang, 60 – Nobody asked me.\n\nThe quay closes at nine.",
			[]string{"direct I sell more bread when it rains. | heading: Ana Ruiz", "direct Nobody asked me. | heading: Peter Lang"}},
		"facts under a heading": {"The quay\n\nWhat we know\n\nBorn: Turrin, 1971.\n\nServes: Four, or you and a gull.\n\nThe quay closes at nine.", nil},
		"replies": {"The quay\n\n> Reply from Ana Ruiz: So you never sail\n\n> Reply from Peter Lang: No comment\n\nThe quay closes at nine.",
			[]string{"direct So you never sail | heading: Ana Ruiz", "direct No comment | heading: Peter Lang"}},
		"a post that nothing announces": {"The quay\n\nAna Ruiz announced on Facebook that the quay would be lit.\n\nPeter, the whole bay was with you. We wait for you!\n\nThe quay closes at nine.",
			[]string{"indirect the quay would be lit | announced on Facebook", "post Peter, the whole bay was with you. We wait for you! | announced | colon: Ana Ruiz"}},
		"a post below, and a writer who speaks as I": {"The quay\n\nAna Ruiz announced on Facebook that the quay would be lit.\n\nYou can see it from the hill.\n\nI went there on Monday. The quay closes at nine.",
			[]string{"indirect the quay would be lit | announced on Facebook"}},
		"a letter in one paragraph": {"The quay\n\nThe letter is short.\n\nDear Mother, I will be on the boat before the lamps are lit, and Tom knows nothing of it, and Ruth knows less than he does.\n\nI was not unhappy.\n\nHonor\n\nThe quay closes at nine.",
			[]string{"post Dear Mother, I will be on the boat before the lamps are lit, and Tom knows nothing of it, and Ruth knows less than he does. | signature: Honor", "post I was not unhappy. | signature: Honor"}},
		"a letter that a paper has seen": {"The quay\n\nIn a letter to the pilots seen by the Turrin Courier, the harbour master, Ana Ruiz, who took over from her father in the spring of last year, gave them seven days to pay for the lamps:\n\nYou are directed to pay forthwith.\n\nThe quay closes at nine.",
			[]string{"post You are directed to pay forthwith. | heading: Ana Ruiz"}},
		"a reporter behind a statement": {"The quay\n\nA statement by the port reads:\n\nWe assure the public that there are enough lamps.\n\nWhen our correspondent came to the quay, she counted two lamps.\n\nThe quay closes at nine.",
			[]string{"post We assure the public that there are enough lamps. | reads | colon: A statement by the port"}},
		"questions and answers with numbers": {"The quay\n\nQ1: Was it dark?\n\nA1: I saw nothing.\n\nQ2: And you stayed?\n\nA2: I did.",
			[]string{"direct Was it dark? | turn: Q", "direct I saw nothing. | turn: A", "direct And you stayed? | turn: Q", "direct I did. | turn: A"}},
		"letters in bold": {"The quay\n\n**Q:** Was it dark?\n\n**A:** I saw nothing.\n\n**Q:** And you stayed?\n\n**A:** I did.",
			[]string{"direct Was it dark? | turn: Q", "direct I saw nothing. | turn: A", "direct And you stayed? | turn: Q", "direct I did. | turn: A"}},
		"questions with numbers": {"The quay\n\n1. Was it dark?\n\nI saw nothing.\n\n2. And you stayed?\n\nI did, on my rope.\n\n3. Why?\n\nI like it there.",
			[]string{"direct Was it dark? | turn: ", "direct I saw nothing. | turn: ", "direct And you stayed? | turn: ", "direct I did, on my rope. | turn: ", "direct Why? | turn: ", "direct I like it there. | turn: "}},
		"questions without a label": {"The quay\n\nAna Ruiz spoke to us.\n\nWas it dark?\n\nAna Ruiz: I saw nothing.\n\nAnd you stayed?\n\nAna Ruiz: I did.\n\nWhy?\n\nAna Ruiz: I like it there.",
			[]string{"direct Was it dark? | turn: ", "direct I saw nothing. | turn: Ana Ruiz", "direct And you stayed? | turn: ", "direct I did. | turn: Ana Ruiz", "direct Why? | turn: ", "direct I like it there. | turn: Ana Ruiz"}},
		"a record of a congress": {"The quay\n\nThe committee met.\n\nSenator RUIZ. Was it dark?\n\nMr. LANG. It was, Senator.\n\nSenator RUIZ. And then?\n\nMr. LANG. I swam.",
			[]string{"direct Was it dark? | turn: Senator RUIZ", "direct It was, Senator. | turn: Mr. LANG", "direct And then? | turn: Senator RUIZ", "direct I swam. | turn: Mr. LANG"}},
		"a box": {"The quay\n\nBOX: Five minutes with the pilot\n\nQ: Was it dark?\n\nA: I saw nothing.\n\nQ: And you stayed?\n\nA: I did.",
			[]string{"direct Was it dark? | turn: Q", "direct I saw nothing. | turn: A", "direct And you stayed? | turn: Q", "direct I did. | turn: A"}},
		"an office for a label": {"The quay\n\nReporter: Was it dark?\n\nThe harbour master: I saw nothing.\n\nReporter: And you stayed?\n\nThe harbour master: I did.",
			[]string{"direct Was it dark? | turn: Reporter", "direct I saw nothing. | turn: The harbour master", "direct And you stayed? | turn: Reporter", "direct I did. | turn: The harbour master"}},
		"what a speaker does": {"The quay\n\nRUIZ: He wrote to me. May I?\n\nShe reads it from her telephone:\n\nDear both, I have looked at your lamp.\n\nLANG: I did.\n\nRUIZ: You did.",
			[]string{"direct He wrote to me. May I? | turn: RUIZ", "direct Dear both, I have looked at your lamp. | turn: RUIZ", "direct I did. | turn: LANG", "direct You did. | turn: RUIZ"}},
		"times and names": {"The quay\n\n10:04 – Ana Ruiz: It is dark.\n\n10:05 – Peter Lang: Why?\n\n10:06 – Ana Ruiz: I swam.",
			[]string{"direct It is dark. | turn: Ana Ruiz", "direct Why? | turn: Peter Lang", "direct I swam. | turn: Ana Ruiz"}},
		"a chat": {"The quay\n\nAna Ruiz 10:04 AM\nIt is dark.\nPeter Lang 10:05 AM\nWhy?\nAna Ruiz 10:06 AM\nI swam.",
			[]string{"direct It is dark. | turn: Ana Ruiz", "direct Why? | turn: Peter Lang", "direct I swam. | turn: Ana Ruiz"}},
		"two hyphens": {"The quay\n\n-- Who lit it?\n\n-- You did.\n\nThe quay closes at nine.",
			[]string{"direct Who lit it?", "direct You did."}},
		"put like this": {"The quay\n\nThe port put it like this:\n\nWe are sorry for the lamps.\n\nThe quay closes at nine.",
			[]string{"post We are sorry for the lamps. | put | colon: "}},
		"the answer":                               {"The quay\n\nThere is one answer:\n\nYou need a lamp.\n\nThe quay closes at nine.", nil},
		"a post behind a colon":                    {"The quay\n\nAna Ruiz wrote on Instagram: I shut the quay because my lamp is in the sea.\n\nThe quay closes at nine.", []string{"post I shut the quay because my lamp is in the sea. | wrote | colon: Ana Ruiz"}},
		"from a handle":                            {"The quay\n\nFrom @anaruiz: I shut the quay.\n\nThe quay closes at nine.", []string{"post I shut the quay. | heading: @anaruiz"}},
		"a network and a name":                     {"The quay\n\nOn X, Ana Ruiz: “I shut the quay.”\n\nThe quay closes at nine.", []string{"direct I shut the quay. | heading: Ana Ruiz"}},
		"a name and an office after an empty line": {"The quay\n\n“We are proud of the lamp.”\n\nAna Ruiz, Harbour Master\n\nThe quay closes at nine.", []string{"direct We are proud of the lamp. | signature: Ana Ruiz"}},
		"a list behind two hyphens":                {"The quay\n\n-- The lamp fell on Monday.\n\n-- You can walk there.\n\nThe quay closes at nine.", nil},
		"a town that is dear":                      {"The quay\n\nDear old Turrin, with its lamps and its gulls, is not what it was when our ferries came, and nobody knows why that is so.\n\nIt is poor.\n\nHonor\n\nThe quay closes at nine.", nil},
		"advice under a post":                      {"The quay\n\nThe port announced the news on X.\n\nIf you are travelling today, check your ticket.\n\nThe quay closes at nine.", []string{"indirect the news on X | announced"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
