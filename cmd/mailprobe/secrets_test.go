package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
)

// No output may hold a password or token: neither what a command writes, in any
// format, nor what an error or a panic does. The servers here tell it back in
// every form that they can, wherever text of theirs is kept.

// awkward is a password that every notation writes in another way.
const awkward = `pa"ss\w&rd<7> §`

// tellings are the forms in which a secret could show.
func tellings(secret string) []string {
	encoded, _ := json.Marshal(secret)
	var inXML bytes.Buffer
	_ = xml.EscapeText(&inXML, []byte(secret))
	found := []string{
		secret, strings.Trim(string(encoded), `"`), inXML.String(), strings.ReplaceAll(strings.ReplaceAll(secret, `\`, `\\`), `"`, `\"`),
		url.QueryEscape(secret), url.PathEscape(secret),
	}
	for lead := range 3 {
		// What the secret alone decides of its base64, wherever it begins in it.
		text := base64.StdEncoding.EncodeToString([]byte("???"[:lead] + secret))
		found = append(found, text[(lead*8+5)/6:(lead+len(secret))*8/6])
	}
	return found
}

// told are those of a text.
func told(output, secret string) []string {
	var found []string
	for _, form := range tellings(secret) {
		if strings.Contains(output, form) {
			found = append(found, form)
		}
	}
	return found
}

// echo is all forms of a secret in one line, as a server may write it.
func echo(secret string) string {
	blob := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	return strings.Join([]string{
		secret, url.QueryEscape(secret), blob(secret), blob("\x00anna@echo.example\x00" + secret), blob("user=a\x01auth=Bearer " + secret + "\x01\x01"),
		strings.ReplaceAll(strings.ReplaceAll(secret, `\`, `\\`), `"`, `\"`),
	}, " ")
}

// gossip is a domain whose servers tell a secret back: right behind the login,
// or from the mailbox on.
func gossip(t *testing.T, secret string, inside bool) *probetest.Internet {
	t.Helper()
	i, err := probetest.New(probetest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	says := echo(secret)
	imap := probetest.Script{"login": "* NO [ALERT] " + says + "\n$tag NO [AUTHENTICATIONFAILED] " + says}
	pop3 := probetest.Script{"login": "-ERR [AUTH] " + says}
	smtp := probetest.Script{"login": "535-5.7.8 " + says + "\n535 5.7.8 " + says}
	if inside {
		quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "§", "x").Replace(says) + `"`
		imap = probetest.Script{
			"login":           "* OK [ALERT] " + says + "\n$tag OK [CAPABILITY IMAP4rev1 QUOTA SPECIAL-USE] " + says,
			"in GETQUOTAROOT": "* QUOTAROOT INBOX " + quoted + "\n* QUOTA " + quoted + " (STORAGE 95 100)\n$tag OK done",
			"in LIST":         "* LIST (\\Sent) \"/\" " + quoted + "\n$tag OK done",
		}
		pop3 = probetest.Script{"login": "+OK " + says, "in STAT": "-ERR " + says, "in CAPA": "+OK\n" + says + "\n."}
		smtp = probetest.Script{"login": "235 2.7.0 " + says, "in MAIL": "553 5.7.1 " + says}
	}
	// The servers know no tokens by themselves.
	imap["AUTHENTICATE XOAUTH2"], pop3["AUTH XOAUTH2"], smtp["AUTH XOAUTH2"] = imap["login"], pop3["login"], smtp["login"]
	both := []string{"PLAIN", "XOAUTH2"}
	err = i.Serve(probetest.Server{Names: []string{"mail.echo.example"}, Services: []probetest.Service{
		{On: "imaps", Mechanisms: both, Script: imap}, {On: "pop3s", Mechanisms: both, Script: pop3}, {On: "smtps", Mechanisms: both, Script: smtp},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// heard reports whether any server has said the secret.
func heard(i *probetest.Internet, secret string) bool {
	for _, c := range i.Log.Connections() {
		for _, l := range c.Lines {
			if !l.FromClient && strings.Contains(l.Text, secret) {
				return true
			}
		}
	}
	return false
}

// output is all that a call writes.
func output(i *probetest.Internet, env map[string]string, args ...string) string {
	var out bytes.Buffer
	s := &system{
		stdin: strings.NewReader(""), stdout: &out, stderr: &out,
		getenv: func(name string) string { return env[name] }, start: time.Now(), network: *demoProber(i),
	}
	code := run(append([]string{"mailprobe"}, args...), s)
	return fmt.Sprintf("%s\nexit code %d\n", out.String(), code)
}

func TestTold(t *testing.T) {
	for _, form := range tellings(awkward) {
		if len(told("before "+form+" after", awkward)) == 0 {
			t.Errorf("%q is not found", form)
		}
	}
	for _, part := range strings.SplitAfter(echo("correct horse"), "=") {
		if len(told(part, "correct horse")) == 0 && len(part) > 2 {
			t.Errorf("%q is not found", part)
		}
	}
	if found := told("nothing of the sort", awkward); found != nil {
		t.Errorf("%q", found)
	}
}

// TestNoOutputTells: every format of every command that logs in.
func TestNoOutputTells(t *testing.T) {
	entry := `name: Echo
domains: [echo.example]
username: address
auth: [password]
servers:
  - {protocol: imap, host: mail.echo.example, port: 993, tls: implicit}
  - {protocol: pop3, host: mail.echo.example, port: 995, tls: implicit}
  - {protocol: smtp, host: mail.echo.example, port: 465, tls: implicit}
checked: 2026-11-21
evidence: made up
`
	accounts := "accounts:\n  - {provider: echo, address: anna@echo.example, password: \"${ACCOUNT}\"}\n"
	dir := t.TempDir()
	for name, text := range map[string]string{"echo.yaml": entry, "accounts.yml": accounts} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, credentials, baseline := filepath.Join(dir, "echo.yaml"), filepath.Join(dir, "accounts.yml"), filepath.Join(dir, "known.json")
	var calls [][]string
	for _, format := range reportFormats("", false).names() {
		for _, more := range [][]string{{}, {"--trace"}, {"--lang", "de"}, {"--all", "--check-sender", "--trace"}} {
			calls = append(calls, append([]string{"anna@echo.example", "--format", format}, more...))
		}
		calls = append(calls, []string{"check", "imaps://anna@echo.example@mail.echo.example", "pop3s://mail.echo.example", "smtps://mail.echo.example", "--format", format, "--trace"})
	}
	for _, format := range auditFormats(render.Text{}, render.Audit{}, false).names() {
		calls = append(calls, []string{"providers", "check", list, "--credentials", credentials, "--format", format, "--all"})
	}
	calls = append(calls, []string{"providers", "check", list, "--credentials", credentials, "--write-baseline", baseline})
	for _, inside := range []bool{false, true} {
		for _, variable := range []string{"MAILPROBE_PASSWORD", "MAILPROBE_TOKEN"} {
			for _, args := range calls {
				audits := args[0] == "providers"
				if audits && variable == "MAILPROBE_TOKEN" {
					continue
				}
				i := gossip(t, awkward, inside)
				env := map[string]string{variable: awkward, "ACCOUNT": awkward}
				out := output(i, env, args...)
				if !heard(i, awkward) {
					t.Errorf("%q: no server has told the secret: %s", args, out)
				}
				if audits {
					written, _ := os.ReadFile(baseline)
					out += string(written)
				}
				if found := told(out, awkward); found != nil {
					t.Errorf("inside %t, %s: %q tells %q:\n%s", inside, variable, args, found, out)
				}
			}
		}
	}
}

// TestAutodiscoverTells: a web server that got the password tells it back, in a
// place to go on at and in what it says there.
func TestAutodiscoverTells(t *testing.T) {
	const path = "/autodiscover/autodiscover.xml"
	for _, format := range reportFormats("", false).names() {
		i, err := probetest.New(probetest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(i.Close)
		echoed := false
		page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, password, _ := r.BasicAuth(); password == awkward {
				echoed = true
				http.Redirect(w, r, "https://autodiscover.echo.example/next?p="+url.QueryEscape(awkward)+"&a="+url.QueryEscape(echo(awkward)), http.StatusFound)
				return
			}
			w.Header().Set("WWW-Authenticate", `Basic realm="mail"`)
			w.WriteHeader(http.StatusUnauthorized)
		})
		next := probetest.File("text/html", "<html><title>"+echo(awkward)+"</title>")
		err = i.Host(probetest.Site{Names: []string{"autodiscover.echo.example"}, Pages: map[string]http.Handler{path: page, "/next": next}})
		if err != nil {
			t.Fatal(err)
		}
		out := output(i, map[string]string{"MAILPROBE_PASSWORD": awkward}, "anna@echo.example", "--autodiscover-login", "--trace", "--format", format)
		if !echoed {
			t.Errorf("%s: the place was not given the password: %s", format, out)
		}
		if found := told(out, awkward); found != nil {
			t.Errorf("%s tells %q:\n%s", format, found, out)
		}
	}
}

// TestNoErrorTells: mistakes in giving a secret.
func TestNoErrorTells(t *testing.T) {
	i := gossip(t, awkward, false)
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("\n"+awkward+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, call := range []struct {
		env  map[string]string
		args []string
	}{
		{nil, []string{"--password", awkward, "anna@echo.example"}},
		{nil, []string{"--password=" + awkward, "anna@echo.example"}},
		{nil, []string{"--password-file", file, "anna@echo.example"}},
		{nil, []string{"--password-command", "cat '" + file + "' | tail -n 1; exit 3", "anna@echo.example"}},
		{map[string]string{"MAILPROBE_PASSWORD": awkward + "\r"}, []string{"anna@echo.example"}},
		{map[string]string{"MAILPROBE_TOKEN": awkward + "\nx"}, []string{"anna@echo.example"}},
		{map[string]string{"MAILPROBE_SMTP_PASSWORD": awkward + "\nx"}, []string{"anna@echo.example"}},
		{nil, []string{"check", "imaps://anna:" + url.QueryEscape(awkward) + "@mail.echo.example"}},
	} {
		out := output(i, call.env, call.args...)
		if !strings.Contains(out, "mailprobe: error:") {
			t.Errorf("%q is no mistake: %s", call.args, out)
		}
		if found := told(out, awkward); found != nil {
			t.Errorf("%q tells %q: %s", call.args, found, out)
		}
	}
}

// TestNoPanicTells: what holds a secret prints as a placeholder, by any verb and
// however deep it lies, and so in the words and the trace of a panic.
func TestNoPanicTells(t *testing.T) {
	secret := fact.NewSecret(awkward)
	type hidden struct{ within struct{ secret fact.Secret } }
	var deep hidden
	deep.within.secret = secret
	for name, value := range map[string]any{
		"a secret":    secret,
		"its pointer": &secret,
		"unexported":  deep,
		"an account":  audit.Account{Provider: "echo", Password: secret},
		"a query":     probe.Query{Token: secret, SendingPassword: secret},
		"keys":        credentials{token: secret},
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			if found := told(fmt.Sprintf(verb, value), awkward); found != nil {
				t.Errorf("%s by %s: %q", name, verb, found)
			}
		}
		func() {
			defer func() {
				if found := told(fmt.Sprint(recover())+string(debug.Stack()), awkward); found != nil {
					t.Errorf("a panic with %s: %q", name, found)
				}
			}()
			panic(value)
		}()
	}
}
