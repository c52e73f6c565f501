package entity

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTableFindsEveryKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seeds := rapid.SliceOfNDistinct(rapid.Uint64(), 1, 3000, rapid.ID[uint64]).Draw(t, "seeds")
		keys := make([]uint64, len(seeds))
		for i, s := range seeds {
			keys[i] = mix(s)
		}
		table, slots, err := buildTable(keys)
		if err != nil {
			t.Fatal(err)
		}
		for i, k := range keys {
			if got := table.find(k); slots[i] >= 0 && got != int(slots[i]) && slices.Index(slots, int32(got)) < 0 {
				t.Fatalf("key %d: slot %d, want %d", i, got, slots[i])
			}
		}
	})
}

func TestTableRarelyKnowsForeignKeys(t *testing.T) {
	keys := make([]uint64, 50_000)
	for i := range keys {
		keys[i] = mix(uint64(i) + 1)
	}
	table, _, err := buildTable(keys)
	if err != nil {
		t.Fatal(err)
	}
	foreign := 0
	for i := range keys {
		if table.find(mix(uint64(i+len(keys))+1)) >= 0 {
			foreign++
		}
	}
	if foreign > len(keys)/1000 {
		t.Fatalf("%d of %d foreign keys are taken for own", foreign, len(keys))
	}
}

func TestHashesOfForms(t *testing.T) {
	form, lower, title := hashForms("NAIROBI")
	if form == lower || title == lower {
		t.Fatal("case does not count in form and title")
	}
	if _, same, _ := hashForms("nairobi"); same != lower {
		t.Fatal("lower case differs")
	}
	if same, _, _ := hashForms("Nairobi"); same != title {
		t.Fatal("title case differs")
	}
	if lowerHash("1996") != lowerHash("20") {
		t.Fatal("runs of digits differ")
	}
	if lowerHash("O’Neill") != lowerHash("o'neill") {
		t.Fatal("apostrophes differ")
	}
}
