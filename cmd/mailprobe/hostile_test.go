package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// evil is what no output may hold as it is: what moves the cursor, turns the
// reading direction, or is a command to the CI that reads the output.
const evil = "\x1b]0;x\x07\u009b1m\u202e ::stop-commands::x ##[add-mask]y ##vso[task.setvariable variable=a]b ##teamcity[message text='c'] section_start:1:d "

// many words, so that any of them comes to stand at the beginning of a line.
var evilText = strings.Repeat("a ", 7) + evil + strings.Repeat(evil, 2)

// hostileWorld says evil things wherever it can.
func hostileWorld(t *testing.T) *system {
	t.Helper()
	i, err := probetest.New(probetest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	const d = "evil.example"
	must(i.Zone.Add(`_imaps._tcp.` + d + ` SRV 0 1 993 in.` + d + `
_submissions._tcp.` + d + ` SRV 0 1 465 out.` + d + `
_pop3s._tcp.` + d + ` SRV 0 1 995 ev\027\226\128\174il.` + d + `
` + d + ` TXT "mailconf=` + strings.ReplaceAll(evil, "\x1b", `\027`) + `"
_ua-auto-config.` + d + ` TXT "v=UAAC1; a=sha256; d=` + "\u202e" + `"`))
	host := probetest.Server{
		Users: map[string]string{"anna@" + d: probetest.Password},
		Names: []string{"in." + d},
		Services: []probetest.Service{{On: "imaps", Script: probetest.Script{
			"greeting": "* OK " + evilText, "LOGOUT": "* BYE " + evilText + "\n$tag OK " + evilText,
			"EXAMINE": "$tag NO " + evilText,
		}}, {On: "imap", Script: probetest.Script{"greeting": "* BYE " + evilText}},
			{On: "pop3s", Script: probetest.Script{"greeting": "-ERR " + evilText}}},
	}
	must(i.Serve(host))
	must(i.Serve(probetest.Server{
		Names: []string{"out." + d}, Users: host.Users, Cert: &probetest.Cert{Names: []string{"out." + d, "x\x1b]0;x\x07 ##[add-mask]y"}},
		Services: []probetest.Service{{On: "smtps", Script: probetest.Script{
			"EHLO": "250-" + evilText + "\n250-" + evilText + "\n250 AUTH PLAIN", "AUTH": "535 5.7.8 " + evilText,
		}}, {On: "smtp", Script: probetest.Script{"greeting": "554 " + evilText}}},
	}))
	config := `<clientConfig version="1.1"><emailProvider id="` + d + `"><domain>` + d + `</domain><displayName>` + "\u009b\u202e" + `</displayName>
<incomingServer type="imap"><hostname>in.` + d + `</hostname><port>993</port><socketType>SSL</socketType><username>` + "##[add-mask]a" + `</username><authentication>password-cleartext</authentication></incomingServer>
<incomingServer type="` + "::\u202e" + `"><hostname>in.` + d + `</hostname></incomingServer>
<outgoingServer type="smtp"><hostname>out.` + d + `</hostname><port>465</port><socketType>SSL</socketType><username>` + "\u009b31m" + `</username><authentication>` + "\u202e" + `</authentication></outgoingServer></emailProvider></clientConfig>`
	pages := map[string]http.Handler{
		"/mail/config-v1.1.xml":                      probetest.File("text/xml", config),
		"/.well-known/user-agent-configuration.json": probetest.File("application/json", `{"protocols": {"`+"\u202e\u009b"+`": {"host": "x"}, "imap": {"host": "`+"\u202e"+`"}}}`),
		"/autodiscover/autodiscover.xml": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://x.example/\u009b::error::")
			w.WriteHeader(http.StatusFound)
		}),
		"*": probetest.File("text/xml", "<!-- "+"\u202e\u009b"+" --><html>"),
	}
	must(i.Host(probetest.Site{Names: []string{"autoconfig." + d, d, "ua-auto-config." + d, "autodiscover." + d}, On: "https http", Pages: pages}))
	return &system{stdin: strings.NewReader(""), getenv: func(name string) string {
		return map[string]string{"MAILPROBE_PASSWORD": probetest.Password, "P": "x"}[name]
	}, start: time.Now(), network: *demoProber(i)}
}

// holdOutput holds what was written against what no terminal and no CI may get.
func holdOutput(t *testing.T, what, out string) {
	t.Helper()
	for line := range strings.SplitSeq(out, "\n") {
		if i := strings.IndexFunc(line, func(r rune) bool { return r != '\r' && !unicode.IsPrint(r) }); i >= 0 {
			t.Errorf("%s: %q", what, line[max(0, i-40):min(len(line), i+10)])
		}
		text := strings.TrimSpace(line)
		if strings.HasPrefix(text, "::") || fact.Unmarked(text) != text {
			t.Errorf("%s: a command to the CI: %q", what, line)
		}
	}
}

func TestHostileOutput(t *testing.T) {
	for _, args := range []string{
		"anna@evil.example --trace", "anna@evil.example --trace --lang de", "anna@evil.example --json --trace", "anna@evil.example --format yaml --trace",
		"check imaps://anna@in.evil.example smtps://out.evil.example imap://in.evil.example --trace",
		"domain evil.example", "domain evil.example --format junit", "domain evil.example --format sarif",
		"domain evil.example --json", "domain evil.example --format jsonl",
	} {
		t.Run(args, func(t *testing.T) {
			var out, errs bytes.Buffer
			s := hostileWorld(t)
			s.stdout, s.stderr = &out, &errs
			run(append([]string{"mailprobe"}, strings.Fields(args)...), s)
			if out.Len() == 0 {
				t.Fatalf("no output: %s", errs.String())
			}
			holdOutput(t, "standard output", out.String())
			holdOutput(t, "standard error", errs.String())
			if strings.HasPrefix(args, "anna") && !strings.Contains(out.String(), "stop-commands") {
				t.Error("the servers did not come to word")
			}
		})
	}
}

// Arguments can be hostile as well, where a program passes them on, and files
// where they come with a change that somebody proposes.
func TestHostileArguments(t *testing.T) {
	name := filepath.Join(t.TempDir(), "\x1b[31m\u202e.yaml")
	if err := os.WriteFile(name, []byte("name: [\u202e"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{evil}, {"anna@" + evil}, {"--" + evil, "x"}, {"--" + evil + "=1"}, {"--lang", evil, "anna@x.example"}, {"--ca-file", evil, "anna@x.example"}, {"--password-file", evil, "anna@x.example"},
		{"--resolver", evil, "anna@x.example"}, {"--resolver", "https://" + evil, "anna@x.example"}, {"--proxy", evil, "anna@x.example"}, {"--ispdb", evil, "a@x.example"},
		{"--timeout", evil, "anna@x.example"}, {"--max-logins", evil, "anna@x.example"}, {"--trust", evil, "anna@x.example"}, {"--sources", evil, "anna@x.example"},
		{"check", evil}, {"check", "imaps://" + evil}, {"check", "imaps://" + evil + "@x.example"}, {"check", "imaps://x.example/?" + evil}, {"check", "--" + evil},
		{"explain", evil}, {"domain", evil}, {"domain", "--baseline", evil, "x.example"}, {"domain", "x.example", "--format", evil},
		{"providers", evil}, {"providers", "show", evil}, {"providers", "list", evil}, {"providers", "lint", evil}, {"providers", "lint", name}, {"providers", "lint", "--" + evil},
		{"providers", "check", evil}, {"providers", "check", name}, {"providers", "check", "--credentials", evil}, {"providers", "check", "--credentials", name},
		{"providers", "check", "--baseline", name}, {"providers", "import", evil}, {"providers", "import", name}, {"providers", "import", name, "--output", name},
		{"demo", evil}, {"demo", "--" + evil}, {"providers", "--" + evil}, {"explain", "--" + evil},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			var out, errs bytes.Buffer
			s := hostileWorld(t)
			s.stdout, s.stderr = &out, &errs
			run(append([]string{"mailprobe"}, args...), s)
			holdOutput(t, "standard output", out.String())
			holdOutput(t, "standard error", errs.String())
		})
	}
}
