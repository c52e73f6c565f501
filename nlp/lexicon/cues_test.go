package lexicon

import (
	"strings"
	"testing"
)

func TestCueForms(t *testing.T) {
	cues := ReportingCues()
	for form, want := range map[string]Cue{
		"said": {"say", ReportCue, PastForm}, "Says": {"say", ReportCue, ThirdForm},
		"quipping": {"quip", ReportCue, GerundForm}, "writing": {"write", ReportCue, GerundForm},
		"written": {"write", ReportCue, PastForm}, "replied": {"reply", ReportCue, PastForm},
		"denies": {"deny", ReportCue, ThirdForm}, "labelling": {"label", NameCue, GerundForm},
		"criticised": {"criticise", ActCue, PastForm}, "agreeing": {"agree", ReportCue, GerundForm},
		"telling": {"tell", ReportCue, GerundForm}, "adding": {"add", ReportCue, GerundForm},
		"admitted": {"admit", ReportCue, PastForm}, "admitting": {"admit", ReportCue, GerundForm},
	} {
		if got, ok := cues.Lookup(form); !ok || got != want {
			t.Errorf("%s: %+v, want %+v", form, got, want)
		}
	}
	for _, word := range []string{"house", "", strings.Repeat("say", 40)} {
		if _, ok := cues.Lookup(word); ok {
			t.Errorf("%q is no cue", word)
		}
	}
}

func TestCuesOfAUser(t *testing.T) {
	verbs, err := ReadCues(strings.NewReader("# ours\nkvetch  # complains\n\nnickname name\n"))
	if err != nil {
		t.Fatal(err)
	}
	cues := ReportingCues().With(verbs...)
	if got, ok := cues.Lookup("kvetched"); !ok || got.Class != ReportCue {
		t.Errorf("kvetched: %+v", got)
	}
	if got, ok := cues.Lookup("nicknamed"); !ok || got.Class != NameCue {
		t.Errorf("nicknamed: %+v", got)
	}
	if _, ok := ReportingCues().Lookup("kvetched"); ok {
		t.Error("the built-in set changed")
	}
}
