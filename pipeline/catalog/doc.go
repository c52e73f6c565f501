// Package catalog describes the files of a run for programs that look for data:
// as a Data Package (datapackage.org, version 2) and in Croissant (mlcommons.org,
// version 1.0). Both stand beside the tables and say what every column means.
// They tell no time and no place: the same run gives the same bytes.
package catalog
