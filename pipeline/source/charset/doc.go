// Package charset tells in which character set bytes are written, and makes
// UTF-8 of them. What counts, in this order:
//
//	a byte order mark, or the zero bytes of UTF-16 and UTF-32
//	content that is UTF-8 beyond doubt
//	what the carrier says: an HTTP header
//	what the content says: an XML declaration, a meta tag
//	a guess from the bytes, with Windows-1252 where nothing speaks against it
//
// Labels are those of the WHATWG Encoding Standard, in which iso-8859-1 means
// windows-1252 and gb2312 means gbk.
package charset
