// Command quality measures every layer on the development sets and on our own
// annotated articles, prints the figures, and keeps them in docs/quality.md.
//
// With -check it writes nothing and fails when a figure has fallen more than
// half a point below the page's.
package main
