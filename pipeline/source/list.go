package source

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"quoth/pipeline/limit"
)

// ReadList reads a list of inputs, one a line: blank lines and those that begin
// with # are none. A line is an input as a whole, blanks inside it too. The
// error is ErrNothingToRead for a list of nothing, ErrNoInput for a line that
// can be none, both wrapped with the name of the list.
func ReadList(name string, from io.Reader, limits limit.Limits) ([]string, error) {
	var inputs []string
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, limits.FieldBytes+1)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" || line[0] == '#' {
			continue
		}
		if !utf8.ValidString(line) || strings.ContainsRune(line, 0) {
			return nil, fmt.Errorf("%w: %s, line %d is no name of a file", ErrNoInput, name, n)
		}
		if inputs = append(inputs, line); int64(len(inputs)) > limits.ListedInputs {
			return nil, fmt.Errorf("%w: %s names more than %d inputs", ErrNoInput, name, limits.ListedInputs)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrNoInput, name, err)
	}
	if len(inputs) == 0 {
		return nil, fmt.Errorf("%w: %s names no input", ErrNothingToRead, name)
	}
	return inputs, nil
}
