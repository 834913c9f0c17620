package main

import (
	"cmp"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

func TestMain(m *testing.M) {
	testscript.Main(counted{m}, commands)
}

// commands are those that scripts and tests run.
var commands = map[string]func(){"mailprobe": mailprobe}

// counted prints in the end how many tests ran against real servers.
type counted struct{ m *testing.M }

func (c counted) Run() int { return debian.Main(c.m) }

// mailprobe is the command as it is built, but for its network: the environment
// variable WORLD lists the domains of the built-in internet that it sees, "down"
// stands for no network at all; RTT is its round-trip time.
func mailprobe() {
	s := &system{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, start: time.Now(), openTerminal: openTerminal}
	s.suffixes = listWords(s.start.UTC().Format(time.DateOnly)) // whenever the tests run, it is young
	rtt, err := time.ParseDuration(cmp.Or(os.Getenv("RTT"), "5ms"))
	if err != nil {
		panic(err)
	}
	i, err := probetest.New(probetest.Options{RTT: rtt})
	if err != nil {
		panic(err)
	}
	switch world := os.Getenv("WORLD"); world {
	case "down":
		i.Network.Down()
	case "flood":
		err = flood(i)
	case "strange":
		err = strange(i)
	default:
		err = i.Build(append(strings.Fields(world), "srv.example")...)
	}
	if err != nil {
		panic(err)
	}
	s.network = *demoProber(i)
	code := run(os.Args, s)
	i.Close()
	os.Exit(code)
}

// flood is a domain where everything sends more than anybody can take.
func flood(i *probetest.Internet) error {
	everything := []probetest.Service{}
	for on, script := range map[string]probetest.Script{
		"imaps":   {"greeting": "* OK <endless>"},
		"imap":    {"clear CAPABILITY": "<flood * CAPABILITY IMAP4rev1 AUTH=PLAIN>", "clear greeting": "* OK hello"},
		"pop3s":   {"tls CAPA": "+OK\n<flood SASL PLAIN>"},
		"pop3":    {"clear CAPA": "+OK\n<endless>"},
		"smtps":   {"greeting": "<flood 220-hello>"},
		"smtp":    {"clear EHLO": "<flood 250-SIZE 1>"},
		"smtp:25": {"greeting": "220 <endless>"},
	} {
		everything = append(everything, probetest.Service{On: on, Script: script})
	}
	err := i.Serve(probetest.Server{Names: []string{"mail.flood.example"}, Services: everything})
	if err != nil {
		return err
	}
	endless := map[string]http.Handler{
		"/mail/config-v1.1.xml":                        probetest.Endless("text/xml"),
		"/.well-known/autoconfig/mail/config-v1.1.xml": probetest.Endless("text/xml"),
	}
	return i.Host(probetest.Site{Names: []string{"autoconfig.flood.example", "flood.example"}, Pages: endless})
}

// strange is a domain whose SRV records lead to servers of another.
func strange(i *probetest.Internet) error {
	const records = "_imaps._tcp.strange.example SRV 0 1 993 mail.hoster.example\n_submissions._tcp.strange.example SRV 0 1 465 mail.hoster.example"
	users := map[string]string{probetest.User + "@strange.example": probetest.Password}
	server := probetest.Server{Names: []string{"mail.hoster.example"}, Users: users, Services: probetest.On("imaps", "smtps")}
	return errors.Join(i.Zone.Add(records), i.Serve(server))
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata",
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "C.UTF-8")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits runs a command and holds its exit code against the one that is wanted:
// exits 4 mailprobe anna@srv.example
func exits(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG…]")
	}
	want, err := strconv.Atoi(args[0])
	if err != nil {
		ts.Fatalf("%q is no exit code", args[0])
	}
	err = ts.Exec(args[1], args[2:]...)
	var failed *exec.ExitError
	switch {
	case err == nil:
		if want != 0 {
			ts.Fatalf("exit code 0, want %d", want)
		}
	case errors.As(err, &failed):
		if failed.ExitCode() != want {
			ts.Fatalf("exit code %d, want %d", failed.ExitCode(), want)
		}
	default:
		ts.Fatalf("%v", err)
	}
}
