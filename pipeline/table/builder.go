package table

import (
	"github.com/apache/arrow/go/v17/arrow"

	"quoth/nlp"
)

// A Builder turns documents into rows of tables. It is for one goroutine.
type Builder struct {
	tables   []Table
	metadata arrow.Metadata
	run      int
	rows     map[string]*rows // of tables that were written to
	noText   bool
}

// NewBuilder makes a builder for the tables given. Their schemas carry the
// metadata. A documents table without its text column gets none.
func NewBuilder(tables []Table, metadata arrow.Metadata) *Builder {
	b := &Builder{tables: tables, metadata: metadata, rows: map[string]*rows{}}
	for _, t := range tables {
		if t.Name == Documents {
			b.noText = !t.Has("text")
		}
	}
	return b
}

// SetRun says which run of the output writes the rows that are added from now
// on; 0 is the first.
func (b *Builder) SetRun(n int) {
	b.run = n
	for _, r := range b.rows {
		r.run = n
	}
}

// of gives the rows of a table, for more.
func (b *Builder) of(t Table) *rows {
	r := b.rows[t.Name]
	if r == nil {
		r = newRows(t, b.metadata)
		r.run = b.run
		b.rows[t.Name] = r
	}
	return r
}

func (b *Builder) named(name string) *rows {
	for _, t := range b.tables {
		if t.Name == name {
			return b.of(t)
		}
	}
	return nil
}

// A Document is an annotated article with what the run alone knows of it.
type Document struct {
	*nlp.Document
	Source      string
	DuplicateOf string // "" for none
}

// A Rejected is an input that was set aside.
type Rejected struct {
	Source  string
	ID      string // "" where it is not known
	Stage   string
	Code    string
	Message string
	Bytes   int64 // -1 where it is not known
	SHA256  string
}

// Add adds a document's rows to every table.
func (b *Builder) Add(d Document) {
	points := nlp.NewCodePoints(d.Text)
	for _, t := range b.tables {
		r := b.of(t)
		switch t.Name {
		case Documents:
			documentRow(r, d, points, b.noText)
		case Sentences:
			sentenceRows(r, d.Document, points)
		case Tokens:
			tokenRows(r, d.Document, points)
		case Entities:
			entityRows(r, d.Document, points)
		case Quotes:
			quoteRows(r, d.Document, points)
		case Stances:
			stanceRows(r, d.Document, points)
		case Topics:
			topicRows(r, d.Document)
		}
	}
}

// Reject adds a row to the quarantine.
func (b *Builder) Reject(q Rejected) {
	r := b.named(Quarantine)
	r.text(q.Source)
	r.textOrNull(q.ID)
	r.text(q.Stage)
	r.text(q.Code)
	r.text(q.Message)
	r.longOrNull(q.Bytes, q.Bytes >= 0)
	r.textOrNull(q.SHA256)
	r.endRow()
}

// Pending gives the rows that a table has waiting, and about how many bytes
// they take.
func (b *Builder) Pending(table string) (rows int, bytes int64) {
	if r := b.rows[table]; r != nil {
		return r.count, r.bytes
	}
	return 0, 0
}

// Take gives the rows that a table has waiting; ErrRow, wrapped, where one does
// not fit. The caller releases the record.
func (b *Builder) Take(table string) (arrow.Record, error) { return b.named(table).take() }

// Drop gives back the memory of a table that has no rows waiting; the next row
// takes it again.
func (b *Builder) Drop(table string) { delete(b.rows, table) }

func documentRow(r *rows, d Document, points *nlp.CodePoints, noText bool) {
	r.text(d.ID)
	r.text(d.Source)
	r.textOrNull(d.URL)
	r.textOrNull(d.Title)
	r.textOrNull(d.Author)
	r.textOrNull(d.Publisher)
	r.timeOrNull(d.Published)
	r.text(language(d.Language))
	if !noText {
		r.longText(d.Text)
	}
	r.int(points.Count())
	r.int(len(d.Tokens))
	r.int(len(d.Sentences))
	r.int(len(d.Quotations))
	code, name := bestTopic(d.Topics)
	r.textOrNull(code)
	r.textOrNull(name)
	r.textOrNull(string(d.Sentiment.Tone))
	r.floatOrNull(d.Sentiment.Score, d.Sentiment.Tone != "")
	r.textOrNull(d.DuplicateOf)
	r.endRow()
}

// language gives "und" where no annotator told the language.
func language(code string) string {
	if code == "" {
		return "und"
	}
	return code
}

// bestTopic is the first topic of level 1; topics stand best first.
func bestTopic(topics []nlp.Topic) (code, name string) {
	for _, t := range topics {
		if t.Level == 1 {
			return t.Code, t.Name
		}
	}
	return "", ""
}

// tone gives "neutral" where no annotator told the tone of a column that can't
// be null.
func tone(p nlp.Polarity) string {
	if p.Tone == "" {
		return string(nlp.Neutral)
	}
	return string(p.Tone)
}

// probabilities are those of the polarity; all neutral where nobody set them.
func probabilities(p nlp.Polarity) (negative, neutral, positive float32) {
	if p.Tone == "" {
		return 0, 1, 0
	}
	return p.PNegative, p.PNeutral, p.PPositive
}

func (r *rows) probabilities(p nlp.Polarity) {
	negative, neutral, positive := probabilities(p)
	r.float(negative)
	r.float(neutral)
	r.float(positive)
}

func (r *rows) span(s nlp.Span) {
	r.int(s.Start)
	r.int(s.End)
}

// spanOrNull adds a span of bytes as code points; two nulls for an empty one.
func (r *rows) spanOrNull(s nlp.Span, points *nlp.CodePoints) {
	known := !s.Empty()
	if known {
		s = points.Span(s)
	}
	r.intOrNull(s.Start, known)
	r.intOrNull(s.End, known)
}

func sentenceRows(r *rows, d *nlp.Document, points *nlp.CodePoints) {
	for i, s := range d.Sentences {
		r.text(d.ID)
		r.int(i)
		r.span(points.Span(s.Span))
		r.int(s.Paragraph)
		r.text(tone(s.Sentiment))
		r.float(s.Sentiment.Score)
		r.endRow()
	}
}

func tokenRows(r *rows, d *nlp.Document, points *nlp.CodePoints) {
	m := 0
	for i, t := range d.Tokens {
		for m < len(d.Mentions) && d.Mentions[m].Last <= i {
			m++
		}
		inside := m < len(d.Mentions) && d.Mentions[m].First <= i
		entity := 0
		if inside {
			entity = d.Mentions[m].Entity
		}
		r.text(d.ID)
		r.int(t.Sentence)
		r.int(i)
		r.span(points.Span(t.Span))
		r.text(d.Slice(t.Span))
		r.textOrNull(string(t.Tag))
		r.intOrNull(entity, inside)
		r.endRow()
	}
}

func entityRows(r *rows, d *nlp.Document, points *nlp.CodePoints) {
	for i, m := range d.Mentions {
		r.text(d.ID)
		r.int(i)
		r.int(m.Sentence)
		r.span(points.Span(m.Span))
		r.text(d.Slice(m.Span))
		r.text(string(m.Label))
		r.float(m.Score)
		r.int(m.Entity)
		r.text(d.Entities[m.Entity].Name)
		r.endRow()
	}
}

func quoteRows(r *rows, d *nlp.Document, points *nlp.CodePoints) {
	for i := range d.Quotations {
		q := &d.Quotations[i]
		r.text(d.ID)
		r.int(i)
		r.int(q.Sentence)
		r.text(string(q.Kind))
		r.span(points.Span(q.Span))
		r.text(d.Slice(q.Span))
		quoted := make([]nlp.Span, len(q.Quoted))
		for j, s := range q.Quoted {
			quoted[j] = points.Span(s)
		}
		r.spans(quoted)
		r.int(q.Utterance)
		r.speaker(d, &q.Speaker, points)
		r.textOrNull(q.Speaker.Addressee)
		r.textOrNull(d.Slice(q.Cue))
		r.spanOrNull(q.Cue, points)
		r.text(string(q.Speaker.Rule))
		r.float(q.Speaker.Confidence)
		r.text(tone(q.Sentiment))
		r.float(q.Sentiment.Score)
		r.probabilities(q.Sentiment)
		r.texts(q.Speaker.Others)
		r.bool(q.Negated)
		r.endRow()
	}
}

func (r *rows) speaker(d *nlp.Document, s *nlp.Speaker, points *nlp.CodePoints) {
	r.textOrNull(s.Name)
	r.intOrNull(s.Entity, s.Entity >= 0 && s.Name != "")
	r.textOrNull(string(s.Type))
	r.textOrNull(s.Role)
	r.textOrNull(d.Slice(s.Span))
	r.spanOrNull(s.Span, points)
}

func stanceRows(r *rows, d *nlp.Document, points *nlp.CodePoints) {
	for _, s := range d.Stances {
		r.text(d.ID)
		r.int(s.Quotation)
		r.int(s.Entity)
		r.text(d.Entities[s.Entity].Name)
		r.spanOrNull(s.Span, points)
		r.text(tone(s.Polarity))
		r.float(s.Polarity.Score)
		r.probabilities(s.Polarity)
		r.endRow()
	}
}

func topicRows(r *rows, d *nlp.Document) {
	for i, t := range d.Topics {
		r.text(d.ID)
		r.int(i)
		r.text(t.Code)
		r.text(t.Name)
		r.int(t.Level)
		r.float(t.Score)
		r.endRow()
	}
}
