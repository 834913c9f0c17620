package main

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/providers/lint"
)

func (s *system) providersLint() *cli.Command {
	return &cli.Command{
		Name:      "lint",
		Usage:     "judge provider files, without asking the network: exit code 0 where all is well, 1 where not",
		ArgsUsage: "[FILE|FOLDER…]",
		Description: "Without an argument, the entries that are built in are judged. A folder stands for\n" +
			"its .yaml files.",
		Flags:  findingFlags(&cli.BoolFlag{Name: "rules", Usage: "list the rules"}),
		Action: s.runLint,
	}
}

func (s *system) runLint(c *cli.Context) error {
	a, err := s.auditing(c, "providers lint")
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
	// The places stand first in the line, as editors want them, and programs get
	// the bare list.
	switch a.format {
	case "text":
		a.write = writeFindings(render.FindingsText)
	case "json":
		a.write = writeFindings(render.FindingsJSON)
	}
	fmt.Fprintf(s.stderr, "mailprobe: %s, %s\n",
		count(len(result.Entries)+len(result.LeftOut), "file"), count(len(result.Findings), "finding"))
	return a.conclude(linted(result), nil)
}

// linted are the files, each with its findings.
func linted(r *lint.Result) []render.Worded {
	var names []string
	for _, e := range r.Entries {
		names = append(names, e.Name)
	}
	names = append(names, r.LeftOut...)
	slices.Sort(names)
	var all []render.Worded
	for _, name := range names {
		id := strings.TrimSuffix(path.Base(name), path.Ext(name))
		w := render.Worded{Subject: audit.Subject{Name: id, File: name}}
		for _, f := range r.Findings {
			if f.File == name {
				w.Findings = append(w.Findings, f)
			}
		}
		all = append(all, w)
	}
	return all
}

// writeFindings writes the findings of all subjects in one list.
func writeFindings(write func(io.Writer, []fact.Finding) error) func(io.Writer, *render.Audit) error {
	return func(w io.Writer, a *render.Audit) error {
		var all []fact.Finding
		for _, s := range a.Subjects {
			all = append(all, s.Findings...)
		}
		return write(w, all)
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
