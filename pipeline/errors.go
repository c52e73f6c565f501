package pipeline

import (
	"errors"

	"quoth/pipeline/commit"
	"quoth/pipeline/sink"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// Errors of a run. Nothing is published where one of them is returned. They
// come wrapped with what they concern; use errors.Is.
var (
	// ErrNoInput says that an input that was named is not there.
	ErrNoInput = source.ErrNoInput

	// ErrNothingToRead says that there is no file in any input.
	ErrNothingToRead = source.ErrNothingToRead

	// ErrField says that a field mapping names a field that articles don't have.
	ErrField = source.ErrField

	// ErrReadFailed says that the system could not read on in an input.
	ErrReadFailed = source.ErrDisk

	// ErrUnknownTable and ErrUnknownFormat say that there is no such table or
	// file format.
	ErrUnknownTable  = table.ErrUnknownTable
	ErrUnknownFormat = sink.ErrUnknownFormat

	// ErrOutputExists says that the output holds a finished run that differs
	// from this one. Take another folder, or set Options.Overwrite.
	ErrOutputExists = commit.ErrExists

	// ErrOutputForeign says that the output holds files that no run wrote. Take
	// another folder.
	ErrOutputForeign = commit.ErrForeign

	// ErrNotWritable says that the output can't be made or written to.
	ErrNotWritable = commit.ErrNotWritable

	// ErrLocked says that another run works in the output; the message names it.
	ErrLocked = commit.ErrLocked

	// ErrDiskFull says that there is no space, or no quota, for the output.
	ErrDiskFull = commit.ErrDiskFull

	// ErrNoExchange says that a finished run can't be replaced in one step in
	// that place. Write to a new folder.
	ErrNoExchange = commit.ErrNoExchange

	// ErrTooManyPartitions says that the tables would be cut into too many
	// folders. Partition by something with fewer values.
	ErrTooManyPartitions = errors.New("too many partitions")

	// ErrOutputInInput says that the output lies in an input, or an input in the
	// output: a later run would read what this one wrote.
	ErrOutputInInput = errors.New("output and input lie inside each other")

	// ErrTooManyErrors says that more was set aside than Options.MaxErrors
	// allows. Read the messages, and mend the input or raise the bound.
	ErrTooManyErrors = errors.New("too much was set aside")

	// ErrResume says that a stopped run can't be resumed, since its input,
	// configuration or version changed; the message names what. Run without
	// Options.Resume to begin anew.
	ErrResume = errors.New("the stopped run can't be resumed")

	// ErrNoRun says that there is no finished run in an output.
	ErrNoRun = errors.New("no finished run")

	// ErrAppend says that nothing can be added to the output: its tables are not
	// those that this run would write; the message names the difference.
	ErrAppend = errors.New("the output can't be added to")

	// ErrOptions says that options contradict each other or are out of range.
	ErrOptions = errors.New("options can't be used")
)
