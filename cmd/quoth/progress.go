package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"quoth/pipeline"
)

// quietInterval is how often a run tells where it is when nobody watches a bar.
const quietInterval = 10 * time.Second

// progressTo gives a function that shows progress on standard error: a bar on a
// terminal, a line now and then elsewhere. The second function ends the show.
func progressTo(errs io.Writer, quiet bool) (show func(pipeline.Progress), done func()) {
	file, isFile := errs.(*os.File)
	switch {
	case quiet:
		return nil, func() {}
	case isFile && term.IsTerminal(int(file.Fd())):
		return showBar(errs)
	}
	return showLines(errs), func() {}
}

// showBar draws a bar over the bytes to read, which tell the time that is left,
// beside the number of articles and how many a second.
func showBar(errs io.Writer) (func(pipeline.Progress), func()) {
	bar := progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(errs), progressbar.OptionShowBytes(false), progressbar.OptionFullWidth(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionSetElapsedTime(true), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish())
	show := func(p pipeline.Progress) {
		if p.Bytes > 0 {
			bar.ChangeMax64(p.Bytes)
		}
		bar.Describe(fmt.Sprintf("%d articles, %.0f a second", p.Articles, rate(p)))
		_ = bar.Set64(p.BytesRead) // a bar that can't be drawn is no reason to stop
	}
	return show, func() { _ = bar.Finish() }
}

func showLines(errs io.Writer) func(pipeline.Progress) {
	last := time.Now()
	return func(p pipeline.Progress) {
		if time.Since(last) < quietInterval {
			return
		}
		last = time.Now()
		left := "time left not known"
		if p.BytesRead > 0 && p.Bytes >= p.BytesRead {
			remaining := time.Duration(float64(p.Elapsed) * float64(p.Bytes-p.BytesRead) / float64(p.BytesRead))
			left = remaining.Round(time.Second).String() + " left"
		}
		fmt.Fprintf(errs, "quoth: %d articles, %.0f a second, %s\n", p.Articles, rate(p), left)
	}
}

func rate(p pipeline.Progress) float64 {
	if p.Elapsed <= 0 {
		return 0
	}
	return float64(p.Articles) / p.Elapsed.Seconds()
}
