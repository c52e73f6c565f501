package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"quoth/nlp/speaker"
)

func rulesCommand() *cli.Command {
	return &cli.Command{
		Name:  "rules",
		Usage: "list the kinds of evidence that tie a quotation to its speaker",
		Action: func(c *cli.Context) error {
			w := tabwriter.NewWriter(c.App.Writer, 0, 8, 2, ' ', 0)
			for _, r := range speaker.Rules() {
				fmt.Fprintf(w, "%s\t%s\n", r.Rule, r.Meaning)
			}
			return w.Flush()
		},
	}
}
