package lexicon

import "testing"

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
