package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"
)

// run runs mailprobe with the arguments and returns its exit code.
func run(args []string, s *system) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	app := withHelp(s.app(), s.width())
	if err := app.RunContext(ctx, flagsFirst(args, app.Commands, app.Flags)); err != nil {
		return s.printError(err)
	}
	return exitOK
}

// app returns the definition of the command line.
func (s *system) app() *cli.App {
	commands := s.commands()
	setUsageErrors("mailprobe", commands)
	return &cli.App{
		Name:            "mailprobe",
		Usage:           "finds the mail settings of an address, and tries each of them",
		UsageText:       "mailprobe [flags] ADDRESS\nmailprobe COMMAND …",
		Description:     description,
		HideVersion:     true, // the library's has no --verbose
		HideHelpCommand: true,
		Flags:           append(flags(), versionFlags()...),
		Action:          s.runProbe,
		Commands:        commands,
		Writer:          s.stdout,
		ErrWriter:       s.stderr,
		// The library's would end the process.
		ExitErrHandler: func(*cli.Context, error) {},
		OnUsageError:   flagError("mailprobe"),
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

// commands returns the commands other than the main one.
func (s *system) commands() []*cli.Command {
	return []*cli.Command{
		s.checkCommand(),
		s.providersCommand(),
		s.domainCommand(),
		s.explainCommand(),
		s.demoCommand(),
	}
}
