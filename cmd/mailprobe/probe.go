package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// probe is the main job.
func (s *system) probe(c *cli.Context) error {
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
	j, err := s.job(c, lang)
	if err != nil {
		return err
	}
	defer j.keys.close()
	j.query.Address = address
	if j.mayLogIn() {
		s.warnOfList(lang)
	}
	return j.run(c)
}

// addressError is a mistyped address, in words.
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
