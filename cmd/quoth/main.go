package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(execute(os.Args, os.Stdin, os.Stdout, os.Stderr)) }

// execute runs one command line and gives its exit status. The first SIGINT or
// SIGTERM asks the command to stop; a second one ends the process at once. A
// reader that closes standard output or standard error early is no reason for
// a signal: what is written there after that is an error, or nobody's.
func execute(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	signal.Ignore(syscall.SIGPIPE)
	go func() {
		<-ctx.Done()
		stop() // from here on a signal has its usual effect
	}()
	app := newApp(in, out, errs)
	err := app.RunContext(ctx, flagsFirst(app, args))
	return exitStatus(ctx, err, errs)
}
