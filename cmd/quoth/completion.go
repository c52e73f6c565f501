package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"
)

func completionCommand() *cli.Command {
	command := &cli.Command{
		Name:  "completion",
		Usage: "print a script that completes commands and flags in a shell",
		Description: "bash: source <(quoth completion bash)\n" +
			"zsh:  quoth completion zsh > a file _quoth in a folder of $fpath\n" +
			"fish: quoth completion fish > ~/.config/fish/completions/quoth.fish",
	}
	for _, s := range []struct {
		name  string
		write func(io.Writer, *cli.App)
	}{{"bash", completeBash}, {"zsh", completeZsh}, {"fish", completeFish}} {
		command.Subcommands = append(command.Subcommands, &cli.Command{
			Name:  s.name,
			Usage: "the script for " + s.name,
			Action: func(c *cli.Context) error {
				s.write(c.App.Writer, newApp(c.App.Reader, c.App.Writer, c.App.ErrWriter))
				return nil
			},
		})
	}
	return command
}

// completeBash offers commands first, then the command's subcommands and
// flags, and files for everything else.
func completeBash(w io.Writer, app *cli.App) {
	fmt.Fprintf(w, "# bash completion for quoth\n_quoth() {\n  local cur=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n  case \"${COMP_WORDS[1]}\" in\n")
	for _, c := range app.Commands {
		words := append(commandNames(c.Subcommands), flagWords(c)...)
		for _, s := range c.Subcommands {
			words = append(words, flagWords(s)...)
		}
		fmt.Fprintf(w, "    %s) words=%q ;;\n", c.Name, strings.Join(words, " "))
	}
	fmt.Fprintf(w, "  esac\n  [ \"$COMP_CWORD\" -eq 1 ] && words=%q\n", strings.Join(commandNames(app.Commands), " "))
	fmt.Fprintf(w, "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\ncomplete -o bashdefault -o default -F _quoth quoth\n")
}

func completeZsh(w io.Writer, app *cli.App) {
	fmt.Fprintf(w, "#compdef quoth\n_quoth() {\n  local -a words\n  if (( CURRENT == 2 )); then\n    words=(\n")
	for _, c := range app.Commands {
		fmt.Fprintf(w, "      %s\n", shellQuoted(c.Name+":"+c.Usage))
	}
	fmt.Fprintf(w, "    )\n    _describe command words\n    return\n  fi\n  case $words[2] in\n")
	for _, c := range app.Commands {
		fmt.Fprintf(w, "    %s) _arguments", c.Name)
		if names := commandNames(c.Subcommands); len(names) > 0 {
			fmt.Fprintf(w, " %s", shellQuoted("2:subcommand:("+strings.Join(names, " ")+")"))
		}
		for _, f := range c.Flags {
			fmt.Fprintf(w, " \\\n      %s", shellQuoted("--"+f.Names()[0]+"["+bracketless(flagUsage(f))+"]"))
		}
		fmt.Fprintf(w, " \\\n      '*:file:_files' ;;\n")
	}
	fmt.Fprintf(w, "  esac\n}\n_quoth \"$@\"\n")
}

func completeFish(w io.Writer, app *cli.App) {
	for _, c := range app.Commands {
		fmt.Fprintf(w, "complete -c quoth -n __fish_use_subcommand -a %s -d %s\n", c.Name, shellQuoted(c.Usage))
		for _, s := range c.Subcommands {
			fmt.Fprintf(w, "complete -c quoth -n '__fish_seen_subcommand_from %s' -a %s -d %s\n", c.Name, s.Name, shellQuoted(s.Usage))
		}
		for _, f := range c.Flags {
			fmt.Fprintf(w, "complete -c quoth -n '__fish_seen_subcommand_from %s' -l %s -d %s\n", c.Name, f.Names()[0], shellQuoted(flagUsage(f)))
		}
	}
}

func commandNames(commands []*cli.Command) []string {
	var names []string
	for _, c := range commands {
		names = append(names, c.Name)
	}
	return names
}

func flagWords(c *cli.Command) []string {
	var words []string
	for _, f := range c.Flags {
		words = append(words, "--"+f.Names()[0])
	}
	return words
}

func flagUsage(f cli.Flag) string {
	if d, ok := f.(cli.DocGenerationFlag); ok {
		return strings.ReplaceAll(d.GetUsage(), "`", "")
	}
	return ""
}

func shellQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// bracketless leaves out the characters that end a description in zsh.
func bracketless(s string) string {
	return strings.NewReplacer("[", "(", "]", ")", ":", ",").Replace(s)
}
