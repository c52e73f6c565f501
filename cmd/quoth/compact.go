package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"quoth/pipeline"
)

func compactCommand() *cli.Command {
	return &cli.Command{
		Name:      "compact",
		Usage:     "write an output that runs were added to as one run would have written it",
		ArgsUsage: "OUT",
		Description: "Rows that later runs replaced are gone, small files become large ones, and articles stand in the order of their\n" +
			"sources; each partition becomes as few files as it can. The tables appear in one step, as those of a run do. An output\n" +
			"that is as one run would write it already stays as it is.",
		Flags: append([]cli.Flag{
			&cli.DurationFlag{Name: "wait", Usage: "wait for another run in OUT to end, at most so `LONG`: 90s, 10m"},
		}, reportFlags()...),
		Action: compact,
	}
}

func compact(c *cli.Context) error {
	if c.NArg() != 1 {
		return usagef("compact wants one output folder")
	}
	report, err := newReport(c, printCompacted)
	if err != nil {
		return err
	}
	s, err := pipeline.Compact(c.Context, pipeline.CompactOptions{
		Out: c.Args().First(), Version: version, Duplicates: newDuplicates(), Wait: c.Duration("wait"),
	})
	s.Quarantined = nil // they were set aside before, and are no news
	return report.end(&s, err)
}

// printCompacted tells what an output holds after compacting.
func printCompacted(c *cli.Context, s *pipeline.Summary) {
	if s.AlreadyDone {
		fmt.Fprintf(c.App.ErrWriter, "quoth: %s is compact already; nothing to do\n", c.Args().First())
		return
	}
	fmt.Fprintf(c.App.ErrWriter, "quoth: %s is compact: %s, %s\n", c.Args().First(), counted(s.Articles, "article"), counted(s.Quotes, "quotation"))
}
