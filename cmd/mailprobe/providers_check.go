package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/providers/lint"
)

// providersCheck is `mailprobe providers check`.
func (s *system) providersCheck() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "examine every server of each entry, and hold entries against what providers publish",
		ArgsUsage: "[FILE|FOLDER|ID…]",
		Description: `Without arguments, all built-in entries are checked. No login is tried, unless
--credentials names a file with test accounts:

  accounts:
    - provider: example
      address: anna@example.com
      password: ${EXAMPLE_PASSWORD}

Passwords go to hosts of the address's own domain, to servers of the built-in
entries, and to those of --trust.

A host sees at most two connections at once.

Exit codes: 0 clean; 1 findings;
2 usage; 5 nothing could be tested from here; 130 interrupted.`,
		Flags: auditFlags(
			&cli.StringFlag{Name: "credentials", Category: categoryLogin, Usage: "also try the logins of the test accounts in `FILE`"},
			&cli.StringSliceFlag{Name: "trust", Category: categoryLogin, Usage: "test accounts' passwords may go to hosts of `DOMAIN` (repeatable)"},
			&cli.BoolFlag{Name: "all", Category: categoryFindings, Usage: "show every server, also those without findings"},
		),
		Action: s.runProvidersCheck,
	}
}

func (s *system) runProvidersCheck(c *cli.Context) error {
	a, err := s.auditing(c, "providers check", func(page render.Text, w render.Audit) formats[*audit.Report] {
		return auditFormats(page, w, c.Bool("all"))
	})
	if err != nil {
		return err
	}
	prober, err := s.prober(c)
	if err != nil {
		return err
	}
	entries, err := s.entriesOf(c.Args().Slice())
	if err != nil {
		return err
	}
	accounts, err := s.accounts(c.String("credentials"), entries)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Err != nil {
			fmt.Fprintf(s.stderr, "mailprobe: warning: %s was left out: %s\n", fact.Printable(e.File), oneLine(fact.Printable(e.Err.Error())))
		}
	}
	lists := &audit.Lists{Prober: prober, EHLO: c.String("ehlo"), Accounts: accounts, Secrets: s.secrets(), Progress: a.bar.show}
	if lists.Trust, err = trustedDomains(c); err != nil {
		return err
	}
	found, interrupted := lists.Check(c.Context, entries)
	return a.finish(render.Word(found, a.lang), interrupted)
}

// accounts reads the credentials file, if there is one. An account that no entry
// is for is a mistake in one or the other.
func (s *system) accounts(name string, entries []audit.Entry) ([]audit.Account, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, usage("--credentials: " + err.Error())
	}
	defer f.Close()
	accounts, err := audit.ReadAccounts(f, s.getenv)
	if err != nil {
		return nil, usage(fmt.Sprintf("--credentials %s: %v", name, err), "mailprobe providers check --help shows the form")
	}
	for _, a := range accounts {
		if !slices.ContainsFunc(entries, func(e audit.Entry) bool { return e.ID == a.Provider }) {
			return nil, usage(fmt.Sprintf("--credentials %s: no entry that is checked is called %q", name, fact.Printable(a.Provider)))
		}
	}
	return accounts, nil
}

// entriesOf are the entries that the arguments name: files, folders of files, ids
// of the database; without any, the whole database.
func (s *system) entriesOf(args []string) ([]audit.Entry, error) {
	var paths, ids []string
	for _, arg := range args {
		if fileLike(arg) {
			paths = append(paths, arg)
		} else {
			ids = append(ids, arg)
		}
	}
	var entries []audit.Entry
	if len(ids) > 0 || len(args) == 0 {
		builtin, err := lint.Builtin(s.start)
		if err != nil {
			return nil, &exit{code: exitFailed, message: err.Error()}
		}
		if entries, err = selected(checkable(builtin), ids); err != nil {
			return nil, err
		}
	}
	if len(paths) > 0 {
		result, err := lint.Load(paths, s.start)
		if err != nil {
			return nil, usage(fact.Printable(err.Error()), "name .yaml files, folders of them, or ids as mailprobe providers list shows them")
		}
		entries = append(entries, checkable(result)...)
	}
	return entries, nil
}

// checkable are the files that lint has read: the sound ones, and those that it
// leaves out, which are named.
func checkable(r *lint.Result) []audit.Entry {
	var entries []audit.Entry
	for _, e := range r.Entries {
		entries = append(entries, audit.EntryOf(e))
	}
	for _, name := range r.LeftOut {
		entries = append(entries, audit.LeftOut(name, r.Findings))
	}
	slices.SortStableFunc(entries, func(a, b audit.Entry) int { return cmp.Compare(a.File, b.File) })
	return entries
}

// selected are the entries with the ids, in their order; no ids mean all.
func selected(all []audit.Entry, ids []string) ([]audit.Entry, error) {
	if len(ids) == 0 {
		return all, nil
	}
	var found []audit.Entry
	for _, id := range ids {
		at := slices.IndexFunc(all, func(e audit.Entry) bool { return e.ID == id })
		if at < 0 {
			return nil, usage(fmt.Sprintf("no provider is called %q, and no file", fact.Printable(id)),
				"mailprobe providers list shows the names; a file's name ends in .yaml")
		}
		found = append(found, all[at])
	}
	return found, nil
}

// fileLike tells names of files from ids, which have neither dots nor slashes.
func fileLike(arg string) bool {
	_, err := os.Stat(arg)
	return strings.ContainsAny(arg, `./\\`) || err == nil
}
