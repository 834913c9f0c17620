package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// runProbe is the main job.
func (s *system) runProbe(c *cli.Context) error {
	lang, err := s.lang(c)
	if err != nil {
		return err
	}
	switch {
	case c.Bool("version"):
		return s.showVersion(c, lang)
	case c.Bool("verbose"):
		return usage("--verbose goes with --version", "--trace shows what was said over each connection")
	}
	typed := c.Args().First()
	meant := meantCommand(c, typed)
	switch {
	case c.NArg() == 0:
		return usage(words.AddressNone.In(lang, nil), "mailprobe anna@example.com", words.HelpHint.In(lang, nil))
	case meant != "" || c.NArg() > 1 && !strings.Contains(typed, "@"):
		return noSuchCommand(typed, meant, lang)
	case c.NArg() > 1:
		return usage(words.AddressMany.In(lang, map[string]string{"count": strconv.Itoa(c.NArg())}), "mailprobe "+fact.Printable(typed))
	}
	address, err := fact.ParseAddress(typed)
	if err != nil {
		return addressError(err, lang)
	}
	j, err := s.newProbe(c, lang)
	if err != nil {
		return err
	}
	defer j.credentials.close()
	j.query.Address = address
	if j.mayLogIn() {
		s.warnOfList(lang)
	}
	return j.run(c)
}

// addressError returns the usage error for a mistyped address.
func addressError(err error, lang text.Lang) error {
	var bad *fact.AddressError
	if !errors.As(err, &bad) {
		return err
	}
	message, hint := text.AddressFault(bad, lang)
	if domain, err := fact.ParseDomain(bad.Typed); bad.Fault == fact.AddressNoAt && err == nil {
		return usage(message, hint, words.DomainHint.In(lang, map[string]string{"domain": domain}))
	}
	return usage(message, hint)
}

// probeCommand is one call of the main command, or of check or demo: a query to the
// engine and the way its report is written, as the flags say.
type probeCommand struct {
	*system
	lang        text.Lang
	format      format[*probe.Report]
	page        render.Text
	prober      *probe.Prober
	query       probe.Query
	credentials *credentials // closed by the caller of newProbe
}

// reportFormats returns the formats of a report. Text has no writer: it is written in
// two parts, the answer as soon as it is proved.
func reportFormats(lang text.Lang, trace bool) formats[*probe.Report] {
	return formats[*probe.Report]{
		{"text", nil},
		{"json", render.JSON{Lang: lang, Trace: trace}.Report},
		{"yaml", render.YAML{Lang: lang, Trace: trace}.Report},
	}
}

// newProbe reads the flags. Whom to ask about is left to be said.
func (s *system) newProbe(c *cli.Context, lang text.Lang) (_ *probeCommand, err error) {
	j := &probeCommand{system: s, lang: lang, page: s.page(lang)}
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
	if j.credentials, err = s.credentials(c, lang); err != nil {
		return nil, err
	}
	j.query.Secrets = append(s.secrets(), j.credentials.given, j.credentials.token) // also where none is used
	if !c.Bool("no-login") {
		j.query.Password, j.query.Token, j.query.Consent = j.credentials.ask, j.credentials.token, j.credentials.consent
	}
	return j, nil
}

// mayLogIn reports whether there is a password or token, or a terminal to ask for one.
func (j *probeCommand) mayLogIn() bool {
	return j.query.Password != nil && (!j.credentials.given.Empty() || !j.credentials.token.Empty() || j.credentials.terminal != nil)
}

// noLogin makes the run examine servers without a login.
func (j *probeCommand) noLogin() { j.query.Password, j.query.Token = nil, fact.Secret{} }

// run runs the query and writes the report: the answer as soon as it is proved, the
// rest when the run ends.
func (j *probeCommand) run(c *cli.Context) error {
	j.warnOfDanger()
	defer j.limitMemory()()
	progress := &progress{statusLine: statusLine{w: j.statusWriter()}, lang: j.lang, terminal: j.credentials.terminal}
	j.query.Progress = progress.show
	if t := j.credentials.terminal; t != nil {
		t.onClear(progress.clear)
		if j.query.Password != nil && j.query.MaxLogins >= 0 && j.credentials.mayAsk() {
			t.setMode(hidden)
		}
	}
	answered := false
	if j.format.write == nil {
		j.query.Proved = func(r *probe.Report) {
			progress.clear()
			j.credentials.aside(func() { _ = j.page.Answer(j.stdout, r) }) // an error comes again with the rest
			answered = true
		}
	}
	report, unasked := j.prober.Run(c.Context, j.query)
	progress.clear()
	j.credentials.endQuestions()
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

// warnOfDanger warns of each dangerous flag in use.
func (j *probeCommand) warnOfDanger() {
	if j.query.AllowCleartext {
		fmt.Fprintln(j.stderr, "mailprobe:", words.DangerCleartext.In(j.lang, nil))
	}
	if j.query.AllowBadCertificate {
		fmt.Fprintln(j.stderr, "mailprobe:", words.DangerCertificate.In(j.lang, nil))
	}
}
