package speaker_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/nlp"
	"quoth/nlp/lexicon"
	"quoth/nlp/modelfile"
	"quoth/nlp/speaker"
)

var (
	ruizAndLang = map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Peter Lang": nlp.Male}
	twoMen      = map[string]nlp.Sex{"Omar Haddad": nlp.Male, "Peter Lang": nlp.Male}
	twoWomen    = map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Ines Toth": nlp.Female}
)

// TestNames shows whom the annotator names, case by case.
func TestNames(t *testing.T) {
	tests := map[string]namedScene{
		"subject after the words": {
			scene{text: "“The bridge will open in May,” Ana Ruiz said on Monday.", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge will open in May,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"subject before the words": {
			scene{text: "On Monday Ana Ruiz told reporters: “The bridge will open in May.”", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge will open in May.", cue: "told"}}},
			[]string{"Ana Ruiz"},
		},
		"inversion": {
			scene{text: "“The bridge will open in May,” said Ana Ruiz, who leads the council, on Monday.", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge will open in May,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"apposition between subject and verb": {
			scene{text: "Ana Ruiz, the mayor of Turrin, said that the bridge would open in May.", people: ruizAndLang,
				quotes: []quoted{{words: "the bridge would open in May", cue: "said", kind: nlp.Indirect}}},
			[]string{"Ana Ruiz"},
		},
		"according to": {
			scene{text: "The bridge will open in May, according to Peter Lang, and Ana Ruiz will cut the ribbon.", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge will open in May", cue: "according to", kind: nlp.Indirect}}},
			[]string{"Peter Lang"},
		},
		"shared subject": {
			scene{text: "Ana Ruiz thanked the workers and said that the bridge would open in May.", people: ruizAndLang,
				quotes: []quoted{{words: "the bridge would open in May", cue: "said", kind: nlp.Indirect}}},
			[]string{"Ana Ruiz"},
		},
		"pronoun by sex": {
			scene{text: "Ana Ruiz met Peter Lang on Monday. “The bridge will open in May,” she said. “It will not,” he replied.", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge will open in May,", cue: "said"}, {words: "It will not,", cue: "replied"}}},
			[]string{"Ana Ruiz", "Peter Lang"},
		},
		"pronoun with two men": {
			scene{text: "Omar Haddad presented the plan to Peter Lang. “The bridge will open in May,” he said.", people: twoMen,
				quotes: []quoted{{words: "The bridge will open in May,", cue: "said"}}},
			[]string{"Omar Haddad"},
		},
		"pronoun with two women": {
			scene{text: "Ines Toth designed the bridge. It was paid for by Ana Ruiz.\n\nToth spoke first. “It will open in May,” she said.", people: twoWomen,
				quotes: []quoted{{words: "It will open in May,", cue: "said"}}},
			[]string{"Ines Toth"},
		},
		"names inside the words don't speak": {
			scene{text: "Omar Haddad was angry. “Lang never came to see the bridge,” he said.", people: twoMen,
				quotes: []quoted{{words: "Lang never came to see the bridge,", cue: "said"}}},
			[]string{"Omar Haddad"},
		},
		"description tied to a name": {
			scene{text: "Finance Minister Ana Ruiz met Peter Lang, a farmer. “The money is there,” the minister said. “Not for us,” the farmer said.", people: ruizAndLang,
				quotes: []quoted{{words: "The money is there,", cue: "said"}, {words: "Not for us,", cue: "said"}}},
			[]string{"Ana Ruiz", "Peter Lang"},
		},
		"description before its name": {
			scene{text: "“The money is there,” said the spokeswoman for the ministry, Ana Ruiz.", people: ruizAndLang,
				quotes: []quoted{{words: "The money is there,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"the company": {
			scene{text: "Norvik Steel closed its mill on Monday. The company said that the market had shrunk.", bodies: []string{"Norvik Steel"},
				quotes: []quoted{{words: "the market had shrunk", cue: "said", kind: nlp.Indirect}}},
			[]string{"Norvik Steel"},
		},
		"a body by the noun in its name": {
			scene{text: "Norvik Steel gave money to the Lantern Foundation. The foundation said that it was not enough.", bodies: []string{"Norvik Steel", "Lantern Foundation"},
				quotes: []quoted{{words: "it was not enough", cue: "said", kind: nlp.Indirect}}},
			[]string{"Lantern Foundation"},
		},
		"an office abbreviated": {
			scene{text: "Harbour Safety Inspector Ana Ruiz met Peter Lang on the quay. “The crane is sound,” the HSI said.", people: ruizAndLang,
				quotes: []quoted{{words: "The crane is sound,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a last name without the first": {
			scene{text: "Van der Lang won again. Omar van der Lang rowed alone. “The river was kind,” Van der Lang said.", people: map[string]nlp.Sex{"Omar van der Lang": nlp.Male, "Van der Lang": nlp.Male},
				quotes: []quoted{{words: "The river was kind,", cue: "said"}}},
			[]string{"Omar van der Lang"},
		},
		"a title tells which of two": {
			scene{text: "Lim Mei Ling sells rope with her brother Lim Boon Kee. “We are closed,” said Madam Lim.", people: map[string]nlp.Sex{"Lim Boon Kee": nlp.Male, "Lim Mei Ling": nlp.Female, "Lim": nlp.SexUnknown},
				quotes: []quoted{{words: "We are closed,", cue: "said"}}},
			[]string{"Lim Mei Ling"},
		},
		"an office that heads turns": {
			scene{text: "The harbour desk kept a log of the night when Peter Lang rowed out.\n\nDESK: Are you afloat?\n\nLANG: Barely.", people: ruizAndLang,
				quotes: []quoted{{words: "Are you afloat?", label: "DESK", rule: lexicon.RuleTurn}, {words: "Barely.", label: "LANG", rule: lexicon.RuleTurn}}},
			[]string{"", "Peter Lang"},
		},
		"nobody named": {
			scene{text: "Peter Lang left the room. “It was loud,” said a witness.", people: ruizAndLang,
				quotes: []quoted{{words: "It was loud,", cue: "said"}}},
			[]string{""},
		},
		"further piece of a statement": {
			scene{text: "“The bridge is safe,” Ana Ruiz said. “I crossed it.” Peter Lang listened.", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge is safe,", cue: "said", utterance: 1}, {words: "I crossed it.", utterance: 1}}},
			[]string{"Ana Ruiz", "Ana Ruiz"},
		},
		"turns of a dialogue": {
			scene{text: "Ana Ruiz met Peter Lang at the bridge.\n\n“You are late,” said Ruiz.\n\n“The road was closed.”\n\n“Which road?”\n\n“The only one.”", people: ruizAndLang,
				quotes: []quoted{{words: "You are late,", cue: "said"}, {words: "The road was closed."}, {words: "Which road?"}, {words: "The only one."}}},
			[]string{"Ana Ruiz", "Peter Lang", "Ana Ruiz", "Peter Lang"},
		},
		"signature": {
			scene{text: "The mayor, Ana Ruiz, answered at once:\n\nThe bridge is safe. See for yourselves.\n— Ana Ruiz (@anaruiz) May 3, 2031", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge is safe. See for yourselves.", kind: nlp.Post, label: "Ana Ruiz", rule: lexicon.RuleSignature}}},
			[]string{"Ana Ruiz"},
		},
		"transcript": {
			scene{text: "Peter Lang was questioned by Ana Ruiz.\n\nRUIZ: Is the bridge safe?\n\nMR. LANG: I crossed it.", people: ruizAndLang,
				quotes: []quoted{{words: "Is the bridge safe?", label: "RUIZ", rule: lexicon.RuleTurn}, {words: "I crossed it.", label: "MR. LANG", rule: lexicon.RuleTurn}}},
			[]string{"Ana Ruiz", "Peter Lang"},
		},
		"initials before turns": {
			scene{text: "Peter Lang was questioned by Ana Ruiz-Toth.\n\nART: Is the bridge safe?\n\nP.L.: I crossed it.", people: map[string]nlp.Sex{"Ana Ruiz-Toth": nlp.Female, "Peter Lang": nlp.Male},
				quotes: []quoted{{words: "Is the bridge safe?", label: "ART", rule: lexicon.RuleTurn}, {words: "I crossed it.", label: "P.L.", rule: lexicon.RuleTurn}}},
			[]string{"Ana Ruiz-Toth", "Peter Lang"},
		},
		"shortened first name under a letter": {
			scene{text: "Peter Lang wrote home from the bridge.\n\nThe river is high. Send boots.\n— Pete", people: ruizAndLang,
				quotes: []quoted{{words: "The river is high. Send boots.", kind: nlp.Post, label: "Pete", rule: lexicon.RuleSignature}}},
			[]string{"Peter Lang"},
		},
		"the one asked answers": {
			scene{text: "Ana Ruiz asked Peter Lang whether he had crossed the bridge.\n\n“Twice.”\n\n“On foot?”", people: ruizAndLang,
				quotes: []quoted{{words: "whether he had crossed the bridge", cue: "asked", kind: nlp.Indirect}, {words: "Twice."}, {words: "On foot?"}}},
			[]string{"Ana Ruiz", "Peter Lang", "Ana Ruiz"},
		},
		"who was asked has not spoken": {
			scene{text: "Ines Toth paid for the bridge.\n\nAna Ruiz designed it and was asked which part was hardest. “The money,” she answered.", people: twoWomen,
				quotes: []quoted{{words: "which part was hardest", cue: "was asked", kind: nlp.Indirect}, {words: "The money,", cue: "answered"}}},
			[]string{"", "Ana Ruiz"}, // nobody says who asked
		},
		"description that opens the next sentence": {
			scene{text: "For years Peter Lang has paid twice.\n\nThe driver lost his pass at the bridge. “I never saw it again,” the driver said.", people: ruizAndLang,
				quotes: []quoted{{words: "I never saw it again,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"newcomer named in the next sentence": {
			scene{text: "A farmer came to the bridge. He was Peter Lang. The clerk greeted Ana Ruiz.\n\n“The money is gone,” the farmer said.", people: ruizAndLang,
				quotes: []quoted{{words: "The money is gone,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"this one from somebody": {
			scene{text: "Peter Lang left. A second memo, this one from Ana Ruiz, read: “The bridge is safe.”", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge is safe.", cue: "read"}}},
			[]string{"Ana Ruiz"},
		},
		"byline": {
			scene{text: "The bridge is shut\n\nBy Peter Lang\n\nA pilot came to see Ana Ruiz. “It is dark,” he said.", people: ruizAndLang,
				quotes: []quoted{{words: "It is dark,", cue: "said"}}},
			[]string{""},
		},
		"byline without By": {
			scene{text: "The bridge is shut\n\nPeter Lang, Turrin\n\nA pilot came to see Ana Ruiz. “It is dark,” he said.", people: ruizAndLang,
				quotes: []quoted{{words: "It is dark,", cue: "said"}}},
			[]string{""},
		},
		"bullet before a name": {
			scene{text: "The bridge is shut.\n\n• 10:32 Ana Ruiz tells TV2: “It is dark.”", people: ruizAndLang,
				quotes: []quoted{{words: "It is dark.", cue: "tells"}}},
			[]string{"Ana Ruiz"},
		},
		"letter that It speaks": {
			scene{text: "A letter from Ana Ruiz was read out by the clerk. It said: “The bridge is safe.”", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge is safe.", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a paper that has seen the words": {
			scene{text: "The memo, sent to all staff by Ana Ruiz and seen by the Turrin Courier, begins: “The bridge is safe.”", people: ruizAndLang, bodies: []string{"Turrin Courier"},
				quotes: []quoted{{words: "The bridge is safe.", cue: "begins"}}},
			[]string{"Ana Ruiz"},
		},
		"a paper that somebody speaks to": {
			scene{text: "Speaking exclusively to the Turrin Courier, Ana Ruiz, 39, of Marello, revealed: “The bridge is safe.”", people: ruizAndLang, bodies: []string{"Turrin Courier"},
				quotes: []quoted{{words: "The bridge is safe.", cue: "revealed"}}},
			[]string{"Ana Ruiz"},
		},
		"letter written by somebody": {
			scene{text: "The letter had been written by Ana Ruiz. Peter Lang opened it.\n\n“The bridge is safe,” the letter said.", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge is safe,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"two who share a last name": {
			scene{text: "Ana Ruiz came with her brother, Omar Ruiz. The bridge was loud. Ana laughed. “It sings,” Ms Ruiz said.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Omar Ruiz": nlp.Male},
				quotes: []quoted{{words: "It sings,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"named below": {
			scene{text: "A judge stopped the bridge on Monday, calling it “a trap”.\n\nThe ruling by Judge Ana Ruiz pleased Peter Lang.", people: ruizAndLang,
				quotes: []quoted{{words: "a trap", cue: "calling", kind: nlp.Mixed}}},
			[]string{"Ana Ruiz"},
		},
		"by the age": {
			scene{text: "Peter Lang crossed the bridge twice. “It is high,” the 44-year-old said.", people: ruizAndLang,
				quotes: []quoted{{words: "It is high,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"office before a name": {
			scene{text: "Peter Lang built the bridge. Head of the panel Ana Ruiz told him: “It is high.”", people: ruizAndLang,
				quotes: []quoted{{words: "It is high.", cue: "told"}}},
			[]string{"Ana Ruiz"},
		},
		"asked before a dialogue": {
			scene{text: "Ana Ruiz built the bridge.\n\nPeter Lang asked her about it.\n\n“It is high.”\n\n“How high?”", people: ruizAndLang,
				quotes: []quoted{{words: "It is high."}, {words: "How high?"}}},
			[]string{"Ana Ruiz", "Peter Lang"},
		},
		"headline": {
			scene{text: "Bridge ‘a gift to smugglers’\n\nThe bridge opened in May.\n\n“It is a gift to smugglers,” Ana Ruiz said.", people: ruizAndLang,
				quotes: []quoted{{words: "a gift to smugglers", kind: nlp.Mixed}, {words: "It is a gift to smugglers,", cue: "said"}}},
			[]string{"Ana Ruiz", "Ana Ruiz"},
		},
	}
	checkNames(t, tests)
}

func TestUnnamedSpeakerHasRole(t *testing.T) {
	d := scene{text: "“It was loud,” said a spokesman for the bank.",
		quotes: []quoted{{words: "It was loud,", cue: "said"}}}.document(t)
	if err := newAnnotator(t).Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	s := d.Quotations[0].Speaker
	if s.Type != nlp.SpeakerUnnamed || s.Role != "spokesman for the bank" || d.Slice(s.Span) != "a spokesman for the bank" || s.Entity != -1 {
		t.Errorf("got %+v", s)
	}
}

func TestSeveralSpeakers(t *testing.T) {
	d := scene{text: "Ana Ruiz and Peter Lang said that the bridge was safe.", people: ruizAndLang,
		quotes: []quoted{{words: "the bridge was safe", cue: "said", kind: nlp.Indirect}}}.document(t)
	if err := newAnnotator(t).Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	s := d.Quotations[0].Speaker
	if s.Name != "Ana Ruiz" || !slices.Equal(s.Others, []string{"Peter Lang"}) || d.Slice(s.Span) != "Ana Ruiz and Peter Lang" {
		t.Errorf("got %+v, %q", s, d.Slice(s.Span))
	}
}

func TestAddressee(t *testing.T) {
	d := scene{text: "Ana Ruiz and Peter Lang met on Monday. Ruiz told Lang, “The bridge is safe.”", people: ruizAndLang,
		quotes: []quoted{{words: "The bridge is safe.", cue: "told"}}}.document(t)
	if err := newAnnotator(t).Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if s := d.Quotations[0].Speaker; s.Name != "Ana Ruiz" || s.Addressee != "Peter Lang" {
		t.Errorf("got %+v", s)
	}
}

func TestRole(t *testing.T) {
	d := scene{text: "“The bridge is safe,” said Ana Ruiz, the mayor of Turrin.", people: ruizAndLang,
		quotes: []quoted{{words: "The bridge is safe,", cue: "said"}}}.document(t)
	if err := newAnnotator(t).Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if s := d.Quotations[0].Speaker; s.Role != "mayor of Turrin" || s.Rule != speaker.RuleInversion {
		t.Errorf("got %+v", s)
	}
}

func TestRoleHasNoDate(t *testing.T) {
	d := scene{text: "2024-08-13 Mayor Ana Ruiz spoke. “The bridge is safe,” Ruiz said.", people: ruizAndLang,
		quotes: []quoted{{words: "The bridge is safe,", cue: "said"}}}.document(t)
	if err := newAnnotator(t).Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if s := d.Quotations[0].Speaker; s.Role != "Mayor" {
		t.Errorf("got %+v", s)
	}
}

func TestExplain(t *testing.T) {
	s := scene{text: "Peter Lang listened. “The bridge is safe,” Ana Ruiz said.", people: ruizAndLang,
		quotes: []quoted{{words: "The bridge is safe,", cue: "said"}}}
	annotator := newAnnotator(t)
	plain, explained := s.document(t), s.document(t)
	explained.Explain = true
	for _, d := range []*nlp.Document{plain, explained} {
		if err := annotator.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	candidates := explained.Quotations[0].Candidates
	if len(candidates) == 0 || candidates[0].Name != "Ana Ruiz" {
		t.Fatalf("candidates %+v", candidates)
	}
	if diff := cmp.Diff(plain.Quotations[0].Speaker, explained.Quotations[0].Speaker); diff != "" || plain.Quotations[0].Candidates != nil {
		t.Errorf("to explain changes the answer:\n%s", diff)
	}
}

func TestRulesAreDescribedOnce(t *testing.T) {
	seen := map[nlp.Rule]bool{}
	for _, r := range speaker.Rules() {
		if r.Meaning == "" || seen[r.Rule] {
			t.Errorf("rule %q: described %q, seen before: %t", r.Rule, r.Meaning, seen[r.Rule])
		}
		seen[r.Rule] = true
	}
}

func TestNewRefusesOtherFiles(t *testing.T) {
	if _, err := speaker.New(speaker.Options{Name: "x", Model: []byte("no model")}); !errors.Is(err, modelfile.ErrNotModel) {
		t.Errorf("got %v", err)
	}
}
