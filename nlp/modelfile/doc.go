// Package modelfile reads and writes files of trained weights: a header, named
// sections, and a hash over all of it.
//
// A file is little-endian and laid out so that it can be used where it lies,
// embedded in the program, without being unpacked:
//
//	magic "QUOTHMDL", uint32 format version, uint32 length of the directory
//	directory: JSON of the kind, its version and the sections' places
//	sections, each beginning at a multiple of 64 bytes
//	SHA-256 of everything before it
//
// Sections that a writer asks to pack, and that thereby lose a good share of
// their length, are stored as frames of Zstandard (RFC 8878) and unpacked at
// their first use; the directory tells the length they then have. A file with
// such sections is of format 2, any other of format 1.
//
// The same sections give the same bytes, with one version of the library that
// packs them. Reading never panics, whatever the
// bytes: it returns ErrNotModel, ErrCutShort, ErrAltered, ErrVersion, ErrKind
// or ErrSection, wrapped with the file's name. What is unpacked of a file
// is never longer than 128 MB.
package modelfile
