package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/providers/lint"
)

// findingFormats is the table of how findings about files are written.
func findingFormats() []choice[[]fact.Finding] {
	return []choice[[]fact.Finding]{
		{"text", render.FindingsText},
		{"json", render.FindingsJSON},
	}
}

func (s *system) providersLint() *cli.Command {
	return &cli.Command{
		Name:      "lint",
		Usage:     "judge provider files, without asking the network: exit code 0 where all is well, 1 where not",
		ArgsUsage: "[FILE|FOLDER…]",
		Description: "Without an argument, the entries that are built in are judged. A folder stands for\n" +
			"its .yaml files.",
		Flags:  formatFlags(findingFormats(), &cli.BoolFlag{Name: "rules", Usage: "list the rules"}),
		Action: s.runLint,
	}
}

func (s *system) runLint(c *cli.Context) error {
	write, err := chosen(c, findingFormats())
	if err != nil {
		return err
	}
	if c.Bool("rules") {
		for _, r := range lint.Rules() {
			fmt.Fprintf(s.stdout, "%-22s %-8s %s\n", r.ID, r.Severity, r.About)
		}
		return nil
	}
	var result *lint.Result
	if c.NArg() > 0 {
		result, err = lint.Load(c.Args().Slice(), s.start)
	} else {
		result, err = lint.Builtin(s.start)
	}
	if err != nil {
		return usage(fact.Printable(err.Error()), "name .yaml files, or folders of them")
	}
	if err := write(s.stdout, result.Findings); err != nil {
		return written(err)
	}
	fmt.Fprintf(s.stderr, "mailprobe: %s, %s\n",
		count(len(result.Entries)+len(result.LeftOut), "file"), count(len(result.Findings), "finding"))
	if len(result.Findings) > 0 {
		return &exit{code: exitFailed}
	}
	return nil
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
