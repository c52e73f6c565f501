package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"quoth/pipeline/limit"
)

func limitsCommand() *cli.Command {
	return &cli.Command{
		Name:  "limits",
		Usage: "list the limits of a run, with the reason of each",
		Action: func(c *cli.Context) error {
			w := tabwriter.NewWriter(c.App.Writer, 0, 8, 2, ' ', 0)
			fmt.Fprintln(w, "limit\tvalue\tof\treason")
			for _, l := range limit.Default().List() {
				fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", l.Name, l.Value, l.Unit, l.Reason)
			}
			return w.Flush()
		},
	}
}
