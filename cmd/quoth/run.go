package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"quoth/nlp/english"
	"quoth/nlp/topic"
	"quoth/pipeline"
	"quoth/pipeline/limit"
	"quoth/pipeline/object"
	"quoth/pipeline/sink"
	"quoth/pipeline/table"
)

// shownFaults is how many quarantined articles a run names; the table has all.
const shownFaults = 10

func runCommand() *cli.Command {
	return &cli.Command{
		Name:      "run",
		Usage:     "annotate articles and write their tables",
		ArgsUsage: "INPUT…",
		Description: "INPUT is a file, a folder, a glob, a URL of objects (s3://, gs://, azblob://) or - for standard input. It holds\n" +
			"text, Markdown, web pages, Web archives (WARC), feeds (RSS, Atom), wire messages (NewsML-G2, NITF), JSON lines, JSON\n" +
			"arrays, Parquet, Arrow, or tables of values with a header (CSV, TSV), whose fields are id, title, text, published_at,\n" +
			"url, author and publisher; plain, gzip, zstd or bzip2, in zip and tar, in any character set, told by content. The\n" +
			"tables appear in --out when all of them are whole, _SUCCESS last. What can't be annotated is a row of the quarantine\n" +
			"table.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "write the tables into `FOLDER`, or a URL of objects"},
			&cli.StringFlag{Name: "format", Value: string(sink.Parquet), Usage: "`FORMAT` of the tables: parquet, arrow, jsonl, csv"},
			&cli.StringSliceFlag{Name: "tables", Usage: "write only these `TABLES`, or all: " + strings.Join(table.Names(), ", ")},
			&cli.StringSliceFlag{Name: "field", Usage: "read an article's field from another one: `text=body`, published_at=date"},
			workersFlag(),
			&cli.IntFlag{Name: "limit", Usage: "stop after `N` articles; 0 reads all"},
			&cli.StringFlag{Name: "language", Usage: "the articles wanted are in this language: `CODE` of ISO 639-1"},
			&cli.StringFlag{Name: "other-languages", Value: string(pipeline.SetAsideOthers), Usage: "with --language: `WHAT` becomes of other articles: quarantine, count, keep"},
			&cli.StringFlag{Name: "max-errors", Usage: "fail, publishing nothing, when more than `N|P%` is set aside"},
			&cli.BoolFlag{Name: "no-text", Usage: "leave the text out of the documents table"},
			&cli.BoolFlag{Name: "keep-formulas", Usage: "CSV: leave cells alone that a spreadsheet would take for formulas"},
			&cli.BoolFlag{Name: "overwrite", Usage: "replace the finished run in --out, in one step"},
			&cli.BoolFlag{Name: "append", Usage: "add to the finished run in --out: articles that are new, and those that changed in place of their old rows"},
			&cli.BoolFlag{Name: "resume", Usage: "go on where a stopped run of the same kind was"},
			&cli.DurationFlag{Name: "wait", Usage: "wait for another run in --out to end, at most so `LONG`: 90s, 10m"},
			&cli.BoolFlag{Name: "follow-links", Usage: "follow symbolic links inside folders"},
			&cli.StringSliceFlag{Name: "partition-by", Usage: "divide the tables into folders by these `COLUMNS` of the article: " + strings.Join(pipeline.PartitionColumns(), ", ")},
			&cli.StringFlag{Name: "compression", Value: string(sink.Zstd), Usage: "Parquet: pack pages with `CODEC`: zstd, snappy"},
			&cli.IntFlag{Name: "part-mb", Value: int(limit.Default().PartBytes >> 20), Usage: "end a file after rows of so many `MB`, before encoding"},
			&cli.IntFlag{Name: "row-group-mb", Value: int(limit.Default().RowGroupBytes >> 20), Usage: "Parquet: end row groups when those of all tables hold so many `MB` in memory, before encoding"},
			&cli.StringFlag{Name: "license", Usage: "state the `LICENSE` of the tables in every file: a name of SPDX, or an address"},
			&cli.StringFlag{Name: "files-from", Usage: "read the inputs that `FILE` lists too, one a line; - lists them on standard input"},
			&cli.StringFlag{Name: "since", Usage: "read only files and objects modified after `TIME`, or in the last so long: 2024-08-13, 36h"},
			&cli.StringFlag{Name: "state", Usage: "read only files and objects that are new or changed since the runs that `FILE` remembers, and remember this one"},
			&cli.StringFlag{Name: "run-id", Usage: "`NAME` of the run for the manifest"},
			&cli.BoolFlag{Name: "dry-run", Usage: "read everything, annotate and write nothing, and say what is there"},
		}, append(reportFlags(), annotatorFlags()...)...),
		Action: run,
	}
}

func run(c *cli.Context) error {
	if c.NArg() == 0 && c.String("files-from") == "" {
		return usagef("run wants an input: a file, a folder, a glob, a URL or -")
	}
	if c.String("out") == "" && !c.Bool("dry-run") {
		return usagef("run wants --out FOLDER")
	}
	report, err := newReport(c, printSummary)
	if err != nil {
		return err
	}
	options, err := runOptions(c)
	if err != nil {
		return err
	}
	report.listen(&options)
	boundMemory(options.Workers)
	summary, err := pipeline.Run(c.Context, options)
	return report.end(&summary, runError(err))
}

// runOptions turns flags into the options of a run.
func runOptions(c *cli.Context) (pipeline.Options, error) {
	o := pipeline.Options{
		StateFile: c.String("state"), Stdin: c.App.Reader, Out: c.String("out"), Version: version,
		Format: sink.Format(c.String("format")), NoText: c.Bool("no-text"), Formula: c.Bool("keep-formulas"),
		FollowLinks: c.Bool("follow-links"), Language: c.String("language"), Workers: workers(c), Limit: c.Int("limit"),
		Others: pipeline.Others(c.String("other-languages")),
		DryRun: c.Bool("dry-run"), Overwrite: c.Bool("overwrite"), Append: c.Bool("append"), RunID: c.String("run-id"), License: c.String("license"),
		PartitionBy: c.StringSlice("partition-by"), Compression: sink.Compression(c.String("compression")),
		Limits: limit.Default(),
		Resume: c.Bool("resume"), Wait: c.Duration("wait"),
		Duplicates: newDuplicates(),
	}
	o.Limits.PartBytes, o.Limits.RowGroupBytes = int64(c.Int("part-mb"))<<20, int64(c.Int("row-group-mb"))<<20
	var err error
	if o.Inputs, err = listedInputs(c); err != nil {
		return o, err
	}
	if o.Since, err = sinceTime(c.String("since"), time.Now()); err != nil {
		return o, err
	}
	if o.Tables, err = tableNames(c.StringSlice("tables")); err != nil {
		return o, err
	}
	if o.Fields, err = fieldMap(c.StringSlice("field")); err != nil {
		return o, err
	}
	if o.MaxErrors, err = maxErrors(c.String("max-errors")); err != nil {
		return o, err
	}
	if err := o.Format.Check(); err != nil {
		return o, usageError{err}
	}
	annotators, err := annotatorOptions(c)
	if err != nil {
		return o, err
	}
	o.Choices = choices(annotators)
	annotate, err := english.New(annotators)
	if err != nil {
		return o, choiceError(err)
	}
	o.Annotate = annotate.Pipeline
	return o, nil
}

// choices tells what decides the annotators' answers beside what they declare of
// themselves: a run with other cues or topics is another run.
func choices(o english.Options) map[string]string {
	made := map[string]string{}
	if len(o.Cues) > 0 {
		hash := sha256.Sum256([]byte(strings.Join(o.Cues, "\n")))
		made["cues"] = hex.EncodeToString(hash[:])
	}
	if len(o.Topics) > 0 {
		made["topics"] = strings.Join(topicNumbers(o.Topics), ",")
	}
	if len(made) == 0 {
		return nil
	}
	return made
}

// topicNumbers puts topics in one order and one form, each once: 4 and 04 are one choice.
func topicNumbers(labels []string) []string {
	numbers := make([]string, 0, len(labels))
	for _, l := range labels {
		numbers = append(numbers, topic.Number(l))
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// choiceError makes a wrong choice of an annotator wrong use.
func choiceError(err error) error {
	if errors.Is(err, english.ErrChoice) || errors.Is(err, topic.ErrNoTopic) {
		return usageError{err}
	}
	return err
}

// runError makes mistakes in what was asked for wrong use.
func runError(err error) error {
	for _, mistake := range []error{pipeline.ErrField, pipeline.ErrOptions, pipeline.ErrUnknownTable, pipeline.ErrUnknownFormat} {
		if errors.Is(err, mistake) {
			return usageError{err}
		}
	}
	return err
}

// tableNames checks the names; "all" stands for every table.
func tableNames(given []string) ([]string, error) {
	for _, name := range given {
		if name == "all" {
			return table.Names(), nil
		}
		if _, err := table.Find(name); err != nil {
			return nil, usageError{err}
		}
	}
	return given, nil
}

// fieldMap reads text=body.
func fieldMap(given []string) (map[string]string, error) {
	fields := map[string]string{}
	for _, f := range given {
		ours, theirs, ok := strings.Cut(f, "=")
		if !ok || ours == "" || theirs == "" {
			return nil, usagef("--field %q: wanted is an article's field and the records' own, as in text=body", f)
		}
		fields[ours] = theirs
	}
	return fields, nil
}

// maxErrors reads a number or a share in per cent.
func maxErrors(given string) (pipeline.MaxErrors, error) {
	var m pipeline.MaxErrors
	if given == "" {
		return m, nil
	}
	var err error
	if share, isShare := strings.CutSuffix(given, "%"); isShare {
		_, err = fmt.Sscanf(share, "%g", &m.Percent)
	} else {
		_, err = fmt.Sscanf(given, "%d", &m.Count)
	}
	if err != nil || m.Count < 0 || m.Percent < 0 || m.Percent > 100 {
		return m, usagef("--max-errors %q: wanted is a number, or a share such as 5%%", given)
	}
	return m, nil
}

// faultsTo names the first articles that are set aside, as they come.
func faultsTo(c *cli.Context, quiet bool) func(table.Rejected) {
	if quiet {
		return nil
	}
	n := 0
	return func(r table.Rejected) {
		if n++; n <= shownFaults {
			fmt.Fprintf(c.App.ErrWriter, "quoth: %s: %s: %s\n", printable(r.Source), r.Code, printable(r.Message))
		}
		if n == shownFaults+1 {
			fmt.Fprintln(c.App.ErrWriter, "quoth: more was set aside; the quarantine table has all of it")
		}
	}
}

func printSummary(c *cli.Context, s *pipeline.Summary) {
	w := c.App.ErrWriter
	if passed := s.Skipped["seen"] + s.Skipped["older"]; s.AlreadyDone && s.Files == 0 && passed > 0 {
		fmt.Fprintf(w, "quoth: nothing is new: %s passed over\n", counted(passed, "file"))
		return
	}
	if s.AlreadyDone && c.Bool("append") {
		fmt.Fprintf(w, "quoth: %s holds all of this already; nothing to add\n", object.Name(c.String("out")))
		return
	}
	if s.AlreadyDone {
		fmt.Fprintf(w, "quoth: %s holds this very run already; nothing to do\n", object.Name(c.String("out")))
		return
	}
	where := "in " + object.Name(c.String("out"))
	if c.Bool("dry-run") {
		where = "would be annotated"
	}
	fmt.Fprintf(w, "quoth: %s, %s %s", counted(s.Articles, "article"), counted(s.Quotes, "quotation"), where)
	if n := s.SetAside(); n > 0 {
		fmt.Fprintf(w, "; %d set aside in the quarantine table", n)
	}
	if n := s.Skipped[pipeline.SkippedRepeated]; n > 0 {
		fmt.Fprintf(w, "; %d read twice and kept once", n)
	}
	if s.Replaced > 0 {
		fmt.Fprintf(w, "; %d in place of their earlier rows", s.Replaced)
	}
	if n := s.Skipped[pipeline.SkippedUnchanged]; n > 0 {
		fmt.Fprintf(w, "; %d there already, unchanged", n)
	}
	if n := s.Skipped[pipeline.SkippedLanguage]; n > 0 {
		fmt.Fprintf(w, "; %d in other languages left out", n)
	}
	fmt.Fprintln(w)
}

func counted(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
