//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// waiting starts a run that has read all that standard input gives so far and
// waits for more. The channel is closed when it has ended.
func waiting(t *testing.T, out string, errs io.Writer) (*exec.Cmd, chan struct{}) {
	t.Helper()
	c := exec.Command("quoth", "run", "-", "--out", out)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	c.Stderr = errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	go func() {
		c.Wait()
		close(gone)
	}()
	for { // the run is at work when it has its journal
		if _, err := os.Stat(filepath.Join(out, "_journal", "000000")); err == nil {
			return c, gone
		}
		select {
		case <-gone:
			t.Fatalf("it did not begin: %v", c.ProcessState)
		case <-time.After(time.Millisecond):
		}
	}
}

func TestSignalStopsARun(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		out := filepath.Join(t.TempDir(), "out")
		var errs bytes.Buffer
		c, gone := waiting(t, out, &errs)
		if err := c.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		<-gone
		if c.ProcessState.ExitCode() != statusInterrupted || !strings.Contains(errs.String(), "--resume") {
			t.Errorf("%v: %v: %s", signal, c.ProcessState, errs.String())
		}
		if _, err := os.Stat(filepath.Join(out, "_SUCCESS")); err == nil {
			t.Errorf("%v: a stopped run was published", signal)
		}
	}
}

// TestSecondSignalEndsAtOnce sends signals until the run is gone. Where the
// second one comes while the first is still being told, a third one is the one.
func TestSecondSignalEndsAtOnce(t *testing.T) {
	c, gone := waiting(t, filepath.Join(t.TempDir(), "out"), nil)
	for {
		select {
		case <-gone:
			status, ok := c.ProcessState.Sys().(syscall.WaitStatus)
			if !ok || !status.Signaled() && status.ExitStatus() != statusInterrupted {
				t.Errorf("%v", c.ProcessState)
			}
			return
		case <-time.After(time.Millisecond):
			if err := c.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
		}
	}
}

func TestClosedPipesAreQuiet(t *testing.T) {
	article := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(article, []byte("“We will rebuild,” Mayor Ana Ruiz said on Monday."), 0o666); err != nil {
		t.Fatal(err)
	}
	closed := func() *os.File {
		r, w, err := os.Pipe()
		if err := errors.Join(err, r.Close()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { w.Close() })
		return w
	}
	for _, args := range [][]string{{"show", article}, {"show", article, "--json"}, {"schema"}} {
		var errs bytes.Buffer
		c := exec.Command("quoth", args...)
		c.Stdout, c.Stderr = closed(), &errs
		if err := c.Run(); err != nil || errs.Len() > 0 {
			t.Errorf("%v: %v %s", args, err, errs.String())
		}
	}
	out := filepath.Join(t.TempDir(), "out")
	c := exec.Command("quoth", "run", article, "--out", out)
	c.Stderr = closed()
	if err := c.Run(); err != nil {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(filepath.Join(out, "_SUCCESS")); err != nil {
		t.Errorf("%v", err)
	}
}
