// Package metadata finds an article's title, author and date in its own first
// lines, where the input did not give them.
//
// It reads the text line by line and believes only lines that are shaped like
// what they would have to be: a headline that stands alone above the text, a
// byline ("By Jane Doe", "Jane Doe in Nairobi", a closing "(Reporting by Jane
// Doe)"), a date with its year on a line of its own, behind a label
// ("Published:"), in a dateline ("NAIROBI, Aug. 13, 2024 (Reuters) -") or as
// the text's first words. A date inside a sentence is not the article's date.
// What can't be told stays unknown: nothing is guessed.
//
// The text itself is left as it is.
package metadata
