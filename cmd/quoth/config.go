package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/urfave/cli/v2"
)

// configCommand prints the settings of another command. Its flags are those of
// the command asked about, so "quoth config run --workers 4" shows what
// "quoth run --workers 4" would use.
func configCommand() *cli.Command {
	command := &cli.Command{
		Name:  "config",
		Usage: "print the settings in force and where each came from",
		Description: "Settings come from the command line, else from environment variables (QUOTH_ and the\n" +
			"flag's name in capitals, - written as _), else from the configuration file, else from the default.",
	}
	for _, about := range []*cli.Command{runCommand(), showCommand(), evalCommand()} {
		command.Subcommands = append(command.Subcommands, &cli.Command{
			Name:   about.Name,
			Usage:  "settings of quoth " + about.Name,
			Flags:  about.Flags,
			Before: func(*cli.Context) error { return nil },
			Action: printSettings,
		})
	}
	command.Flags = runCommand().Flags
	command.Before = func(*cli.Context) error { return nil }
	command.Action = printSettings
	return command
}

func printSettings(c *cli.Context) error {
	settings, err := settingsOf(c, c.Command.Flags)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.App.Writer, 0, 8, 2, ' ', 0)
	for _, s := range settings {
		fmt.Fprintf(w, "%s:\t%s\t# %s\n", s.name, printable(s.value), s.origin)
	}
	return w.Flush()
}
