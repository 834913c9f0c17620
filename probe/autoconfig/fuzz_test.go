package autoconfig

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/note/notetest"
)

// sameContent compares what a file says, not where or in which version.
func sameContent() cmp.Options {
	return cmp.Options{
		cmpopts.EquateEmpty(),
		cmpopts.IgnoreFields(Config{}, "Version", "Notes"),
		cmpopts.IgnoreTypes(fact.Position{}),
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.xml")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("<" + strings.Repeat("\xd8", 200)))
	user := fact.Address{Typed: "anna.b@example.com", Local: "anna.b", Domain: "example.com"}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse(data)
		if err != nil {
			if c != nil {
				t.Fatalf("%v and %v", c, err)
			}
			notetest.Hold(t, nil, err)
			return
		}
		if len(c.Incoming)+len(c.Outgoing) == 0 {
			t.Fatal("no server and no error")
		}
		notetest.Hold(t, c.Notes, nil)
		notetest.Hold(t, Check(c, "example.com"), nil)
		checkResolved(t, c.Resolve(user, "Anna\x1b[1m B"))
		roundTrip(t, c)
	})
}

// checkResolved holds the result to what a caller relies on.
func checkResolved(t *testing.T, c *Config) {
	t.Helper()
	notetest.Hold(t, c.Notes, nil)
	for _, s := range slices.Concat(c.Incoming, c.Outgoing, c.Other) {
		if host, err := fact.ToASCII(s.Hostname); s.Hostname != "" && (err != nil || host != s.Hostname) {
			t.Fatalf("host name %q", s.Hostname)
		}
		if _, ok := s.Endpoint(); ok && (s.Hostname == "" || s.Port == 0 || s.SocketType.TLS() == "") {
			t.Fatalf("incomplete: %+v", s)
		}
		if s.Username != "" && checked.Login(s.Username) != nil {
			t.Fatalf("user name %q", s.Username)
		}
		if s.URL != "" && checkWeb(s.URL) != nil {
			t.Fatalf("URL %q", s.URL)
		}
	}
	for _, d := range c.Domains {
		if host, err := fact.ToASCII(d.Name); err != nil || host != d.Name {
			t.Fatalf("domain %q", d.Name)
		}
	}
	if checked.Line(c.DisplayName) != c.DisplayName {
		t.Fatalf("name %q", c.DisplayName)
	}
}

// roundTrip writes what was read and reads it again.
func roundTrip(t *testing.T, c *Config) {
	t.Helper()
	written, err := Write(c)
	if err != nil {
		// Indentation and escapes can make a large file too large.
		if len(c.Domains) > 0 && !strings.Contains(err.Error(), "too large") {
			t.Fatal(err)
		}
		return
	}
	again, err := Parse(written)
	if err != nil {
		t.Fatalf("%v\n%s", err, written)
	}
	if diff := cmp.Diff(c, again, sameContent()); diff != "" {
		t.Fatalf("%s\n%s", diff, written)
	}
	for _, n := range again.Notes {
		switch n.Rule {
		case fact.FileValuePadded, fact.FileValueSpelling, fact.FileValueNotText, fact.FileTextCleaned, fact.FileAttributeUnknown,
			fact.FileElementUnknown, fact.FileElementMisspelt, fact.FileElementMisplaced, fact.FileElementRepeated, fact.FileURLInvalid,
			fact.FileSocketUnknown, fact.FileAuthUnknown, fact.FileUsernameInvalid, fact.FileHostnameInternational, fact.FileVersionUnknown:
			t.Fatalf("%v\n%s", n, written)
		}
		if n.Dropped {
			t.Fatalf("%v\n%s", n, written)
		}
	}
	if twice, err := Write(again); err != nil || string(twice) != string(written) {
		t.Fatalf("%v\n%s\n%s", err, written, twice)
	}
}

// FuzzWrite changes the texts of a Config, which Write must either refuse or
// write so that they are read back.
func FuzzWrite(f *testing.F) {
	f.Add("example.com", "Example <&>\"'", "%EMAILADDRESS%", "https://example.com/?a=%EMAILDOMAIN%&b", "true")
	f.Add("%EMAILDOMAIN%", " padded ", "EX\\%EMAILLOCALPART%", "http://a/]]>", "\u202e")
	f.Add("bücher.example", "]]>\x00", "a\nb", "wss://x:1/#%41", "1 2")
	f.Fuzz(func(t *testing.T, host, words, user, url, option string) {
		c := &Config{
			ID: "example.com", Domains: []Domain{{Name: host, Purpose: option}}, DisplayName: words, ShortName: option,
			Incoming: []Server{
				{Section: IncomingServer, Type: "imap", Hostname: host, Port: 993, SocketType: SSL, Username: user,
					Options: []Option{{"imap/rootFolder", option}, {"restriction", words}, {"imap/checkInterval", option}}},
				{Section: IncomingServer, Type: "jmap", URL: url, Authentication: []Authentication{{systemSASL, option}}},
			},
			OAuth2:        []OAuth2{{AuthURL: url, Issuer: host, Scope: words, ClientID: option}},
			Documentation: []Page{{URL: url, Texts: []Text{{option, words}}}},
			Enable:        []Page{{Texts: []Text{{"", words}}}},
			WebMail:       url,
		}
		if _, err := Write(c); err == nil {
			roundTrip(t, c)
		}
		// Field by field more of them can be written.
		for _, change := range []func(*Config){
			func(c *Config) { c.DisplayName = words },
			func(c *Config) { c.Incoming[0].Hostname = host },
			func(c *Config) { c.Incoming[0].Username = user },
			func(c *Config) { c.Incoming[0].URL = url },
			func(c *Config) { c.Incoming[0].Options = []Option{{"restriction", option}} },
			func(c *Config) { c.Incoming[0].Options = []Option{{"owaURL", url}} },
			func(c *Config) { c.Incoming[0].Authentication = []Authentication{{option, words}} },
			func(c *Config) { c.OAuth2 = []OAuth2{{Issuer: user}} },
			func(c *Config) { c.Domains[0].Purpose = words },
		} {
			c := minimal()
			change(c)
			if _, err := Write(c); err == nil {
				roundTrip(t, c)
			}
		}
	})
}

// FuzzHost looks for a local part that decides whose server is asked.
func FuzzHost(f *testing.F) {
	f.Add("%EMAILLOCALPART%.example.com", "anna")
	f.Add("%EMAILLOCALPART%.%EMAILDOMAIN%", "evil.example")
	f.Add("mail.%EMAILLOCALPART%", "com")
	f.Add("%EMAILLOCALPART%.co.uk", "evil")
	f.Add("a%EMAILLOCALPART%.%EMAILLOCALPART%.duckdns.org", "%EMAILDOMAIN%")
	f.Add("\x80", "0")
	f.Fuzz(func(t *testing.T, template, local string) {
		p := anybody()
		p.local, p.address = local, local+"@"+p.domain
		host, err := p.host(template)
		if err != nil {
			return
		}
		if ascii, err := fact.ToASCII(host); err != nil || ascii != host {
			t.Fatalf("%q: %v", host, err)
		}
		other := anybody()
		other.local = "zzz"
		if theirs, err := other.host(template); err != nil || fact.Registrable(theirs) != fact.Registrable(host) {
			t.Fatalf("%q is %q for one and %q for another (%v)", template, host, theirs, err)
		}
		if strings.Contains(host, "%") {
			t.Fatalf("%q", host)
		}
	})
}
