package speaker_test

import "testing"

// TestFormulas checks fixed wordings that name the speaker, beside somebody else who
// stands nearer or spoke before.
func TestFormulas(t *testing.T) {
	said := func(text, words, cue string) namedScene {
		return namedScene{scene{text: "Omar Haddad arrived first. " + text, people: twoMen, quotes: []quoted{{words: words, cue: cue}}}, []string{"Peter Lang"}}
	}
	checkNames(t, map[string]namedScene{
		"in the words of":            said("The bridge is, in the words of Peter Lang, “a long excuse” of Omar Haddad.", "a long excuse", ""),
		"in the words of, behind":    said("Omar Haddad is “a long excuse”, in the words of losing coach Peter Lang.", "a long excuse", ""),
		"to quote":                   said("To quote Peter Lang, Omar Haddad is “a long excuse”.", "a long excuse", ""),
		"described by":               said("The plan of Omar Haddad, described by Peter Lang as “a long excuse”, was dropped.", "a long excuse", "described"),
		"called by":                  said("Omar Haddad has been called “a long excuse” by the critic Peter Lang.", "a long excuse", "called"),
		"quoted as saying":           said("“He is late,” Omar Haddad quoted Peter Lang as saying.", "He is late,", "quoted"),
		"was quoted as saying":       said("Peter Lang was quoted by Omar Haddad as saying: “He is late.”", "He is late.", "saying"),
		"the answer of":              said("“He is late,” was the answer of Peter Lang to Omar Haddad.", "He is late,", ""),
		"the answer from":            said("“He is late,” came the reply from Peter Lang.", "He is late,", "came the reply"),
		"whose message":              said("Peter Lang’s message to Omar Haddad: “You are late.”", "You are late.", ""),
		"whose answer":               said("Peter Lang’s answer to Omar Haddad came at once. “You are late.”", "You are late.", ""),
		"for somebody":               said("For Peter Lang, the driver of Omar Haddad, the law is “a long excuse”.", "a long excuse", ""),
		"all that somebody says":     said("“You are late” was all that Peter Lang would say to Omar Haddad.", "You are late", ""),
		"so says":                    said("“You are late.” So says Peter Lang.", "You are late.", ""),
		"that is what":               said("“You are late.” That is what Peter Lang told Omar Haddad.", "You are late.", ""),
		"with these words":           said("“You are late.” With these words, Peter Lang left Omar Haddad.", "You are late.", ""),
		"the words are those of":     said("“You are late.” The words are those of Peter Lang.", "You are late.", ""),
		"a letter from one to other": said("A letter from Peter Lang to Omar Haddad said: “You are late.”", "You are late.", "said"),
		"whom the colon governs":     said("Peter Lang (61) is angry with Omar Haddad: “You are late.”", "You are late.", ""),
	})
	checkNames(t, map[string]namedScene{
		"a topic before a colon": {scene{text: "“It is rotten,” said Peter Lang.\n\nOn Omar Haddad: “He never came.”", people: twoMen,
			quotes: []quoted{{words: "It is rotten,", cue: "said"}, {words: "He never came."}}}, []string{"Peter Lang", "Peter Lang"}},
	})
}
