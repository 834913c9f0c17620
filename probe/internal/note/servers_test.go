package note

import (
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestServers(t *testing.T) {
	server := func(protocol fact.Protocol, host string, mode fact.TLSMode, username string) Server {
		return Server{Endpoint: fact.Endpoint{Protocol: protocol, Host: host, TLS: mode}, Username: username}
	}
	imap := server(fact.IMAP, "imap.example.com", fact.Implicit, "%EMAILADDRESS%")
	for _, tt := range []struct {
		name    string
		domains []string
		servers []Server
		want    []string
	}{
		{"nothing odd", []string{"example.com"}, []Server{imap, server(fact.SMTP, "smtp.example.com", fact.Implicit, "%emailaddress%")}, nil},
		{"below the mail domain's own domain", []string{"mail.example.com"}, []Server{imap}, nil},
		{"one domain of several", []string{"example.org", "example.com"}, []Server{imap}, nil},
		{
			"somebody else's, once each", []string{"example.org"},
			[]Server{imap, server(fact.SMTP, "smtp.example.com", fact.Implicit, ""), server(fact.POP3, "pop.example.net", fact.Implicit, "")},
			[]string{"file-hostname-elsewhere imap.example.com", "file-hostname-elsewhere pop.example.net"},
		},
		{"neighbours below a public suffix", []string{"anna.duckdns.org"}, []Server{server(fact.IMAP, "evil.duckdns.org", fact.Implicit, "")}, []string{"file-hostname-elsewhere evil.duckdns.org"}},
		{"for no known domain", nil, []Server{imap}, nil},
		{"placeholder", []string{"example.org"}, []Server{server(fact.IMAP, "imap.%EMAILDOMAIN%", fact.Implicit, "")}, nil},
		{"an address", []string{"example.org"}, []Server{server(fact.IMAP, "192.0.2.7", fact.Implicit, ""), server(fact.SMTP, "localhost", fact.Implicit, "")}, nil},
		{
			"only STARTTLS, twice", []string{"example.com"},
			[]Server{server(fact.IMAP, "a.example.com", fact.STARTTLS, ""), server(fact.IMAP, "b.example.com", fact.STARTTLS, "")},
			[]string{"file-starttls-only a.example.com"},
		},
		{"STARTTLS beside implicit TLS", []string{"example.com"}, []Server{server(fact.IMAP, "a.example.com", fact.STARTTLS, ""), imap}, nil},
		{"implicit TLS of another protocol", []string{"example.com"}, []Server{server(fact.SMTP, "a.example.com", fact.STARTTLS, ""), imap}, []string{"file-starttls-only a.example.com"}},
		{"no TLS at all", []string{"example.com"}, []Server{server(fact.IMAP, "a.example.com", fact.NoTLS, "")}, nil},
		{
			"other user names", []string{"example.com"},
			[]Server{imap, server(fact.SMTP, "a.example.com", fact.Implicit, "%EMAILLOCALPART%"), server(fact.POP3, "a.example.com", fact.Implicit, "%EMAILLOCALPART%")},
			[]string{"file-username-differs"},
		},
		{"no login", []string{"example.com"}, []Server{imap, server(fact.SMTP, "a.example.com", fact.Implicit, "")}, nil},
	} {
		var n Notes
		n.Servers(tt.domains, tt.servers)
		var got []string
		for _, note := range n.All() {
			got = append(got, strings.TrimSpace(string(note.Rule)+" "+note.Value))
			if note.Severity != fact.Info {
				t.Errorf("%s: %s is no mere information", tt.name, note.Rule)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
