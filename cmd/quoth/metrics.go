package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/pipeline"
)

// lastSuccess is the one metric that outlives a batch that fails.
const lastSuccess = "quoth_last_success_timestamp_seconds"

// A metric is one of Prometheus' gauges, with one value for each label or, with
// the label "", one in all.
type metric struct {
	name, help, label string
	values            map[string]float64
}

func gauge(name, help string, value float64) metric {
	return metric{name: name, help: help, values: map[string]float64{"": value}}
}

func gauges[N int64 | float64](name, help, label string, values map[string]N) metric {
	m := metric{name: name, help: help, label: label, values: map[string]float64{}}
	for key, n := range values {
		m.values[key] = float64(n)
	}
	return m
}

// metrics lists what a batch did. All are gauges of the last batch: a batch
// begins to count anew.
func (r *report) metrics(s *pipeline.Summary, status int) []metric {
	now := float64(time.Now().UnixMilli()) / 1000
	all := []metric{
		gauge("quoth_exit_status", "How the last batch ended: 0 is done, 3 done with articles set aside.", float64(status)),
		gauge("quoth_last_run_timestamp_seconds", "When the last batch ended, since 1970.", now),
		gauge("quoth_seconds", "How long the last batch took.", time.Since(r.started).Seconds()),
		gauges("quoth_stage_seconds", "How long each stage took; workers add up, and stages run at the same time.", "stage", s.Seconds),
		gauge("quoth_files", "Files read.", float64(s.Files)),
		gauge("quoth_bytes_read", "Bytes read, as stored.", float64(s.Bytes)),
		gauge("quoth_bytes_written", "Bytes of the tables' files that were written.", float64(s.Written)),
		gauge("quoth_articles", "Articles written.", float64(s.Articles)),
		gauge("quoth_articles_replaced", "Articles that took the place of rows of earlier runs.", float64(s.Replaced)),
		gauge("quoth_quotes", "Quotations written.", float64(s.Quotes)),
		gauge("quoth_tokens", "Tokens of the articles written.", float64(s.Tokens)),
		gauges("quoth_quarantined", "Articles set aside, by code.", "code", s.Quarantined),
		gauges("quoth_skipped", "What was not annotated and not set aside, by reason.", "reason", s.Skipped),
		gauges("quoth_rows", "Rows of the output, by table.", "table", s.Rows),
	}
	if status == statusDone || status == statusQuarantined {
		return append(all, gauge(lastSuccess, "When a batch last published, or had nothing to do, since 1970.", now))
	}
	return all
}

// writeMetrics puts a file of metrics in the place of another, in one step. The
// time of the last success is taken over from the file that was there.
func writeMetrics(path string, all []metric) error {
	if !slices.ContainsFunc(all, func(m metric) bool { return m.name == lastSuccess }) {
		then, err := readLastSuccess(path)
		if err != nil {
			return err
		}
		if then > 0 {
			all = append(all, gauge(lastSuccess, "When a batch last published, or had nothing to do, since 1970.", then))
		}
	}
	var text strings.Builder
	for _, m := range all {
		m.write(&text)
	}
	return replaceFile(path, text.String())
}

// write is the text format: https://prometheus.io/docs/instrumenting/exposition_formats.
func (m metric) write(to *strings.Builder) {
	if len(m.values) == 0 {
		return
	}
	fmt.Fprintf(to, "# HELP %s %s\n# TYPE %s gauge\n", m.name, m.help, m.name)
	for _, key := range slices.Sorted(maps.Keys(m.values)) {
		label := ""
		if m.label != "" {
			label = fmt.Sprintf("{%s=%q}", m.label, key)
		}
		fmt.Fprintf(to, "%s%s %s\n", m.name, label, strconv.FormatFloat(m.values[key], 'g', -1, 64))
	}
}

// readLastSuccess reads one metric of a file; 0 where it is not there.
func readLastSuccess(path string) (float64, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), lastSuccess+" "); ok {
			n, _ := strconv.ParseFloat(value, 64) // what others wrote there counts for nothing
			return n, nil
		}
	}
	return 0, nil
}

// replaceFile writes beside a file and renames: who reads it sees the old text
// or the new one, whole.
func replaceFile(path, text string) error {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	err = errors.Join(err, file.Chmod(0o644), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		os.Remove(file.Name())
	}
	return err
}
