package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// paragraphsAnArticle makes articles of the usual length, some 500 words.
const paragraphsAnArticle = 12

// A corpus is a JSONL file of articles.
type corpus struct {
	path            string
	articles, words int
}

// readParagraphs takes the paragraphs of all articles of a folder, in order.
func readParagraphs(folder string) ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("%s: no articles (*.json)", folder)
	}
	var all []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var article struct{ Text string }
		if err := json.Unmarshal(data, &article); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, strings.Split(strings.TrimSpace(article.Text), "\n\n")...)
	}
	return all, nil
}

// writeCorpus draws articles until they hold the bytes wanted.
func writeCorpus(path string, paragraphs []string, bytesWanted int) (corpus, error) {
	c := corpus{path: path}
	file, err := os.Create(path)
	if err != nil {
		return c, err
	}
	defer file.Close()
	w := bufio.NewWriter(file)
	random := rand.New(rand.NewPCG(7, 11))
	for written := 0; written < bytesWanted; c.articles++ {
		text := draw(random, paragraphs, paragraphsAnArticle)
		line, err := json.Marshal(map[string]string{"id": fmt.Sprintf("article-%07d", c.articles), "text": text})
		if err != nil {
			return c, err
		}
		written += len(line) + 1
		c.words += len(strings.Fields(text))
		if _, err := w.Write(append(line, '\n')); err != nil {
			return c, err
		}
	}
	if err := w.Flush(); err != nil {
		return c, err
	}
	return c, file.Close()
}

func draw(random *rand.Rand, paragraphs []string, length int) string {
	parts := make([]string, length)
	for i := range parts {
		parts[i] = paragraphs[random.IntN(len(paragraphs))]
	}
	return strings.Join(parts, "\n\n")
}

func countLines(b []byte) int { return bytes.Count(b, []byte{'\n'}) }
