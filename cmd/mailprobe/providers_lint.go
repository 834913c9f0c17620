package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/providers/file"
	"github.com/mailprobe/mailprobe/providers/lint"
)

func (s *system) providersLint() *cli.Command {
	return &cli.Command{
		Name:      "lint",
		Usage:     "judge provider files, without asking the network",
		ArgsUsage: "[FILE|FOLDER…]",
		Description: "Without an argument, the entries that are built in are judged. A folder stands for\n" +
			"its .yaml files.\n\nExit codes: 0 clean; 1 findings; 2 usage.",
		Flags:  findingFlags(&cli.BoolFlag{Name: "rules", Category: categoryFindings, Usage: "list the rules"}),
		Action: s.runLint,
	}
}

// lintFormats differ in two: the places stand first in the line, as editors want
// them, and programs get the bare list.
func lintFormats(page render.Text, w render.Audit) formats[*audit.Report] {
	all := auditFormats(page, w, false)
	for i := range all {
		switch all[i].name {
		case "text":
			all[i].write = inOneList(render.FindingsText)
		case "json":
			all[i].write = inOneList(render.FindingsJSON)
		}
	}
	return all
}

func (s *system) runLint(c *cli.Context) error {
	a, err := s.auditing(c, "providers lint", lintFormats)
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
	fmt.Fprintf(s.stderr, "mailprobe: %s, %s\n",
		countOf(len(result.Entries)+len(result.LeftOut), "file", "files"), countOf(len(result.Findings), "finding", "findings"))
	return a.finish(linted(result), nil)
}

// linted are the files, each with its findings.
func linted(r *lint.Result) []audit.WordedSubject {
	var names []string
	for _, e := range r.Entries {
		names = append(names, e.Name)
	}
	names = append(names, r.LeftOut...)
	slices.Sort(names)
	var all []audit.WordedSubject
	for _, name := range names {
		j := audit.WordedSubject{Subject: audit.Subject{Name: file.ID(name), File: name}}
		for _, f := range r.Findings {
			if f.File == name {
				j.Findings = append(j.Findings, f)
			}
		}
		all = append(all, j)
	}
	return all
}

// inOneList writes the findings of all subjects in one list.
func inOneList(write func(io.Writer, []fact.Finding) error) func(io.Writer, *audit.Report) error {
	return func(w io.Writer, r *audit.Report) error {
		var all []fact.Finding
		for _, s := range r.Subjects {
			all = append(all, s.Findings...)
		}
		return write(w, all)
	}
}
