package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// titleNouns are the nouns that go on with what a short title before a name, or
// letters behind it, say of somebody: after "Det Insp Ruiz" the article goes on
// with "the detective" or "the inspector", after "Ana Ruiz KC" with "counsel".
var titleNouns = map[string]string{
	"det": "detective", "dc": "detective", "ds": "detective", "di": "detective inspector", "dci": "detective inspector", "insp": "inspector", "sgt": "sergeant officer soldier", "supt": "superintendent",
	"const": "constable officer policeman policewoman", "con": "constable officer policeman policewoman", "pc": "constable officer policeman policewoman", "gda": "garda", "sen": "senator lawmaker", "rep": "congressman congresswoman lawmaker", "gov": "governor",
	"prof": "professor academic", "professor": "academic", "dr": "doctor physician", "rev": "reverend vicar priest pastor minister clergyman", "revd": "reverend vicar priest pastor minister clergyman",
	"fr": "priest", "father": "priest", "ven": "archdeacon", "venerable": "archdeacon", "cllr": "councillor", "capt": "captain skipper", "captain": "skipper", "lt": "lieutenant", "col": "colonel", "gen": "general", "cmdr": "commander", "adm": "admiral", "maj": "major", "cpl": "corporal soldier", "corporal": "soldier", "private": "soldier", "pvt": "soldier private", "pte": "soldier private",
	"justice": "judge", "senator": "lawmaker", "detective": "officer", "inspector": "officer", "sergeant": "officer soldier", "constable": "officer policeman policewoman", "trooper": "officer", "councillor": "councilman councilwoman",
	"hon": "lawmaker legislator parliamentarian", "representative": "lawmaker", "congressman": "lawmaker", "congresswoman": "lawmaker",
	"barr": "lawyer barrister counsel", "barrister": "lawyer", "atty": "lawyer attorney counsel", "adv": "advocate lawyer", "engr": "engineer", "arc": "architect", "sister": "nun", "sr": "nun",
	"dcn": "deacon", "pst": "pastor", "evang": "evangelist", "imam": "cleric", "maulana": "cleric", "mullah": "cleric", "ayatollah": "cleric", "rabbi": "cleric",
	"pastor": "preacher cleric clergyman", "pope": "pontiff", "bishop": "prelate cleric", "archbishop": "prelate cleric", "cardinal": "prelate cleric", "brother": "monk",
	"king": "monarch", "queen": "monarch", "lord": "peer", "lady": "peer", "baron": "peer", "baroness": "peer", "viscount": "peer", "earl": "peer",
	"ambassador": "envoy diplomat", "consul": "diplomat",
	"kc": "counsel barrister lawyer", "qc": "counsel barrister lawyer", "sc": "counsel barrister lawyer", "mp": "lawmaker parliamentarian",
}

// tieTitles ties the nouns of a person's title, and of letters behind the name.
func (a *article) tieTitles(i int32) {
	ph := &a.phrases[i]
	if a.labelAt(ph.mention) != nlp.Person {
		return
	}
	m := &a.Mentions[ph.mention]
	for t := ph.first; t < int32(m.First); t++ {
		a.tieTitle(a.entityAt(ph.mention), t)
	}
	a.tieAdvocate(i)
	if last := int32(m.Last); int(last) < len(a.words) && a.Tokens[last].Sentence == a.Tokens[ph.head].Sentence && lexicon.IsPostNominal(a.text(last)) {
		a.tieTitle(a.entityAt(ph.mention), last)
	} else if lexicon.IsPostNominal(a.text(last - 1)) {
		a.tieTitle(a.entityAt(ph.mention), last-1)
	}
}

// tieAdvocate ties nouns for lawyers to whom a court report names as "Ana Ruiz,
// prosecuting," or "Ana Ruiz KC, for the defence,".
func (a *article) tieAdvocate(i int32) {
	ph := &a.phrases[i]
	t, end := ph.last, int32(a.Sentences[a.Tokens[ph.head].Sentence].Last)
	for t < end && lexicon.IsPostNominal(a.text(t)) {
		t++
	}
	if t+1 >= end || a.text(t) != "," {
		return
	}
	nouns := "barrister counsel lawyer attorney"
	switch a.text(t + 1) {
	case "prosecuting":
		nouns += " prosecutor"
	case "defending", "mitigating":
	case "for":
		if t+4 >= end || a.text(t+2) != "the" || !isSide(strings.ToLower(a.text(t+3))) && !isSide(a.text(t+4)) { // "for the first defendant"
			return
		}
	default:
		return
	}
	for _, noun := range strings.Fields(nouns) {
		a.addNoun(a.entityAt(ph.mention), ph.head, hashLower(noun))
	}
}

// isSide says whether a noun is one for a side before a court.
func isSide(noun string) bool {
	switch noun {
	case "defence", "defense", "prosecution", "crown", "plaintiff", "claimant", "applicant", "respondent", "appellant", "defendant", "accused", "state",
		"plaintiffs", "claimants", "applicants", "respondents", "appellants", "defendants":
		return true
	}
	return false
}

// tieTitle ties the nouns of the title at token t to an entity. The title is no
// description that a reader could be shown.
func (a *article) tieTitle(entity, t int32) {
	title := strings.ToLower(strings.TrimSuffix(a.text(t), "."))
	known := a.words[t].known
	if known.Is(lexicon.Honorific) && known.Is(lexicon.Role) {
		a.addNoun(entity, t, a.words[t].hash)
	}
	nouns := titleNouns[title]
	if t > 0 && strings.HasPrefix(title, "rev") {
		nouns += " " + ranksOfReverends[strings.ToLower(a.text(t-1))]
	}
	for _, noun := range strings.Fields(nouns) {
		a.addNoun(entity, t, hashLower(noun))
	}
}

// ranksOfReverends are the offices of those who are called "the Very Reverend" and so on.
var ranksOfReverends = map[string]string{"very": "dean", "right": "bishop", "rt": "bishop", "most": "archbishop primate"}

// addNoun ties a noun, by its hash, to an entity for the sake of token t.
func (a *article) addNoun(entity, t int32, noun uint32) {
	p := &a.people
	if len(p.byNoun[noun]) >= mostTies {
		return
	}
	for _, k := range p.byNoun[noun] {
		if p.ties[k].entity == entity {
			return
		}
	}
	p.ties = append(p.ties, tie{entity: entity, token: t, first: t, last: t + 1, phrase: none})
	p.byNoun[noun] = append(p.byNoun[noun], int32(len(p.ties)-1))
}
