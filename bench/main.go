package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// startRuns is how often the cold start is measured; the median is told.
const startRuns = 11

func main() {
	program := flag.String("quoth", "../bin/quoth", "the program to measure")
	articles := flag.String("articles", "../testdata/gold/development", "folder of articles to draw paragraphs from")
	largest := flag.Int("largest", 100, "largest corpus, in MB")
	soaked := flag.Int("soak", 0, "instead: measure peak memory at 10,000 and at so many articles")
	length := flag.Int("paragraphs", paragraphsAnArticle, "with -soak: paragraphs of an article")
	flag.Parse()
	var err error
	if *soaked > 0 {
		err = soak(*program, *articles, *soaked, *length)
	} else {
		err = bench(*program, *articles, *largest)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(program, articles string, largest int) error {
	paragraphs, err := readParagraphs(articles)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "quoth-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	fmt.Println("| what | articles | words | CPU s | words a CPU s | wall s | peak MB |")
	fmt.Println("|---|---|---|---|---|---|---|")
	for size := 1; size <= largest; size *= 10 {
		c, err := writeCorpus(filepath.Join(folder, fmt.Sprintf("%d.jsonl", size)), paragraphs, size*1_000_000)
		if err != nil {
			return err
		}
		for _, workers := range []int{1, 2} {
			if err := timeRun(program, folder, c, size, workers); err != nil {
				return err
			}
		}
	}
	if err := timeRivals(paragraphs); err != nil {
		return err
	}
	return timeStart(program, folder, paragraphs)
}

// timeRun times one whole quoth run.
func timeRun(program, folder string, c corpus, size, workers int) error {
	out := filepath.Join(folder, fmt.Sprintf("out-%d-%d", size, workers))
	defer os.RemoveAll(out)
	command := exec.Command(program, "run", c.path, "--out", out, "--quiet", "--workers", fmt.Sprint(workers))
	if workers == 1 {
		command.Env = append(os.Environ(), "GOMAXPROCS=1")
	}
	used, err := measure(command)
	if err != nil {
		return err
	}
	rows, err := exec.Command(program, "show", out, "--table", "documents", "--json").Output()
	if err != nil {
		return fmt.Errorf("reading back %s: %w", out, err)
	}
	if n := countLines(rows); n != c.articles {
		return fmt.Errorf("%d articles went in, %d came out", c.articles, n)
	}
	fmt.Printf("| quoth run, %d MB, %d workers | %d | %d | %.2f | %.0f | %.2f | %.0f |\n",
		size, workers, c.articles, c.words, used.cpu.Seconds(), float64(c.words)/used.cpu.Seconds(), used.wall.Seconds(), used.peakMB)
	return nil
}

// timeStart times quoth show on one short article, from start to end.
func timeStart(program, folder string, paragraphs []string) error {
	path := filepath.Join(folder, "article.txt")
	if err := os.WriteFile(path, []byte(paragraphs[0]+"\n\n"+paragraphs[1]+"\n"), 0o600); err != nil {
		return err
	}
	var all []usage
	for range startRuns {
		used, err := measure(exec.Command(program, "show", path))
		if err != nil {
			return err
		}
		all = append(all, used)
	}
	slices.SortFunc(all, func(a, b usage) int { return int(a.wall - b.wall) })
	middle := all[len(all)/2]
	fmt.Printf("| quoth show, one article, cold start | 1 | | %.3f | | %.3f | %.0f |\n", middle.cpu.Seconds(), middle.wall.Seconds(), middle.peakMB)
	return nil
}

// usage is what a process cost.
type usage struct {
	cpu, wall time.Duration
	peakMB    float64
}

func measure(command *exec.Cmd) (usage, error) {
	begin := time.Now()
	out, err := command.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%v: %w\n%s", command.Args, err, out)
	}
	if command.ProcessState == nil {
		return usage{}, err
	}
	used := usage{wall: time.Since(begin), cpu: command.ProcessState.UserTime() + command.ProcessState.SystemTime()}
	if r, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok {
		used.peakMB = float64(r.Maxrss) / 1024
	}
	return used, err
}
