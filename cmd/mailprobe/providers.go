package main

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/providers"
)

// providersCommand is the table of commands about the provider database.
func (s *system) providersCommand() *cli.Command {
	return &cli.Command{
		Name:        "providers",
		Usage:       "list, show, judge, check and import entries of the provider database",
		Subcommands: []*cli.Command{s.providersListCommand(), s.providersShowCommand(), s.providersLint(), s.providersCheck(), s.providersImport()},
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usage(fmt.Sprintf("there is no command providers %s", fact.Printable(c.Args().First())), "mailprobe providers --help lists them")
			}
			return usage("which command of providers?", "mailprobe providers --help lists them")
		},
	}
}

func listFormats(page render.Text) formats[[]*providers.Provider] {
	return formats[[]*providers.Provider]{
		{"text", page.Providers}, {"tsv", render.ProvidersTSV}, {"json", render.ProvidersJSON},
	}
}

func (s *system) providersListCommand() *cli.Command {
	return &cli.Command{
		Name:  "list",
		Usage: "list the providers; as tsv, each server of each domain",
		Flags: append(listFormats(render.Text{}).flags(), langFlag()),
		Action: func(c *cli.Context) error {
			lang, err := s.lang(c)
			if err != nil {
				return err
			}
			format, err := listFormats(s.page(lang)).chosen(c)
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
			return written(format.write(s.stdout, list))
		},
	}
}

// shownProvider is an entry, and what it was found by.
type shownProvider struct {
	provider *providers.Provider
	address  fact.Address
	domain   string
}

func showFormats(page render.Text) formats[shownProvider] {
	return formats[shownProvider]{
		{"text", func(w io.Writer, v shownProvider) error { return page.Provider(w, v.provider, v.address, v.domain) }},
		{"yaml", func(w io.Writer, v shownProvider) error {
			data, err := fs.ReadFile(providers.Files(), v.provider.ID+".yaml")
			if err == nil {
				_, err = w.Write(data)
			}
			return err
		}},
		{"json", func(w io.Writer, v shownProvider) error { return render.ProviderJSON(w, v.provider) }},
	}
}

func (s *system) providersShowCommand() *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "show what is known of one provider, without asking the network",
		ArgsUsage: "ID|NAME|DOMAIN|ADDRESS",
		Flags:     append(showFormats(render.Text{}).flags(), langFlag()),
		Action: func(c *cli.Context) error {
			lang, err := s.lang(c)
			if err != nil {
				return err
			}
			format, err := showFormats(s.page(lang)).chosen(c)
			if err != nil {
				return err
			}
			if c.NArg() == 0 {
				return usage("which provider?", "mailprobe providers show gmx.de", "mailprobe providers list shows all")
			}
			name := strings.Join(c.Args().Slice(), " ")
			v, meant := findProvider(providers.Builtin(), name)
			if v.provider == nil {
				hints := []string{"mailprobe providers list shows all", "mailprobe ADDRESS asks the domain itself"}
				if len(meant) > 0 {
					hints = slices.Insert(hints, 0, words.MeantCode.In(lang, map[string]string{"code": strings.Join(meant, ", ")}))
				}
				return &exit{exitNotFound, fmt.Sprintf("the provider database has no entry for %q", fact.Printable(name)), hints}
			}
			return written(format.write(s.stdout, v))
		},
	}
}

// findProvider looks an entry up by address, ID, domain or name, in this order. Where
// nothing or too much is called so, it gives the IDs of what may be meant.
func findProvider(db *providers.Database, name string) (shownProvider, []string) {
	if address, err := fact.ParseAddress(name); err == nil {
		return shownProvider{db.ByDomain(address.Domain), address, address.Domain}, nil
	}
	if p, err := db.ByID(name); err == nil {
		return shownProvider{provider: p}, nil
	}
	if domain, err := fact.ParseDomain(name); err == nil {
		if p := db.ByDomain(domain); p != nil {
			return shownProvider{provider: p, domain: domain}, nil
		}
	}
	named := db.Named(name)
	if len(named) == 1 {
		return shownProvider{provider: named[0]}, nil
	}
	var ids []string
	for _, p := range named[:min(len(named), mostMeant)] {
		ids = append(ids, p.ID)
	}
	if len(ids) == 0 {
		ids = mistyped(db, strings.ToLower(name))
	}
	return shownProvider{}, ids
}

// mostMeant is how many entries are named to somebody who meant one of them.
const mostMeant = 5

// mistyped returns the IDs of the entries that are called most nearly as typed: with one letter
// more, less or changed, or two in a long name.
func mistyped(db *providers.Database, typed string) []string {
	if len(typed) < 4 || len(typed) > 64 {
		return nil
	}
	var ids []string
	least := 1
	if len(typed) >= 8 {
		least = 2
	}
	for _, id := range db.IDs() {
		p, err := db.ByID(id)
		if err != nil {
			continue
		}
		near := least + 1
		for _, known := range slices.Concat([]string{id, strings.ToLower(p.Name)}, p.Words(), p.Domains) {
			near = min(near, editDistance(typed, known))
		}
		if near < least {
			ids, least = nil, near
		}
		if near == least {
			ids = append(ids, id)
		}
	}
	return ids[:min(len(ids), mostMeant)]
}

// countOf is a number with what is counted.
func countOf(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
