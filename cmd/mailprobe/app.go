package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/urfave/cli/v2"
)

// run is the whole command; it returns the exit code.
func run(args []string, s *system) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	app := s.app()
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
		Usage:           "find the mail settings of an address, and try them",
		UsageText:       "mailprobe [flags] ADDRESS\nmailprobe COMMAND …",
		Description:     description,
		Version:         version(),
		HideHelpCommand: true,
		Flags:           flags(),
		Action:          s.probe,
		Commands:        commands,
		Writer:          s.stdout,
		ErrWriter:       s.stderr,
		// The library would end the process by itself.
		ExitErrHandler: func(*cli.Context, error) {},
		OnUsageError:   mistake("mailprobe"),
	}
}

// mistake words a mistake in the flags of a command.
func mistake(command string) cli.OnUsageErrorFunc {
	return func(_ *cli.Context, err error, _ bool) error {
		return usage(err.Error(), command+" --help lists the flags")
	}
}

// wordMistakes gives all commands below one the same words for mistakes, and takes
// the library's command help away, which an argument could be mistaken for.
func wordMistakes(above string, commands []*cli.Command) {
	for _, c := range commands {
		name := above + " " + c.Name
		c.OnUsageError, c.HideHelpCommand = mistake(name), true
		wordMistakes(name, c.Subcommands)
	}
}

const description = `Mailprobe asks DNS, the domain's own files and a provider database for the
mail servers of an address, examines each of them, and logs in where that is
safe: over verified TLS, at a name that can be trusted, with at most two
refused logins a run. The password is asked for when it is known where it
would go; it is never an argument.

Exit codes: 0 the settings work; 1 they were found but do not work; 2 usage;
3 no mail server was found; 4 the login was refused; 5 nothing could be tested
from here; 130 interrupted.`

// release is the version that the linker stamps (make release); nothing else sets it.
var release string

// version is the release's, else the module's, as the build recorded it.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown)"
	}
	return info.Main.Version
}

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
