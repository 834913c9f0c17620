package autoconfig

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// minimal is a Config that lacks nothing.
func minimal() *Config {
	return &Config{
		ID:      "example.com",
		Domains: []Domain{{Name: "example.com"}},
		Incoming: []Server{{
			Section: IncomingServer, Type: "imap", Hostname: "imap.example.com", Port: 993, SocketType: SSL,
			Authentication: []Authentication{{Method: "password-cleartext"}}, Username: "%EMAILADDRESS%",
		}},
	}
}

// What is written is a file as one would write it by hand.
func TestWrite(t *testing.T) {
	c := minimal()
	c.DisplayName = `"A" <B> & C`
	c.Incoming[0].Options = []Option{{"pop3/leaveMessagesOnServer", "true"}, {"pop3/checkInterval", "15"}, {"addThisServer", "true"}}
	c.Outgoing = []Server{{Section: OutgoingServer, Type: "smtp", Hostname: "smtp.%EMAILDOMAIN%", Port: 587, SocketType: STARTTLS,
		Authentication: []Authentication{{systemSASL, "SCRAM-SHA-256"}, {Method: "OAuth2"}}}}
	c.Other = []Server{{Section: calendar, Type: "caldav", URL: "https://dav.example.com/?a=1&b=2", Username: "EX\\%EMAILLOCALPART%"}}
	c.OAuth2 = []OAuth2{{Issuer: "login.example.com", Scope: "IMAP SMTP", ClientID: "open"}}
	c.Documentation = []Page{{URL: "https://help.example.com/", Texts: []Text{{"de", "Hilfe"}, {"", "Help"}}}}
	c.Enable = []Page{{Texts: []Text{{"en", "Switch it on"}}}}
	c.WebMail = "https://mail.example.com/"
	c.UpdateURL = "https://example.com/mail.xml"
	got, err := Write(c)
	if err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.2">
  <emailProvider id="example.com">
    <domain>example.com</domain>
    <displayName>&#34;A&#34; &lt;B&gt; &amp; C</displayName>
    <incomingServer type="imap">
      <hostname>imap.example.com</hostname>
      <port>993</port>
      <socketType>SSL</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
      <pop3>
        <leaveMessagesOnServer>true</leaveMessagesOnServer>
        <checkInterval minutes="15"/>
      </pop3>
      <addThisServer>true</addThisServer>
    </incomingServer>
    <outgoingServer type="smtp">
      <hostname>smtp.%EMAILDOMAIN%</hostname>
      <port>587</port>
      <socketType>STARTTLS</socketType>
      <authentication system="sasl">SCRAM-SHA-256</authentication>
      <authentication>OAuth2</authentication>
    </outgoingServer>
    <documentation url="https://help.example.com/">
      <descr lang="de">Hilfe</descr>
      <descr>Help</descr>
    </documentation>
    <enable>
      <instruction lang="en">Switch it on</instruction>
    </enable>
  </emailProvider>
  <calendar type="caldav">
    <url>https://dav.example.com/?a=1&amp;b=2</url>
    <username>EX\%EMAILLOCALPART%</username>
  </calendar>
  <oAuth2>
    <issuer>login.example.com</issuer>
    <scope>IMAP SMTP</scope>
    <clientID>open</clientID>
  </oAuth2>
  <webMail>
    <loginPage url="https://mail.example.com/"/>
  </webMail>
  <clientConfigUpdate url="https://example.com/mail.xml"/>
</clientConfig>
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	roundTrip(t, c)
}

func TestWriteVersion(t *testing.T) {
	for _, test := range []struct {
		want   string
		change func(*Config)
	}{
		{"1.1", func(*Config) {}},
		{"1.1", func(c *Config) { c.Version = "3.0" }},
		{"1.2", func(c *Config) { c.Domains[0].Purpose = "mx" }},
		{"1.2", func(c *Config) { c.Incoming[0].Authentication = []Authentication{{systemSASL, "PLAIN"}} }},
		{"1.2", func(c *Config) {
			c.Incoming = []Server{{Section: IncomingServer, Type: "jmap", URL: "https://a.example/"}}
		}},
	} {
		c := minimal()
		test.change(c)
		got, err := Write(c)
		if err != nil || !strings.Contains(string(got), `<clientConfig version="`+test.want+`">`) {
			t.Errorf("want %s: %v\n%s", test.want, err, got)
		}
	}
}

// Whatever was read is written and read back, and stays the same from then on.
func TestWriteReadsBack(t *testing.T) {
	files, err := filepath.Glob("testdata/*.xml")
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := Parse(data); err == nil && len(c.Domains) > 0 {
			t.Run(filepath.Base(file), func(t *testing.T) { roundTrip(t, c) })
			written++
		}
	}
	if written < 60 {
		t.Errorf("only %d files were written", written)
	}
}

func TestWriteRefuses(t *testing.T) {
	many := make([]Domain, 30_000)
	for i := range many {
		many[i].Name = "example.com"
	}
	for name, change := range map[string]func(*Config){
		"no server":           func(c *Config) { c.Incoming = nil },
		"no domain":           func(c *Config) { c.Domains = nil },
		"too many domains":    func(c *Config) { c.Domains = many },
		"no id":               func(c *Config) { c.ID = "" },
		"id":                  func(c *Config) { c.ID = "My Provider" },
		"domain":              func(c *Config) { c.Domains[0].Name = "Example.com" },
		"purpose":             func(c *Config) { c.Domains[0].Purpose = " mx" },
		"name with a newline": func(c *Config) { c.DisplayName = "a\nb" },
		"name with a NUL":     func(c *Config) { c.DisplayName = "a\x00b" },
		"name not UTF-8":      func(c *Config) { c.DisplayName = "a\xffb" },
		"long name":           func(c *Config) { c.DisplayName = strings.Repeat("x", 70_000) },
		"type":                func(c *Config) { c.Incoming[0].Type = "IMAP" },
		"type elsewhere":      func(c *Config) { c.Incoming[0].Type = "smtp" },
		"section":             func(c *Config) { c.Incoming[0].Section = OutgoingServer },
		"list":                func(c *Config) { c.Outgoing = c.Incoming },
		"mail among others":   func(c *Config) { c.Other = c.Incoming },
		"too many servers": func(c *Config) {
			c.Incoming = slices.Repeat(c.Incoming, maxServers+1)
		},
		"no host name":         func(c *Config) { c.Incoming[0].Hostname = "" },
		"host name":            func(c *Config) { c.Incoming[0].Hostname = "imap.%EMAILADDRESS%" },
		"host name not ASCII":  func(c *Config) { c.Incoming[0].Hostname = "bücher.example" },
		"no port":              func(c *Config) { c.Incoming[0].Port = 0 },
		"no socket type":       func(c *Config) { c.Incoming[0].SocketType = "" },
		"socket type":          func(c *Config) { c.Incoming[0].SocketType = "TLS" },
		"URL":                  func(c *Config) { c.Incoming[0].URL = "javascript:1" },
		"user name":            func(c *Config) { c.Incoming[0].Username = "%EMAILADDRESS" },
		"user name padded":     func(c *Config) { c.Incoming[0].Username = "anna " },
		"user name injects":    func(c *Config) { c.Incoming[0].Username = "anna\r\nA1" },
		"authentication":       func(c *Config) { c.Incoming[0].Authentication[0].Method = "plain" },
		"authentication empty": func(c *Config) { c.Incoming[0].Authentication[0].Method = "" },
		"authentication twice": func(c *Config) {
			c.Incoming[0].Authentication = append(c.Incoming[0].Authentication, c.Incoming[0].Authentication...)
		},
		"option":        func(c *Config) { c.Incoming[0].Options = []Option{{"password", "x"}} },
		"option empty":  func(c *Config) { c.Incoming[0].Options = []Option{{"restriction", ""}} },
		"option twice":  func(c *Config) { c.Incoming[0].Options = []Option{{"restriction", "x"}, {"restriction", "x"}} },
		"option's URL":  func(c *Config) { c.Incoming[0].Options = []Option{{"owaURL", "x"}} },
		"interval":      func(c *Config) { c.Incoming[0].Options = []Option{{"pop3/checkInterval", ""}} },
		"empty OAuth2":  func(c *Config) { c.OAuth2 = []OAuth2{{}} },
		"OAuth2 URL":    func(c *Config) { c.OAuth2 = []OAuth2{{AuthURL: "x"}} },
		"OAuth2 issuer": func(c *Config) { c.OAuth2 = []OAuth2{{Issuer: "https://a@b.example/"}} },
		"empty page":    func(c *Config) { c.Documentation = []Page{{}} },
		"page URL":      func(c *Config) { c.Enable = []Page{{URL: "x"}} },
		"empty text":    func(c *Config) { c.Enable = []Page{{Texts: []Text{{"en", ""}}}} },
		"language":      func(c *Config) { c.Enable = []Page{{Texts: []Text{{"e\tn", "x"}}}} },
		"web mail":      func(c *Config) { c.WebMail = "x" },
		"update":        func(c *Config) { c.UpdateURL = "x" },
	} {
		c := minimal()
		change(c)
		if got, err := Write(c); err == nil {
			t.Errorf("%s: written\n%.2000s", name, got)
		}
	}
	if _, err := Write(minimal()); err != nil {
		t.Errorf("the Config that is changed above: %v", err)
	}
}
