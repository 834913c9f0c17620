package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"
)

// run is the whole command; it returns the exit code.
func run(args []string, s *system) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	app := withHelp(s.app(), s.width())
	if err := app.RunContext(ctx, arrange(args, app.Commands, app.Flags)); err != nil {
		return s.explain(err)
	}
	return exitOK
}

// app is the command line as the library is told of it.
func (s *system) app() *cli.App {
	commands := s.commands()
	wordMistakes("mailprobe", commands)
	return &cli.App{
		Name:            "mailprobe",
		Usage:           "finds the mail settings of an address, and tries each of them",
		UsageText:       "mailprobe [flags] ADDRESS\nmailprobe COMMAND …",
		Description:     description,
		HideVersion:     true, // which the library would show without --verbose
		HideHelpCommand: true,
		Flags:           append(flags(), versionFlags()...),
		Action:          s.probe,
		Commands:        commands,
		Writer:          s.stdout,
		ErrWriter:       s.stderr,
		// The library would end the process by itself.
		ExitErrHandler: func(*cli.Context, error) {},
		OnUsageError:   flagFault("mailprobe"),
	}
}

const description = `Asks DNS, the domain's own files and a provider database for the mail servers of
the address, examines each of them, and logs in where that is safe: over verified TLS, at a name that can
be trusted. The password is asked for once it is known where it would go; it is never an argument.

Exit codes:

  0    the settings work
  1    settings were found, but do not work
  2    the call is wrong
  3    no mail server was found
  4    the login was refused
  5    nothing could be tested from here
  130  interrupted`

// commands is the table of commands beside the main job.
func (s *system) commands() []*cli.Command {
	return []*cli.Command{
		s.check(),
		s.providers(),
		s.domain(),
		s.explanation(),
		s.demo(),
	}
}
