package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"quoth/pipeline/load"
)

func loadCommand() *cli.Command {
	return &cli.Command{
		Name:      "load",
		Usage:     "load the tables of a finished run into a database",
		ArgsUsage: "RUN",
		Description: "Missing tables and columns are made, the rows of every article of the run take the place of those that were there,\n" +
			"in one transaction, and rows that are the same already are left alone: the same run again changes nothing.\n" +
			"For DuckDB the SQL script goes to standard output: quoth load RUN --to duckdb:news.duckdb | duckdb",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "to", Usage: "load into this `TARGET`: postgres://USER@HOST/DATABASE, or duckdb:FILE"},
			&cli.StringFlag{Name: "schema", Value: "quoth", Usage: "Postgres: `SCHEMA` of the tables"},
			&cli.BoolFlag{Name: "quiet", Usage: "print errors only"},
		},
		Action: loadRun,
	}
}

func loadRun(c *cli.Context) error {
	if c.NArg() != 1 {
		return usagef("load wants the folder of one run")
	}
	run, target := c.Args().First(), c.String("to")
	if file, ok := strings.CutPrefix(target, "duckdb:"); ok && file != "" {
		return load.DuckDB(c.App.Writer, file, run)
	}
	if !strings.HasPrefix(target, "postgres://") && !strings.HasPrefix(target, "postgresql://") {
		return usageError{fmt.Errorf("%w: --to %q: wanted is postgres://USER@HOST/DATABASE or duckdb:FILE", load.ErrTarget, target)}
	}
	results, err := load.Postgres(c.Context, target, c.String("schema"), run)
	if err != nil || c.Bool("quiet") {
		return err
	}
	for _, r := range results {
		fmt.Fprintf(c.App.ErrWriter, "quoth: %s: %s; %d new, %d removed\n", r.Table, counted(r.Read, "row"), r.Inserted, r.Removed)
	}
	return nil
}
