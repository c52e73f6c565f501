package main

import (
	"fmt"
	"io"
	"runtime/debug"

	"github.com/urfave/cli/v2"
)

// version is the program's; a release sets it with -ldflags "-X main.version=…".
var version = "0.1.0"

// newApp declares the whole command line.
func newApp(in io.Reader, out, errs io.Writer) *cli.App {
	app := &cli.App{
		Name:            "quoth",
		Usage:           "turn English news articles into tables: who said what, about whom, in what tone",
		Version:         fullVersion(),
		Reader:          in,
		Writer:          out,
		ErrWriter:       errs,
		Suggest:         true,
		HideHelpCommand: false,
		Commands: []*cli.Command{
			runCommand(), filterCommand(), showCommand(), evalCommand(), schemaCommand(), modelsCommand(), rulesCommand(),
			trainCommand(), verifyCommand(), compactCommand(), retryCommand(), gcCommand(), limitsCommand(), configCommand(), loadCommand(), completionCommand(),
		},
		ExitErrHandler: func(*cli.Context, error) {}, // exitStatus speaks, once
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("no such command: %s", c.Args().First())
			}
			return cli.ShowAppHelp(c)
		},
	}
	app.CustomAppHelpTemplate = cli.AppHelpTemplate + "\n" + exitHelp
	prepare(app.Commands)
	return app
}

// prepare gives every command the settings from file and environment, the
// exit statuses in its help, and one way to tell wrong use.
func prepare(commands []*cli.Command) {
	for _, c := range commands {
		c.CustomHelpTemplate = cli.CommandHelpTemplate + "\n" + exitHelp
		c.OnUsageError = func(_ *cli.Context, err error, _ bool) error { return usageError{err} }
		if len(c.Subcommands) > 0 {
			c.CustomHelpTemplate = cli.SubcommandHelpTemplate + "\n" + exitHelp
			prepare(c.Subcommands)
			continue
		}
		c.Flags = append(c.Flags, configFlag())
		if c.Before == nil {
			c.Before = applySettings
		}
	}
}

// fullVersion is the version with the commit it was built from, where known.
func fullVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return fmt.Sprintf("%s (%.12s, %s)", version, s.Value, info.GoVersion)
		}
	}
	return fmt.Sprintf("%s (%s)", version, info.GoVersion)
}
