package main

import (
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// auditFormats are the ways to write findings: for people, with all also what is
// in order, and for programs.
func auditFormats(page render.Text, w render.Audit, all bool) formats[*audit.Report] {
	return formats[*audit.Report]{
		{"text", func(out io.Writer, r *audit.Report) error { return page.Audit(out, r, all) }},
		{"json", w.JSON}, {"jsonl", w.Lines}, {"junit", w.JUnit}, {"github", w.GitHub}, {"sarif", w.SARIF},
	}
}

// findingFlags are those of every command that has findings.
func findingFlags(own ...cli.Flag) []cli.Flag {
	all := auditFormats(render.Text{}, render.Audit{}, false).flags()
	return append(append(all,
		&cli.StringFlag{Name: "baseline", Category: categoryFindings, Usage: "fail only for findings that `FILE` does not know"},
		&cli.StringFlag{Name: "write-baseline", Category: categoryFindings, Usage: "write what is found to `FILE`, for --baseline"},
	), own...)
}

// auditFlags are those of commands that find them on the network.
func auditFlags(own ...cli.Flag) []cli.Flag {
	return append(findingFlags(own...), flagsNamed("lang", "resolver", "ca-file", "proxy", "4", "6", "ehlo")...)
}

// auditing is one call of a command that judges: what its flags say, read before
// anything is looked at.
type auditing struct {
	*system
	lang   text.Lang
	format format[*audit.Report]
	known  *audit.Baseline
	into   string // file for the new baseline, or empty
	bar    *bar
}

// auditing reads the flags of a command. The formats are its own, made for how the
// flags have it.
func (s *system) auditing(c *cli.Context, command string, formats func(render.Text, render.Audit) formats[*audit.Report]) (*auditing, error) {
	lang, err := s.lang(c)
	if err != nil {
		return nil, err
	}
	if name := c.String("ehlo"); !hostLike(name) {
		return nil, usage(fmt.Sprintf("--ehlo %q is not a host name", name))
	}
	a := &auditing{system: s, lang: lang, into: c.String("write-baseline")}
	w := render.Audit{Lang: lang, Command: "mailprobe " + command, Version: version()}
	if a.format, err = formats(s.page(lang), w).chosen(c); err != nil {
		return nil, err
	}
	if a.known, err = readBaseline(c.String("baseline")); err != nil {
		return nil, err
	}
	a.bar = &bar{statusLine: statusLine{w: s.statusWriter()}, lang: lang}
	return a, nil
}

// finish writes what was found, and the baseline, and ends with the exit code.
func (a *auditing) finish(found []audit.Judged, interrupted error) error {
	a.bar.clear()
	report := audit.NewReport(found, a.known)
	report.Start, report.Took = a.start, time.Since(a.start)
	if interrupted != nil {
		fmt.Fprintln(a.stderr, "mailprobe:", words.Cut.In(a.lang, nil))
	}
	if err := a.format.write(a.stdout, report); err != nil {
		return written(err)
	}
	if interrupted != nil {
		return &exit{code: exitInterrupted}
	}
	if a.into != "" {
		if err := writeBaseline(a.into, audit.NewBaseline(found, a.known)); err != nil {
			return err
		}
	}
	switch report.Verdict() {
	case audit.NotTested:
		return &exit{code: exitUntested}
	case audit.WithFindings:
		if a.into != "" && a.known == nil {
			return nil // what is written down is known from now on
		}
		return &exit{code: exitFailed}
	}
	return nil
}
