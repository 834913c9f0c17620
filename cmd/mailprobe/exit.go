package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// The exit codes. Scripts rely on them; docs and README list them.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNotFound    = 3
	exitRefused     = 4
	exitUntested    = 5
	exitInterrupted = 130
)

func exitCode(s probe.Status) int {
	switch s {
	case probe.Verified, probe.Reachable:
		return exitOK
	case probe.NotFound:
		return exitNotFound
	case probe.Refused:
		return exitRefused
	case probe.Untested:
		return exitUntested
	default:
		return exitFailed
	}
}

// exit is the error that ends the command with a code. An empty message is not printed.
type exit struct {
	code    int
	message string
	hints   []string
}

func (e *exit) Error() string { return e.message }

// usage returns the error of a wrong call, with hints how to do it.
func usage(message string, hints ...string) error {
	return &exit{exitUsage, message, hints}
}

// printError writes an error, one line for what is wrong and one for each hint, and
// returns the exit code.
func (s *system) printError(err error) int {
	var e *exit
	if !errors.As(err, &e) {
		e = &exit{code: exitUsage, message: err.Error()}
	}
	if e.message != "" {
		fmt.Fprintln(s.stderr, "mailprobe: error:", oneLine(fact.Visible(e.message)))
	}
	for _, hint := range e.hints {
		fmt.Fprintln(s.stderr, "mailprobe: hint:", oneLine(fact.Visible(hint)))
	}
	return e.code
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
