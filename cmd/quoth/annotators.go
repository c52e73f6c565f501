package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"quoth/nlp/english"
)

// annotatorFlags choose annotators and models; run, show and eval share them.
func annotatorFlags() []cli.Flag { return annotatorFlagsWith(english.Fast) }

// annotatorFlagsWith are annotatorFlags of a command that uses another set of
// models unless it is told which.
func annotatorFlagsWith(models string) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "models", Value: models, Usage: "sentiment, stances and topics by the `SET` of models: fast, or accurate, which takes a hundred times longer"},
		&cli.StringFlag{Name: "tagger", Value: english.Own, Usage: "part-of-speech tags by `NAME`: quoth or prose"},
		&cli.StringFlag{Name: "entities", Value: english.Own, Usage: "entities by `NAME`: quoth or prose"},
		&cli.StringFlag{Name: "entity-model", Usage: "entities: use the model in `FILE`, made by quoth train entities"},
		&cli.StringFlag{Name: "topic-model", Usage: "topics: use the model in `FILE`, made by quoth train topics"},
		&cli.StringSliceFlag{Name: "topics", Usage: "topics: choose from those in `LIST` alone, where it is known which desks the articles come from: 04,13,15, or labels of --topic-model"},
		&cli.StringFlag{Name: "cues", Usage: "more reporting words, one a line, from `FILE`"},
	}
}

// annotatorOptions reads the files that annotatorFlags name.
func annotatorOptions(c *cli.Context) (english.Options, error) {
	o := english.Options{Tagger: c.String("tagger"), Entities: c.String("entities"), Models: c.String("models"), Topics: c.StringSlice("topics")}
	var err error
	if o.EntityModel, err = readModel(c.String("entity-model")); err != nil {
		return o, err
	}
	if o.TopicModel, err = readModel(c.String("topic-model")); err != nil {
		return o, err
	}
	if path := c.String("cues"); path != "" {
		o.Cues, err = readWords(path)
	}
	return o, err
}

func readModel(path string) (*english.Model, error) {
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return &english.Model{Name: path, Data: data}, nil
}

// readWords reads a list of words: one a line, # begins a comment.
func readWords(path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var words []string
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if line = strings.TrimSpace(line); line != "" {
			words = append(words, line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return words, nil
}
