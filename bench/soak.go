package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	// soakFewer is the number of articles that memory is compared with.
	soakFewer = 10_000

	// mostGrowth and mostMB are what quoth promises of two workers with default
	// limits.
	mostGrowth = 1.1
	mostMB     = 300

	// largeBytes is the size of an article that is far above its limit.
	largeBytes = 50 << 20

	// statusQuarantined is quoth's exit status where something was set aside.
	statusQuarantined = 3
)

var errSoak = errors.New("memory is not bounded")

// soak measures the peak memory of runs over few and many articles.
func soak(program, articles string, many, length int) error {
	paragraphs, err := readParagraphs(articles)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "quoth-soak-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	fmt.Println("| what | CPU s | wall s | peak MB |")
	fmt.Println("|---|---|---|---|")
	large, err := soakRun(program, folder, "one article of 50 MB", func(w *bufio.Writer) error { return writeLarge(w) })
	if err != nil {
		return err
	}
	var peaks []float64
	for _, n := range []int{soakFewer, many} {
		peak, err := soakRun(program, folder, fmt.Sprintf("%d articles", n), func(w *bufio.Writer) error { return writeMany(w, paragraphs, n, length) })
		if err != nil {
			return err
		}
		peaks = append(peaks, peak)
	}
	if peaks[1] > mostGrowth*peaks[0] || max(peaks[1], large) > mostMB {
		return fmt.Errorf("%w: %.0f MB, then %.0f MB; a large article %.0f MB", errSoak, peaks[0], peaks[1], large)
	}
	return nil
}

// soakRun times one run with two workers over what is written for it.
func soakRun(program, folder, what string, write func(*bufio.Writer) error) (peakMB float64, err error) {
	in, out := filepath.Join(folder, "in.jsonl"), filepath.Join(folder, "out")
	defer os.RemoveAll(out)
	file, err := os.Create(in)
	if err != nil {
		return 0, err
	}
	w := bufio.NewWriter(file)
	if err := errors.Join(write(w), w.Flush(), file.Close()); err != nil {
		return 0, err
	}
	used, err := measure(exec.Command(program, "run", in, "--out", out, "--quiet", "--workers", "2"))
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == statusQuarantined {
		err = nil
	}
	if err != nil {
		return 0, err
	}
	fmt.Printf("| %s | %.1f | %.1f | %.0f |\n", what, used.cpu.Seconds(), used.wall.Seconds(), used.peakMB)
	return used.peakMB, nil
}

// writeMany writes articles of which no two are the same.
func writeMany(w *bufio.Writer, paragraphs []string, n, length int) error {
	random := rand.New(rand.NewPCG(7, 11))
	for i := range n {
		text := fmt.Sprintf("%s\n\nThis is story %d of %d.", draw(random, paragraphs, length), i, random.Int64())
		line, err := json.Marshal(map[string]string{"id": fmt.Sprintf("article-%07d", i), "text": text})
		if err != nil {
			return err
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

func writeLarge(w *bufio.Writer) error {
	const words = "The mayor spoke of the bridge again. "
	_, err := fmt.Fprintf(w, "{\"id\":\"large\",\"text\":\"%s\"}\n", strings.Repeat(words, largeBytes/len(words)))
	return err
}
