package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// domainCommand is `mailprobe domain`.
func (s *system) domainCommand() *cli.Command {
	return &cli.Command{
		Name:      "domain",
		Usage:     "judge what mail domains publish, and say what to publish instead",
		ArgsUsage: "DOMAIN…",
		Description: `Asks for all that a domain publishes, as mail programs do: SRV records, the
autoconfig file in each place, Autodiscover, PACC, MX; examines each server that is
named, without a login; and says where they disagree with each other or with the
servers. The files themselves are judged line by line. Where something should change, the DNS records, the autoconfig and PACC
files and the web server's configuration are printed, ready to be copied.

Exit codes: 0 clean; 1 findings; 2 usage; 5 nothing could be tested from here;
130 interrupted.`,
		Flags:  auditFlags(flagsNamed("no-ispdb", "ispdb")...),
		Action: s.runDomain,
	}
}

func (s *system) runDomain(c *cli.Context) error {
	// Whoever asks about a domain wants to see what it says.
	a, err := s.auditing(c, "domain", func(page render.Text, w render.Audit) formats[*audit.Report] {
		return auditFormats(page, w, true)
	})
	if err != nil {
		return err
	}
	domains, err := domainsOf(c.Args().Slice(), a.lang)
	if err != nil {
		return err
	}
	prober, err := s.prober(c)
	if err != nil {
		return err
	}
	d := &audit.Domains{Prober: prober, EHLO: c.String("ehlo"), NoISPDB: c.Bool("no-ispdb"), Secrets: s.secrets(), Progress: a.bar.show}
	defer s.limitMemory()()
	found, interrupted := d.Check(c.Context, domains)
	return a.finish(render.Word(found, a.lang), interrupted)
}

// domainsOf reads the arguments; of an address, its domain is meant.
func domainsOf(args []string, lang text.Lang) ([]string, error) {
	if len(args) == 0 {
		return nil, usage(words.DomainNone.In(lang, nil), "mailprobe domain example.com")
	}
	var domains []string
	for _, arg := range args {
		domain, err := fact.ParseDomain(arg)
		if address, ok := fact.ParseAddress(arg); err != nil && ok == nil {
			domain, err = address.Domain, nil
		}
		var bad *fact.AddressError
		if errors.As(err, &bad) {
			message, _ := text.AddressFault(bad, lang)
			return nil, usage(message, "mailprobe domain example.com")
		}
		if err != nil {
			return nil, usage(fmt.Sprintf("%q is not a domain", fact.Printable(arg)))
		}
		if !slices.Contains(domains, domain) {
			domains = append(domains, domain)
		}
	}
	return domains, nil
}
