package autoconfig

import (
	"errors"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Files too large for testdata, each with what a program might choke on. None
// may be believed, and none may cost more memory than a few times its size.
func TestParseHostile(t *testing.T) {
	const provider = `<clientConfig version="1.1"><emailProvider id="example.com"><domain>example.com</domain>`
	for _, test := range []struct {
		name, in string
		reason   string
	}{
		{"more than fits", strings.Repeat(" ", 2<<20), "limit"},
		{"many elements", provider + strings.Repeat("<domain>a.example</domain>", 30_000), "limit"},
		{"deep", strings.Repeat("<clientConfig>", 50_000), "limit"},
		{"many attributes", "<clientConfig" + strings.Repeat(" a=''", 100_000) + ">", "limit"},
		{"long text", provider + "<displayName>" + strings.Repeat("x", 900_000) + "</displayName>", "limit"},
		{"text in small pieces", provider + "<displayName>" + strings.Repeat("x<!---->", 100_000), "limit"},
		{"long doctype", "<!DOCTYPE clientConfig [" + strings.Repeat(`<!ENTITY a "b">`, 50_000) + "]>", "doctype"},
		{"long comment", "<!--" + strings.Repeat("x", 900_000), "not-xml"},
		{"long name", "<" + strings.Repeat("x", 900_000), "not-xml"},
		{"binary", strings.Repeat("\x00\xff\x7f", 100_000), "not-xml"},
		{"many prefixes", "<clientConfig>" + strings.Repeat(`<a xmlns:b="c">`, 40_000), "limit"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Parse([]byte(test.in))
			runtime.ReadMemStats(&after)
			var refused *fact.FileError
			if !errors.As(err, &refused) || refused.Reason != test.reason {
				t.Errorf("%v, want %s", err, test.reason)
			}
			if len(err.Error()) > 1000 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 32<<20 {
				t.Errorf("allocated %d bytes", used)
			}
		})
	}
}

// A file as large as callers let through is read in full.
func TestParseLarge(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<clientConfig version="1.1"><emailProvider id="example.com">`)
	for range 8000 {
		b.WriteString("<domain>example.com</domain>")
	}
	b.WriteString(`<incomingServer type="pop3"><hostname>pop.example.com</hostname><port>995</port><socketType>SSL</socketType>` +
		`<authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username></incomingServer></emailProvider></clientConfig>`)
	c, err := Parse([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Domains) != 8000 || len(c.Incoming) != 1 || len(c.Notes) != 0 {
		t.Errorf("%d domains, %d servers, notes %v", len(c.Domains), len(c.Incoming), c.Notes)
	}
}

// Resolve leaves its receiver as it was, and hands out nothing of it.
func TestResolveCopies(t *testing.T) {
	data, err := os.ReadFile("testdata/valid-ispdb-extras.xml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	untouched, _ := Parse(data)
	addr, err := fact.ParseAddress("anna@example.com")
	if err != nil {
		t.Fatal(err)
	}
	resolved := c.Resolve(addr, "Anna")
	resolved.Domains[0].Name = "x"
	resolved.Incoming[0].Authentication[0].Method = "x"
	resolved.Outgoing[0].Options[0].Value = "x"
	resolved.OAuth2[0].Scope = "x"
	resolved.Enable[0].Texts[0].Text = "x"
	if diff := cmp.Diff(untouched, c); diff != "" {
		t.Error(diff)
	}
}

func TestServer(t *testing.T) {
	imap := Server{Type: "imap", Hostname: "imap.example.com", Port: 143, SocketType: STARTTLS}
	want := fact.Endpoint{Protocol: fact.IMAP, Host: "imap.example.com", Port: 143, TLS: fact.STARTTLS}
	if got, ok := imap.Endpoint(); !ok || got != want {
		t.Errorf("imap: %v, %v", got, ok)
	}
	for _, typ := range []string{"jmap", "ews", "nntp", "managesieve", ""} {
		if got, ok := (Server{Type: typ}).Endpoint(); ok {
			t.Errorf("%s: %v", typ, got)
		}
	}
	for typ, want := range map[string]bool{"ews": true, "exchange": true, "activeSync": true, "graph": true, "jmap": false, "imap": false} {
		if got := (Server{Type: typ}).Proprietary(); got != want {
			t.Errorf("%s: proprietary %v", typ, got)
		}
	}
	if mode := SocketType("VPN").TLS(); mode != "" {
		t.Errorf("VPN is %q", mode)
	}
}
