package filter

import "errors"

// Errors of a filter. They come wrapped with what they concern.
var (
	// ErrStream says that the input is no Arrow IPC stream, or a damaged one.
	ErrStream = errors.New("no sound Arrow stream")

	// ErrCutOff says that the input ended before its end-of-stream marker: the
	// program that writes it died. What came out so far is not all there is.
	ErrCutOff = errors.New("the input was cut off")

	// ErrTooLarge says that a message of the input is larger than its limit.
	// Send smaller batches.
	ErrTooLarge = errors.New("a batch of the input is too large")

	// ErrColumn says that a column is missing, there twice, of a type that
	// can't be what it is used for, or named like one of ours.
	ErrColumn = errors.New("column can't be used")

	// ErrOptions says that options contradict each other or are out of range.
	ErrOptions = errors.New("options can't be used")
)
