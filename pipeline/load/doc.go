// Package load brings the tables of a finished run into a database, for people
// without a warehouse.
//
// Postgres takes the rows through COPY, in one transaction: tables and columns
// that are missing are made, the rows of every article of the run take the place
// of those that were there, and rows that are the same already are left alone,
// so that loading a run twice changes nothing. Articles that the run doesn't
// hold keep their rows. DuckDB, whose driver is no Go, gets the same as a script
// for its own command line.
package load
