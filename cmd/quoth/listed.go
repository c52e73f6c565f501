package main

import (
	"os"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"quoth/pipeline/limit"
	"quoth/pipeline/source"
)

// listedInputs gives the inputs of a run: the arguments, and what the list names
// that --files-from gives.
func listedInputs(c *cli.Context) ([]string, error) {
	inputs, list := c.Args().Slice(), c.String("files-from")
	if list == "" {
		return inputs, nil
	}
	from := c.App.Reader
	if list != source.Stdin {
		file, err := os.Open(list)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		from = file
	}
	listed, err := source.ReadList(list, from, limit.Default())
	if err != nil {
		return nil, err
	}
	if list == source.Stdin && slices.Contains(append(inputs, listed...), source.Stdin) {
		return nil, usagef("--files-from -: standard input can't be both the list and an input")
	}
	return append(inputs, listed...), nil
}

// sinceTime reads a time, or how long ago it was.
func sinceTime(given string, now time.Time) (time.Time, error) {
	if given == "" {
		return time.Time{}, nil
	}
	if long, err := time.ParseDuration(given); err == nil && long > 0 {
		return now.Add(-long), nil
	}
	at, bad := source.ParseDate(given)
	if bad || at.IsZero() {
		return time.Time{}, usagef("--since %q: wanted is a time, such as 2024-08-13 or 2024-08-13T06:00:00Z, or how long ago it was, such as 36h", given)
	}
	return at, nil
}
