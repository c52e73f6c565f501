package lexicon_test

import (
	"slices"
	"strings"
	"testing"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

func TestLookup(t *testing.T) {
	tests := map[string]lexicon.Word{
		"Spokeswoman": {Class: lexicon.Role | lexicon.Singular, Sex: nlp.Female},
		"spokesmen":   {Class: lexicon.Role | lexicon.Plural, Sex: nlp.Male},
		"witnesses":   {Class: lexicon.Role | lexicon.Plural},
		"people":      {Class: lexicon.Role | lexicon.Plural},
		"allies":      {Class: lexicon.Role | lexicon.Plural},
		"ministries":  {Class: lexicon.Body | lexicon.Plural},
		"Mrs.":        {Class: lexicon.Honorific, Sex: nlp.Female},
		"she":         {Sex: nlp.Female, Case: lexicon.Subject, Person: 3, Number: lexicon.One},
		"its":         {Case: lexicon.Possessive, Person: 3, Number: lexicon.One, Neuter: true},
		"aubergine":   {},
		"":            {},
	}
	for word, want := range tests {
		if got := lexicon.Lookup(word); got != want {
			t.Errorf("Lookup(%q) = %+v, want %+v", word, got, want)
		}
	}
}

func TestLookupOfLongWord(t *testing.T) {
	if got := lexicon.Lookup(strings.Repeat("minister", 1000)); got != (lexicon.Word{}) {
		t.Errorf("a long word is on a list: %+v", got)
	}
}

// TestKindsAreForPeople shows that every noun of the list of kinds is one for
// somebody and that none is its own kind.
func TestKindsAreForPeople(t *testing.T) {
	if !slices.Contains(lexicon.Kinds("lawyer"), "barrister") {
		t.Error("a barrister is no lawyer")
	}
	if lexicon.Kinds("cupboard") != nil {
		t.Error("a cupboard has kinds")
	}
	for noun, kinds := range lexicon.AllKinds() {
		if !lexicon.Lookup(noun).Is(lexicon.Role) && !lexicon.Lookup(noun).Is(lexicon.Honorific) {
			t.Errorf("%s is no noun for somebody", noun)
		}
		if slices.Contains(kinds, noun) {
			t.Errorf("%s is its own kind", noun)
		}
	}
}

// TestBodyKindsAreForBodies shows the same of the list of kinds of bodies.
func TestBodyKindsAreForBodies(t *testing.T) {
	if !slices.Contains(lexicon.BodyKinds("lender"), "bank") {
		t.Error("a bank is no lender")
	}
	for noun, kinds := range lexicon.AllBodyKinds() {
		if !lexicon.Lookup(noun).Is(lexicon.Body) {
			t.Errorf("%s is no noun for a body", noun)
		}
		if slices.Contains(kinds, noun) {
			t.Errorf("%s is its own kind", noun)
		}
	}
}

// TestDemonyms shows the words for a people by its country and by each other.
func TestDemonyms(t *testing.T) {
	for _, word := range []string{"Norway", "Norwegian", "norwegian"} {
		if !slices.Contains(lexicon.Demonyms(word), "norwegian") {
			t.Errorf("%s has no Norwegians", word)
		}
	}
	if !slices.Contains(lexicon.Demonyms("South Africa"), "south african") {
		t.Error("South Africa has no South Africans")
	}
	if lexicon.Demonyms("cupboard") != nil {
		t.Error("a cupboard has people")
	}
}
