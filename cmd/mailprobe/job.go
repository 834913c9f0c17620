package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// job is one run of the engine, as the flags ask for it.
type job struct {
	*system
	lang   text.Lang
	format format[*probe.Report]
	page   render.Text
	prober *probe.Prober
	query  probe.Query
	keys   *keys // to be closed
}

// reportFormats are those of a run. Text has no writer: it comes in two parts, the
// answer as soon as it is proved.
func reportFormats(lang text.Lang, trace bool) formats[*probe.Report] {
	return formats[*probe.Report]{
		{"text", nil},
		{"json", render.JSON{Lang: lang, Trace: trace}.Report},
		{"yaml", render.YAML{Lang: lang, Trace: trace}.Report},
	}
}

// job reads the flags. Whom to ask about is left to be said.
func (s *system) job(c *cli.Context, lang text.Lang) (_ *job, err error) {
	j := &job{system: s, lang: lang, page: s.page(lang)}
	j.page.Trace = c.Bool("trace")
	if j.format, err = reportFormats(lang, j.page.Trace).chosen(c); err != nil {
		return nil, err
	}
	if j.query, err = s.query(c); err != nil {
		return nil, err
	}
	if j.prober, err = s.prober(c); err != nil {
		return nil, err
	}
	if j.keys, err = s.password(c, lang); err != nil {
		return nil, err
	}
	j.query.Secrets = append(s.secrets(), j.keys.given, j.keys.token) // also where none is used
	if !c.Bool("no-login") {
		j.query.Password, j.query.Token, j.query.Consent = j.keys.ask, j.keys.token, j.keys.consent
	}
	return j, nil
}

// mayLogIn tells whether there is something to log in with, or somebody to ask for it.
func (j *job) mayLogIn() bool {
	return j.query.Password != nil && (!j.keys.given.Empty() || !j.keys.token.Empty() || j.keys.terminal != nil)
}

// noLogin makes the run examine only.
func (j *job) noLogin() { j.query.Password, j.query.Token = nil, fact.Secret{} }

// run runs the query and writes what it finds: the answer when it is proved, the
// rest when the run ends.
func (j *job) run(c *cli.Context) error {
	j.warnOfDanger()
	defer j.frugal()()
	progress := &progress{statusLine: statusLine{w: j.statusWriter()}, lang: j.lang, terminal: j.keys.terminal}
	j.query.Progress = progress.show
	if t := j.keys.terminal; t != nil {
		t.clears(progress.clear)
		if j.query.Password != nil && j.query.MaxLogins >= 0 && j.keys.mayAsk() {
			t.rest(hidden)
		}
	}
	answered := false
	if j.format.write == nil {
		j.query.Proved = func(r *probe.Report) {
			progress.clear()
			j.keys.aside(func() { _ = j.page.Answer(j.stdout, r) }) // an error comes again with the rest
			answered = true
		}
	}
	report, unasked := j.prober.Run(c.Context, j.query)
	progress.clear()
	j.keys.asked()
	interrupted := c.Context.Err()
	switch {
	case report == nil:
		return unasked
	case interrupted != nil:
		fmt.Fprintln(j.stderr, "mailprobe:", words.Cut.In(j.lang, nil))
	case unasked != nil:
		fmt.Fprintln(j.stderr, "mailprobe:", words.NotAsked.In(j.lang, map[string]string{"why": unasked.Error()}))
	}
	var err error
	switch {
	case j.format.write != nil:
		err = j.format.write(j.stdout, report)
	case !answered:
		err = errors.Join(j.page.Answer(j.stdout, report), j.page.Details(j.stdout, report))
	default:
		err = j.page.Details(j.stdout, report)
	}
	switch code := exitCode(report.Status); {
	case err != nil:
		return written(err)
	case interrupted != nil:
		return &exit{code: exitInterrupted}
	case code != exitOK:
		return &exit{code: code}
	}
	return nil
}

// warnOfDanger says each use of a dangerous flag aloud.
func (j *job) warnOfDanger() {
	if j.query.AllowCleartext {
		fmt.Fprintln(j.stderr, "mailprobe:", words.DangerCleartext.In(j.lang, nil))
	}
	if j.query.AllowBadCertificate {
		fmt.Fprintln(j.stderr, "mailprobe:", words.DangerCertificate.In(j.lang, nil))
	}
}
