package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"quoth/nlp/english"
	"quoth/pipeline"
	"quoth/pipeline/table"
)

func retryCommand() *cli.Command {
	return &cli.Command{
		Name:      "retry",
		Usage:     "annotate what was set aside again, and add what succeeds now",
		ArgsUsage: "RUN",
		Description: "The files that the quarantine table of RUN names are read again, from where the runs read them (run.json tells).\n" +
			"What succeeds is added to the tables and goes from the quarantine; what fails again stays there. What came from\n" +
			"standard input can't be read again.",
		Flags: append(append([]cli.Flag{
			workersFlag(),
			&cli.DurationFlag{Name: "wait", Usage: "wait for another run in RUN to end, at most so `LONG`: 90s, 10m"},
			&cli.StringFlag{Name: "run-id", Usage: "`NAME` of this run for the manifest"},
		}, reportFlags()...), annotatorFlags()...),
		Action: retry,
	}
}

func retry(c *cli.Context) error {
	if c.NArg() != 1 {
		return usagef("retry wants the folder of one run")
	}
	report, err := newReport(c, printRetried)
	if err != nil {
		return err
	}
	annotators, err := annotatorOptions(c)
	if err != nil {
		return err
	}
	annotate, err := english.New(annotators)
	if err != nil {
		return choiceError(err)
	}
	o := pipeline.Options{
		Out: c.Args().First(), Version: version, Annotate: annotate.Pipeline, Choices: choices(annotators),
		Workers: workers(c), Wait: c.Duration("wait"), RunID: c.String("run-id"), Duplicates: newDuplicates(),
	}
	report.listen(&o)
	boundMemory(o.Workers)
	s, err := pipeline.Retry(c.Context, o)
	if err == nil && s.Rows[table.Quarantine] > 0 {
		err = errQuarantined
	}
	return report.end(&s, runError(err))
}

// printRetried tells what came of trying again.
func printRetried(c *cli.Context, s *pipeline.Summary) {
	fmt.Fprintf(c.App.ErrWriter, "quoth: %s added to %s; %d still set aside\n", counted(s.Articles, "article"), c.Args().First(), s.Rows[table.Quarantine])
}
