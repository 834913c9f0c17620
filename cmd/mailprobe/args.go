package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves the flags of a command line before its arguments, because the library
// stops parsing flags at the first argument, and people write the address first and
// think of --json afterwards. Commands stay in front; what follows "--" stays as it is.
func flagsFirst(args []string, commands []*cli.Command, flags []cli.Flag) []string {
	arranged := args[:1:1]
	var moved, rest []string
	for i := 1; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			rest = append(append(rest, "--"), args[i+1:]...)
			i = len(args)
		case strings.HasPrefix(arg, "-") && arg != "-":
			moved = append(moved, arg)
			switch {
			case !takesValue(flags, arg):
			case i+1 == len(args): // nothing may be taken for its value
				return append(arranged, moved...)
			default:
				i++
				moved = append(moved, args[i])
			}
		case len(rest) == 0 && command(commands, arg) != nil:
			c := command(commands, arg)
			arranged, commands = append(arranged, arg), c.Subcommands
			flags = append(slices.Clone(flags), c.Flags...)
		default:
			commands = nil
			rest = append(rest, arg)
		}
	}
	return append(append(arranged, moved...), rest...)
}

func command(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

// takesValue reports whether a flag's value is the next argument.
func takesValue(flags []cli.Flag, arg string) bool {
	name := strings.TrimLeft(arg, "-")
	if strings.Contains(name, "=") {
		return false
	}
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			_, isBool := f.(*cli.BoolFlag)
			return !isBool
		}
	}
	return false
}
