package main

import (
	"cmp"
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/net/publicsuffix"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe/text"
)

// release and commit are what the linker stamps (make release): the version, and the
// hash of the commit; nothing else sets them.
var release, commit string

// version is the release's, else the module's, as the build recorded it.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown)"
	}
	return info.Main.Version
}

// commitOf is the commit that was built: the stamped one, else the one that the
// build recorded, with a word where the tree was not that of the commit.
func commitOf(info *debug.BuildInfo) string {
	recorded, changed := "", ""
	if info != nil {
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				recorded = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = ", changed"
			}
		}
	}
	if commit != "" {
		return commit
	}
	if recorded == "" {
		return "(unknown)"
	}
	return recorded + changed
}

// The public suffix list decides which hosts belong to whoever owns a domain (safety
// rule 2). A suffix that is younger than the list counts as a domain, and those who
// have their names below it as one owner.
const (
	// listIsOld is the age from which the version says so.
	listIsOld = 365 * 24 * time.Hour
	// listIsTooOld is the age from which a run says so that may send a password. The
	// list comes with a library that is itself months behind it, so that a year alone
	// is not yet a sign that there is a newer release to be had.
	listIsTooOld = 2 * listIsOld
)

var listStamp = regexp.MustCompile(`\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)\)$`)

// listDate is the day of the public suffix list of which the library says that it
// has it, in the words "…, git revision … (2026-02-06T07:36:33Z)"; zero for other words.
func listDate(words string) time.Time {
	m := listStamp.FindStringSubmatch(words)
	if m == nil {
		return time.Time{}
	}
	date, err := time.Parse(time.RFC3339, m[1])
	if err != nil {
		return time.Time{}
	}
	return date
}

// listDate is when the public suffix list was made that this program has.
func (s *system) listDate() time.Time {
	return listDate(cmp.Or(s.suffixes, publicsuffix.List.String()))
}

// versionFlags are the main command's own.
func versionFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "version", Aliases: []string{"v"}, Category: categoryHelp, Usage: "show the version"},
		&cli.BoolFlag{Name: "verbose", Category: categoryHelp, Usage: "with --version: also the commit, Go's version and the age of the public suffix list"},
	}
}

// showVersion is --version, with --verbose all that a report of a fault needs.
func (s *system) showVersion(c *cli.Context, lang text.Lang) error {
	var b strings.Builder
	fmt.Fprintln(&b, "mailprobe version", version())
	if c.Bool("verbose") {
		info, _ := debug.ReadBuildInfo()
		fmt.Fprintf(&b, "commit %s\n%s %s/%s\n", commitOf(info), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		b.WriteString(s.aboutList(lang))
	}
	_, err := fmt.Fprint(s.stdout, b.String())
	return written(err)
}

// aboutList is the date of the public suffix list, and what to do where it is old.
func (s *system) aboutList(lang text.Lang) string {
	date := s.listDate()
	if date.IsZero() {
		return words.ListUndated.In(lang, nil) + "\n"
	}
	args := map[string]string{"date": text.Date(date, lang)}
	about := words.ListOf.In(lang, args) + "\n"
	if s.start.Sub(date) > listIsOld {
		about += words.ListOld.In(lang, args) + "\n"
	}
	return about
}

// warnOfList says where the public suffix list is too old to send a password by.
func (s *system) warnOfList(lang text.Lang) {
	if date := s.listDate(); !date.IsZero() && s.start.Sub(date) > listIsTooOld {
		fmt.Fprintln(s.stderr, "mailprobe:", words.ListTooOld.In(lang, map[string]string{"date": text.Date(date, lang)}))
	}
}
