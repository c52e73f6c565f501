package lexicon

import "testing"

func TestNegates(t *testing.T) {
	for word, want := range map[string]bool{"not": true, "isn't": true, "without": true, "n't": false, "note": false, "aunt": false, "": false} {
		if got := Negates([]byte(word)); got != want {
			t.Errorf("%q: %t, want %t", word, got, want)
		}
	}
}
