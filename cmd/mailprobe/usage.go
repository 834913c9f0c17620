package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// wordMistakes gives all commands below one the same words for mistakes, and takes
// the library's command help away, which an argument could be mistaken for.
func wordMistakes(above string, commands []*cli.Command) {
	for _, c := range commands {
		name := above + " " + c.Name
		c.OnUsageError, c.HideHelpCommand = flagFault(name), true
		wordMistakes(name, c.Subcommands)
	}
}

// flagFault words a mistake in the flags of a command. The flag package of Go
// writes flags with one dash, and says "parse error" of any value.
func flagFault(command string) cli.OnUsageErrorFunc {
	all := command + " --help lists the flags"
	return func(_ *cli.Context, err error, _ bool) error {
		message := err.Error()
		if name, is := strings.CutPrefix(message, "flag provided but not defined: "); is {
			hints := []string{all}
			if strings.TrimLeft(name, "-") == "password" {
				hints = []string{"a password is never an argument, where others could read it: it is asked for, or comes from --password-stdin, --password-file or --password-command"}
			}
			return usage("there is no flag "+dashed(name), hints...)
		}
		if name, is := strings.CutPrefix(message, "flag needs an argument: "); is {
			return usage(dashed(name)+" needs a value", all)
		}
		// The flag package writes "for flag" of most values, and "for" of switches.
		value, rest, is := strings.Cut(strings.Replace(message, " for -", " for flag -", 1), " for flag ")
		if is {
			_, value, _ = strings.Cut(value, "value ")
			name, _, _ := strings.Cut(rest, ":")
			hint := all
			if name == "-timeout" {
				hint = "a time has a unit, such as 30s or 2m"
			}
			return usage(fmt.Sprintf("%s cannot be %s", dashed(name), value), hint)
		}
		return usage(message, all)
	}
}

// dashed is the name of a flag as it is typed here.
func dashed(name string) string {
	name = fact.Printable(strings.TrimLeft(name, "-"))
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// meantCommand is the command that somebody meant who typed something like it;
// empty for anything else. Nobody has so short an address.
func meantCommand(c *cli.Context, typed string) string {
	if strings.Contains(typed, "@") {
		return ""
	}
	if strings.EqualFold(typed, "help") {
		return "--help"
	}
	for _, command := range c.App.Commands {
		if distance(strings.ToLower(typed), command.Name) <= 2 {
			return command.Name
		}
	}
	return ""
}

func noSuchCommand(typed, meant string, lang text.Lang) error {
	hint := words.HelpHint.In(lang, nil)
	if meant != "" {
		hint = words.MeantCode.In(lang, map[string]string{"code": "mailprobe " + meant})
	}
	return usage(words.NoSuchCommand.In(lang, map[string]string{"name": text.Quoted(typed, lang)}), hint)
}
