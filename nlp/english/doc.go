// Package english builds the standard pipeline for English news: language,
// tokens and sentences, metadata, part-of-speech tags, entities, quotations,
// speakers, sentiment and stances, topics.
//
// All models are embedded in the program and loaded once, by [New]; the
// pipeline may then annotate any number of documents at once.
package english
