package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// readNicknames ties a name in quotation marks to the full name that the text says
// it stands for: "“Macca” is Peter Lang".
func (a *article) readNicknames() {
	for m := 1; m < len(a.Mentions); m++ {
		nick, full := &a.Mentions[m-1], &a.Mentions[m]
		if nick.First == 0 || full.First-nick.Last != 2 || full.Last-full.First < 2 || nick.Entity < 0 || full.Entity < 0 || nick.Entity == full.Entity ||
			a.labelAt(int32(m-1)) != nlp.Person || a.labelAt(int32(m)) != nlp.Person {
			continue
		}
		last := int32(nick.Last)
		if a.words[nick.First-1].symbol == symbolMark && a.words[last].symbol == symbolMark && a.text(last+1) == "is" {
			a.same[nick.Entity] = a.same[full.Entity]
		}
	}
}

// withByname gives the one person whose first name a name of two words ends in,
// behind a word that is no first name itself: "Big Deb" is Deb Oxendine, "Auntie
// Ana" Ana Ruiz.
func (a *article) withByname(e int32) int32 {
	byname, first, two := strings.Cut(a.Entities[e].Name, " ")
	if a.labels[e] != nlp.Person || !two || strings.Contains(first, " ") || lexicon.SexOf(byname) != nlp.SexUnknown {
		return e
	}
	found := int32(none)
	for other := range int32(min(len(a.Entities), mostNames)) {
		if name := a.Entities[other].Name; other != e && a.labels[other] == nlp.Person && strings.HasPrefix(name, first+" ") {
			found = a.onlyOne(found, other)
		}
	}
	return orElse(found, e)
}

// withTitle gives the one person of another first name whom a name means that
// begins with an office which is a first name, too, where the article has the
// office by itself: "Dean Ruiz" is Ana Ruiz beside "the dean".
func (a *article) withTitle(e int32) int32 {
	office, last, two := strings.Cut(a.Entities[e].Name, " ")
	if a.labels[e] != nlp.Person || !two || strings.Contains(last, " ") || !lexicon.Lookup(office).Is(lexicon.Role) || !a.hasOffice(office) {
		return e
	}
	found := int32(none)
	for other := range int32(min(len(a.Entities), mostNames)) {
		if name := a.Entities[other].Name; other != e && a.labels[other] == nlp.Person && strings.HasSuffix(name, " "+last) {
			found = a.onlyOne(found, other)
		}
	}
	return orElse(found, e)
}

// hasOffice says whether the article has an office behind "the", near its beginning.
func (a *article) hasOffice(office string) bool {
	hash := hashLower(office)
	for t := 1; t < min(len(a.words), mostSearched); t++ {
		if a.words[t].hash == hash && strings.EqualFold(a.text(int32(t-1)), "the") {
			return true
		}
	}
	return false
}

// inFull gives the one body whose name another's letters abbreviate: "DOC" is the
// Department of Conservation.
func (a *article) inFull(e int32) int32 {
	short := a.Entities[e].Name
	if a.labels[e] == nlp.Person || len(short) < leastAbbreviated || len(short) > mostAbbreviated || strings.Trim(short, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return e
	}
	found := int32(none)
	for full := range int32(min(len(a.Entities), mostNames)) {
		if a.labels[full] != nlp.Person && isShortFor(short, a.Entities[full].Name) {
			found = a.onlyOne(found, full)
		}
	}
	return orElse(found, e)
}

// isShortFor says whether letters are the first ones of a name's words, with or
// without the small ones.
func isShortFor(short, name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 {
		return false
	}
	var all, capitals []byte
	for _, word := range words {
		if word[0] >= 'A' && word[0] <= 'Z' {
			capitals = append(capitals, word[0])
			all = append(all, word[0])
		} else if word[0] >= 'a' && word[0] <= 'z' {
			all = append(all, word[0]-'a'+'A')
		}
	}
	return short == string(all) || short == string(capitals)
}

// withFirstName gives the one person whose name ends in another name of several
// words, or begins with it: "Van der Meulen" is Sander van der Meulen, "Nur
// Hidayah" is Nur Hidayah Rosli.
func (a *article) withFirstName(e int32) int32 {
	name := a.Entities[e].Name
	if a.labels[e] != nlp.Person || !strings.Contains(name, " ") {
		return e
	}
	found := int32(none)
	for full := range int32(min(len(a.Entities), mostNames)) {
		other := a.Entities[full].Name
		n := len(other) - len(name)
		if a.labels[full] == nlp.Person && n > 1 && (other[n-1] == ' ' && strings.EqualFold(other[n:], name) || other[len(name)] == ' ' && other[:len(name)] == name) {
			found = a.onlyOne(found, full)
		}
	}
	return orElse(found, e)
}

// orElse gives the one entity that was found, else another.
func orElse(found, e int32) int32 {
	if found >= 0 {
		return found
	}
	return e
}
