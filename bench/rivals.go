package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"time"

	"github.com/jdkato/prose/v2"
	"github.com/jonreiter/govader"
)

// rivalArticles is enough for a steady figure of the slow ones.
const rivalArticles = 40

// timeRivals times other Go programs' parts of the job, in this process, on
// articles drawn in the same way.
func timeRivals(paragraphs []string) error {
	random := rand.New(rand.NewPCG(7, 11))
	articles := make([]string, rivalArticles)
	words := 0
	for i := range articles {
		articles[i] = draw(random, paragraphs, paragraphsAnArticle)
		words += len(strings.Fields(articles[i]))
	}
	err := timeRival("prose: tokens, tags, entities", words, func() error {
		for _, a := range articles {
			if _, err := prose.NewDocument(plainMarks(a)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	vader := govader.NewSentimentIntensityAnalyzer()
	return timeRival("govader: sentiment", words, func() error {
		for _, a := range articles {
			for paragraph := range strings.SplitSeq(a, "\n\n") {
				vader.PolarityScores(paragraph)
			}
		}
		return nil
	})
}

// plainMarks keeps prose from its known faults with curly marks.
func plainMarks(s string) string {
	return strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'").Replace(s)
}

func timeRival(name string, words int, work func() error) error {
	begin, wall := cpuTime(), time.Now()
	if err := work(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	used := (cpuTime() - begin).Seconds()
	fmt.Printf("| %s | %d | %d | %.2f | %.0f | %.2f | |\n", name, rivalArticles, words, used, float64(words)/used, time.Since(wall).Seconds())
	return nil
}

// cpuTime is what this process has used, user and system.
func cpuTime() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
