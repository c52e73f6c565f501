package quote_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLines checks what several people say on a line each, behind labels that come once.
func TestLines(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"ages": {"The quay\n\nAna Ruiz, 41, baker: I sell more bread when it rains.\n\nPeter Lang (9), pupil: My boat is red.\n\nThe quay closes at nine.",
			[]string{"direct I sell more bread when it rains. | heading: Ana Ruiz", "direct My boat is red. | heading: Peter Lang"}},
		"ages and places": {"The quay\n\nAna Ruiz, 41, baker: I sell more bread when it rains.\n\nPeter in Turrin: My boat is red.\n\nThe quay closes at nine.",
			[]string{"direct I sell more bread when it rains. | heading: Ana Ruiz", "direct My boat is red. | heading: Peter"}},
		"listeners": {"The quay\n\nMessages that came in:\n\nAna: My lamp is out.\n\nAnonymous: Sack them all.\n\nInes from Marello: I never had one.\n\nThe quay closes at nine.",
			[]string{"direct My lamp is out. | heading: Ana", "direct Sack them all. | heading: ", "direct I never had one. | heading: Ines"}},
		"demands":       {"The quay\n\nThe pilots have three demands:\n\n• Pay: We want more.\n\n• Hours: We want fewer.\n\n• Lamps: Give us two.", nil},
		"facts":         {"The quay\n\nBorn: Turrin, 1971.\n\nServes: Four, or you and a gull.\n\nLength: Six miles.", nil},
		"horoscopes":    {"The quay\n\nARIES: You will meet a pilot.\n\nTAURUS: You are right.", nil},
		"days":          {"The quay\n\nThe pilots announced the programme:\n\nFriday: Bring your lamp.\n\nSaturday: We dance until two.", []string{"indirect the programme | announced"}},
		"a cast":        {"The quay\n\nThe film stars:\n\nAna Ruiz: You saw her in Long Lamp.\n\nPeter Lang: We liked him.", nil},
		"numbers":       {"The quay\n\nTip 1: Keep your ropes dry.\n\nTip 2: Don't lend your lamp.", nil},
		"one by itself": {"The quay\n\nAna Ruiz, 41, baker: I sell more bread when it rains.\n\nThe quay closes at nine.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestMarkedLines checks words in marks behind a label, or under a line, that tells who
// speaks.
func TestMarkedLines(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"an age": {"The quay\n\nAna Ruiz, 41, baker: “I sell bread.”\n\nThe quay closes at nine.", []string{"direct I sell bread. | heading: Ana Ruiz"}},
		"an office and a clause": {"The quay\n\n• Former Sen. Peter Lang, who lit the first lamp: “In May I fell off it. I swam.”\n\nThe quay closes at nine.",
			[]string{"direct In May I fell off it. I swam. | heading: Former Sen. Peter Lang"}},
		"nobody named":  {"The quay\n\nA student who would not give her name: “I swam.”\n\nThe quay closes at nine.", []string{"direct I swam. | heading: "}},
		"from a handle": {"The quay\n\nAnd this from @anaruiz on X: “It is dark.”\n\nThe quay closes at nine.", []string{"direct It is dark. | heading: @anaruiz"}},
		"a main verb behind a clause": {"The quay\n\nAna Ruiz, whose son was on board, said she had his letter. It read: “I swam.”\n\nThe quay closes at nine.",
			[]string{"indirect she had his letter | said", "direct I swam. | read"}},
		"a name and an office above": {"The quay\n\nANA RUIZ\nHarbour master\n“It was dark.”\n\nPETER LANG\nPilot\n“I saw it.”\n\nThe quay closes at nine.",
			[]string{"direct It was dark. | heading: ANA RUIZ", "direct I saw it. | heading: PETER LANG"}},
		"names in capitals above": {"The quay\n\nANA RUIZ, ANALYST, HARL BANK, TURRIN\n\n“The lamps were dear.”\n\nPETER LANG, STRATEGIST, MARELLO\n\n“We would not buy here.”\n\nThe quay closes at nine.",
			[]string{"direct The lamps were dear. | heading: ANA RUIZ", "direct We would not buy here. | heading: PETER LANG"}},
		"a heading in capitals": {"The quay\n\nTHE LAMPS, AND WHAT THEY COST\n\n“The lamps were dear.”\n— Ana Ruiz\n\nThe quay closes at nine.", []string{"direct The lamps were dear. | signature: Ana Ruiz"}},
		"a name below":          {"The quay\n\nReaders on the quay\n“It was dark.”\nAna Ruiz\n\nThe quay closes at nine.", []string{"direct It was dark. | signature: Ana Ruiz"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestAnnouncedBlocks checks what stands under a colon or under the head of a message.
func TestAnnouncedBlocks(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a verb of saying": {"The quay\n\nRuiz replied:\n\nRopes at the port already. Customs checking.\n\nThere were no ropes.",
			[]string{"post Ropes at the port already. Customs checking. | replied | colon: Ruiz"}},
		"a network": {"The quay\n\nLang took to Truth Social at 11 p.m.:\n\nThe quay was bought by pilots. ALL THE SAME PILOTS.\n\nThe lamps were lit at six.",
			[]string{"post The quay was bought by pilots. ALL THE SAME PILOTS. | Truth | colon: "}},
		"somebody introduced": {"The quay\n\nAnd this is the pilot Ana Ruiz, reposting it:\n\nWhat the captain says. No ropes tonight.\n\nThe lamps were lit at six.",
			[]string{"post What the captain says. No ropes tonight. | heading: Ana Ruiz"}},
		"a list with labels": {"The quay\n\nHere is what the pilots told us:\n\n• Ana Ruiz: “It is dark.”\n\n• Peter Lang wrote: “Buy a lamp.”\n\nThe lamps were lit at six.",
			[]string{"direct It is dark. | heading: Ana Ruiz", "direct Buy a lamp. | wrote"}},
		"messages with labels": {"The quay\n\nThe messages read as follows:\n\nRusk: Is it done?\n\nDawes: Nearly. Bring me the lamp.\n\nThe lamps were lit at six.",
			[]string{"direct Is it done? | heading: Rusk", "direct Nearly. Bring me the lamp. | heading: Dawes"}},
		"a tape": {"The quay\n\nOn the tape, a man is heard saying:\n\nBring the boat round. Don't wake the gull.\n\nThe lamps were lit at six.",
			[]string{"post Bring the boat round. Don't wake the gull. | saying | colon: a man"}},
		"a letter": {"The quay\n\nShe let us copy it:\n\nDear Peter, I kept you a seat next to mine, where I could keep an eye on you. You were a truthful boy.\n\nThe lamps were lit at six.",
			[]string{"post Dear Peter, I kept you a seat next to mine, where I could keep an eye on you. You were a truthful boy. | colon: "}},
		"a letter that It speaks": {"The quay\n\nA letter from Ana Ruiz, the pilot's niece, was read out. It ran, in full:\n\nI am too old to come. I should like the lamp to stay.\n\nThe lamps were lit at six.",
			[]string{"post I am too old to come. I should like the lamp to stay. | full | heading: Ana Ruiz"}},
		"a message": {"The quay\n\nThe email, released on Monday, reads:\n\nFrom: Ana Ruiz\nTo: All staff\nSubject: The lamps\n\nSomebody has taken my lamp. I know you.\n\nI am on the quay until five.\n\nNobody came.",
			[]string{"post Somebody has taken my lamp. I know you. | heading: Ana Ruiz", "post I am on the quay until five. | heading: Ana Ruiz"}},
		"a trade in the signature": {"The quay\n\n“The lamp is a suspect.” – Retired pilot Ana Ruiz\n\n“We wait.” – Peter Lang",
			[]string{"direct The lamp is a suspect. | signature: Ana Ruiz", "direct We wait. | signature: Peter Lang"}},
		"signatures in a row": {"The quay\n\nReaders write:\n\nMy lamp is out.\n— Ana\n\nSeen worse.\n— Big Kev\n\nThe lamps were lit at six.",
			[]string{"post My lamp is out. | signature: Ana", "post Seen worse. | signature: Big Kev"}},
		"a heading with a network": {"The quay\n\n“I saw it,” Ana Ruiz said.\n\n1.22pm\nMinister on X\nThe minister has left for Turrin.", []string{"direct I saw it, | said"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
