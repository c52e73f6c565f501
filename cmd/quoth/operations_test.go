package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/urfave/cli/v2"

	"quoth/pipeline"
)

// TestUnitsUseFlagsThatExist reads the files for schedulers.
func TestUnitsUseFlagsThatExist(t *testing.T) {
	known := map[string]bool{}
	for _, c := range []*cli.Command{runCommand(), compactCommand(), retryCommand(), verifyCommand()} {
		for _, f := range c.Flags {
			known[f.Names()[0]] = true
		}
	}
	files, err := filepath.Glob("../../docs/operations/*")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	flags := regexp.MustCompile(`\s--([a-z][a-z-]+)`)
	for _, file := range append(files, "../../docs/operations.md") {
		words, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range flags.FindAllStringSubmatch(string(words), -1) {
			if !known[m[1]] && m[1] != "out" && m[1] != "help" {
				t.Errorf("%s: there is no --%s", file, m[1])
			}
		}
	}
}

func TestOperationsPageTellsEveryStatusAndMetric(t *testing.T) {
	words, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(words)
	for _, line := range strings.Split(exitHelp, "\n")[1:] {
		if status, _, ok := strings.Cut(strings.TrimSpace(line), " "); ok && !strings.Contains(page, fmt.Sprintf("\n| %s |", status)) {
			t.Errorf("no exit status %s", status)
		}
	}
	r := &report{started: time.Now()}
	for _, m := range r.metrics(&pipeline.Summary{}, statusDone) {
		name := m.name
		if m.label != "" {
			name += "{" + m.label + "}"
		}
		if !strings.Contains(page, "`"+name+"`") {
			t.Errorf("no metric %s", name)
		}
	}
}
