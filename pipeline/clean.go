package pipeline

import (
	"fmt"
	"time"

	"quoth/pipeline/commit"
)

// Clean removes what stopped runs left in an output: staged files, journals,
// and what lies beside the output. A run that had only to be published is
// published. It says whether the output holds a finished run. Nothing that a
// run doesn't own is touched; the error is ErrLocked, ErrNotWritable or
// ErrDiskFull, wrapped.
func Clean(out string) (finished bool, err error) {
	if err := commit.Exists(commit.Disk, out); err != nil {
		return false, fmt.Errorf("%w: %w", ErrNoInput, err)
	}
	output, err := commit.Open(commit.Disk, out, holder(time.Now(), ""))
	if err != nil {
		return false, err
	}
	err = output.Abandon(false)
	if closeErr := output.Close(); err == nil {
		err = closeErr
	}
	return output.Finished(), err
}
