// Package limit holds every bound that keeps a run's memory and time in line
// with what it reads, each with its unit and its reason. Nothing else in the
// pipeline carries a number of that kind.
package limit
