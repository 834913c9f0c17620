package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
)

// knowing is a domain that knows the secret from elsewhere: its servers, files and
// records say it before anybody has logged in.
func knowing(t *testing.T, secret string) *probetest.Internet {
	t.Helper()
	i, err := probetest.New(probetest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	const d = "echo.example"
	says := echo(secret)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(i.Serve(probetest.Server{Names: []string{"mail." + d}, Users: map[string]string{"anna@" + d: secret}, Services: []probetest.Service{
		{On: "imaps", Script: probetest.Script{"greeting": "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] " + says}},
		{On: "pop3s", Script: probetest.Script{"greeting": "-ERR " + says}},
		{On: "smtps", Script: probetest.Script{"greeting": "220-" + secret[:5] + "\n220 " + secret[5:] + "\n", "EHLO": "250-" + says + "\n250 AUTH PLAIN"}},
		{On: "smtp", Script: probetest.Script{"greeting": "554 " + says}},
	}}))
	must(i.Zone.Add(d + ` TXT "mailconf=` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "§", "").Replace(secret) + `"
_imaps._tcp.` + d + ` SRV 0 1 993 mail.` + d + `
_submissions._tcp.` + d + ` SRV 0 1 465 mail.` + d))
	moved := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "https://elsewhere.example/?"+strings.ReplaceAll(says, " ", "%20"))
		w.WriteHeader(http.StatusFound)
	})
	must(i.Host(probetest.Site{Names: []string{"autoconfig." + d, d, "autodiscover." + d}, On: "https http", Pages: map[string]http.Handler{
		"/mail/config-v1.1.xml": probetest.File("text/html", "<html><title>"+says+"</title>"), "*": moved,
	}}))
	return i
}

// TestNoOutputTellsBefore: what knows the secret before it is handed over, by every way
// to give it, and where it is given and not used.
func TestNoOutputTellsBefore(t *testing.T) {
	dir := t.TempDir()
	in := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	file := in("password", awkward+"\n")
	list := in("echo.yaml", `name: Echo
domains: [echo.example]
username: address
auth: [password]
servers:
  - {protocol: imap, host: mail.echo.example, port: 993, tls: implicit}
  - {protocol: smtp, host: mail.echo.example, port: 465, tls: implicit}
checked: 2026-11-21
evidence: made up
`)
	credentials := in("accounts.yml", "accounts:\n  - {provider: echo, address: anna@echo.example, password: \"${ACCOUNT}\"}\n")
	const address, all = "anna@echo.example", "--trace"
	type call struct {
		env  string // the variable that holds the secret
		args []string
	}
	calls := []call{
		{"", []string{address, all, "--password-stdin"}},
		{"", []string{address, all, "--password-file", file}},
		{"", []string{address, all, "--password-command", "cat '" + file + "'"}},
		{"", []string{address, all, "--token-command", "cat '" + file + "'"}},
		{"MAILPROBE_SMTP_PASSWORD", []string{address, all}},
		{"MAILPROBE_TOKEN", []string{address, all}},
		{"MAILPROBE_PASSWORD", []string{address, all, "--no-login"}},
		{"MAILPROBE_PASSWORD", []string{address, all, "--all", "--lang", "de"}},
		{"MAILPROBE_PASSWORD", []string{"check", "imaps://anna@echo.example@mail.echo.example", "smtps://mail.echo.example", all}},
	}
	for _, format := range reportFormats("", false).names() {
		calls = append(calls, call{"MAILPROBE_PASSWORD", []string{address, all, "--format", format}})
	}
	for _, format := range auditFormats(render.Text{}, render.Audit{}, false).names() {
		calls = append(calls,
			call{"ACCOUNT", []string{"providers", "check", list, "--credentials", credentials, "--format", format, "--all"}},
			call{"MAILPROBE_PASSWORD", []string{"domain", "echo.example", "--format", format}})
	}
	for _, c := range calls {
		i := knowing(t, awkward)
		var out bytes.Buffer
		s := &system{
			stdin: strings.NewReader(awkward + "\n"), stdout: &out, stderr: &out, start: time.Now(), network: *demoProber(i),
			getenv: func(name string) string {
				if name == c.env {
					return awkward
				}
				return ""
			},
		}
		run(append([]string{"mailprobe"}, c.args...), s)
		if !heard(i, awkward) {
			t.Errorf("%q: no server has told the secret: %s", c.args, out.String())
		}
		pieces := told(out.String(), awkward)
		if strings.Contains(out.String(), awkward[5:]) {
			pieces = append(pieces, awkward[5:])
		}
		if pieces != nil {
			t.Errorf("%s %q tells %q:\n%s", c.env, c.args, pieces, out.String())
		}
	}
}
