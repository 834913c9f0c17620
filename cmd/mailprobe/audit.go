package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// flagsNamed are flags of the main job that another command has too.
func flagsNamed(names ...string) []cli.Flag {
	var found []cli.Flag
	for _, f := range flags() {
		if slices.Contains(names, f.Names()[0]) {
			found = append(found, f)
		}
	}
	return found
}

// findingFlags are those of every command that has findings.
func findingFlags(own ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		&cli.BoolFlag{Name: "json", Usage: "write the findings as JSON, as --format json does"},
		&cli.StringFlag{Name: "format", Value: "text", Usage: "write the findings as `FORMAT`: " + strings.Join(auditFormatNames(), ", ")},
		&cli.StringFlag{Name: "baseline", Usage: "fail only for findings that `FILE` does not know"},
		&cli.StringFlag{Name: "write-baseline", Usage: "write what is found to `FILE`, for --baseline"},
	}, own...)
}

// auditFlags are those of commands that find them on the network.
func auditFlags(own ...cli.Flag) []cli.Flag {
	return append(findingFlags(own...), flagsNamed("lang", "resolver", "ca-file", "proxy", "4", "6", "ehlo")...)
}

func auditFormatNames() []string {
	names := []string{"text"}
	for _, f := range render.AuditFormats() {
		names = append(names, f.Name)
	}
	return names
}

// flagError words a mistake in the flags of a command.
func flagError(command string) cli.OnUsageErrorFunc {
	return func(_ *cli.Context, err error, _ bool) error {
		return usage(err.Error(), "mailprobe "+command+" --help lists the flags")
	}
}

// auditing is one call of a command that judges: what its flags say, read before
// anything is looked at, and how its findings are written.
type auditing struct {
	s       *system
	command string
	lang    text.Lang
	format  string
	write   func(io.Writer, *render.Audit) error
	all     bool
	known   *audit.Baseline
	into    string // file for the new baseline, or empty
	bar     *bar
}

func (s *system) auditing(c *cli.Context, command string) (*auditing, error) {
	a := &auditing{s: s, command: "mailprobe " + command, all: c.Bool("all"), into: c.String("write-baseline")}
	known := false
	if a.lang, known = s.lang(c.String("lang")); !known {
		return nil, usage(fmt.Sprintf("--lang %q: there is de and en", c.String("lang")))
	}
	if name := c.String("ehlo"); !hostLike(name) {
		return nil, usage(fmt.Sprintf("--ehlo %q is not a host name", name))
	}
	if err := a.chooseFormat(c); err != nil {
		return nil, err
	}
	if name := c.String("baseline"); name != "" {
		f, err := os.Open(name)
		if err != nil {
			return nil, usage("--baseline: "+err.Error(), "--write-baseline "+name+" writes one")
		}
		defer f.Close()
		if a.known, err = audit.ReadBaseline(f); err != nil {
			return nil, usage(fmt.Sprintf("--baseline %s: %v", name, err), "--write-baseline "+name+" writes one")
		}
	}
	a.bar = &bar{lang: a.lang}
	if _, is := terminalOf(s.stderr); is {
		a.bar.w = s.stderr
	}
	return a, nil
}

func (a *auditing) chooseFormat(c *cli.Context) error {
	a.format = c.String("format")
	if c.Bool("json") {
		a.format = "json"
	}
	if a.format == "text" {
		page := render.Text{Lang: a.lang, Width: a.s.width(), Colour: a.s.colour()}
		a.write = func(w io.Writer, r *render.Audit) error { return page.Audit(w, r, a.all) }
		return nil
	}
	for _, f := range render.AuditFormats() {
		if f.Name == a.format {
			a.write = f.Write
			return nil
		}
	}
	return usage(fmt.Sprintf("--format %q: there is %s", a.format, strings.Join(auditFormatNames(), ", ")))
}

// finish writes what was found, and the baseline, and ends with the exit code.
func (a *auditing) finish(subjects []audit.Subject, interrupted error) error {
	return a.conclude(render.Word(subjects, a.lang), interrupted)
}

func (a *auditing) conclude(found []render.Worded, interrupted error) error {
	a.bar.clear()
	report := render.NewAudit(found, a.known, a.lang)
	report.Command, report.Version, report.Start, report.Took = a.command, version(), a.s.start, time.Since(a.s.start)
	if interrupted != nil {
		fmt.Fprintln(a.s.stderr, "mailprobe:", text.Cut.In(a.lang, nil))
	}
	if err := a.write(a.s.stdout, report); err != nil {
		return &exit{code: exitFailed, message: "writing the report: " + err.Error()}
	}
	if interrupted != nil {
		return &exit{code: exitInterrupted}
	}
	if a.into != "" {
		if err := writeBaseline(a.into, render.Baseline(found, a.known)); err != nil {
			return &exit{code: exitFailed, message: "--write-baseline: " + err.Error()}
		}
	}
	switch report.Verdict() {
	case render.NotTested:
		return &exit{code: exitUntested}
	case render.WithFindings:
		if a.into != "" && a.known == nil {
			return nil // what is written down is known from now on
		}
		return &exit{code: exitFailed}
	}
	return nil
}

// writeBaseline replaces the file as a whole, so that a full disk leaves the old
// one.
func writeBaseline(name string, b *audit.Baseline) error {
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(name), ".baseline-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // in vain, where it was renamed
	_, err = temporary.Write(out.Bytes())
	if closed := temporary.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(temporary.Name(), 0o644)
	}
	if err != nil {
		return err
	}
	return os.Rename(temporary.Name(), name)
}

// bar is a progress bar on a terminal's standard error.
type bar struct {
	w     io.Writer // nil where standard error is no terminal
	lang  text.Lang
	mu    sync.Mutex
	drawn string
}

const barWidth = 24

func (b *bar) show(done, total int) {
	if b.w == nil || total == 0 {
		return
	}
	full := barWidth * done / total
	words := "[" + strings.Repeat("#", full) + strings.Repeat(".", barWidth-full) + "] " +
		text.AuditProgress.In(b.lang, map[string]string{"done": fmt.Sprint(done), "total": fmt.Sprint(total)})
	b.mu.Lock()
	defer b.mu.Unlock()
	if words != b.drawn {
		fmt.Fprint(b.w, eraseLine+words+lineStart)
		b.drawn = words
	}
}

func (b *bar) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.drawn != "" {
		fmt.Fprint(b.w, eraseLine)
		b.drawn = ""
	}
}
