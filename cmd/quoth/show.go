package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"quoth/nlp"
	"quoth/nlp/english"
	"quoth/pipeline"
	"quoth/pipeline/commit"
	"quoth/pipeline/limit"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// errNoArticle says that the input to show holds no article.
var errNoArticle = errors.New("no article to show")

func showCommand() *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "annotate one article and print what is in it, or print a table of a finished run",
		ArgsUsage: "ARTICLE|RUN",
		Description: "ARTICLE is a file, or - for standard input; of a file with several articles the first, or --record N.\n" +
			"RUN is the folder of a finished run.",
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "print JSON: of an article its rows by table, of a run's table a row a line"},
			&cli.BoolFlag{Name: "explain", Usage: "tell for each quotation which rule tied it to its speaker, and which candidates lost"},
			&cli.IntFlag{Name: "record", Value: 1, Usage: "show the `N`th article of the input"},
			&cli.StringSliceFlag{Name: "field", Usage: "read an article's field from another one: `text=body`"},
			&cli.StringFlag{Name: "table", Value: table.Quotes, Usage: "of a run, print this `TABLE`"},
			&cli.IntFlag{Name: "rows", Value: 200, Usage: "of a run, print at most `N` rows; 0 prints all (with --json always all)"},
		}, annotatorFlagsWith(english.Accurate)...),
		Action: show,
	}
}

func show(c *cli.Context) error {
	if c.NArg() != 1 {
		return usagef("show wants one article, or the folder of a run")
	}
	input := c.Args().First()
	of := func(part string) bool { return strings.HasPrefix(part, c.String("table")+"/") }
	run, done, err := fetched(c, input, of)
	switch {
	case err == nil:
		defer done()
	case !errors.Is(err, commit.ErrNothingThere):
		return err
	}
	if _, err := os.Stat(filepath.Join(run, "_SUCCESS")); run != "" && err == nil {
		return showRun(c, run)
	}
	item, err := oneArticle(c, input)
	if err != nil {
		return err
	}
	options, err := annotatorOptions(c)
	if err != nil {
		return err
	}
	annotators, err := english.New(options)
	if err != nil {
		return choiceError(err)
	}
	d, _ := pipeline.NewDocument(&item.Article)
	d.Explain = c.Bool("explain")
	if err := annotators.Annotate(c.Context, d); err != nil {
		return fmt.Errorf("%s: %w", input, err)
	}
	if c.Bool("json") {
		return writeDocumentJSON(c.App.Writer, table.Document{Document: d, Source: item.Source}, d.Explain)
	}
	writeDocument(c.App.Writer, d)
	return nil
}

// oneArticle reads the article asked for.
func oneArticle(c *cli.Context, input string) (source.Item, error) {
	fields, err := fieldMap(c.StringSlice("field"))
	if err != nil {
		return source.Item{}, err
	}
	set, err := source.Open(source.Options{
		Inputs: []string{input}, Stdin: c.App.Reader, Fields: fields, Limits: limit.Default(),
	})
	if err != nil {
		return source.Item{}, runError(err)
	}
	n := 0
	for item, err := range set.Items(c.Context) {
		if err != nil {
			return item, err
		}
		if n++; n < c.Int("record") {
			continue
		}
		if item.Fault != nil {
			return item, fmt.Errorf("%s: %w: %s", item.Source, errNoArticle, item.Fault.Message)
		}
		return item, nil
	}
	return source.Item{}, fmt.Errorf("%s: %w: it holds %s", input, errNoArticle, counted(int64(n), "record"))
}

// speakerOf is what a reader wants to see of a speaker: the name, else the
// words that stand for somebody unnamed, else a dash.
func speakerOf(d *nlp.Document, s *nlp.Speaker) string {
	switch {
	case s.Name != "":
		return s.Name
	case !s.Span.Empty():
		return "(" + d.Slice(s.Span) + ")"
	}
	return "–"
}
