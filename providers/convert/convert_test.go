package convert_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/providers/convert"
	"github.com/mailprobe/mailprobe/providers/file"
)

var today = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

// server is a section in the autoconfig format.
func server(kind, host string, port int, socket, user string, auth ...string) string {
	name := "incomingServer"
	if kind == "smtp" {
		name = "outgoingServer"
	}
	s := fmt.Sprintf("<%s type=%q><hostname>%s</hostname><port>%d</port><socketType>%s</socketType><username>%s</username>", name, kind, host, port, socket, user)
	for _, a := range auth {
		s += "<authentication>" + a + "</authentication>"
	}
	return s + "</" + name + ">\n"
}

const (
	address = "%EMAILADDRESS%"
	local   = "%EMAILLOCALPART%"
	clear   = "password-cleartext"
)

// config is a file with the given elements in its emailProvider.
func config(id string, elements ...string) string {
	return fmt.Sprintf("<clientConfig version=\"1.1\"><emailProvider id=%q>\n%s</emailProvider></clientConfig>\n", id, strings.Join(elements, "\n"))
}

func TestFile(t *testing.T) {
	domain := "<domain>one.example</domain>"
	imap := server("imap", "imap.one.example", 993, "SSL", address, clear)
	for _, tt := range []struct {
		name, in string
		want     string // the entry, without what is the same in all; empty for none
		found    string // rules and what their messages hold
	}{
		{
			"whole", config("one.example", domain, "<domain purpose='mx'>mx.one.example</domain>", "<displayName>One  Mail</displayName>",
				server("pop3", "pop.one.example", 110, "STARTTLS", address, clear), imap,
				server("smtp", "smtp.one.example", 465, "SSL", address, "password-encrypted", clear),
				"<documentation url='https://one.example/help'/>", "<enable visiturl='https://one.example/on'/>"),
			`name: One Mail
domains: [one.example]
mx: [mx.one.example]
username: address
auth: [password]
servers:
  - {protocol: imap, host: imap.one.example, port: 993, tls: implicit}
  - {protocol: pop3, host: pop.one.example, port: 110, tls: starttls}
  - {protocol: smtp, host: smtp.one.example, port: 465, tls: implicit}
needs:
  - {need: enable-access, link: 'https://one.example/on'}
help: ['https://one.example/help']
`, "",
		},
		{
			"user names and proofs", config("one.example", domain, "<displayName>One</displayName>",
				server("imap", "imap.%EMAILDOMAIN%", 993, "SSL", local, "OAuth2"),
				server("pop3", "pop.one.example", 995, "SSL", local+"."+"%EMAILDOMAIN%", "OAuth2", clear),
				server("smtp", "smtp.one.example", 587, "STARTTLS", local+"@%EMAILDOMAIN%", "NTLM")),
			`name: One
domains: [one.example]
servers:
  - {protocol: imap, host: 'imap.{domain}', port: 993, tls: implicit, username: local, auth: [oauth2]}
  - {protocol: pop3, host: pop.one.example, port: 995, tls: implicit, username: '{local}.{domain}', auth: [oauth2, password]}
  - {protocol: smtp, host: smtp.one.example, port: 587, tls: starttls, username: address, auth: [password]}
needs:
  - {need: oauth2}
`, "",
		},
		{
			"dropped servers", config("one.example", domain, "<displayName>One</displayName>", imap,
				server("imap", "imap.one.example", 143, "plain", address, clear),
				server("imap", "imap.one.example", 993, "SSL", local, clear),
				server("imap", "mail."+local+".example", 993, "SSL", address, clear),
				server("imap", "192.0.2.1", 993, "SSL", address, clear),
				server("imap", "gss.one.example", 993, "SSL", address, "GSSAPI"),
				server("smtp", "relay.one.example", 25, "plain", address, "client-IP-address"),
				"<incomingServer type='exchange'><hostname>ews.one.example</hostname><url>https://ews.one.example/</url><username>%EMAILADDRESS%</username><authentication>NTLM</authentication></incomingServer>",
				server("pop3", "pop.one.example", 0, "SSL", address, clear)),
			`name: One
domains: [one.example]
username: address
auth: [password]
servers:
  - {protocol: imap, host: imap.one.example, port: 993, tls: implicit}
`, `import-server-dropped cleartext, where another server has TLS
import-server-dropped the same as in line 4
import-dropped imap/hostname
import-server-dropped not a host name
import-server-dropped no way to log in
import-server-dropped wants no login
import-server-dropped not IMAP, POP3 or SMTP
import-dropped not a port`,
		},
		{
			"dropped words", config("one.example", domain, "<domain>co.uk</domain>", "<domain>%EMAILDOMAIN%</domain>", "<displayName>Mail of %EMAILDOMAIN%</displayName>",
				server("imap", "imap.one.example", 993, "SSL", "%REALNAME%", clear),
				server("smtp", "smtp.one.example", 465, "SSL", "everybody", clear),
				server("smtp", "smtp.one.example", 587, "STARTTLS", "%EMAILADDRESS", clear),
				"<documentation url='http://one.example/help'/>", "<documentation url='https://one.example/%EMAILADDRESS%'/>"),
			`name: one-example
domains: [one.example]
auth: [password]
servers:
  - {protocol: imap, host: imap.one.example, port: 993, tls: implicit}
  - {protocol: smtp, host: smtp.one.example, port: 465, tls: implicit}
  - {protocol: smtp, host: smtp.one.example, port: 587, tls: starttls}
`, `import-name one-example
import-domain-dropped co.uk
import-domain-dropped %EMAILDOMAIN%
import-username-dropped %REALNAME%
import-username-dropped everybody
import-username-dropped ""
import-link-dropped http://
import-link-dropped %EMAILADDRESS%`,
		},
		{"an odd port stays", config("one.example", domain, "<displayName>One</displayName>", server("pop3", "pop.one.example", 993, "SSL", address, clear)),
			"name: One\ndomains: [one.example]\nusername: address\nauth: [password]\nservers:\n  - {protocol: pop3, host: pop.one.example, port: 993, tls: implicit}\n", ""},
		{"no domain", config("one.example", "<domain>%EMAILDOMAIN%</domain>", "<displayName>One</displayName>", imap), "", "import-no-entry no domain\nimport-domain-dropped that it lists"},
		{"no server left", config("one.example", domain, "<displayName>One</displayName>", server("smtp", "s.one.example", 25, "plain", address, "none")), "", "import-no-entry no server\nimport-server-dropped login"},
		{"no usable section", config("one.example", domain, "<incomingServer type='imap'/>"), "", "import-no-entry not usable\nimport-dropped host name\nimport-dropped port\nimport-dropped socketType"},
		{"a web page", "<!DOCTYPE html><html><body>Not found</body></html>", "", "import-no-entry not usable"},
		{"an entity bomb", `<!DOCTYPE c [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><clientConfig>&b;</clientConfig>`, "", "import-no-entry not usable"},
		{"nothing", "", "", "import-no-entry not usable"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, found := convert.File("dir/one.example.xml", []byte(tt.in), today)
			got := ""
			if p != nil {
				data, err := file.Write(p)
				if err != nil {
					t.Fatal(err)
				}
				got = string(data)
			}
			want := tt.want
			if want != "" {
				want += "checked: 2026-11-22\nevidence: imported from the autoconfig file one.example.xml; not tried against the live servers\n"
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var lines []string
			if tt.found != "" {
				lines = strings.Split(tt.found, "\n")
			}
			if len(lines) != len(found) {
				t.Errorf("%d findings, want %d", len(found), len(lines))
			}
			for i, f := range found {
				if i >= len(lines) {
					t.Errorf("%+v", f)
					continue
				}
				rule, part, _ := strings.Cut(lines[i], " ")
				if f.Rule != rule || !strings.Contains(f.Message, part) || f.Remedy == "" {
					t.Errorf("%+v, want %s", f, lines[i])
				}
			}
		})
	}
}

// TestFiles: what two files claim goes to the first; what is no such file is
// passed over in a folder, and said where it was named.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	ispdb := filepath.Join(dir, "ispdb")
	if err := os.Mkdir(ispdb, 0o755); err != nil {
		t.Fatal(err)
	}
	imap := server("imap", "imap.one.example", 993, "SSL", address, clear)
	one := "<displayName>One</displayName><domain>one.example</domain>"
	for name, data := range map[string]string{
		"a.xml":          config("one.example", one, "<domain purpose='mx'>one.example</domain>", imap),
		"b.two.example":  config("one.example", one, "<domain>two.example</domain><domain purpose='mx'>one.example</domain>", imap),
		"c.xml":          config("three.example", one, imap),
		"d.xml":          "<html>",
		"README":         "about these files",
		".hidden":        config("hidden.example", "<domain>hidden.example</domain>", imap),
		"../outside.xml": config("outside.example", "<domain>outside.example</domain>", imap),
	} {
		if err := os.WriteFile(filepath.Join(ispdb, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list, found, err := convert.Files([]string{dir}, today)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range list {
		got = append(got, fmt.Sprintf("%s%v%d", p.ID, p.Domains, len(p.MX)))
	}
	for _, f := range found {
		got = append(got, filepath.Base(f.File)+" "+f.Rule)
	}
	want := []string{
		"one-example[one.example]1", "one-example-2[two.example]0",
		"b.two.example import-domain-dropped", "b.two.example import-domain-dropped", "b.two.example import-renamed",
		"c.xml import-domain-dropped", "c.xml import-no-entry", "d.xml import-no-entry",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, found, err := convert.Files([]string{filepath.Join(ispdb, "README")}, today); err != nil || len(found) != 1 {
		t.Errorf("a file that was named: %v %v", found, err)
	}
	if _, _, err := convert.Files([]string{filepath.Join(dir, "nowhere")}, today); err == nil {
		t.Error("a path that is not there: no error")
	}
}
