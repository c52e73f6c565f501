package main

import (
	"os"

	"github.com/urfave/cli/v2"

	"quoth/pipeline/commit"
	"quoth/pipeline/object"
)

// fetched gives the folder of a run: one in a store is copied to this machine
// first, as far as it is wanted (nil wants all), and done removes the copy.
func fetched(c *cli.Context, run string, wanted func(part string) bool) (folder string, done func(), err error) {
	if !object.IsURL(run) {
		return run, func() {}, nil
	}
	if folder, err = os.MkdirTemp("", "quoth-run-"); err != nil {
		return "", nil, err
	}
	done = func() { os.RemoveAll(folder) }
	if err := commit.Fetch(c.Context, run, folder, wanted); err != nil {
		done()
		return "", nil, err
	}
	return folder, done, nil
}
