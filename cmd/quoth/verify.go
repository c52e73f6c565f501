package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"quoth/pipeline/verify"
)

// errProblems ends a check that found something wrong.
var errProblems = errors.New("the run is not what it was written as")

func verifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "check a finished run: hashes, counts, keys, and that every span is the text beside it",
		ArgsUsage: "RUN",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("verify wants the folder of one run")
			}
			result, err := verify.Check(c.Context, c.Args().First(), func(p verify.Problem) {
				fmt.Fprintln(c.App.Writer, printable(p.String()))
			})
			if err != nil {
				return err
			}
			if result.Problems > 0 {
				return fmt.Errorf("%s: %w: %d problems", c.Args().First(), errProblems, result.Problems)
			}
			fmt.Fprintf(c.App.Writer, "%s is whole: %d files, %d rows, %d spans\n", c.Args().First(), result.Files, result.Rows, result.Spans)
			return nil
		},
	}
}
