// Package dateparser stands in for github.com/markusmobius/go-dateparser, which
// go-trafilatura links through go-htmldate and which quoth never calls: quoth
// takes the dates that a page states, and guesses none from its words. The real
// package builds tables of 200 languages whenever a program starts, half a
// second and 78 MB for every command. A replace line in go.mod puts this one in
// its place.
package dateparser
