// Package duplicate finds articles that say nearly the same, word for word, as
// an earlier one: the same agency story in two papers, a story and its update.
//
// Two texts are nearly the same where the sets of their runs of four words have
// a Jaccard similarity of at least 0.8. Case, punctuation and white space don't
// count. [Fingerprint] reads a text once and boils it down to 80 bytes; it may
// be called from many goroutines. A [Finder] takes fingerprints in the order of
// the articles and says which earlier article each repeats. It holds no texts:
// about 130 bytes an article that repeats no other, nothing for one that does.
//
// Similarity is estimated from the fingerprints alone, with a standard error of
// 0.03 at 0.8: MinHash by one permutation (Li, Owen and Zhang 2012) with
// densification (Shrivastava 2017), one bit kept of each minimum (Li and König
// 2010). Candidates are found by bands of whole minima (Leskovec, Rajaraman and
// Ullman, Mining of Massive Datasets, chapter 3).
package duplicate
