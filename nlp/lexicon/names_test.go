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

func TestSexOfNamesWithTheFamilysFirst(t *testing.T) {
	for name, want := range map[string]nlp.Sex{
		"Chen Meiling": nlp.Female, "Zhao Jianguo": nlp.Male, "Tay Siew Mei": nlp.Female, "Teo Qwrt Pqr": nlp.SexUnknown, "Wong Kok Hoon": nlp.Male,
		"Kim Eun-hee": nlp.Female, "Tran Thi Hoa": nlp.Female, "Pham Van Duc": nlp.Male, "Yamada Hiroshi": nlp.Male, "Nur binti Osman": nlp.Female,
		"Lin Marsh": nlp.Female, "Tan Kok Qwrt": nlp.Male, "Tran Qwrt Quan": nlp.Male, "Huang": nlp.Male, "Nagy Viktor": nlp.Male, "Sasha Petrova": nlp.Female, "Sasha Cordova": nlp.SexUnknown, "Sasha Ivanova": nlp.Female,
	} {
		if got := SexOf(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
