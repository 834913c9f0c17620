package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// probe is the main job.
func (s *system) probe(c *cli.Context) error {
	lang, known := s.lang(c.String("lang"))
	if !known {
		return usage(fmt.Sprintf("--lang %q: there is de and en", c.String("lang")))
	}
	if c.NArg() != 1 {
		if c.NArg() == 0 {
			return usage("which address?", "mailprobe anna@example.com")
		}
		return usage(fmt.Sprintf("one address at a time, not %d", c.NArg()), "mailprobe "+fact.Printable(c.Args().First()))
	}
	address, err := fact.ParseAddress(c.Args().First())
	if err != nil {
		return addressError(err, lang)
	}
	write, err := chosenFormat(c, lang)
	if err != nil {
		return err
	}
	query, err := s.query(c)
	if err != nil {
		return err
	}
	prober, err := s.prober(c)
	if err != nil {
		return err
	}
	query.Address = address
	keys, err := s.password(c, lang)
	if err != nil {
		return err
	}
	defer keys.close()
	query.Password, query.Token, query.Consent = keys.ask, keys.token, keys.consent
	if c.Bool("no-login") {
		query.Password, query.Token = nil, fact.Secret{}
	}
	s.warnOfDanger(query, lang)
	return s.conduct(c, prober, query, keys, write, lang)
}

// conduct runs the query and writes what it finds: the answer when it is proved,
// the rest when the run ends.
func (s *system) conduct(c *cli.Context, p *probe.Prober, q probe.Query, keys *keys, write format, lang text.Lang) error {
	page := render.Text{Lang: lang, Width: s.width(), Colour: s.colour(), Trace: c.Bool("trace")}
	progress := s.progress(lang, keys)
	q.Progress = progress.show
	answered := false
	if write == nil {
		q.Proved = func(r *probe.Report) {
			progress.clear()
			_ = page.Answer(s.stdout, r) // an error comes again with the rest
			answered = true
		}
	}
	report, interrupted := p.Run(c.Context, q)
	progress.clear()
	if interrupted != nil {
		fmt.Fprintln(s.stderr, "mailprobe:", text.Cut.In(lang, nil))
	}
	var err error
	switch {
	case write != nil:
		err = write(s.stdout, report)
	case !answered:
		err = errors.Join(page.Answer(s.stdout, report), page.Details(s.stdout, report))
	default:
		err = page.Details(s.stdout, report)
	}
	switch {
	case err != nil:
		return &exit{code: exitFailed, message: "writing the report: " + err.Error()}
	case interrupted != nil:
		return &exit{code: exitInterrupted}
	}
	if code := exitCode(report.Status); code != exitOK {
		return &exit{code: code}
	}
	return nil
}

// addressError is a mistyped address, in words.
func addressError(err error, lang text.Lang) error {
	var bad *fact.AddressError
	if !errors.As(err, &bad) {
		return err
	}
	message, hint := text.AddressFault(bad, lang)
	if domain, err := fact.ParseDomain(bad.Typed); bad.Fault == fact.AddressNoAt && err == nil {
		return usage(message, hint, text.DomainHint.In(lang, map[string]string{"domain": domain}))
	}
	return usage(message, hint)
}

// warnOfDanger says each use of a dangerous flag aloud.
func (s *system) warnOfDanger(q probe.Query, lang text.Lang) {
	if q.AllowCleartext {
		fmt.Fprintln(s.stderr, "mailprobe:", text.DangerCleartext.In(lang, nil))
	}
	if q.AllowBadCertificate {
		fmt.Fprintln(s.stderr, "mailprobe:", text.DangerCertificate.In(lang, nil))
	}
}
