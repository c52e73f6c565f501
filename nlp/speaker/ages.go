package speaker

import (
	"strconv"
	"strings"

	"quoth/nlp"
)

// Some nouns tell an age: "the boy" is nobody of 54, and where the article gives but
// one person an age that fits, "Leo Prinz, 9", that one is meant.

// agesOf gives the youngest and the oldest whom a noun in lower case can mean.
func agesOf(noun string) (youngest, oldest int, ok bool) {
	switch noun {
	case "baby", "toddler", "infant":
		return 0, 4, true
	case "boy", "girl", "child", "youngster", "schoolboy", "schoolgirl", "schoolchild", "pupil":
		return 0, 17, true
	case "teenager", "teen":
		return 13, 19, true
	case "pensioner", "octogenarian", "nonagenarian", "centenarian", "septuagenarian":
		return 58, 120, true
	}
	return 0, 0, false
}

// noteYears notes the age of an entity that the word at token t tells.
func (a *article) noteYears(entity, t int32) {
	word, _, _ := strings.Cut(strings.ToLower(a.text(t)), "-")
	years, known := smallNumbers[word]
	if !known {
		number, err := strconv.Atoi(word)
		years, known = number, err == nil
	}
	if known && entity != none {
		a.people.years[entity] = years
	}
}

// smallNumbers are those that newspapers write as words.
var smallNumbers = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}

// readAgeBefore notes the age in the words before a name: "nine-year-old Ana Ruiz".
func (a *article) readAgeBefore(i int32) {
	ph := &a.phrases[i]
	if a.labelAt(ph.mention) != nlp.Person {
		return
	}
	for t := ph.first; t < int32(a.Mentions[ph.mention].First); t++ {
		if age, ok := strings.CutSuffix(a.text(t), "-year-old"); ok {
			a.people.ages[hashLower(age)] = a.entityAt(ph.mention)
			a.noteYears(a.entityAt(ph.mention), t)
		}
	}
}

// isTooOldOrYoung says whether a person is known to be too old or too young for the noun of
// phrase i.
func (a *article) isTooOldOrYoung(entity, i int32) bool {
	youngest, oldest, tells := agesOf(strings.ToLower(a.text(a.phrases[i].head)))
	years, known := a.people.years[entity]
	if tells && oldest <= mostYouthful && !known {
		return a.holdsOffice(entity)
	}
	return tells && known && (years < youngest || years > oldest)
}

// mostYouthful is the age of the oldest who hold no office yet.
const mostYouthful = 19

// holdsOffice says whether the article calls a person by a title or an office that
// nobody has before growing up: "Judge Ana Ruiz", "the mayor, Ana Ruiz".
func (a *article) holdsOffice(entity int32) bool {
	for _, noun := range [...]string{"judge", "officer", "minister", "mayor", "councillor", "senator", "lawyer", "prosecutor", "doctor", "professor", "teacher", "headteacher", "principal",
		"director", "manager", "coach", "chairman", "chairwoman", "chair", "spokesman", "spokeswoman", "president", "secretary", "governor", "priest", "vicar"} {
		if a.isCalled(entity, noun) {
			return true
		}
	}
	return false
}

// ofFittingAge gives the only person whose age fits the noun of phrase i, "the boy", who
// is named before and of whom the article says so much; nobody where one without a name
// was called so.
func (a *article) ofFittingAge(i int32) int32 {
	ph := &a.phrases[i]
	youngest, oldest, tells := agesOf(strings.ToLower(a.text(ph.head)))
	if !tells || !ph.definite || ph.plural || a.follows(i) || len(a.people.byNoun[a.words[ph.head].hash]) > 0 || a.introduced(i) != none {
		return none
	}
	found := int32(none)
	for e := range int32(min(len(a.Entities), mostNames)) {
		years, known := a.people.years[e]
		if m := a.Entities[e].Mentions; known && years >= youngest && years <= oldest && a.labels[e] == nlp.Person && a.canBe(e, a.words[ph.head].known.Sex) && len(m) > 0 && int32(a.Mentions[m[0]].First) < ph.head {
			found = a.onlyOne(found, e)
		}
	}
	return max(found, none)
}
