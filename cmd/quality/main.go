package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// tolerance is how far a figure may lie below the page's, out of 1: intervals
// are wider, but the same program on the same data gives the same figure.
const tolerance = 0.005

// The generated table stands between these two lines of the page.
const (
	tableBegins = "<!-- figures: make quality -->"
	tableEnds   = "<!-- end of figures -->"
)

func main() {
	program := flag.String("quoth", "bin/quoth", "the program to measure")
	data := flag.String("data", "", "folder of the development sets; without it only our own articles are measured")
	page := flag.String("page", "docs/quality.md", "the page that holds the figures")
	check := flag.Bool("check", false, "compare with the page instead of writing it")
	flag.Parse()
	if err := measureAll(*program, *data, *page, *check); err != nil {
		fmt.Fprintln(os.Stderr, "quality:", err)
		os.Exit(1)
	}
}

func measureAll(program, data, page string, check bool) error {
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	var rows []row
	for _, m := range measurements(data) {
		measured, err := m.run(program)
		if err != nil {
			return err
		}
		for _, r := range measured {
			fmt.Println(r)
		}
		rows = append(rows, measured...)
	}
	if check {
		return compare(rows, pageRows(string(text)))
	}
	written, err := replaceTable(string(text), rows)
	if err != nil {
		return fmt.Errorf("%s: %w", page, err)
	}
	return os.WriteFile(page, []byte(written), 0o644)
}

// run measures one set with quoth eval and picks the figures.
func (m measurement) run(program string) ([]row, error) {
	args := append([]string{"eval", m.task, "--json"}, m.flags...)
	for _, path := range m.gold {
		args = append(args, "--gold", path)
	}
	out, err := exec.Command(program, args...).Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			return nil, fmt.Errorf("%s %s: %w\n%s", program, strings.Join(args, " "), err, failed.Stderr)
		}
		return nil, err
	}
	var report report
	if err := json.Unmarshal(out, &report); err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	var rows []row
	for _, w := range m.figures {
		f, ok := report.find(w)
		if !ok {
			return nil, fmt.Errorf("quoth eval %s gave no figure %q of %q", m.task, w.measure, w.class)
		}
		rows = append(rows, row{task: m.task, set: m.set, measure: w.String(), lower: w.lowerIsBetter(), value: f.Value, low: f.Low, high: f.High, command: m.command()})
	}
	return rows, nil
}

type report struct {
	Figures []struct {
		Measure, Class   string
		Value, Low, High float64
	}
}

func (r report) find(w figure) (f struct{ Value, Low, High float64 }, ok bool) {
	for _, g := range r.Figures {
		if g.Measure == w.measure && g.Class == w.class {
			f.Value, f.Low, f.High = g.Value, g.Low, g.High
			return f, true
		}
	}
	return f, false
}

// A row is one figure of the page.
type row struct {
	task, set, measure string
	lower              bool // is better
	value, low, high   float64
	command            string
}

func (r row) String() string {
	return fmt.Sprintf("| %s | %s | %s | %.4f | %.3f … %.3f | `%s` |", r.task, r.set, r.measure, r.value, r.low, r.high, r.command)
}

// key tells a figure from the others of the page.
func (r row) key() string { return r.task + ", " + r.set + ", " + r.measure }

// compare lists the figures that have become worse.
func compare(now []row, page map[string]float64) error {
	var fallen []string
	for _, r := range now {
		before, ok := page[r.key()]
		worse := before - r.value
		if r.lower {
			worse = -worse
		}
		switch {
		case !ok:
			fallen = append(fallen, r.key()+": not on the page; run make quality")
		case worse > tolerance:
			fallen = append(fallen, fmt.Sprintf("%s: %.4f, the page says %.4f", r.key(), r.value, before))
		}
	}
	if len(fallen) > 0 {
		return fmt.Errorf("figures worse than in docs/quality.md:\n  %s", strings.Join(fallen, "\n  "))
	}
	return nil
}

// pageRows reads the figures of the page, by key.
func pageRows(text string) map[string]float64 {
	rows := map[string]float64{}
	for line := range strings.Lines(text) {
		cells := strings.Split(line, "|")
		if len(cells) < 7 {
			continue
		}
		if v, err := strconv.ParseFloat(strings.TrimSpace(cells[4]), 64); err == nil {
			r := row{task: strings.TrimSpace(cells[1]), set: strings.TrimSpace(cells[2]), measure: strings.TrimSpace(cells[3])}
			rows[r.key()] = v
		}
	}
	return rows
}

// replaceTable puts the rows between the page's marks.
func replaceTable(text string, rows []row) (string, error) {
	head, rest, ok := strings.Cut(text, tableBegins)
	_, tail, ok2 := strings.Cut(rest, tableEnds)
	if !ok || !ok2 {
		return "", fmt.Errorf("wants the lines %q and %q", tableBegins, tableEnds)
	}
	var table strings.Builder
	table.WriteString("\n\n| task | set | measure | figure | 95 % interval | command |\n|---|---|---|---|---|---|\n")
	for _, r := range rows {
		table.WriteString(r.String() + "\n")
	}
	return head + tableBegins + table.String() + "\n" + tableEnds + tail, nil
}
