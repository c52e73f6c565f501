package main

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves a command's flags before its arguments, so that
// "quoth run article.txt --out tables" means what it says: the command line
// library reads flags only up to the first argument.
func flagsFirst(app *cli.App, args []string) []string {
	flags, commands := app.Flags, app.Commands
	end := 1
	for end < len(args) {
		command := findCommand(commands, args[end])
		if command == nil {
			if isFlag(args[end]) {
				end += 1 + valuesAfter(flags, args[end])
				continue
			}
			break
		}
		flags, commands = command.Flags, command.Subcommands
		end++
		if len(commands) == 0 {
			break
		}
	}
	if end >= len(args) {
		return args
	}
	var moved, kept []string
	for i := end; i < len(args); i++ {
		switch {
		case args[i] == "--":
			kept = append(kept, args[i+1:]...)
			i = len(args)
		case isFlag(args[i]):
			n := min(valuesAfter(flags, args[i]), len(args)-1-i)
			moved = append(moved, args[i:i+1+n]...)
			i += n
		default:
			kept = append(kept, args[i])
		}
	}
	out := append(append([]string{}, args[:end]...), moved...)
	if len(kept) > 0 {
		out = append(append(out, "--"), kept...)
	}
	return out
}

// isFlag tells a flag from an argument; "-" stands for standard input.
func isFlag(arg string) bool { return len(arg) > 1 && arg[0] == '-' && arg != "--" }

// valuesAfter says how many of the following words belong to a flag: one, or
// none for a switch, an unknown flag and --name=value.
func valuesAfter(flags []cli.Flag, arg string) int {
	name := strings.TrimLeft(arg, "-")
	if strings.Contains(name, "=") {
		return 0
	}
	for _, f := range flags {
		for _, n := range f.Names() {
			if n == name {
				if _, isSwitch := f.(*cli.BoolFlag); isSwitch {
					return 0
				}
				return 1
			}
		}
	}
	return 0
}

func findCommand(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}
