package source

import (
	"cmp"
	"strconv"
	"strings"
)

// Compare tells the order of two sources, as Item.Source gives them, in the way
// that a run reads them: folder by folder in the order of names, records by
// their numbers. A container comes before what is in it.
func Compare(a, b string) int {
	for a != b {
		oneA, restA, moreA := strings.Cut(a, "/")
		oneB, restB, moreB := strings.Cut(b, "/")
		if c := compareNames(oneA, oneB); c != 0 {
			return c
		}
		if !moreA || !moreB {
			return cmp.Or(cmp.Compare(len(restA), len(restB)), strings.Compare(a, b))
		}
		a, b = restA, restB
	}
	return 0
}

// compareNames compares one step of two paths: name#12 comes after name#7.
func compareNames(a, b string) int {
	nameA, numberA, _ := strings.Cut(a, "#")
	nameB, numberB, _ := strings.Cut(b, "#")
	if c := strings.Compare(nameA, nameB); c != 0 {
		return c
	}
	n, errA := strconv.ParseUint(numberA, 10, 63)
	m, errB := strconv.ParseUint(numberB, 10, 63)
	if errA == nil && errB == nil {
		return cmp.Or(cmp.Compare(n, m), strings.Compare(a, b))
	}
	return strings.Compare(a, b)
}

// BelongsTo says whether a source lies in a file: is it, or one of its records.
func BelongsTo(source, file string) bool {
	rest, ok := strings.CutPrefix(source, file)
	return ok && (rest == "" || rest[0] == '#' || rest[0] == '/')
}
