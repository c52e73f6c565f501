// Command quoth turns English news articles into tables: who said what, about
// whom, in what tone, and what each article is about.
//
// Each command has a file of its own; they hold flags, wiring and exit
// statuses, and nothing else.
package main
