package entity

import (
	"encoding/binary"
	"fmt"

	"quoth/nlp/modelfile"
)

// A vocabulary holds what is known of words and names before any text is read:
// word clusters, and lists of names.
type vocabulary struct {
	casedTable  table
	casedValue  []byte // uint16 a slot: number of the cluster
	casedPath   []path
	foldedTable table
	foldedValue []byte // uint16 a slot: cluster number << profileBits | profile
	foldedPath  []path
	nameTable   table
	nameValue   []byte // a byte a slot: set of nameTypes
}

// A profile is the commonest role of a word in listed names, and two signs
// about it, plus 1.
const (
	profileBits  = 5
	profileSure  = 1 // the role is by far the commonest
	profileOften = 2 // the word is in many names
)

// A path is a cluster's place in the tree of clusters, cut at several depths.
type path [4]uint32

var (
	casedDepths  = [4]int{4, 6, 10, 20}
	foldedDepths = [4]int{4, 8, 12, 20}
)

// The types of listed names, as bits.
const (
	namePerson   = 1 << iota // full names of people
	namePlace                // countries, cities, rivers
	nameBody                 // companies, clubs, parties, ministries
	nameEvent                // battles, cups, festivals
	nameWork                 // films, books, paintings
	nameThing                // ships, weapons, cars
	nameSurname              // single surnames
	nameDemonym              // people of a country
	nameTypeBits = 8
)

// longestName is how many words of a listed name are compared.
const longestName = 6

func readVocabulary(f *modelfile.File) (*vocabulary, error) {
	l := &vocabulary{}
	var err error
	if l.casedTable, l.casedValue, err = readTable(f, "cased", 2); err != nil {
		return nil, err
	}
	if l.foldedTable, l.foldedValue, err = readTable(f, "folded", 2); err != nil {
		return nil, err
	}
	if l.nameTable, l.nameValue, err = readTable(f, "names", 1); err != nil {
		return nil, err
	}
	if l.casedPath, err = readPaths(f, "cased.paths", casedDepths); err != nil {
		return nil, err
	}
	if l.foldedPath, err = readPaths(f, "folded.paths", foldedDepths); err != nil {
		return nil, err
	}
	return l, nil
}

// readTable takes a table and the values of its slots, of the given width.
func readTable(f *modelfile.File, name string, width int) (table, []byte, error) {
	t, err := newTable(f, name+".tags")
	if err != nil {
		return t, nil, err
	}
	values, err := f.Bytes(name + ".values")
	if err != nil {
		return t, nil, err
	}
	if len(values) != width*t.slots() {
		return t, nil, fmt.Errorf("%s: %w: %s.values", f.Name(), modelfile.ErrSection, name)
	}
	return t, values, nil
}

func readPaths(f *modelfile.File, name string, depths [4]int) ([]path, error) {
	bits, err := f.Strings(name)
	if err != nil {
		return nil, err
	}
	return cutPaths(bits, depths), nil
}

// cutPaths numbers clusters from 1; number 0 is that of unknown words.
func cutPaths(bits []string, depths [4]int) []path {
	paths := make([]path, len(bits)+1)
	for i, b := range bits {
		for k, depth := range depths {
			paths[i+1][k] = uint32(lowerHash(b[:min(depth, len(b))])>>32) | 1
		}
	}
	return paths
}

// lookUp fills a word's clusters and its profile.
func (l *vocabulary) lookUp(w *word) {
	if s := l.casedTable.find(w.form); s >= 0 {
		w.cased = min(binary.LittleEndian.Uint16(l.casedValue[2*s:]), uint16(len(l.casedPath)-1))
	}
	if s := l.foldedTable.find(w.lower); s >= 0 {
		v := binary.LittleEndian.Uint16(l.foldedValue[2*s:])
		w.profile = uint8(v & (1<<profileBits - 1))
		w.folded = min(v>>profileBits, uint16(len(l.foldedPath)-1))
	}
}

// isLoweredName says whether a word in lower case stands in listed names, and
// is unknown in lower case to the cased clusters.
func (l *vocabulary) isLoweredName(w *word) bool {
	s := l.foldedTable.find(w.lower)
	if s < 0 || binary.LittleEndian.Uint16(l.foldedValue[2*s:])&(1<<profileBits-1) == 0 {
		return false
	}
	return l.casedTable.find(w.form) < 0
}

// isOrdinary says whether the cased clusters know a word with a capital in lower
// case too.
func (l *vocabulary) isOrdinary(w *word) bool {
	return w.kind == kindTitle && l.casedTable.find(w.lower) >= 0
}

// markNames marks the words of the longest listed name that begins at each word
// which looks like a part of a name, or stands before one that lost its capital.
func (l *vocabulary) markNames(words []word) {
	for i := range words {
		if !words[i].nameable() && (i+1 == len(words) || !words[i+1].lowered) {
			continue
		}
		types, length := l.longestName(words[i:])
		if types == 0 {
			continue
		}
		for j := i; j < i+length; j++ {
			if j == i {
				words[j].names |= uint16(types)
			} else {
				words[j].names |= uint16(types) << nameTypeBits
			}
		}
	}
}

func (l *vocabulary) longestName(words []word) (types byte, length int) {
	var h uint64
	for n := 0; n < min(longestName, len(words)); n++ {
		h = phraseHash(h, words[n].lower)
		if !words[n].nameable() && (n == 0 || words[n].kind != kindDigit) {
			continue
		}
		if s := l.nameTable.find(h); s >= 0 {
			types, length = l.nameValue[s], n+1
		}
	}
	return types, length
}
