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
// SIGTERM asks the command to stop; a second one ends the process at once.
func execute(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		stop() // from here on a signal has its usual effect
	}()
	app := newApp(in, out, errs)
	err := app.RunContext(ctx, flagsFirst(app, args))
	return exitStatus(ctx, err, errs)
}
