package lexicon

import (
	"testing"

	"quoth/nlp"
)

func TestPlainName(t *testing.T) {
	for name, want := range map[string]string{
		"Dame Ana Ruiz KC":      "Ana Ruiz",
		"Abbot Beat Zurbriggen": "Beat Zurbriggen",
		"Dean Smith":            "Dean Smith",
		"Ana Ruiz, MP":          "Ana Ruiz",
		"Ana Ruiz":              "Ana Ruiz",
		"Ruiz":                  "Ruiz",
		"":                      "",
	} {
		if got := PlainName(name); got != want {
			t.Errorf("PlainName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSexOf(t *testing.T) {
	for name, want := range map[string]nlp.Sex{
		"Ana Ruiz": nlp.Female, "ana": nlp.Female, "Kwame Osei": nlp.Male, "Andrea Ruiz": nlp.SexUnknown, "Qwrt": nlp.SexUnknown, "": nlp.SexUnknown,
	} {
		if got := SexOf(name); got != want {
			t.Errorf("SexOf(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSexOfNamesFromAllOverTheWorld(t *testing.T) {
	for name, want := range map[string]nlp.Sex{
		"Geraint Pugh": nlp.Male, "Folake Ogun": nlp.Female, "Nosipho Mabe": nlp.Female, "Zdeněk Hrabal": nlp.Male, "Aurèle Gaudin": nlp.Male,
		"Marc-André Lang": nlp.Male, "Sally-Ann Roper": nlp.Female, "Guðrún Toth": nlp.Female, "Kim Ruiz": nlp.SexUnknown, "Sasha Toth": nlp.SexUnknown,
	} {
		if got := SexOf(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
