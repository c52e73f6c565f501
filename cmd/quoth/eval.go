package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"
	"golang.org/x/sync/errgroup"

	"quoth/nlp"
	"quoth/nlp/english"
	"quoth/nlp/evaluation"
)

// intervalResamples is enough for the second digit of an interval's ends.
const intervalResamples = 1000

func evalCommand() *cli.Command {
	return &cli.Command{
		Name:      "eval",
		Usage:     "measure a task against gold records",
		ArgsUsage: "TASK",
		Description: "TASK is one of " + strings.Join(evaluation.Tasks(), ", ") + ".\n" +
			"A gold file has one JSON record a line, plain or gzip: id, text, and quotes, entities, label or iptc; offsets\n" +
			"count code points, half-open. A record with a target asks for the stance toward that span, one without for the\n" +
			"polarity of its text. Where no record has gold labels, the command only predicts.",
		Flags: append([]cli.Flag{
			&cli.StringSliceFlag{Name: "gold", Usage: "gold `FILE` or glob (JSON records, plain or gzip); several are scored as one"},
			&cli.StringFlag{Name: "predictions", Usage: "write the predictions to `FILE` (JSONL)"},
			&cli.StringFlag{Name: "from", Usage: "score the predictions in `FILE` instead of annotating"},
			&cli.BoolFlag{Name: "statements", Usage: "quotes: leave beliefs and intentions aside"},
			&cli.StringFlag{Name: "types", Usage: "entities: count only these `LABELS`, such as PER,ORG,LOC"},
			&cli.BoolFlag{Name: "verbose", Usage: "speakers: list every quotation that is wrong or missing"},
			&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON"},
			workersFlag(),
		}, annotatorFlags()...),
		Action: evaluate,
	}
}

func evaluate(c *cli.Context) error {
	task := c.Args().First()
	if c.NArg() != 1 || !slices.Contains(evaluation.Tasks(), task) {
		return usagef("eval wants one task of %s; got %q", strings.Join(evaluation.Tasks(), ", "), c.Args().Slice())
	}
	if len(c.StringSlice("gold")) == 0 {
		return usagef("eval wants --gold FILE")
	}
	gold, err := readGold(c.StringSlice("gold"))
	if err != nil {
		return err
	}
	predictions, err := predictions(c, task, gold)
	if err != nil {
		return err
	}
	if path := c.String("predictions"); path != "" {
		if err := writePredictions(path, predictions); err != nil {
			return err
		}
	}
	report, err := evaluation.Score(task, gold, predictions, evaluation.Options{
		Statements: c.Bool("statements"), Types: typeList(c.String("types")), Resamples: intervalResamples,
	})
	if errors.Is(err, evaluation.ErrNoGold) {
		fmt.Fprintf(c.App.ErrWriter, "quoth: %d documents predicted; no gold labels to score them by\n", len(gold))
		return nil
	}
	if err != nil {
		return err
	}
	return printReport(c, report)
}

// readGold reads the files that the flags name, or that their globs match.
func readGold(paths []string) ([]evaluation.Record, error) {
	var all []evaluation.Record
	for _, path := range paths {
		files := []string{path}
		if found, err := filepath.Glob(path); err == nil && len(found) > 0 {
			files = found
		}
		for _, file := range files {
			records, err := evaluation.ReadRecords(file)
			if err != nil {
				return nil, err
			}
			all = append(all, records...)
		}
	}
	return all, nil
}

func typeList(flag string) []string {
	if flag == "" {
		return nil
	}
	return strings.Split(strings.ReplaceAll(flag, "PERSON", "PER"), ",")
}

// predictions annotates the records, or reads what another run predicted.
func predictions(c *cli.Context, task string, gold []evaluation.Record) ([]evaluation.Prediction, error) {
	if path := c.String("from"); path != "" {
		return evaluation.ReadPredictions(path)
	}
	options, err := annotatorOptions(c)
	if err != nil {
		return nil, err
	}
	options.Until = lastLayer(task)
	if task == "topics" {
		options.From = options.Until // the only annotator that reads the text alone
	}
	pipeline, err := english.New(options)
	if err != nil {
		return nil, choiceError(err)
	}
	all := make([]evaluation.Prediction, len(gold))
	group, ctx := errgroup.WithContext(c.Context)
	group.SetLimit(workers(c))
	for i := range gold {
		group.Go(func() error {
			p, err := predict(ctx, pipeline, task, &gold[i])
			if err != nil {
				return fmt.Errorf("record %s: %w", gold[i].ID, err)
			}
			all[i] = p
			return nil
		})
	}
	return all, group.Wait()
}

// lastLayer is the last layer that a task needs.
func lastLayer(task string) nlp.Layer {
	switch task {
	case "entities":
		return nlp.LayerMentions
	case "quotes", "speakers":
		return nlp.LayerSpeakers
	case "sentiment", "stance":
		return nlp.LayerSentiment
	}
	return nlp.LayerTopics
}

// predict annotates one record. Its text is taken as it stands: gold offsets
// refer to it.
func predict(ctx context.Context, pipeline *english.Pipeline, task string, r *evaluation.Record) (evaluation.Prediction, error) {
	d := &nlp.Document{ID: r.ID, Title: r.Title, Text: r.Text}
	if err := pipeline.Annotate(ctx, d); err != nil {
		return evaluation.Prediction{}, err
	}
	p := evaluation.Prediction{ID: r.ID}
	points := nlp.NewCodePoints(d.Text)
	switch task {
	case "entities":
		p.Entities = predictedEntities(d, points)
	case "quotes", "speakers":
		p.Quotes = predictedQuotes(d, points)
	case "sentiment", "stance":
		tone := d.Sentiment
		if r.Target != nil {
			target := nlp.Span{Start: points.Byte(r.Target.Start), End: points.Byte(r.Target.End)}
			tone = pipeline.Sentiment.Stance(d, nlp.Span{End: len(d.Text)}, target)
		} else {
			tone = pipeline.Sentiment.Polarity(d, nlp.Span{End: len(d.Text)})
		}
		score := float64(tone.Score)
		p.Sentiment, p.Score = string(tone.Tone), &score
	case "topics":
		for _, t := range d.Topics {
			if t.Level == 1 {
				p.Topics = append(p.Topics, t.Code)
			}
		}
	}
	return p, nil
}

func predictedEntities(d *nlp.Document, points *nlp.CodePoints) []evaluation.PredictedEntity {
	all := []evaluation.PredictedEntity{}
	for _, m := range d.Mentions {
		at := points.Span(m.Span)
		all = append(all, evaluation.PredictedEntity{Start: at.Start, End: at.End, Label: string(m.Label), Entity: m.Entity})
	}
	return all
}

func predictedQuotes(d *nlp.Document, points *nlp.CodePoints) []evaluation.PredictedQuote {
	all := []evaluation.PredictedQuote{}
	for _, q := range d.Quotations {
		at := points.Span(q.Span)
		p := evaluation.PredictedQuote{Start: at.Start, End: at.End, Kind: string(q.Kind), Speaker: q.Speaker.Name}
		for _, s := range q.Quoted {
			in := points.Span(s)
			p.Quoted = append(p.Quoted, evaluation.Range{Start: in.Start, End: in.End})
		}
		if !q.Speaker.Span.Empty() {
			s := points.Span(q.Speaker.Span)
			p.SpeakerStart, p.SpeakerEnd = &s.Start, &s.End
		}
		all = append(all, p)
	}
	return all
}

func writePredictions(path string, all []evaluation.Prediction) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriter(file)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for i := range all {
		if err := encoder.Encode(&all[i]); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return file.Close()
}

func printReport(c *cli.Context, report *evaluation.Report) error {
	if c.Bool("json") {
		encoder := json.NewEncoder(c.App.Writer)
		encoder.SetIndent("", "  ")
		return encoder.Encode(report)
	}
	fmt.Fprintf(c.App.Writer, "%s: %d documents\n", report.Task, report.Documents)
	w := tabwriter.NewWriter(c.App.Writer, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "measure\tclass\tvalue\t95 % interval\tof\t")
	for _, f := range report.Figures {
		fmt.Fprintf(w, "%s\t%s\t%.4f\t%.3f … %.3f\t%d\t\n", f.Measure, f.Class, f.Value, f.Low, f.High, f.Count)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if c.Bool("verbose") {
		for _, m := range report.Mistakes {
			fmt.Fprintln(c.App.Writer, printable(m))
		}
	}
	return nil
}

func workersFlag() cli.Flag {
	return &cli.IntFlag{Name: "workers", Usage: "annotate `N` articles at once", Value: runtime.NumCPU()}
}

func workers(c *cli.Context) int { return max(1, c.Int("workers")) }
