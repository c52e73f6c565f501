package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/urfave/cli/v2"

	"quoth/pipeline"
	"quoth/pipeline/table"
)

// The formats of what a batch says on standard error.
const (
	logPlain = "plain" // sentences for people
	logText  = "text"  // name=value
	logJSON  = "json"  // an object a line
)

// reportFlags are those of commands that a scheduler runs.
func reportFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "log-format", Value: logPlain, Usage: "`FORMAT` of standard error: plain; or text or json, an event a line, a summary last"},
		&cli.StringFlag{Name: "metrics-file", Usage: "write what was done to `FILE`, in the text format of Prometheus"},
		&cli.BoolFlag{Name: "quiet", Usage: "print errors only"},
	}
}

// A report tells what a batch does, while it does it and at the end.
type report struct {
	c       *cli.Context
	print   func(*cli.Context, *pipeline.Summary) // for people, at the end
	log     *slog.Logger                          // nil for people
	quiet   bool
	started time.Time
	shown   int // articles named that were set aside
	done    func()
}

func newReport(c *cli.Context, print func(*cli.Context, *pipeline.Summary)) (*report, error) {
	r := &report{c: c, print: print, quiet: c.Bool("quiet"), started: time.Now(), done: func() {}}
	switch format := c.String("log-format"); format {
	case logPlain:
	case logText:
		r.log = slog.New(slog.NewTextHandler(c.App.ErrWriter, nil))
	case logJSON:
		r.log = slog.New(slog.NewJSONHandler(c.App.ErrWriter, nil))
	default:
		return nil, usagef("--log-format %q: there are %s, %s, %s", format, logPlain, logText, logJSON)
	}
	return r, nil
}

// listen makes a run tell the report what it does.
func (r *report) listen(o *pipeline.Options) {
	if r.quiet {
		return
	}
	if r.log == nil {
		o.Progress, r.done = progressTo(r.c.App.ErrWriter, false)
		o.Quarantined = faultsTo(r.c, false)
		return
	}
	o.Progress = r.progressEvents()
	o.Quarantined = r.setAside
}

// progressEvents tells now and then where a run is.
func (r *report) progressEvents() func(pipeline.Progress) {
	last := time.Now()
	return func(p pipeline.Progress) {
		if time.Since(last) < quietInterval {
			return
		}
		last = time.Now()
		r.log.Info("progress", "articles", p.Articles, "quarantined", p.Quarantined, "bytes_read", p.BytesRead, "bytes", p.Bytes, "seconds", p.Elapsed.Seconds())
	}
}

// setAside names the first articles that are set aside.
func (r *report) setAside(q table.Rejected) {
	if r.shown++; r.shown > shownFaults {
		return
	}
	r.log.Warn("set aside", "source", printable(q.Source), "doc_id", printable(q.ID), "stage", q.Stage, "code", q.Code, "message", printable(q.Message))
}

// A toldError has been told on standard error.
type toldError struct {
	err    error
	status int
}

func (e toldError) Error() string { return e.err.Error() }
func (e toldError) Unwrap() error { return e.err }

// end tells how a batch ended, and gives the error that the command ends with.
func (r *report) end(s *pipeline.Summary, err error) error {
	r.done()
	if err == nil && s.SetAside() > 0 && !s.AlreadyDone {
		err = errQuarantined
	}
	status := statusOf(r.c.Context, err)
	if path := r.c.String("metrics-file"); path != "" {
		if metricsErr := writeMetrics(path, r.metrics(s, status)); metricsErr != nil {
			err = errors.Join(fmt.Errorf("the metrics can't be written: %w", metricsErr), unlessDone(err))
			status = statusOf(r.c.Context, err)
		}
	}
	if r.log == nil {
		r.tell(s, err)
		return err
	}
	r.events(s, status, err)
	if err == nil {
		return nil
	}
	return toldError{err, status}
}

// unlessDone is the error of a batch that didn't do what it was asked to.
func unlessDone(err error) error {
	if errors.Is(err, errQuarantined) {
		return nil
	}
	return err
}

func (r *report) tell(s *pipeline.Summary, err error) {
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(r.c.App.ErrWriter, "quoth: stopped; nothing was published, and the same command with --resume goes on from here")
	}
	if unlessDone(err) == nil && !r.quiet {
		r.print(r.c, s)
	}
}

// events logs what went wrong, and the summary.
func (r *report) events(s *pipeline.Summary, status int, err error) {
	if unlessDone(err) != nil {
		r.log.Error("failed", "error", printable(describe(err)))
	}
	r.log.Info("summary",
		"command", r.c.Command.Name, "run_id", r.c.String("run-id"), "exit_status", status, "published", unlessDone(err) == nil, "already_done", s.AlreadyDone,
		"seconds", time.Since(r.started).Seconds(), "files", s.Files, "bytes", s.Bytes, "articles", s.Articles, "quotes", s.Quotes, "tokens", s.Tokens,
		"replaced", s.Replaced, "duplicates", s.Duplicates, "resumed", s.Resumed, "bytes_written", s.Written,
		"quarantined", s.Quarantined, "skipped", s.Skipped, "rows", s.Rows, "stage_seconds", s.Seconds)
}
