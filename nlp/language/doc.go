// Package language tells which language an article is written in.
//
// Most articles are English, so English is looked for first, by the share of
// words that no other language has (english.txt). Everything else is told by
// its script and its trigrams, with github.com/abadojack/whatlanggo. Only the
// title and the beginning of the text are looked at, so that a long text costs
// no more than a short one. Where the evidence is thin, the answer is "und".
package language
