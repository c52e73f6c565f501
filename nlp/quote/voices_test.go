package quote_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVoices(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"names and ages": {
			"We asked at the quay.\n\nAna Ruiz, 41, baker\nI sell more bread when it rains.\n\nPeter Lang (9), pupil\n«My boat is red.»\n\nThe quay closes at nine.",
			[]string{"direct I sell more bread when it rains. | heading: Ana Ruiz", "direct My boat is red. | heading: Peter Lang"},
		},
		"names and times": {
			"Comments\n\nAna Ruiz, 9.02am\nI was there.\nIt rained.\n\nPeter Lang, 10:40\nI was not.",
			[]string{"direct I was there. | heading: Ana Ruiz", "direct It rained. | heading: Ana Ruiz", "direct I was not. | heading: Peter Lang"},
		},
		"names and places": {
			"Your letters\n\nAna Ruiz, Turrin\nI was there.\n\nName and address supplied\nMy boat sank.\n\nPeter Lang, also of Turrin\nWe were not.\n\nInes Toth, Marello\nIt was my lamp.",
			[]string{"direct I was there. | heading: Ana Ruiz", "direct My boat sank. | heading: ", "direct We were not. | heading: Peter Lang", "direct It was my lamp. | heading: Ines Toth"},
		},
		"a voice that goes on": {
			"Your letters\n\nAna Ruiz, 41\nIt rained.\n\nWhen I told the pilot, he laughed. ‘It does,’ he said.\n\nPeter Lang, 38\nI was not there.",
			[]string{"direct It rained. | heading: Ana Ruiz", "direct When I told the pilot, he laughed. ‘It does,’ he said. | heading: Ana Ruiz", "direct I was not there. | heading: Peter Lang"},
		},
		"comments": {
			"The quay is closed.\n\nComments (2)\n\nAna Ruiz, 9.02am\nThe lamp is not even a good one.\n\nMy boat sank in May.\nPeter Lang, Turrin, 10.40am",
			[]string{"direct The lamp is not even a good one. | heading: Ana Ruiz", "post My boat sank in May. | signature: Peter Lang"},
		},
		"letters that only their names end": {
			"Letters: lamps and ropes\n\nThe quay is new, and the lamps are out.\n\nI was there.\n\nAna Ruiz, Turrin\n\nNo more ropes\n\nThe ropes are wet. My boat sank.\n\nPeter Lang, Upper Marello\n\nWe were not.\n\nInes Toth, Turrin\n\nThe editor writes: the lamps are lit.",
			[]string{"post I was there. | signature: Ana Ruiz", "post The ropes are wet. My boat sank. | signature: Peter Lang", "post We were not. | signature: Ines Toth"},
		},
		"two names and places are no series": {"The quay\n\nAna Ruiz, Turrin\nI was there.\n\nPeter Lang, Marello\nWe were not.", nil},
		"one such line is no series":         {"The crew\n\nAna Ruiz, 41, skipper\nShe sails in May.", nil},
		"a list of who was there":            {"The crew\n\nAna Ruiz, 41, skipper\nPeter Lang, 38, cook\n\nThey sail in May.", nil},
		"a dialogue behind dashes": {
			"Ruiz went down to the pilot.\n\n— Who told you?\n\n— Nobody.\n\nThe pilot left.",
			[]string{"direct Who told you?", "direct Nobody."},
		},
		"a list behind dashes": {"The quay needs:\n\n— Ropes of hemp\n\n— Two lamps\n\nThe vote comes in May.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPostsUnderNetworks(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a name on a network": {"The harbour was closed.\n\nWe float. We wait.\nAna Ruiz on Instagram, July 16\n\nThe lamps were lit at six.",
			[]string{"post We float. We wait. | signature: Ana Ruiz"}},
		"behind a dash, with a time": {"The pilot took sides.\n\nLang is a WINNER!\n\n— Ana Ruiz, Truth Social, Sept. 14, 7:02 p.m.",
			[]string{"post Lang is a WINNER! | signature: Ana Ruiz"}},
		"accounts over comments": {"Readers write\n\nkevin_62, June 17, 9.14am\nSell the bell.\n\nAna Ruiz, June 17, 11.02am\nKeep it.",
			[]string{"direct Sell the bell. | heading: kevin_62", "direct Keep it. | heading: Ana Ruiz"}},
		"a name and an office under words in marks": {"What partners say\n\n“The cables came in time.”\nAna Ruiz\nSite manager\n\n“We wait.”\nPeter Lang, pilot\n\nThe lamps were lit at six.",
			[]string{"direct The cables came in time. | signature: Ana Ruiz", "direct We wait. | signature: Peter Lang"}},
		"an account right below": {"The pilot sings. Her post hangs in the hall.\n\nThey close our quay. I have been here for six minutes.\n@anaruiz on Instagram, 26 December 2031\n\nSixty people signed.",
			[]string{"post They close our quay. I have been here for six minutes. | signature: @anaruiz"}},
		"an account behind a dash": {"Others sent in their own.\n\nWe had a lamp once\n\n— @anaruiz\n\nThe lamps were lit at six.",
			[]string{"post We had a lamp once | signature: @anaruiz"}},
		"a name, an age and a trade": {"Readers write.\n\nMy son clapped.\nAna Ruiz, 34, nurse, Turrin\n\nThe lamps were lit at six.",
			[]string{"post My son clapped. | signature: Ana Ruiz"}},
		"a name, a time and the words": {"The quay\n\nA post has drawn replies.\n\nIt is deleted.\n\nPeter Lang\n2 May at 19:04\nYou should not be there.\n\nanaruiz\n3 hours ago\nNobody asked me.\n\nThe lamps were lit at six.",
			[]string{"post You should not be there. | heading: Peter Lang", "post Nobody asked me. | heading: anaruiz"}},
		"a byline": {"The quay\n\nAna Ruiz\n2 May at 19:04\nWe lost six lamps.\n\nThe lamps were lit at six.", nil},
		"an account with likes": {"Readers write.\n\n@anaruiz (42 likes): Nobody asked me.\n\nThe lamps were lit at six.",
			[]string{"post Nobody asked me. | heading: @anaruiz"}},
		"a name withheld": {"Readers write.\n\nMy pupils forgot the ropes.\n— Name and address supplied, Turrin\n\nThe lamps were lit at six.",
			[]string{"post My pupils forgot the ropes. | signature: "}},
		"a post of two paragraphs": {"The lamps were out.\n\nAna Ruiz @anaruiz · 20 Jul\n\nOkay, quay police here.\n\nHe was trying to get home. I checked last night.\n\nThe lamps were lit at six.",
			[]string{"post Okay, quay police here. | heading: Ana Ruiz", "post He was trying to get home. I checked last night. | heading: Ana Ruiz"}},
		"a network in brackets": {"Others sent in their own.\n\nFor the record: six lamps.\n\n— Ana Ruiz (Facebook)\n\nThe lamps were lit at six.",
			[]string{"post For the record: six lamps. | signature: Ana Ruiz"}},
		"a list of words and names": {"We asked around.\n\n• \"The horses knew.\" - Ana Ruiz, Turrin\n\n• \"The lamp went out.\" - Peter Lang, Upper Marello\n\nThe lamps were lit at six.",
			[]string{"direct The horses knew. | signature: Ana Ruiz", "direct The lamp went out. | signature: Peter Lang"}},
		"a caption": {"The quay floats.\n\nAna Ruiz, Instagram\n\nThe lamps were lit at six.", nil},
		"an entry of a live blog, signed": {"Recount\n\n“We float,” the janitor told me. “We wait.” – Ana Ruiz\n\nThe lamps were lit at six.",
			[]string{"direct We float, | told", "direct We wait. | told"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestStatementsBehindColons(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"issued a statement": {"The quay\n\nLate on Monday Peter Lang issued the following statement: We love our quay. Every rope is held in a separate shed.",
			[]string{"post We love our quay. Every rope is held in a separate shed. | statement | colon: "}},
		"a sign": {"The quay\n\nThe note read: Keep out.", nil},
		"in full, from somebody": {"The quay\n\nIn full, from the Ruiz Group:\n\nWe love our quay. Our ropes are dry.\n\nThe lamps were lit at six.",
			[]string{"post We love our quay. Our ropes are dry. | full | heading: Ruiz Group"}},
		"words that go on": {"The quay\n\nOn Instagram, his daughter Ana Ruiz wrote:\n\nMy father hated speeches.\n\nHe took the pilot over with my brother on board. ‘It is safer,’ he said.\n\nAt the hall the talk went on.",
			[]string{"post My father hated speeches. | wrote | colon: his daughter Ana Ruiz", "post He took the pilot over with my brother on board. ‘It is safer,’ he said. | wrote | colon: his daughter Ana Ruiz"}},
		"a writer who says I": {"The quay\n\nI had written about the quay. Its owner, Peter Lang, posted within the hour:\n\nProud of our quay.\n\nI rang Ana Ruiz. ‘It is a shed,’ she said.",
			[]string{"indirect the quay | had written about", "post Proud of our quay. | posted | colon: ", "direct It is a shed, | said"}},
		"a reporter on the spot": {"The quay\n\nOur reporter Peter Lang is on the quay:\n\nI can see three boats and no lamps.\n\nThe lamps were lit at six.",
			[]string{"post I can see three boats and no lamps. | heading: Peter Lang"}},
		"from a sermon": {"The quay\n\nThe Rev Peter Lang preached. From his sermon:\n\nYou sat in the same boat.\n\nThe lamps were lit at six.",
			[]string{"post You sat in the same boat. | sermon | colon: The Rev Peter Lang"}},
		"on a network": {"The quay\n\nOn its Facebook page the inn tried to calm its guests:\n\nYour tables stand.\n\nThe lamps were lit at six.",
			[]string{"post Your tables stand. | Facebook | colon: "}},
		"an answer from an account": {"The quay\n\nThe answer, from @anaruiz, was posted at once:\n\nThank you. You eat too fast.",
			[]string{"post Thank you. You eat too fast. | posted | heading: @anaruiz"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTurnsThatReportOthers(t *testing.T) {
	got := rows(annotate(t, "ANA RUIZ: I lit the lamp.\n\nThe pilot wrote me a letter. He wrote: “Ropes rot.”\n\nPETER LANG: When?\n\nANA RUIZ: In May.\n\nTHREE THINGS TO KNOW\n\nWe close at nine."))
	want := []string{"direct I lit the lamp. | turn: ANA RUIZ", "direct The pilot wrote me a letter. He wrote: “Ropes rot.” | turn: ANA RUIZ", "direct When? | turn: PETER LANG",
		"direct In May. | turn: ANA RUIZ"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestVoicesFromTheHouse(t *testing.T) {
	got := rows(annotate(t, "Ana Ruiz: When will the ferry sail?\n\nSome hon. members: Never!\n\nAna Ruiz: Of which year?"))
	want := []string{"direct When will the ferry sail? | turn: Ana Ruiz", "direct Never! | turn: Some hon. members", "direct Of which year? | turn: Ana Ruiz"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestRecords checks what records of broadcasts, interviews and parliaments have
// at and between their turns.
func TestRecords(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"how somebody goes on": {"The news\n\nANA RUIZ (on camera): The gate is bent.\n\n(voice-over): It was a sound.\n\nPETER LANG: I heard it.\n\nRUIZ: So did I.",
			[]string{"direct The gate is bent. | turn: ANA RUIZ", "direct It was a sound. | turn: ANA RUIZ", "direct I heard it. | turn: PETER LANG", "direct So did I. | turn: RUIZ"}},
		"one of several unnamed": {"The news\n\nRUIZ: Who is there?\n\nUNIDENTIFIED PERSON #1: Can we plant them?\n\nRUIZ: Yes.",
			[]string{"direct Who is there? | turn: RUIZ", "direct Can we plant them? | turn: UNIDENTIFIED PERSON #1", "direct Yes. | turn: RUIZ"}},
		"questions in bold": {"The quay\n\n**Who built it?**\n\nAR: I did.\n\nPL: She did.\n\n**Is that a yes?**\n\nAR: It is.",
			[]string{"direct Who built it? | turn: ", "direct I did. | turn: AR", "direct She did. | turn: PL", "direct Is that a yes? | turn: ", "direct It is. | turn: AR"}},
		"what one of them does": {"The quay\n\nRuiz: I built it.\n\nShe gets up and opens the door.\n\nCourier: When?\n\nRuiz: In May.",
			[]string{"direct I built it. | turn: Ruiz", "direct When? | turn: Courier", "direct In May. | turn: Ruiz"}},
		"whom a question is put to": {"The house sat.\n\nANA RUIZ (Quayside) to the Minister for Ports: Does he stand by that?\n\nPETER LANG: I do.\n\nANA RUIZ: Why?",
			[]string{"direct Does he stand by that? | turn: ANA RUIZ", "direct I do. | turn: PETER LANG", "direct Why? | turn: ANA RUIZ"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestHeadlineSpokenBelow checks that a word or two in a headline's marks are
// speech where the same words are spoken below.
func TestHeadlineSpokenBelow(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"spoken below": {"Council ‘deeply sorry’ after report\n\n“We are deeply sorry for this,” Ana Ruiz said.",
			[]string{"direct deeply sorry", "direct We are deeply sorry for this, | said"}},
		"a term": {"The “ghost train” timetable\n\n“We are sorry for the ghost train we ran,” Ana Ruiz said.",
			[]string{"direct We are sorry for the ghost train we ran, | said"}},
		"in a heading": {"The quay\n\n“It was loud,” Ana Ruiz said.\n\nHospital ‘stretched but coping’\n\n“We are stretched but coping,” Peter Lang said.",
			[]string{"direct It was loud, | said", "direct stretched but coping", "direct We are stretched but coping, | said"}},
		"not spoken": {"The ‘wedge’ is back in the shops\n\n“We are deeply sorry for this,” Ana Ruiz said.",
			[]string{"direct We are deeply sorry for this, | said"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestAnnounced checks that a word or two behind a colon are speech where a
// reporting word, a noun for what is said or a name leads to them.
func TestAnnounced(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a reporting word":      {"The crew met.\n\nAt this the pilot shook his head and was heard to say: ‘Liar.’ The mate left.", []string{"direct Liar. | was heard to say"}},
		"a noun":                {"The crew met.\n\nAnd the pilot’s verdict: ‘Badly.’", []string{"direct Badly. | verdict"}},
		"a label with brackets": {"The crew met.\n\nRuiz (banging the table): “Gentlemen!”\n\nThe motion was lost.", []string{"direct Gentlemen! | :"}},
		"a label":               {"The crew met.\n\nReferee Ana Ruiz: “No comment.” (Twice.)", []string{"direct No comment. | :"}},
		"one word":              {"The crew met.\n\nThe pilot replied with a single word: “Ice.”", []string{"direct Ice. | replied with a single word"}},
		"small letters":         {"The crew met.\n\nAna Ruiz said: “dunno”. The mate left.", []string{"direct dunno | said"}},
		"how it ends":           {"The crew met.\n\nThe voicemail ended: “Love to the crew.”", []string{"direct Love to the crew. | ended"}},
		"names between marks":   {"The crew met.\n\n“You up?” Ruiz texted. Lang: “No.” Ruiz: “Now?”", []string{"direct You up? | texted", "direct No. | :", "direct Now? | :"}},
		"a title":               {"The crew met.\n\nThe film they saw was an old one: “Jaws.” It was loud.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestBetweenTurns checks that what stands between turns and is nobody's words
// is not taken for them.
func TestBetweenTurns(t *testing.T) {
	text := "The call was taped.\n\nANA RUIZ: I live on the quay.\n\n23:57:40\n\nPETER LANG: Thank you.\n\nThe court then heard the tape again.\n\nANA RUIZ: <Voice message, 0:09>\n\nCROSS-EXAMINATION\n\nPETER LANG: Good."
	want := []string{"direct I live on the quay. | turn: ANA RUIZ", "direct Thank you. | turn: PETER LANG", "direct Good. | turn: PETER LANG"}
	if diff := cmp.Diff(want, rows(annotate(t, text))); diff != "" {
		t.Error(diff)
	}
}

// TestTurnsBetweenHeadings checks labels that lose the first name, and what stands under a
// heading with a number between turns.
func TestTurnsBetweenHeadings(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"numbered": {"The hearing\n\n1. The pilot\n\nANA RUIZ: Was it dark?\n\nPETER LANG: It was.\n\n2. The captain\n\nInes Toth had not spoken before.\n\nRUIZ: And you?",
			[]string{"direct Was it dark? | turn: ANA RUIZ", "direct It was. | turn: PETER LANG", "direct And you? | turn: RUIZ"}},
		"last names": {"The lamp show\n\nAna Ruiz: What did the ice do?\n\nPeter Lang: It left early.\n\nRuiz: How early?\n\nLang: Before the boat.",
			[]string{"direct What did the ice do? | turn: Ana Ruiz", "direct It left early. | turn: Peter Lang", "direct How early? | turn: Ruiz", "direct Before the boat. | turn: Lang"}},
		"questions and a name": {"The match\n\nQ. What changed?\n\nANA RUIZ: I slept.", []string{"direct What changed? | turn: Q", "direct I slept. | turn: ANA RUIZ"}},
		"who said it behind a dash": {"Ruiz waited.\n\n— Number sixty?\n\n— I have waited since May, said Ruiz.\n\nThe clerk left.",
			[]string{"direct Number sixty?", "direct I have waited since May, | said"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows(annotate(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
