package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestBodies checks whom nouns for bodies mean.
func TestBodies(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"a body named after its people": {
			scene{text: "The Norvik ministry said so in its report. The Harl army denied this. “Any step will be met,” the army said.", bodies: []string{"Norvik", "Harl"},
				quotes: []quoted{{words: "Any step will be met,", cue: "said"}}},
			[]string{"Harl army"},
		},
		"the end of a name": {
			scene{text: "Norvik Boats was asked, and so was the National Harl Bureau. In its bulletin, the Harl bureau said: “Complete all preparations.”", bodies: []string{"National Harl Bureau", "Norvik Boats"},
				quotes: []quoted{{words: "Complete all preparations.", cue: "said"}}},
			[]string{"National Harl Bureau"},
		},
		"a kind behind a name": {
			scene{text: "Norvik Boats cut jobs. The Harl Carton Makers union spoke of a news alert. “They read it on their phones,” the union said.", bodies: []string{"Harl Carton Makers", "Norvik Boats"},
				quotes: []quoted{{words: "They read it on their phones,", cue: "said"}}},
			[]string{"Harl Carton Makers"},
		},
		"a kind before a name": {
			scene{text: "The drivers’ union Harl 80 met Norvik Lines. On Monday Radio Norvik reported from the depot. “We will wait,” the union said.", bodies: []string{"Harl 80", "Norvik Lines", "Radio Norvik"},
				quotes: []quoted{{words: "We will wait,", cue: "said"}}},
			[]string{"Harl 80"},
		},
		"a noun for people that means a body": {
			scene{text: "Norvik Boats sued its landlord, Harl Estates. Judge Ana Ruiz will hear it in May. “They owe us rent,” the landlord said.", bodies: []string{"Norvik Boats", "Harl Estates"}, people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female},
				quotes: []quoted{{words: "They owe us rent,", cue: "said"}}},
			[]string{"Harl Estates"},
		},
		"a word in the name": {
			scene{text: "Norvik Pharma fell by a tenth. Analyst Ana Ruiz of Harl Capital had warned of it. “Trials fail,” the drugmaker said.", bodies: []string{"Norvik Pharma", "Harl Capital"}, people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female},
				quotes: []quoted{{words: "Trials fail,", cue: "said"}}},
			[]string{"Norvik Pharma"},
		},
		"a headline without articles": {
			scene{text: "School sends home 34 as ministry says rule “does not exist”\n\nThe Ministry of Schools wrote to the school on Monday.", bodies: []string{"Ministry of Schools"},
				quotes: []quoted{{words: "does not exist", cue: "says", kind: nlp.Mixed}}},
			[]string{"Ministry of Schools"},
		},
		"a named body is meant": {
			scene{text: "Shares in Norvik Larder fell. “This is a painful decision,” the company said in a statement.", bodies: []string{"Norvik Larder"},
				quotes: []quoted{{words: "This is a painful decision,", cue: "said"}}},
			[]string{"Norvik Larder"},
		},
		"by the first word of its name": {
			scene{text: "Norvik Farms raised the wage. “Our offer was good,” Norvik said in a statement.", bodies: []string{"Norvik Farms", "Norvik"},
				quotes: []quoted{{words: "Our offer was good,", cue: "said"}}},
			[]string{"Norvik Farms"},
		},
		"no union is the company": {
			scene{text: "Norvik Foods closed a plant. The Harl Workers Union, a trade union, met on Monday. “It was hard,” the company said.", bodies: []string{"Norvik Foods", "Harl Workers Union"},
				quotes: []quoted{{words: "It was hard,", cue: "said"}}},
			[]string{"Norvik Foods"},
		},
		"the words on its website": {
			scene{text: "Norvik Seeds plans trials. “This is the end of the bad year,” its website says.", bodies: []string{"Norvik Seeds"},
				quotes: []quoted{{words: "This is the end of the bad year,", cue: "says"}}},
			[]string{"Norvik Seeds"},
		},
		"its head instead of the body": {
			scene{text: "Ana Ruiz, chief executive of Norvik Aid (“the Charity”), who saw the valley in March, said: “I met a man there.”", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female}, bodies: []string{"Norvik Aid"},
				quotes: []quoted{{words: "I met a man there.", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"somebody of a body": {
			scene{text: "Ana Ruiz left. One Norvik Air executive wrote that it was “quite unsuitable”.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female}, bodies: []string{"Norvik Air"},
				quotes: []quoted{{words: "quite unsuitable", cue: "wrote", kind: nlp.Mixed}}},
			[]string{""},
		},
		"a year at school": {
			scene{text: "Peter Lang, 14, found the letters. “I put mine next to his,” the Year Nine student said.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male},
				quotes: []quoted{{words: "I put mine next to his,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"the house of the prime minister": {
			scene{text: "Downing Street played it down. No 10 said that the plan would “proceed as announced”.", bodies: []string{"Downing Street"},
				quotes: []quoted{{words: "proceed as announced", cue: "said", kind: nlp.Mixed}}},
			[]string{"Downing Street"},
		},
	})
}
