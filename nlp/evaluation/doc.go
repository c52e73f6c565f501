// Package evaluation measures annotations against gold records: precision,
// recall and F1 of entities and quotations, the speakers' names, accuracy,
// macro F1 and correlation of sentiment and stance, accuracy of topics, and
// B-cubed of names in a document. Every figure comes with a 95 % interval, from
// resampling whole documents.
//
// A [Record] is what a gold file holds, a [Prediction] what a program gave for
// it; both are JSON, one document a line, plain or gzip, with offsets in code
// points, half-open. The definitions, down to how ties are broken, are those of
// the research sets' common scorer, so that figures can be compared with those
// of any program whose output is written as predictions.
package evaluation
