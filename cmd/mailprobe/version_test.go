package main

import (
	"bytes"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/publicsuffix"

	"github.com/mailprobe/mailprobe/probe/probetest"
)

// listWords are the library's, of a list of some day.
func listWords(day string) string {
	return "publicsuffix.org's public_suffix_list.dat, git revision d6c92f1bbb7433e5db7b8405c25d4035fb8ff376 (" + day + "T07:36:33Z)"
}

// TestListDate: the words of the library that is built in are understood; a library
// that words them anew fails here.
func TestListDate(t *testing.T) {
	now := listDate(publicsuffix.List.String())
	if now.Before(time.Date(2026, 2, 6, 0, 0, 0, 0, time.UTC)) || now.After(time.Now()) {
		t.Errorf("%q is of %v", publicsuffix.List.String(), now)
	}
	for words, want := range map[string]string{
		listWords("2025-11-30"): "2025-11-30",
		listWords("2025-13-30"): "", "": "", "(2025-11-30)": "", "of 2025-11-30": "",
	} {
		got := ""
		if date := listDate(words); !date.IsZero() {
			got = date.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

func at(day string) time.Time {
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return date
}

func TestVersion(t *testing.T) {
	const list = "2025-11-30"
	platform := runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
	for _, tt := range []struct {
		name, today string
		words       string
		args        []string
		says, not   []string
	}{
		{"short", "2029-01-01", listWords(list), []string{"--version"}, []string{"mailprobe version "}, []string{"commit", "list", platform}},
		{"its other name", "2029-01-01", listWords(list), []string{"-v"}, []string{"mailprobe version "}, []string{"commit", "list"}},
		{"young", "2026-11-30", listWords(list), []string{"--version", "--verbose"},
			[]string{"mailprobe version ", "\ncommit ", "\n" + platform + "\n", "\npublic suffix list of 30 November 2025\n"}, []string{"warning"}},
		{"old", "2026-12-01", listWords(list), []string{"--verbose", "--version"}, []string{"public suffix list of 30 November 2025\nwarning: ", "install a newer mailprobe"}, nil},
		{"old, in German", "2026-12-01", listWords(list), []string{"--version", "--verbose", "--lang", "de"}, []string{"Public Suffix List vom 30.11.2025\nWarnung: "}, nil},
		{"undated", "2026-12-01", "a list", []string{"--version", "--verbose"}, []string{"public suffix list of an unknown date\n"}, []string{"warning"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			s := &system{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, getenv: func(string) string { return "" }, start: at(tt.today), suffixes: tt.words}
			if code := run(append([]string{"mailprobe"}, tt.args...), s); code != exitOK || errs.Len() > 0 {
				t.Errorf("exit code %d: %s", code, errs.String())
			}
			for _, text := range tt.says {
				if !strings.Contains(out.String(), text) {
					t.Errorf("%q is not said: %s", text, out.String())
				}
			}
			for _, text := range tt.not {
				if strings.Contains(out.String(), text) {
					t.Errorf("%q is said: %s", text, out.String())
				}
			}
		})
	}
}

func TestVerboseAlone(t *testing.T) {
	i, err := probetest.New(probetest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	if out := output(i, nil, "--verbose", "anna@srv.example"); !strings.Contains(out, "--verbose goes with --version") || !strings.Contains(out, "exit code 2") {
		t.Error(out)
	}
}

// TestListWarning: one line, from two years on, and only where a password may be sent.
func TestListWarning(t *testing.T) {
	for _, tt := range []struct {
		today    string
		password string
		args     []string
		want     int
	}{
		{"2027-11-30", probetest.Password, nil, 0},
		{"2027-12-01", probetest.Password, nil, 1},
		{"2027-12-01", probetest.Password, []string{"--json"}, 1},
		{"2027-12-01", probetest.Password, []string{"--no-login"}, 0},
		{"2027-12-01", "", nil, 0},
	} {
		i, err := probetest.New(probetest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(i.Close)
		if err := i.Build("srv.example"); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		s := &system{
			stdin: strings.NewReader(""), stdout: &out, stderr: &errs, start: at(tt.today), suffixes: listWords("2025-11-30"), network: *demoProber(i),
			getenv: func(name string) string {
				if name == "MAILPROBE_PASSWORD" {
					return tt.password
				}
				return ""
			},
		}
		run(append([]string{"mailprobe", "anna@srv.example"}, tt.args...), s)
		if n := strings.Count(errs.String(), "public suffix list"); n != tt.want || strings.Contains(out.String(), "public suffix list") {
			t.Errorf("%s %q %q: said %d times, want %d: %s", tt.today, tt.password, tt.args, n, tt.want, errs.String())
		}
	}
}

func TestCommit(t *testing.T) {
	setting := func(key, value string) debug.BuildSetting { return debug.BuildSetting{Key: key, Value: value} }
	for want, info := range map[string]*debug.BuildInfo{
		"(unknown)":    {},
		"abc":          {Settings: []debug.BuildSetting{setting("vcs.modified", "false"), setting("vcs.revision", "abc")}},
		"def, changed": {Settings: []debug.BuildSetting{setting("vcs.modified", "true"), setting("vcs.revision", "def")}},
	} {
		if got := commitOf(info); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := commitOf(nil); got != "(unknown)" {
		t.Error(got)
	}
}
