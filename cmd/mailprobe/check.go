package main

import (
	"errors"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// check is `mailprobe check`: settings that somebody has already.
func (s *system) check() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "try settings that you have: servers, as URLs",
		ArgsUsage: "URL…",
		Description: `For example:

  mailprobe check imaps://anna@imap.example.com smtp://smtp.example.com:587

imaps, pop3s and smtps mean TLS from the start; imap, pop3 and smtp mean that
STARTTLS is required; ?tls=none means neither. A user name that is a mail address
may stand as it is: imaps://anna@example.com@imap.example.com. Where a URL has
none, the name in the first one that has is taken, or that of --username.

The exit codes are those of the main command.`,
		Flags: flagsNamed("json", "format", "lang",
			"password-stdin", "password-file", "password-command", "token-command", "username", "smtp-username", "no-login", "max-logins",
			"timeout", "resolver", "ca-file", "proxy", "4", "6", "ehlo", "trace", "check-sender",
			"allow-cleartext", "allow-bad-certificate"),
		Action: s.runCheck,
	}
}

func (s *system) runCheck(c *cli.Context) error {
	lang, err := s.lang(c)
	if err != nil {
		return err
	}
	given, err := givenServers(c.Args().Slice(), lang)
	if err != nil {
		return err
	}
	j, err := s.job(c, lang)
	if err != nil {
		return err
	}
	defer j.keys.close()
	j.query.Servers = given
	if given[0].Username == "" && j.query.Username == "" {
		switch {
		case !j.keys.token.Empty():
			return usage(words.URLNoNameToken.In(lang, nil), words.URLNoNameHint.In(lang, nil))
		case !j.keys.given.Empty():
			return usage(words.URLNoName.In(lang, nil), words.URLNoNameHint.In(lang, nil))
		}
		j.noLogin()
	}
	return j.run(c)
}

// givenServers reads the URLs. Those without a user name take the first that
// there is; if one has a name, all have.
func givenServers(args []string, lang text.Lang) ([]probe.Server, error) {
	if len(args) == 0 {
		return nil, usage(words.URLNone.In(lang, nil), "mailprobe check imaps://anna@imap.example.com smtp://smtp.example.com:587")
	}
	var given []probe.Server
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
		if !slices.ContainsFunc(given, func(g probe.Server) bool { return g.Endpoint == e }) {
			given = append(given, probe.Server{Endpoint: e, Username: user})
		}
	}
	for i := range given {
		if given[i].Username == "" {
			given[i].Username = name
		}
	}
	return given, nil
}
