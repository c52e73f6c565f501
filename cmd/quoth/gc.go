package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"quoth/pipeline"
	"quoth/pipeline/object"
)

func gcCommand() *cli.Command {
	return &cli.Command{
		Name:      "gc",
		Usage:     "remove what stopped runs left in an output",
		ArgsUsage: "OUT",
		Description: "A stopped run leaves its journal, from which --resume goes on, and perhaps staged files. A finished run in the\n" +
			"same folder stays as it is.",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("gc wants one output folder")
			}
			finished, err := pipeline.Clean(c.Args().First())
			if err != nil {
				return err
			}
			what := "no finished run"
			if finished {
				what = "a finished run"
			}
			fmt.Fprintf(c.App.Writer, "%s is clean; it holds %s\n", object.Name(c.Args().First()), what)
			return nil
		},
	}
}
