package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/text"
)

// demoRTT makes the demo take its time as the real network does.
const demoRTT = 40 * time.Millisecond

// demoDomains are shown where none is named: good ones and broken ones.
var demoDomains = []string{"srv.example", "implicit.example", "moved.example", "expired.example", "cleartext.example"}

// demo is the main job against the mail internet that is built in.
func (s *system) demo() *cli.Command {
	return &cli.Command{
		Name:      "demo",
		Usage:     "show the main job on a built-in mail internet: no network, no account",
		ArgsUsage: "[DOMAIN…]",
		Flags: []cli.Flag{
			langFlag(),
			&cli.BoolFlag{Name: "list", Category: categoryOutput, Usage: "list the domains that there are"},
		},
		Action: s.runDemo,
	}
}

func (s *system) runDemo(c *cli.Context) error {
	lang, err := s.lang(c)
	if err != nil {
		return err
	}
	if c.Bool("list") {
		for _, d := range probetest.Domains() {
			about := wrapped(text.Words(d.About).In(lang, nil), 21, 21, s.width())
			if _, err := fmt.Fprintf(s.stdout, "%-20s %s", d.Name, about); err != nil {
				return written(err)
			}
		}
		return nil
	}
	domains := c.Args().Slice()
	if len(domains) == 0 {
		domains = demoDomains
	}
	for i, domain := range domains {
		d, known := demoDomain(domain)
		if !known {
			return usage(fmt.Sprintf("the demo has no domain %q", domain), "mailprobe demo --list shows them")
		}
		if i > 0 {
			fmt.Fprintln(s.stdout, "\n"+strings.Repeat("─", 60)+"\n")
		}
		if err := s.show(c, d, lang); err != nil {
			return err
		}
	}
	return nil
}

func demoDomain(name string) (probetest.Domain, bool) {
	for _, d := range probetest.Domains() {
		if d.Name == name {
			return d, true
		}
	}
	return probetest.Domain{}, false
}

// show runs the main job for one domain, as the command would.
func (s *system) show(c *cli.Context, d probetest.Domain, lang text.Lang) error {
	internet, err := probetest.New(probetest.Options{RTT: demoRTT})
	if err != nil {
		return &exit{code: exitFailed, message: err.Error()}
	}
	defer internet.Close()
	if err := internet.Build(d.Name); err != nil {
		return &exit{code: exitFailed, message: err.Error()}
	}
	address, err := fact.ParseAddress(d.Address())
	if err != nil {
		return addressError(err, lang)
	}
	about := wrapped(d.Name+" "+text.Words(d.About).In(lang, nil), 0, 2, s.width())
	fmt.Fprintf(s.stdout, "# %s\n$ mailprobe %s\n", strings.ReplaceAll(strings.TrimSuffix(about, "\n"), "\n", "\n# "), d.Address())
	page := s.page(lang)
	report, err := demoProber(internet).Run(c.Context, probe.Query{Address: address, Password: demoPassword})
	if err != nil {
		return &exit{code: exitInterrupted}
	}
	return written(errors.Join(page.Answer(s.stdout, report), page.Details(s.stdout, report)))
}
