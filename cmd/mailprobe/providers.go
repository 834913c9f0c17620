package main

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
	"github.com/mailprobe/mailprobe/providers"
)

// providers is the table of commands about the provider database.
func (s *system) providers() *cli.Command {
	commands := []*cli.Command{s.providersList(), s.providersShow(), s.providersLint(), s.providersCheck(), s.providersImport()}
	for _, c := range commands {
		c.HideHelpCommand = true
		c.OnUsageError = func(_ *cli.Context, err error, _ bool) error {
			return usage(err.Error(), "mailprobe providers "+c.Name+" --help lists the flags")
		}
	}
	return &cli.Command{
		Name:            "providers",
		Usage:           "list, show, judge, check and import the entries of the provider database",
		Subcommands:     commands,
		HideHelpCommand: true,
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usage(fmt.Sprintf("there is no command providers %s", fact.Printable(c.Args().First())), "mailprobe providers --help lists them")
			}
			return usage("which command of providers?", "mailprobe providers --help lists them")
		},
	}
}

func langFlag() cli.Flag {
	return &cli.StringFlag{Name: "lang", Usage: "write in `LANGUAGE`: de or en; else that of the locale"}
}

// chooseLang reads --lang.
func (s *system) chooseLang(c *cli.Context) (text.Lang, error) {
	lang, known := s.lang(c.String("lang"))
	if !known {
		return lang, usage(fmt.Sprintf("--lang %q: there is de and en", c.String("lang")))
	}
	return lang, nil
}

// choice is a format and how it is written.
type choice[T any] struct {
	name  string
	write func(io.Writer, T) error
}

func formatFlags[T any](all []choice[T], more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		&cli.BoolFlag{Name: "json", Usage: "write it as JSON, as --format json does"},
		&cli.StringFlag{Name: "format", Value: all[0].name, Usage: "write it as `FORMAT`: " + choices(all)},
	}, more...)
}

func choices[T any](all []choice[T]) string {
	var names []string
	for _, f := range all {
		names = append(names, f.name)
	}
	return strings.Join(names, ", ")
}

// chosen is how the format that --format or --json names is written.
func chosen[T any](c *cli.Context, all []choice[T]) (func(io.Writer, T) error, error) {
	name := c.String("format")
	if c.Bool("json") {
		name = "json"
	}
	for _, f := range all {
		if f.name == name {
			return f.write, nil
		}
	}
	return nil, usage(fmt.Sprintf("--format %q: there is %s", name, choices(all)))
}

// written is the error of output that could not be written.
func written(err error) error {
	if err == nil {
		return nil
	}
	return &exit{code: exitFailed, message: "writing the output: " + err.Error()}
}

func (s *system) listFormats(lang text.Lang) []choice[[]*providers.Provider] {
	page := render.Text{Lang: lang, Width: s.width(), Colour: s.colour()}
	return []choice[[]*providers.Provider]{
		{"text", page.Providers}, {"tsv", render.ProvidersTSV}, {"json", render.ProvidersJSON},
	}
}

func (s *system) providersList() *cli.Command {
	return &cli.Command{
		Name:  "list",
		Usage: "list the providers; as tsv, each server of each domain",
		Flags: formatFlags(s.listFormats(text.English), langFlag()),
		Action: func(c *cli.Context) error {
			lang, err := s.chooseLang(c)
			if err != nil {
				return err
			}
			write, err := chosen(c, s.listFormats(lang))
			if err != nil {
				return err
			}
			if c.NArg() > 0 {
				return usage("providers list takes no arguments", "mailprobe providers show "+fact.Printable(c.Args().First()))
			}
			db := providers.Builtin()
			var list []*providers.Provider
			for _, id := range db.IDs() {
				p, err := db.ByID(id)
				if err != nil {
					return &exit{code: exitFailed, message: err.Error()}
				}
				list = append(list, p)
			}
			return written(write(s.stdout, list))
		},
	}
}

// shown is an entry and what led to it.
type shown struct {
	provider *providers.Provider
	address  fact.Address
	domain   string
}

func (s *system) showFormats(lang text.Lang) []choice[shown] {
	page := render.Text{Lang: lang, Width: s.width(), Colour: s.colour()}
	return []choice[shown]{
		{"text", func(w io.Writer, v shown) error { return page.Provider(w, v.provider, v.address, v.domain) }},
		{"yaml", func(w io.Writer, v shown) error {
			data, err := fs.ReadFile(providers.Files(), v.provider.ID+".yaml")
			if err == nil {
				_, err = w.Write(data)
			}
			return err
		}},
		{"json", func(w io.Writer, v shown) error { return render.ProviderJSON(w, v.provider) }},
	}
}

func (s *system) providersShow() *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "show what is known of one provider, without asking the network",
		ArgsUsage: "ID|NAME|DOMAIN|ADDRESS",
		Flags:     formatFlags(s.showFormats(text.English), langFlag()),
		Action: func(c *cli.Context) error {
			lang, err := s.chooseLang(c)
			if err != nil {
				return err
			}
			write, err := chosen(c, s.showFormats(lang))
			if err != nil {
				return err
			}
			if c.NArg() == 0 {
				return usage("which provider?", "mailprobe providers show gmx.de", "mailprobe providers list shows all")
			}
			name := strings.Join(c.Args().Slice(), " ")
			v := find(providers.Builtin(), name)
			if v.provider == nil {
				return &exit{exitNotFound, fmt.Sprintf("the provider database has no entry for %q", fact.Printable(name)), []string{
					"mailprobe providers list shows all", "mailprobe ADDRESS asks the domain itself",
				}}
			}
			return written(write(s.stdout, v))
		},
	}
}

// find looks an entry up by address, ID, domain or name, in this order.
func find(db *providers.Database, name string) shown {
	if address, err := fact.ParseAddress(name); err == nil {
		return shown{db.ByDomain(address.Domain), address, address.Domain}
	}
	if p, err := db.ByID(name); err == nil {
		return shown{provider: p}
	}
	if domain, err := fact.ParseDomain(name); err == nil {
		if p := db.ByDomain(domain); p != nil {
			return shown{provider: p, domain: domain}
		}
	}
	for _, id := range db.IDs() {
		if p, err := db.ByID(id); err == nil && strings.EqualFold(p.Name, name) {
			return shown{provider: p}
		}
	}
	return shown{}
}
