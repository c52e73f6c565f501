package load

import "errors"

// Errors of loading; nothing is changed in the database where one is returned.
// They come wrapped with what they concern.
var (
	// ErrTarget says that the target is neither a Postgres address nor a DuckDB
	// file.
	ErrTarget = errors.New("no target that quoth can load to")

	// ErrFormat says that a run's files hold too little to be loaded: those of
	// CSV, where null and "" are the same. Write Parquet, Arrow or JSON lines.
	ErrFormat = errors.New("the format of the run's files can't be loaded")

	// ErrColumn says that a table of the database has a column of another type.
	// Load into another schema, or mend the column.
	ErrColumn = errors.New("a column has another type")

	// ErrDatabase says that the database could not be reached, or refused a
	// statement; the cause is wrapped.
	ErrDatabase = errors.New("the database refused")
)
