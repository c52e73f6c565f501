package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"quoth/nlp/english"
	"quoth/pipeline/filter"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

func filterCommand() *cli.Command {
	return &cli.Command{
		Name:  "filter",
		Usage: "annotate a stream of articles inside another program's pipe: Arrow in, Arrow out",
		Description: "Reads an Arrow IPC stream from standard input and writes one to standard output, batch by batch, in order. The columns\n" +
			"id, title, text, published_at, url, author, publisher and source may stand anywhere; --field names others. The rows are\n" +
			"those of quoth run, but duplicate_of, which needs all articles at once, is null, and repeated ids are not looked for.\n" +
			"  --nested (the default)  one row an article: doc_id, document, a list of structs for each other table, and quarantine,\n" +
			"                          a struct that says why an article was set aside\n" +
			"  --table NAME            the rows of that table alone; exit status 3 tells of articles that were set aside, which\n" +
			"                          --table quarantine lists\n" +
			"Other columns are kept by default: " + filter.KeptByDefault + ".\n" +
			"An input without its end-of-stream marker was cut off, and fails.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "table", Usage: "write only the rows of this `TABLE`: " + strings.Join(table.Names(), ", ")},
			&cli.BoolFlag{Name: "nested", Usage: "write one row an article, with all tables nested in it"},
			&cli.StringSliceFlag{Name: "tables", Usage: "nested: only these `TABLES`, or all: " + strings.Join(table.Names(), ", ")},
			&cli.StringSliceFlag{Name: "field", Usage: "read an article's field from another column: `text=body`, published_at=date, source=file"},
			&cli.StringSliceFlag{Name: "keep", Usage: "keep these `COLUMNS` as they came in, on every row: names, all or none"},
			workersFlag(),
			&cli.StringFlag{Name: "language", Usage: "set aside articles that are not in this language: `CODE` of ISO 639-1"},
			&cli.BoolFlag{Name: "no-text", Usage: "leave the text out of documents"},
			&cli.BoolFlag{Name: "quiet", Usage: "print errors only"},
		}, annotatorFlags()...),
		Action: runFilter,
	}
}

func runFilter(c *cli.Context) error {
	options, err := filterOptions(c)
	if err != nil {
		return err
	}
	quiet := c.Bool("quiet")
	if options.Table != "" {
		options.Quarantined = faultsTo(c, quiet)
	}
	summary, err := filter.Run(c.Context, c.App.Reader, c.App.Writer, options)
	if err != nil {
		return filterError(err)
	}
	if !quiet {
		fmt.Fprintf(c.App.ErrWriter, "quoth: %s, %s; %d set aside\n", counted(summary.Articles, "article"), counted(summary.Rows, "row"), summary.Quarantined)
	}
	if summary.Quarantined > 0 && options.Table != "" && options.Table != table.Quarantine {
		return errQuarantined
	}
	return nil
}

// filterOptions turns flags into the options of a filter.
func filterOptions(c *cli.Context) (filter.Options, error) {
	o := filter.Options{
		Version: version, Table: c.String("table"), NoText: c.Bool("no-text"), Keep: c.StringSlice("keep"),
		Language: c.String("language"), Workers: workers(c),
	}
	switch {
	case c.NArg() > 0:
		return o, usagef("filter reads standard input, and takes no argument: %s", c.Args().First())
	case o.Table != "" && c.Bool("nested"):
		return o, usagef("filter wants --nested or --table, not both")
	case isTerminal(c.App.Reader), isTerminal(c.App.Writer):
		return o, usagef("filter stands in a pipe: it reads and writes Arrow streams, which are not for a terminal")
	}
	var err error
	if o.Tables, err = tableNames(c.StringSlice("tables")); err != nil {
		return o, err
	}
	if o.Fields, err = fieldMap(c.StringSlice("field")); err != nil {
		return o, err
	}
	annotators, err := annotatorOptions(c)
	if err != nil {
		return o, err
	}
	annotate, err := english.New(annotators)
	if err != nil {
		return o, choiceError(err)
	}
	o.Annotate = annotate.Pipeline
	return o, nil
}

// isTerminal says whether a stream is a person's.
func isTerminal(stream any) bool {
	file, isFile := stream.(*os.File)
	return isFile && term.IsTerminal(int(file.Fd()))
}

// filterError makes mistakes in what was asked for wrong use. An input that
// can't be read is none.
func filterError(err error) error {
	for _, mistake := range []error{filter.ErrColumn, filter.ErrOptions, source.ErrField, table.ErrUnknownTable} {
		if errors.Is(err, mistake) {
			return usageError{err}
		}
	}
	return err
}
