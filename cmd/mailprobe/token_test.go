package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

const testToken = "eyJ0eXAi.b2gtbm8.dG9rZW4"

// either is a domain whose servers take a password and a token.
func either(t *testing.T) probe.Prober {
	t.Helper()
	i, err := probetest.New(probetest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	both := []string{"PLAIN", "XOAUTH2"}
	refusal := "eyJzdGF0dXMiOiI0MDEifQ==" // {"status":"401"}
	err = i.Serve(probetest.Server{
		Names: []string{"mail.either.example"}, Users: map[string]string{"anna@either.example": probetest.Password},
		Services: []probetest.Service{
			{On: "imaps", Mechanisms: both, Script: probetest.Script{"AUTHENTICATE XOAUTH2": "$tag OK in"}},
			{On: "smtps", Mechanisms: both, Script: probetest.Script{"AUTH XOAUTH2": "334 " + refusal + "\n<read>535 5.7.8 no: " + testToken}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return *demoProber(i)
}

// Every way to give a token, and whether it or the password counts.
func TestToken(t *testing.T) {
	const password, token = "MAILPROBE_PASSWORD", "MAILPROBE_TOKEN"
	for _, tt := range []struct {
		name string
		env  map[string]string
		args []string
		want string // the mechanism that worked for reading; empty for none
		code int
	}{
		{"from the environment", map[string]string{token: testToken}, nil, "XOAUTH2", exitRefused},
		{"above the other variable", map[string]string{token: testToken, password: probetest.Password}, nil, "XOAUTH2", exitRefused},
		{"from a command", nil, []string{"--token-command", "echo " + testToken}, "XOAUTH2", exitRefused},
		{"a command above a variable", map[string]string{password: probetest.Password},
			[]string{"--token-command", "echo " + testToken}, "XOAUTH2", exitRefused},
		{"a flag for the password above the variable", map[string]string{token: testToken}, []string{"--password-stdin"}, "PLAIN", exitOK},
		{"another password for sending", map[string]string{token: testToken, "MAILPROBE_SMTP_PASSWORD": probetest.Password}, nil, "XOAUTH2", exitOK},
		{"settings that were given", nil, []string{"check", "imaps://anna%40either.example@mail.either.example", "--token-command", "echo " + testToken}, "XOAUTH2", exitOK},
		{"no login", map[string]string{token: testToken}, []string{"--no-login"}, "", exitOK},
		{"with a line end", map[string]string{token: "a\nb"}, nil, "", exitUsage},
		{"a password for sending with a line end", map[string]string{"MAILPROBE_SMTP_PASSWORD": "a\r"}, nil, "", exitUsage},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			s := &system{
				stdin: strings.NewReader(probetest.Password + "\n"), stdout: &out, stderr: &errs,
				getenv: func(name string) string { return tt.env[name] }, start: time.Now(), network: either(t),
			}
			args := append([]string{"mailprobe", "--json"}, tt.args...)
			if !slices.Contains(args, "check") {
				args = append(args, "anna@either.example")
			}
			code := run(args, s)
			if code != tt.code {
				t.Errorf("exit code %d, want %d: %s%s", code, tt.code, errs.String(), out.String())
			}
			if strings.Contains(out.String()+errs.String(), testToken) {
				t.Error("the token is in the output")
			}
			if tt.code == exitUsage {
				return
			}
			var report struct {
				Settings struct{ Incoming realSetting }
			}
			if err := json.Unmarshal(out.Bytes(), &report); err != nil {
				t.Fatal(err)
			}
			in := report.Settings.Incoming
			if in.Verified != (tt.want != "") || in.Verified && in.Auth != tt.want {
				t.Errorf("incoming: %+v, want %q", in, tt.want)
			}
		})
	}
}

// Settings that somebody has are tried with a token as well, and without a user
// name with none.
func TestTokenCheck(t *testing.T) {
	const in = "imaps://anna@either.example@mail.either.example"
	for _, tt := range []struct {
		name string
		env  map[string]string
		args []string
		want string // the mechanism that worked; empty for none
		code int
	}{
		{"from the environment", map[string]string{"MAILPROBE_TOKEN": testToken}, []string{in}, "XOAUTH2", exitOK},
		{"from a command", map[string]string{"MAILPROBE_PASSWORD": probetest.Password}, []string{in, "--token-command", "echo " + testToken}, "XOAUTH2", exitOK},
		{"no login", map[string]string{"MAILPROBE_TOKEN": testToken}, []string{in, "--no-login"}, "", exitOK},
		{"no name", map[string]string{"MAILPROBE_TOKEN": testToken}, []string{"imaps://mail.either.example"}, "", exitUsage},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			s := &system{
				stdin: strings.NewReader(""), stdout: &out, stderr: &errs,
				getenv: func(name string) string { return tt.env[name] }, start: time.Now(), network: either(t),
			}
			code := run(append([]string{"mailprobe", "check", "--json"}, tt.args...), s)
			if code != tt.code {
				t.Errorf("exit code %d, want %d: %s%s", code, tt.code, errs.String(), out.String())
			}
			if tt.want != "" && !strings.Contains(out.String(), `"auth": "`+tt.want+`"`) {
				t.Errorf("no login by %s: %s", tt.want, out.String())
			}
			if strings.Contains(out.String()+errs.String(), testToken) {
				t.Error("the token is in the output")
			}
		})
	}
}
