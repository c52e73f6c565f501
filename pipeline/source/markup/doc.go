// Package markup makes articles of documents with markup: web pages, Markdown,
// items of feeds (RSS, Atom, RDF), and the messages of wire services (NewsML-G2,
// NITF). All of them are UTF-8 here; quoth/pipeline/source/charset makes it so.
//
// The text of an article keeps its paragraphs apart by an empty line: headings,
// items of lists and block quotations are paragraphs of their own, a line break
// is one line feed, cells of a table are apart by a tab. Words in <q> get
// quotation marks. What is not read aloud is left out: scripts, styles, forms,
// captions. The line that signs a post or a quotation ends the paragraph before
// it: "… proper care. — Ann Pell (@annpell) August 13, 2024".
//
// Input is hostile: nothing is fetched, no entity is expanded but the characters
// that HTML names, and Bounds limits what a document may hold. Time and memory
// are in line with the bytes of a document within them.
package markup
