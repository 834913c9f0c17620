package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// flags of the main job.
func flags() []cli.Flag {
	return append(reportFormats(text.English, false).flags(),
		langFlag(),
		&cli.BoolFlag{Name: "trace", Category: categoryOutput, Usage: "add what was said over each connection, without the secrets, as a ticket wants it"},

		&cli.BoolFlag{Name: "password-stdin", Category: categoryLogin, Usage: "read the password from standard input, one line"},
		&cli.StringFlag{Name: "password-file", Category: categoryLogin, Usage: "read the password from the first line of `FILE`"},
		&cli.StringFlag{Name: "password-command", Category: categoryLogin, Usage: "run `COMMAND` and take the first line of its output as the password"},
		&cli.StringFlag{Name: "token-command", Category: categoryLogin, Usage: "run `COMMAND` and log in with the OAuth2 access token that it prints, not with a password"},
		&cli.BoolFlag{Name: "no-login", Category: categoryLogin, Usage: "ask for no password, and test everything but the login"},
		&cli.StringFlag{Name: "username", Category: categoryLogin, Usage: "log in as `NAME` only"},
		&cli.StringFlag{Name: "smtp-username", Category: categoryLogin, Usage: "log in for sending as `NAME`, with the password in MAILPROBE_SMTP_PASSWORD if that is set"},
		&cli.IntFlag{Name: "max-logins", Category: categoryLogin, Value: probe.DefaultMaxLogins, Usage: "stop after `N` refused logins, so that nothing locks the account"},
		&cli.StringSliceFlag{Name: "trust", Category: categoryLogin, Usage: "the password may also be sent to hosts of `DOMAIN` (repeatable)"},
		&cli.BoolFlag{Name: "yes", Category: categoryLogin, Usage: "the password may be sent to any server that is found and has a valid certificate"},
		&cli.BoolFlag{Name: "check-sender", Category: categoryLogin, Usage: "after the login, also ask whether the address may send; no message is sent"},
		&cli.BoolFlag{Name: "autodiscover-login", Category: categoryLogin, Usage: "give the password to Autodiscover too, where it tells nothing without and no mail server is left to try"},

		&cli.StringFlag{Name: "protocol", Category: categoryScope, Usage: "look only for `LIST`: imap, pop3, smtp"},
		&cli.StringFlag{Name: "sources", Category: categoryScope, Usage: "ask only `LIST`: " + strings.Join(sourceNames(), ", ")},
		&cli.BoolFlag{Name: "no-ispdb", Category: categoryScope, Usage: "do not ask the public database of Thunderbird, which learns the domain"},
		&cli.StringFlag{Name: "ispdb", Category: categoryScope, Usage: "ask the files under `URL` instead of it"},
		&cli.BoolFlag{Name: "all", Category: categoryScope, Usage: "wait for every server, also when the answer is known"},
		&cli.DurationFlag{Name: "timeout", Category: categoryScope, Value: probe.DefaultTimeout, Usage: "end the run after `TIME`, such as 10s or 2m"},

		&cli.StringFlag{Name: "resolver", Category: categoryNetwork, Usage: "ask the DNS server at `ADDRESS`, not the system's: 9.9.9.9, tcp://…, tls://…, https://…"},
		&cli.StringFlag{Name: "ca-file", Category: categoryNetwork, Usage: "trust the certificate authorities in `FILE` (PEM) beside the system's"},
		&cli.StringFlag{Name: "proxy", Category: categoryNetwork, Usage: "reach the servers through the SOCKS5 proxy at `URL`: socks5://host:port, or with a password in MAILPROBE_PROXY"},
		&cli.BoolFlag{Name: "4", Category: categoryNetwork, Usage: "use IPv4 only"},
		&cli.BoolFlag{Name: "6", Category: categoryNetwork, Usage: "use IPv6 only"},
		&cli.StringFlag{Name: "ehlo", Category: categoryNetwork, Usage: "greet SMTP servers as `NAME`"},

		&cli.BoolFlag{Name: "allow-cleartext", Category: categoryDanger, Usage: "also log in without TLS"},
		&cli.BoolFlag{Name: "allow-bad-certificate", Category: categoryDanger, Usage: "also log in where the certificate is not valid"},
	)
}

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

func sourceNames() []string {
	var names []string
	for _, s := range probe.Sources() {
		names = append(names, string(s))
	}
	return names
}

// query reads the flags that say what to find out.
func (s *system) query(c *cli.Context) (probe.Query, error) {
	q := probe.Query{
		Username:            c.String("username"),
		SendingUsername:     c.String("smtp-username"),
		SendingPassword:     fact.NewSecret(s.getenv("MAILPROBE_SMTP_PASSWORD")),
		CheckSender:         c.Bool("check-sender"),
		TrustAll:            c.Bool("yes"),
		MaxLogins:           c.Int("max-logins"),
		AutodiscoverLogin:   c.Bool("autodiscover-login"),
		NoISPDB:             c.Bool("no-ispdb"),
		All:                 c.Bool("all"),
		Timeout:             c.Duration("timeout"),
		EHLO:                c.String("ehlo"),
		AllowCleartext:      c.Bool("allow-cleartext"),
		AllowBadCertificate: c.Bool("allow-bad-certificate"),
		Start:               s.start,
	}
	switch {
	case q.TrustAll && (q.AllowCleartext || q.AllowBadCertificate):
		return q, usage("--yes does not go together with --allow-cleartext or --allow-bad-certificate",
			"name the domain with --trust DOMAIN instead")
	case q.MaxLogins < 0:
		return q, usage("--max-logins takes a number from 0", "with 0, no login is tried at all")
	case q.Timeout < time.Second:
		return q, usage("--timeout takes at least 1s, such as 30s or 2m")
	case !hostLike(q.EHLO):
		return q, usage(fmt.Sprintf("--ehlo %q is not a host name", q.EHLO))
	case strings.ContainsAny(q.Username+q.SendingUsername, "\r\n\x00"):
		return q, usage("a user name holds no line end")
	case unsendable(q.SendingPassword.Reveal()):
		return q, usage("MAILPROBE_SMTP_PASSWORD: a password holds no line end")
	}
	if q.MaxLogins == 0 {
		q.MaxLogins = -1
	}
	var err error
	if q.Trust, err = trustedDomains(c); err != nil {
		return q, err
	}
	for _, name := range splitList(c.String("protocol")) {
		p := fact.Protocol(strings.ToLower(name))
		if p != fact.IMAP && p != fact.POP3 && p != fact.SMTP {
			return q, usage(fmt.Sprintf("--protocol %q: there is imap, pop3 and smtp", name))
		}
		q.Protocols = append(q.Protocols, p)
	}
	for _, name := range splitList(c.String("sources")) {
		if !slices.Contains(sourceNames(), strings.ToLower(name)) {
			return q, usage(fmt.Sprintf("--sources %q: there is %s", name, strings.Join(sourceNames(), ", ")))
		}
		q.Sources = append(q.Sources, fact.Source(strings.ToLower(name)))
	}
	return q, nil
}

// trustedDomains are the domains that --trust names, as A-labels.
func trustedDomains(c *cli.Context) ([]string, error) {
	var found []string
	for _, domain := range c.StringSlice("trust") {
		ascii, err := fact.ParseDomain(domain)
		if err != nil {
			return nil, usage(fmt.Sprintf("--trust %q is not a domain", domain), "name the domain alone, such as --trust example.com")
		}
		found = append(found, ascii)
	}
	return found, nil
}

func splitList(value string) []string {
	return strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
}

func hostLike(name string) bool {
	if name == "" || strings.HasPrefix(name, "[") && strings.HasSuffix(name, "]") && !strings.ContainsAny(name, " \r\n") {
		return true
	}
	_, err := fact.ToASCII(name)
	return err == nil
}
