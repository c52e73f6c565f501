// Package sink writes rows of tables into files: Parquet, Arrow, JSON lines and
// CSV. A [Sink] takes Arrow records of one table after the other, begins a new
// file at a size, and reads each finished file back. Files hold no clock, no
// host and nothing random: the same rows give the same bytes.
package sink
