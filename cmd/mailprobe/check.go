package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// check is `mailprobe check`: settings that somebody has already.
func (s *system) check() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "try settings that you have: servers, as URLs",
		UsageText: "mailprobe check [flags] URL…",
		Description: `mailprobe check imaps://anna@imap.example.com smtp://smtp.example.com:587

imaps, pop3s and smtps mean TLS from the start; imap, pop3 and smtp mean that
STARTTLS is required; ?tls=none means neither. A user name that is a mail address
may stand as it is: imaps://anna@example.com@imap.example.com. Where a URL has
none, the name in the first one that has is taken, or that of --username.

The exit codes are those of the main command.`,
		Flags: flagsNamed("json", "format", "lang",
			"password-stdin", "password-file", "password-command", "token-command", "username", "smtp-username", "no-login", "max-logins",
			"timeout", "resolver", "ca-file", "proxy", "4", "6", "ehlo", "trace", "check-sender",
			"allow-cleartext", "allow-bad-certificate"),
		OnUsageError: flagError("check"),
		Action:       s.runCheck,
	}
}

func (s *system) runCheck(c *cli.Context) error {
	lang, known := s.lang(c.String("lang"))
	if !known {
		return usage(fmt.Sprintf("--lang %q: there is de and en", c.String("lang")))
	}
	given, err := givenServers(c.Args().Slice(), lang)
	if err != nil {
		return err
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
	keys, err := s.password(c, lang)
	if err != nil {
		return err
	}
	defer keys.close()
	query.Given = given
	switch named := someoneNamed(given) || query.Username != ""; {
	case c.Bool("no-login"):
	case named:
		query.Password, query.Token = keys.ask, keys.token
	case !keys.given.Empty(), !keys.token.Empty():
		return usage(text.URLNoName.In(lang, nil), text.URLNoNameHint.In(lang, nil))
	}
	s.warnOfDanger(query, lang)
	return s.conduct(c, prober, query, keys, write, lang)
}

// givenServers reads the URLs. Those without a user name take the first that
// there is.
func givenServers(args []string, lang text.Lang) ([]probe.Given, error) {
	if len(args) == 0 {
		return nil, usage(text.URLNone.In(lang, nil), "mailprobe check imaps://anna@imap.example.com smtp://smtp.example.com:587")
	}
	var given []probe.Given
	name := ""
	for _, arg := range args {
		e, user, err := fact.ParseURL(arg)
		var fault *fact.URLError
		if errors.As(err, &fault) {
			message, hint := text.URLFault(fault, lang)
			return nil, usage(message, hint)
		}
		if name == "" {
			name = user
		}
		if !slices.ContainsFunc(given, func(g probe.Given) bool { return g.Endpoint == e }) {
			given = append(given, probe.Given{Endpoint: e, Username: user})
		}
	}
	for i := range given {
		if given[i].Username == "" {
			given[i].Username = name
		}
	}
	return given, nil
}

func someoneNamed(given []probe.Given) bool { return given[0].Username != "" }
