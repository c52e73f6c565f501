package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"
	"gopkg.in/yaml.v3"
)

// Settings come from four places, the first that has one wins: the command
// line, the environment, the configuration file, the default.

// environmentPrefix begins the name of an environment variable for a flag:
// QUOTH_LOG_FORMAT is --log-format.
const environmentPrefix = "QUOTH_"

// configNames are the configuration files looked for, in order, where
// --config names none.
func configNames() []string {
	names := []string{"quoth.yaml"}
	if dir, err := os.UserConfigDir(); err == nil {
		names = append(names, filepath.Join(dir, "quoth", "quoth.yaml"))
	}
	return names
}

func configFlag() cli.Flag {
	return &cli.StringFlag{Name: "config", Usage: "configuration `FILE` (YAML, keys are the flags' names); else ./quoth.yaml, else quoth/quoth.yaml in the user's configuration folder"}
}

// A setting is a flag's value in force and where it came from.
type setting struct{ name, value, origin string }

// applySettings fills the flags that the command line leaves open, from the
// environment and the configuration file.
func applySettings(c *cli.Context) error {
	_, err := settingsOf(c, c.Command.Flags)
	return err
}

// settingsOf sets the flags and tells for each where its value came from.
func settingsOf(c *cli.Context, flags []cli.Flag) ([]setting, error) {
	file, err := readConfig(c)
	if err != nil {
		return nil, err
	}
	var all []setting
	for _, f := range flags {
		name := f.Names()[0]
		if name == "help" || name == "config" {
			continue
		}
		s, err := settle(c, name, file)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// settle decides one flag.
func settle(c *cli.Context, name string, file *configFile) (setting, error) {
	origin := "default"
	variable := environmentPrefix + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
	value, inEnvironment := os.LookupEnv(variable)
	switch {
	case c.IsSet(name):
		origin = "command line"
	case inEnvironment:
		origin = "environment variable " + variable
		if err := c.Set(name, value); err != nil {
			return setting{}, usagef("%s: %q is no value for --%s: %w", variable, value, name, err)
		}
	case file.has(name):
		origin = file.origin(name)
		for _, v := range file.values[name].values {
			if err := c.Set(name, v); err != nil {
				return setting{}, usagef("%s: %q is no value for %s: %w", origin, v, name, err)
			}
		}
	}
	return setting{name, shown(c, name), origin}, nil
}

// shown writes a flag's value as the configuration file would.
func shown(c *cli.Context, name string) string {
	switch v := c.Value(name).(type) {
	case cli.StringSlice:
		return "[" + strings.Join(v.Value(), ", ") + "]"
	case string:
		if v == "" {
			return `""`
		}
		return v
	default:
		return fmt.Sprint(v)
	}
}

// A configFile holds the settings of a YAML file, each with its line.
type configFile struct {
	path   string
	values map[string]configValue
}

type configValue struct {
	values []string
	line   int
}

func (f *configFile) has(name string) bool {
	if f == nil {
		return false
	}
	_, ok := f.values[name]
	return ok
}

func (f *configFile) origin(name string) string {
	return f.path + ":" + strconv.Itoa(f.values[name].line)
}

// readConfig reads the file that --config names or the first that exists; nil
// where there is none.
func readConfig(c *cli.Context) (*configFile, error) {
	path := c.String("config")
	if path == "" {
		path = os.Getenv(environmentPrefix + "CONFIG")
	}
	if path != "" {
		return parseConfig(path, c.App)
	}
	for _, name := range configNames() {
		f, err := parseConfig(name, c.App)
		if !errors.Is(err, os.ErrNotExist) {
			return f, err
		}
	}
	return nil, nil
}

// parseConfig reads one file; every key must be a flag of some command.
func parseConfig(path string, app *cli.App) (*configFile, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, usagef("%s: no YAML: %w", path, err)
	}
	f := &configFile{path: path, values: map[string]configValue{}}
	if len(root.Content) == 0 {
		return f, nil
	}
	top := root.Content[0]
	if top.Kind != yaml.MappingNode {
		return nil, usagef("%s:%d: settings are written as \"name: value\"", path, top.Line)
	}
	known := flagNames(app.Commands)
	for i := 0; i+1 < len(top.Content); i += 2 {
		key, value := top.Content[i], top.Content[i+1]
		if !slices.Contains(known, key.Value) {
			return nil, usagef("%s:%d: no setting is called %q; there are: %s", path, key.Line, key.Value, strings.Join(known, ", "))
		}
		values, err := scalars(value)
		if err != nil {
			return nil, usagef("%s:%d: %s: %w", path, value.Line, key.Value, err)
		}
		f.values[key.Value] = configValue{values, key.Line}
	}
	return f, nil
}

// scalars gives a setting's value or values; a mapping a: b is the value "a=b".
func scalars(n *yaml.Node) ([]string, error) {
	switch n.Kind {
	case yaml.ScalarNode:
		return []string{n.Value}, nil
	case yaml.SequenceNode:
		var all []string
		for _, item := range n.Content {
			if item.Kind != yaml.ScalarNode {
				return nil, errors.New("a list of plain values is wanted")
			}
			all = append(all, item.Value)
		}
		return all, nil
	case yaml.MappingNode:
		var all []string
		for i := 0; i+1 < len(n.Content); i += 2 {
			all = append(all, n.Content[i].Value+"="+n.Content[i+1].Value)
		}
		return all, nil
	}
	return nil, errors.New("a plain value, a list or a mapping is wanted")
}

// flagNames lists the flags of all commands, sorted.
func flagNames(commands []*cli.Command) []string {
	var names []string
	for _, c := range commands {
		names = append(names, flagNames(c.Subcommands)...)
		for _, f := range c.Flags {
			if n := f.Names()[0]; n != "help" && n != "config" {
				names = append(names, n)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
