package render_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
	"github.com/mailprobe/mailprobe/providers"
)

// entry has one of everything that an entry can have.
func entry() *providers.Provider {
	return &providers.Provider{
		ID: "example", Name: "Example Mail", Kind: providers.Mailbox,
		Domains: []string{"example.org", "xn--bcher-kva.example"},
		MX:      []providers.MXPattern{{Suffix: "mx.example.org"}, {Pattern: `w[0-9]\.example\.org`}},
		Servers: []providers.Server{
			{Protocol: fact.IMAP, Host: "imap.{domain}", Port: 993, TLS: fact.Implicit, Username: "address", Auth: []providers.Auth{providers.Password}},
			{Protocol: fact.POP3, Host: "{mx}", Port: 110, TLS: fact.STARTTLS, Username: "local", Auth: []providers.Auth{providers.Password}},
			{Protocol: fact.SMTP, Host: "smtp.example.org", Port: 587, TLS: fact.NoTLS, Auth: []providers.Auth{providers.Password}},
			{Protocol: fact.SMTP, Host: "smtp.example.org", Port: 588, TLS: fact.Implicit, Username: "{local}.{domain}", Auth: []providers.Auth{providers.Password}, Remark: "so they say"},
		},
		Needs: []providers.Need{{Need: fact.NeedEnableAccess, Link: "https://example.org/on"}, {Need: fact.NeedAppPassword}},
		Help:  []string{"https://example.org/help"}, Checked: "2026-11-21", Evidence: "made up",
	}
}

func TestProvider(t *testing.T) {
	anna, err := fact.ParseAddress("anna@example.org")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		lang    text.Lang
		address fact.Address
		domain  string
	}{
		"provider.en": {text.English, fact.Address{}, ""},
		"provider.de": {text.German, anna, "example.org"},
	} {
		var out bytes.Buffer
		if err := (render.Text{Lang: tt.lang}).Provider(&out, entry(), tt.address, tt.domain); err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, "testdata/"+name+".txt", out.String())
	}
}

func TestProviders(t *testing.T) {
	list := []*providers.Provider{
		entry(),
		{ID: "filter", Name: strings.Repeat("A very long name ", 5), Kind: providers.Gateway, Domains: []string{"filter.example"}},
		{ID: "hoster", Name: "Hoster", Kind: providers.Mailbox},
		{ID: "one", Name: "One", Kind: providers.Mailbox, Domains: []string{"one.example"}, Servers: entry().Servers[2:3]},
	}
	var page, tsv, doc bytes.Buffer
	if err := (render.Text{}).Providers(&page, list); err != nil {
		t.Fatal(err)
	}
	want := `  example  Example Mail                  example.org +1
  filter   A very long name A very lon…  (gateway)
  hoster   Hoster
  one      One                           one.example
`
	if diff := cmp.Diff(want, page.String()); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	if err := render.ProvidersTSV(&tsv, list); err != nil {
		t.Fatal(err)
	}
	want = strings.ReplaceAll(`domain proto host port tls
example.org imap imap.example.org 993 implicit
example.org smtp smtp.example.org 587 none
example.org smtp smtp.example.org 588 implicit
xn--bcher-kva.example imap imap.xn--bcher-kva.example 993 implicit
xn--bcher-kva.example smtp smtp.example.org 587 none
xn--bcher-kva.example smtp smtp.example.org 588 implicit
one.example smtp smtp.example.org 587 none
`, " ", "\t")
	if diff := cmp.Diff(want, tsv.String()); diff != "" {
		t.Errorf("tsv (-want +got):\n%s", diff)
	}
	if err := render.ProvidersJSON(&doc, list); err != nil {
		t.Fatal(err)
	}
	var back []*providers.Provider
	if err := json.Unmarshal(doc.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(list, back); diff != "" {
		t.Errorf("json (-want +got):\n%s", diff)
	}
}

// A file's name comes from whoever made the archive; it must not steer a terminal.
func TestFindings(t *testing.T) {
	found := []fact.Finding{
		{File: "a.yaml", Line: 3, Column: 4, Rule: "host", Severity: fact.Error, Message: "m", Remedy: "r"},
		{File: "a.yaml", Line: 3, Rule: "yaml-syntax", Severity: fact.Error, Message: "m", Remedy: "r"},
		{File: "\x1b[2Jb.yaml", Rule: "unreadable", Severity: fact.Warning, Message: "m", Remedy: "r"},
	}
	var out bytes.Buffer
	if err := render.FindingsText(&out, found); err != nil {
		t.Fatal(err)
	}
	want := "a.yaml:3:4: error: m [host]\n    r\na.yaml:3: error: m [yaml-syntax]\n    r\n\\x1b[2Jb.yaml: warning: m [unreadable]\n    r\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	out.Reset()
	if err := render.FindingsJSON(&out, nil); err != nil || out.String() != "[]\n" {
		t.Errorf("%q %v", out.String(), err)
	}
}
