package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"quoth/pipeline/table"
)

func schemaCommand() *cli.Command {
	return &cli.Command{
		Name:        "schema",
		Usage:       "print the tables and their columns",
		ArgsUsage:   "[TABLE]",
		Description: "The tables: " + strings.Join(table.Names(), ", ") + ".",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: string(table.PlainText), Usage: "`FORMAT`: " + dialects()},
		},
		Action: func(c *cli.Context) error {
			tables := table.All()
			if c.NArg() > 1 {
				return usagef("schema wants one table or none")
			}
			if name := c.Args().First(); name != "" {
				t, err := table.Find(name)
				if err != nil {
					return usageError{err}
				}
				tables = []table.Table{t}
			}
			err := table.Describe(c.App.Writer, tables, table.Dialect(c.String("format")))
			if errors.Is(err, table.ErrUnknownDialect) {
				return usageError{err}
			}
			return err
		},
	}
}

func dialects() string {
	var names []string
	for _, d := range table.Dialects() {
		names = append(names, string(d))
	}
	return fmt.Sprintf("one of %s", strings.Join(names, ", "))
}
