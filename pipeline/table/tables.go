package table

// Columns that several tables have.
var (
	docID    = Column{"doc_id", Text, false, Few, "the article: documents.doc_id"}
	sentence = Column{"sentence", Int32, false, Rising, "the sentence: sentences.sentence"}
	start    = Column{"start", Int32, false, Rising, "first code point in documents.text"}
	end      = Column{"end", Int32, false, Rising, "code point after the last in documents.text"}
	run      = Column{"run", Int32, false, Few, "the run that wrote the row: 0, and one more with every run that added to the output; an article's rows of its latest run are current"}
)

// All declares every table.
func All() []Table {
	return []Table{
		{Documents, "one row an article", true, documentColumns()},
		{Sentences, "one row a sentence", true, sentenceColumns()},
		{Tokens, "one row a token: a word, a number, a mark, a handle, an address", false, tokenColumns()},
		{Entities, "one row a mention of a name", true, entityColumns()},
		{Quotes, "one row a stretch of reported speech", true, quoteColumns()},
		{Stances, "one row a quote and somebody or something it speaks about", true, stanceColumns()},
		{Topics, "one row a document and a topic", true, topicColumns()},
		{Quarantine, "one row an input that could not be annotated", true, quarantineColumns()},
	}
}

func documentColumns() []Column {
	return []Column{
		{"doc_id", Text, false, Various, "the input's own id where it has one, else a hash of the cleaned text"},
		{"source", Text, false, Various, "file it came from, relative to the input given, with #n for the n-th record of a container"},
		{"url", Text, true, Various, "the article's address, where the input gives one"},
		{"title", Text, true, Various, "title, from the input, else from the article's own first lines"},
		{"author", Text, true, Few, "byline, from the input, else from the article's own"},
		{"publisher", Text, true, Few, "publisher, where the input gives one"},
		{"published_at", Timestamp, true, Rising, "time of publication, from the input's field, else the article's own date line"},
		{"language", Text, false, Few, "ISO 639-1, und where it can't be told"},
		{"text", LongText, false, Various, "the text that was annotated, cleaned; all offsets count its code points"},
		{"chars", Int32, false, Rising, "code points of the text"},
		{"tokens", Int32, false, Rising, "tokens of the text"},
		{"sentences", Int32, false, Rising, "sentences of the text"},
		{"quotes", Int32, false, Rising, "rows of the article in quotes"},
		{"topic", Text, true, Few, "best level-1 Media Topic: medtop:11000000"},
		{"topic_name", Text, true, Few, "name of that topic: politics and government"},
		{"sentiment", Text, true, Few, "negative, neutral or positive, of the article as a whole"},
		{"sentiment_score", Float32, true, Few, "-1 to 1"},
		{"duplicate_of", Text, true, Few, "doc_id of an earlier article of the same run with nearly the same text"},
		run,
	}
}

func sentenceColumns() []Column {
	return []Column{
		docID,
		{"sentence", Int32, false, Rising, "counts from 0 in the article, in text order"},
		start, end,
		{"paragraph", Int32, false, Rising, "counts from 0 in the article"},
		{"sentiment", Text, false, Few, "negative, neutral or positive"},
		{"sentiment_score", Float32, false, Few, "-1 to 1"},
		run,
	}
}

func tokenColumns() []Column {
	return []Column{
		docID, sentence,
		{"token", Int32, false, Rising, "counts from 0 in the article, in text order"},
		start, end,
		{"text", Text, false, Few, "the token as it stands"},
		{"pos", Text, true, Few, "Penn Treebank part-of-speech tag"},
		{"entity", Int32, true, Few, "entities.entity of the mention that the token is part of"},
		run,
	}
}

func entityColumns() []Column {
	return []Column{
		docID,
		{"mention", Int32, false, Rising, "counts from 0 in the article, in text order"},
		sentence, start, end,
		{"text", Text, false, Few, `the mention, without a leading "the" or a trailing "'s"`},
		{"label", Text, false, Few, "PERSON, ORG, LOC or MISC: the four CoNLL-2003 types"},
		{"score", Float32, false, Few, "0 to 1, that the mention is right"},
		{"entity", Int32, false, Few, "the same number for mentions of the same thing in this article"},
		{"name", Text, false, Few, "its fullest name in this article: Elon Musk for the mention Musk"},
		run,
	}
}

func quoteColumns() []Column {
	return []Column{
		docID,
		{"quote", Int32, false, Rising, "counts from 0 in the article, in text order"},
		{"sentence", Int32, false, Rising, "the sentence that the stretch begins in"},
		{"kind", Text, false, Few, "direct (all of it in quotation marks, or a turn of a transcript), mixed (a reported clause with quoted words), indirect (one without), post (an embedded post or a statement set as a block)"},
		start, end,
		{"text", Text, false, Various, `the reported words: for direct without the marks, for mixed and indirect the whole clause without "that" and the closing full stop`},
		{"quoted", SpanList, false, Few, "the parts inside quotation marks, without the marks"},
		{"utterance", Int32, false, Few, "the same number for the pieces of one statement"},
		{"speaker", Text, true, Few, "who said it: the fullest name in this article; null where it names nobody"},
		{"speaker_entity", Int32, true, Few, "that speaker's entities.entity"},
		{"speaker_type", Text, true, Few, "person, organization, unnamed, or null"},
		{"speaker_role", Text, true, Few, "what the article says the speaker is: prime minister"},
		{"speaker_text", Text, true, Few, "the words that name the speaker here: Trump, he, a spokesman for the bank"},
		{"speaker_start", Int32, true, Rising, "first code point of speaker_text in documents.text"},
		{"speaker_end", Int32, true, Rising, "code point after the last of speaker_text"},
		{"addressee", Text, true, Few, `fullest name of the one spoken to: Musk in "Trump told Musk"`},
		{"cue", Text, true, Few, "the reporting words: said, according to"},
		{"cue_start", Int32, true, Rising, "first code point of cue in documents.text"},
		{"cue_end", Int32, true, Rising, "code point after the last of cue"},
		{"rule", Text, false, Few, "which kind of evidence tied words and speaker together; quoth lists the rules"},
		{"confidence", Float32, false, Few, "0 to 1, that the speaker is right; calibrated"},
		{"sentiment", Text, false, Few, "negative, neutral or positive: the polarity of the words themselves"},
		{"sentiment_score", Float32, false, Few, "-1 to 1"},
		{"p_negative", Float32, false, Few, "probability of negative; the three sum to 1"},
		{"p_neutral", Float32, false, Few, "probability of neutral"},
		{"p_positive", Float32, false, Few, "probability of positive"},
		{"other_speakers", TextList, false, Few, "further speakers of the same words: the second of two who said it together"},
		{"negated", Bool, false, Few, `whether the saying is denied or imagined: "he never said …"`},
		run,
	}
}

func stanceColumns() []Column {
	return []Column{
		docID,
		{"quote", Int32, false, Rising, "the quote: quotes.quote"},
		{"entity", Int32, false, Few, "what it is about: entities.entity"},
		{"target", Text, false, Few, "fullest name of that entity in this article"},
		{"start", Int32, true, Rising, "first code point of the mention, where it stands inside the quote"},
		{"end", Int32, true, Rising, "code point after the last of the mention"},
		{"stance", Text, false, Few, "negative, neutral or positive toward the target"},
		{"score", Float32, false, Few, "-1 to 1"},
		{"p_negative", Float32, false, Few, "probability of negative; the three sum to 1"},
		{"p_neutral", Float32, false, Few, "probability of neutral"},
		{"p_positive", Float32, false, Few, "probability of positive"},
		run,
	}
}

func topicColumns() []Column {
	return []Column{
		docID,
		{"rank", Int32, false, Few, "0 is the best"},
		{"qcode", Text, false, Few, "IPTC Media Topic: medtop:11000000"},
		{"name", Text, false, Few, "its name: politics and government"},
		{"level", Int32, false, Few, "1 for the top of the taxonomy"},
		{"score", Float32, false, Few, "0 to 1; calibrated"},
		run,
	}
}

func quarantineColumns() []Column {
	return []Column{
		{"source", Text, false, Various, "file it came from, as in documents.source"},
		{"doc_id", Text, true, Various, "the article's id, where it could be read"},
		{"stage", Text, false, Few, "read, parse or annotate"},
		{"code", Text, false, Few, "the reason, of a closed list"},
		{"message", Text, false, Various, "the reason in words"},
		{"bytes", Int64, true, Rising, "size of what was set aside, where it was read to its end"},
		{"sha256", Text, true, Various, "hash of the same bytes, hex"},
		run,
	}
}
