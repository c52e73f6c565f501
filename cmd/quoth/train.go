package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"quoth/nlp/english"
	"quoth/nlp/entity"
	"quoth/nlp/prose"
	"quoth/nlp/quote"
	"quoth/nlp/speaker"
	"quoth/nlp/tag"
	"quoth/nlp/token"
	"quoth/nlp/topic"
)

// A trainer makes the bytes of one kind of model.
type trainer struct {
	name, usage, description string
	train                    func(c *cli.Context, data []string, log func(string, ...any)) ([]byte, error)
	flags                    []cli.Flag
}

func trainCommand() *cli.Command {
	command := &cli.Command{
		Name:  "train",
		Usage: "train a model",
		Description: "The same data give the same bytes. The models that come with the program are made in this way by\n" +
			"\"make models\"; entities and topics also learn from sets of your own, for --entity-model and --topic-model.",
	}
	lexical := &cli.StringFlag{Name: "lexical", Usage: "`FOLDER` of word clusters and name lists; without it, those of the model that comes with the program"}
	clusters := &cli.StringFlag{Name: "clusters", Usage: "`FILE` of word clusters (gzip: bits, word, count)"}
	for _, t := range []trainer{
		{"tags", "part-of-speech tags, from a treebank", "The first FILE is CoNLL-U with Penn tags, gzip; others are JSON lines whose texts are tagged by a teacher and learnt from.", trainTags, []cli.Flag{clusters}},
		{"entities", "entities, from articles with marked names",
			"FILE is JSON lines, plain or gzip: {\"id\",\"text\",\"entities\":[{\"start\",\"end\",\"label\"}]}, labels PER, ORG, LOC, MISC,\n" +
				"offsets in code points. FILE=0.5 weighs a set; ~FILE marks one annotated by other rules, whose peculiarities are left out;\n" +
				"@FILE marks informal text such as mail, whose peculiarities serve documents that look like it.",
			trainEntities, []cli.Flag{lexical}},
		{"quotes", "quotations, from articles with marked attributions", "FILE is JSON lines of articles with quotes.", trainQuotes,
			[]cli.Flag{clusters, &cli.StringFlag{Name: "own", Usage: "`FOLDER` of articles of our own, which also mark what nobody said"}}},
		{"speakers", "speakers, from articles with marked attributions", "FILE is JSON lines of articles with quotes and their speakers.", trainSpeakers, []cli.Flag{
			&cli.StringFlag{Name: "own", Usage: "`FOLDER` of articles of our own, which tell whom pronouns and descriptions stand for"},
			&cli.StringFlag{Name: "ranked", Usage: "`FOLDER` of further articles of our own, from which the ranker of phrases alone learns"},
		}},
		{"topics", "topics, from labelled articles", "FILE is JSON lines of title, text and label, of any scheme of labels, plain or gzip.", trainTopics, []cli.Flag{
			&cli.StringFlag{Name: "standard", Usage: "train the model of IPTC Media Topics: --data names the folder of sets, `FOLDER` holds the texts of our own"},
		}},
	} {
		command.Subcommands = append(command.Subcommands, &cli.Command{
			Name: t.name, Usage: t.usage, Description: t.description,
			Flags: append([]cli.Flag{
				&cli.StringSliceFlag{Name: "data", Usage: "learn from `FILE`; several are learnt from together"},
				&cli.StringFlag{Name: "out", Usage: "write the model to `FILE`"},
				&cli.BoolFlag{Name: "quiet", Usage: "print errors only"},
			}, t.flags...),
			Action: func(c *cli.Context) error { return trainModel(c, t) },
		})
	}
	return command
}

// trainModel checks the flags all trainers share, trains, and writes the file
// in one step.
func trainModel(c *cli.Context, t trainer) error {
	data, out := c.StringSlice("data"), c.String("out")
	if len(data) == 0 || out == "" || c.Args().Present() {
		return usagef("train %s wants --data FILE and --out MODEL", t.name)
	}
	log := func(format string, arguments ...any) {
		fmt.Fprintf(c.App.ErrWriter, "quoth: "+format+"\n", arguments...)
	}
	if c.Bool("quiet") {
		log = func(string, ...any) {}
	}
	model, err := t.train(c, data, log)
	if err != nil {
		return fmt.Errorf("train %s: %w", t.name, err)
	}
	temporary := out + ".part"
	if err := os.WriteFile(temporary, model, 0o644); err != nil {
		return err
	}
	if err := os.Rename(temporary, out); err != nil {
		return err
	}
	log("%s: %.1f MB", out, float64(len(model))/1e6)
	return nil
}

// trainTags takes a treebank first, then texts that a teacher tags: one that
// also hears what prose says.
func trainTags(c *cli.Context, data []string, log func(string, ...any)) ([]byte, error) {
	return tag.Train(c.Context, tag.TrainOptions{
		Treebank: data[0], Texts: data[1:], Adviser: prose.NewTagger(), Clusters: c.String("clusters"), Tokenizer: token.New(), Log: log,
	})
}

func trainEntities(c *cli.Context, data []string, log func(string, ...any)) ([]byte, error) {
	var sets []entity.Set
	for _, given := range data {
		set, err := entitySet(given)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	o := entity.TrainOptions{Sets: sets, Tokenizer: token.New(), Log: log, Settings: entity.DefaultSettings}
	if folder := c.String("lexical"); folder != "" {
		o.Lexical = os.DirFS(folder)
	}
	return entity.Train(c.Context, o)
}

// entitySet reads [~|@]FILE[=WEIGHT].
func entitySet(given string) (entity.Set, error) {
	path, weight, weighed := strings.Cut(given, "=")
	path, foreign := strings.CutPrefix(path, "~")
	path, informal := strings.CutPrefix(path, "@")
	s := entity.Set{Name: filepath.Base(path), Foreign: foreign, Informal: informal}
	s.Open = func() (io.ReadCloser, error) { return os.Open(path) }
	if weighed {
		if _, err := fmt.Sscanf(weight, "%g", &s.Weight); err != nil || s.Weight <= 0 {
			return s, usagef("--data %q: a weight is a number above 0, as in FILE=0.5", given)
		}
	}
	return s, nil
}

// layersUntilEntities are what quotations and speakers are trained on.
func layersUntilEntities() (*english.Pipeline, error) {
	return english.New(english.Options{Until: "mentions"})
}

func trainQuotes(c *cli.Context, data []string, log func(string, ...any)) ([]byte, error) {
	if len(data) != 1 {
		return nil, usagef("train quotes wants one file")
	}
	layers, err := layersUntilEntities()
	if err != nil {
		return nil, err
	}
	return quote.Train(c.Context, quote.TrainOptions{
		Quotes: data[0], Clusters: c.String("clusters"), Own: c.String("own"), Layers: layers.Pipeline, Log: log,
	})
}

func trainSpeakers(c *cli.Context, data []string, _ func(string, ...any)) ([]byte, error) {
	if len(data) != 1 {
		return nil, usagef("train speakers wants one file")
	}
	layers, err := layersUntilEntities()
	if err != nil {
		return nil, err
	}
	finder, err := quote.New(quote.Options{})
	if err != nil {
		return nil, err
	}
	return speaker.Train(c.Context, speaker.TrainOptions{Quotes: data[0], Own: c.String("own"), Ranked: c.String("ranked"), Layers: layers.Pipeline, Finder: finder})
}

// trainTopics learns from a user's labels, or, with --standard, makes the model
// that comes with the program.
func trainTopics(c *cli.Context, data []string, log func(string, ...any)) ([]byte, error) {
	o := topic.TrainOptions{}
	if texts := c.String("standard"); texts != "" {
		var err error
		if o, err = topic.MediaTopics(os.DirFS(data[0]), os.DirFS(texts)); err != nil {
			return nil, err
		}
	} else {
		for _, path := range data {
			read, err := readExamples(path)
			if err != nil {
				return nil, err
			}
			o.Examples = append(o.Examples, read...)
		}
	}
	o.Log = log
	return topic.Train(c.Context, o)
}

func readExamples(path string) ([]topic.Example, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	examples, err := topic.ReadExamples(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return examples, nil
}
