package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"quoth": main})
}

// TestScripts runs the command lines of testdata/script, each in a folder of
// its own: what they print, what they leave, and how they end.
func TestScripts(t *testing.T) {
	articles, err := filepath.Abs("../../testdata/articles")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("ARTICLES", articles)
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":    status,
			"long-line": longLine,
		},
	})
}

// status runs quoth and wants the exit status given first: status 3 run …
func status(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) < 2 {
		ts.Fatalf("usage: status N ARGUMENT…")
	}
	err := ts.Exec("quoth", args[1:]...)
	got := "0"
	if err != nil {
		got = "unknown: " + err.Error()
		if s, ok := exitCode(err); ok {
			got = s
		}
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// longLine writes a file of one JSON line whose text has the given megabytes.
func longLine(ts *testscript.TestScript, _ bool, args []string) {
	file, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer file.Close()
	_, err = file.WriteString(`{"id":"long","text":"`)
	ts.Check(err)
	block := make([]byte, 1<<20)
	for i := range block {
		block[i] = 'a'
	}
	for range atoi(ts, args[1]) {
		_, err = file.Write(block)
		ts.Check(err)
	}
	_, err = file.WriteString("\"}\n{\"id\":\"short\",\"text\":\"The mayor spoke.\"}\n")
	ts.Check(err)
}
