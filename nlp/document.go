package nlp

import "time"

// A Span is a stretch of Document.Text: bytes [Start, End), on code point borders.
type Span struct{ Start, End int }

// Empty says whether the span holds nothing; the zero Span stands for "none".
func (s Span) Empty() bool { return s.End <= s.Start }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains says whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps says whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// A Document is an article and what is known of it. Its makers fill the first
// group of fields; annotators fill the rest, each its own layer.
type Document struct {
	ID        string
	URL       string
	Title     string // "" where it is not known
	Author    string
	Publisher string
	Published time.Time // zero where it is not known; UTC
	Text      string    // valid UTF-8; spans refer to it

	// Explain asks the annotators to keep what they decided on, such as
	// Quotation.Candidates. It costs time and memory and changes no answer.
	Explain bool

	Language   string     // ISO 639-1, "und" where it can't be told
	Tokens     []Token    // in text order, not overlapping
	Sentences  []Sentence // in text order, not overlapping; every token lies in one
	Mentions   []Mention  // in text order, not overlapping
	Entities   []Entity   // numbered by first mention
	Quotations []Quotation
	Stances    []Stance // by quotation, then by place
	Topics     []Topic  // best first
	Sentiment  Polarity // of the article as a whole
}

// Slice gives the words of a span.
func (d *Document) Slice(s Span) string { return d.Text[s.Start:s.End] }

// A Token is a word, a number, a punctuation mark, a handle, an address.
// Clitics are tokens of their own, as in the Penn Treebank: "Trump" "’s", "do" "n’t".
type Token struct {
	Span
	Sentence int // index into Document.Sentences
	Tag      Tag // "" until the tags layer is there
}

// A Tag is a Penn Treebank part-of-speech tag, such as "NNP" or "VBD".
type Tag string

// A Sentence is a run of tokens. It never crosses a paragraph's border.
type Sentence struct {
	Span
	First, Last int // tokens [First, Last) of Document.Tokens
	Paragraph   int // counts from 0
	Sentiment   Polarity
}

// A Label is the type of a name: the four types of CoNLL-2003.
type Label string

// The labels of mentions.
const (
	Person       Label = "PERSON"
	Organization Label = "ORG"
	Location     Label = "LOC"
	Misc         Label = "MISC"
)

// A Mention is one place in the text where a name stands, without a leading
// "the", an honorific or a trailing "'s".
type Mention struct {
	Span
	First, Last int // tokens [First, Last) of Document.Tokens
	Sentence    int
	Label       Label
	Score       float32 // 0 … 1, calibrated
	Entity      int     // index into Document.Entities
}

// An Entity is what one or more mentions in a document stand for.
type Entity struct {
	Name     string // the fullest name the document gives it
	Label    Label
	Sex      Sex
	Mentions []int // indices into Document.Mentions, in text order
}

// Sex of a person, where the text or the first name tells it.
type Sex string

// The values of Sex.
const (
	SexUnknown Sex = ""
	Female     Sex = "female"
	Male       Sex = "male"
)

// A QuotationKind says how reported words stand in the text.
type QuotationKind string

// The kinds of quotations, as the quotes table defines them.
const (
	Direct   QuotationKind = "direct"
	Mixed    QuotationKind = "mixed"
	Indirect QuotationKind = "indirect"
	Post     QuotationKind = "post"
)

// A Quotation is one stretch of reported speech.
type Quotation struct {
	Span      // the reported words, as the quotes table defines them
	Kind      QuotationKind
	Sentence  int    // the one the stretch begins in
	Quoted    []Span // the parts inside quotation marks, without the marks
	Utterance int    // the same number for the pieces of one statement
	Cue       Span   // the reporting words; empty where there are none
	Negated   bool   // "he never said …"
	Speaker   Speaker
	Sentiment Polarity

	// Candidates are the speakers that were weighed, best first; kept only
	// where Document.Explain asks for them.
	Candidates []Candidate
}

// A SpeakerType says what sort of speaker it is.
type SpeakerType string

// The types of speakers; "" where nobody is known to speak.
const (
	SpeakerPerson       SpeakerType = "person"
	SpeakerOrganization SpeakerType = "organization"
	SpeakerUnnamed      SpeakerType = "unnamed"
)

// A Speaker is who said a quotation.
type Speaker struct {
	Name       string // fullest name in the document; "" where the article names nobody
	Entity     int    // index into Document.Entities; -1 for none
	Type       SpeakerType
	Role       string // what the article says the speaker is
	Span       Span   // the words that name the speaker here; empty for none
	Addressee  string // fullest name of the one spoken to
	Others     []string
	Rule       Rule    // never ""
	Confidence float32 // 0 … 1, calibrated, that the speaker is right
}

// A Rule names the kind of evidence that tied words and speaker together. The
// closed list of rules is declared by package quoth/nlp/speaker.
type Rule string

// A Candidate is a possible speaker of a quotation.
type Candidate struct {
	Span   Span // the words that name the candidate
	Entity int  // -1 for none
	Name   string
	Rule   Rule
	Score  float32
}

// A Tone is negative, neutral or positive.
type Tone string

// The tones.
const (
	Negative Tone = "negative"
	Neutral  Tone = "neutral"
	Positive Tone = "positive"
)

// Polarity is a tone with its probabilities, which sum to 1.
type Polarity struct {
	Tone                           Tone
	Score                          float32 // -1 … 1
	PNegative, PNeutral, PPositive float32
}

// A Stance is the attitude of a quotation toward an entity it speaks of.
type Stance struct {
	Quotation int  // index into Document.Quotations
	Entity    int  // index into Document.Entities
	Span      Span // the mention inside the quotation; empty where it stands outside
	Polarity  Polarity
}

// A Topic is a subject of the article, from the IPTC Media Topics or from the
// labels of a user's own model.
type Topic struct {
	Code  string // "medtop:11000000"
	Name  string // "politics and government"
	Level int    // 1 for the top of the taxonomy
	Score float32
}
