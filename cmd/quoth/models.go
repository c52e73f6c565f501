package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"quoth/nlp"
	"quoth/nlp/english"
)

func modelsCommand() *cli.Command {
	return &cli.Command{
		Name:   "models",
		Usage:  "list the annotators in the order they run, what they add, and their models",
		Flags:  annotatorFlags(),
		Action: listModels,
	}
}

func listModels(c *cli.Context) error {
	options, err := annotatorOptions(c)
	if err != nil {
		return err
	}
	pipeline, err := english.New(options)
	if err != nil {
		return choiceError(err)
	}
	w := tabwriter.NewWriter(c.App.Writer, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "annotator\tversion\treads\tadds\tmodels")
	for _, d := range pipeline.Describe() {
		var models []string
		for _, m := range d.Models {
			models = append(models, fmt.Sprintf("%s %.12s (%.1f MB)", m.Name, m.SHA256, float64(m.Bytes)/1e6))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", d.Name, d.Version, layers(d.Reads), layers(d.Adds), strings.Join(models, ", "))
	}
	return w.Flush()
}

func layers(all []nlp.Layer) string {
	names := make([]string, len(all))
	for i, l := range all {
		names[i] = string(l)
	}
	return strings.Join(names, ", ")
}
