package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"quoth/pipeline/object"
	"quoth/pipeline/verify"
)

// errProblems ends a check that found something wrong.
var errProblems = errors.New("the run is not what it was written as")

func verifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "check a finished run: hashes, counts, keys, and that every span is the text beside it",
		ArgsUsage: "RUN",
		Description: "RUN is the folder of a finished run, or a URL of one in a store of objects, which is copied to this machine first:\n" +
			"TMPDIR says where.",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("verify wants the folder of one run")
			}
			run, done, err := fetched(c, c.Args().First(), nil)
			if err != nil {
				return err
			}
			defer done()
			result, err := verify.Check(c.Context, run, func(p verify.Problem) {
				fmt.Fprintln(c.App.Writer, printable(p.String()))
			})
			if err != nil {
				return err
			}
			if result.Problems > 0 {
				return fmt.Errorf("%s: %w: %d problems", object.Name(c.Args().First()), errProblems, result.Problems)
			}
			fmt.Fprintf(c.App.Writer, "%s is whole: %d files, %d rows, %d spans\n", object.Name(c.Args().First()), result.Files, result.Rows, result.Spans)
			return nil
		},
	}
}
