// Package clean makes text of bytes: valid UTF-8 that holds nothing invisible
// but spaces, tabs, line feeds and form feeds.
//
//	byte order mark                       UTF-16 is decoded; the mark is dropped
//	bytes that are no UTF-8               read as Windows-1252, else U+FFFD
//	UTF-8 once read as Windows-1252       read rightly: "â€™" is ’
//	CRLF, CR, NEL, VT, line separator     line feed
//	paragraph separator                   two line feeds
//	no-break and other wide spaces        space
//	controls, direction marks             dropped
//	soft hyphen, spaces of no width       dropped
//	HTML entities with their semicolon    the character; "&amp;quot;" is ", too
//
// Everything else stays as it is: quotation marks keep their shapes, letters
// their accents, and white space its length.
package clean
