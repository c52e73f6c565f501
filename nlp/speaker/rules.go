package speaker

import (
	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// The rules beside those that a layout gives (see package lexicon).
const (
	RuleSubject         nlp.Rule = "subject"          // “he said”
	RuleInversion       nlp.Rule = "inversion"        // “said Ruiz”
	RuleAccording       nlp.Rule = "according-to"     // “according to Ruiz”
	RuleAgent           nlp.Rule = "agent"            // “was called … by Ruiz”
	RulePossessor       nlp.Rule = "possessor"        // “Ruiz’s claim that”
	RuleRelative        nlp.Rule = "relative"         // “Ruiz, who said”
	RuleSharedSubject   nlp.Rule = "shared-subject"   // “Ruiz thanked them and said”
	RuleSameSentence    nlp.Rule = "same-sentence"    // named in the sentence, without a cue
	RuleSameParagraph   nlp.Rule = "same-paragraph"   // named in another sentence of the paragraph
	RuleNearParagraph   nlp.Rule = "near-paragraph"   // named in another paragraph close by
	RuleUtterance       nlp.Rule = "utterance"        // a further piece of a statement
	RulePreviousSpeaker nlp.Rule = "previous-speaker" // goes on after the quotation before
	RuleAlternation     nlp.Rule = "alternation"      // turns of a dialogue
	RuleEcho            nlp.Rule = "echo"             // the same words come again, with their speaker
	RuleNone            nlp.Rule = "none"             // nothing names a speaker
)

// A RuleInfo describes a rule.
type RuleInfo struct {
	Rule    nlp.Rule
	Meaning string // one sentence
}

var ruleInfos = []RuleInfo{
	{RuleSubject, "The speaker is the subject of the reporting words and stands before them: “he said”."},
	{RuleInversion, "The speaker follows the reporting words: “said Ruiz”."},
	{RuleAccording, "“According to” or a like phrase names the speaker."},
	{RuleAgent, "The speaker is the agent of a passive: “was called a failure by Ruiz”."},
	{RulePossessor, "The speaker owns the reporting noun: “Ruiz’s claim that”."},
	{RuleRelative, "The speaker goes before a relative clause that reports: “Ruiz, who said”."},
	{RuleSharedSubject, "The reporting words share the subject of an earlier verb: “Ruiz thanked them and said”."},
	{RuleSameSentence, "The speaker is named in the quotation’s sentence, and no reporting words stand beside it."},
	{RuleSameParagraph, "The speaker is named in another sentence of the quotation’s paragraph."},
	{RuleNearParagraph, "The speaker is named in a paragraph close by."},
	{RuleUtterance, "The quotation goes on with a statement whose speaker is named at another piece of it."},
	{RulePreviousSpeaker, "Whoever spoke the quotation before speaks on, and nobody else is named."},
	{RuleAlternation, "The quotation is a turn in a dialogue of two, who speak by turns."},
	{RuleEcho, "The same words stand elsewhere in the article with their speaker, as those of a headline do."},
	{lexicon.RuleSignature, "A dash and a name, or a name and a handle, stand under or after the words."},
	{lexicon.RuleTurn, "A name and a colon stand before a turn of a transcript or an interview."},
	{lexicon.RuleHeading, "A name, a handle or a retweet’s mark stands above or before a post, or an introduction announces a speech in full."},
	{lexicon.RuleColon, "The clause before a block of words ends in a colon, and its subject speaks."},
	{RuleNone, "Nothing in the article tells who speaks."},
}

// Rules lists every value that Speaker.Rule can have, with what it means.
func Rules() []RuleInfo { return append([]RuleInfo(nil), ruleInfos...) }
