// Package topic tells what an article is about.
//
// The model that is embedded in the program knows the IPTC Media Topics: it
// gives every article scores for the 17 topics of the first level and, where it
// is sure, topics of the second and third. A model of a user's own labels is
// trained with [Train] and used with [Load].
//
// An article is a bag of words and of pairs of words, those of the title and of
// the first fifty words counting more. A word with a capital letter counts as a
// name, too, but for the title's, where many have one. Its scores are linear in them, so that a
// long text costs microseconds, and calibrated: of the articles that are given
// a topic with score 0.8, four of five are about it. With the embedded model a
// short text leans toward the topics that most news sites have a section for; a
// text without known words gets equal scores for all topics.
package topic
