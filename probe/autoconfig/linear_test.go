package autoconfig

import (
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/linear"
)

// whole is a file with one of each, and room for more.
func whole(provider, incoming, outgoing, rest string) string {
	return `<clientConfig version="1.1"><emailProvider id="example.com"><domain>example.com</domain><displayName>x</displayName>` + provider +
		`<incomingServer type="imap"><hostname>imap.example.com</hostname><port>993</port><socketType>SSL</socketType>` +
		`<authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username>` + incoming + `</incomingServer>` +
		`<outgoingServer type="smtp"><hostname>smtp.example.com</hostname><port>465</port><socketType>SSL</socketType>` +
		`<authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username>` + outgoing + `</outgoingServer>` +
		`</emailProvider>` + rest + `</clientConfig>`
}

// Whatever stands in a file, as a value, or as often as fits into 256 KiB. The
// file is read, judged, and filled in for a user.
func TestLinear(t *testing.T) {
	const value, file = 30 << 10, 126 << 10
	user := fact.Address{Typed: "anna.b@example.com", Local: "anna.b", Domain: "example.com"}
	read := func(s string) {
		if c, err := Parse([]byte(s)); err == nil {
			Check(c, "example.com")
			c.Resolve(user, "Anna B")
		}
	}
	var cases []linear.Case
	add := func(name string, size int, input func(int) string) {
		cases = append(cases, linear.Case{Name: name, Size: size, Input: input, Read: read})
	}
	between := func(place func(string) string, make func(int) string) func(int) string {
		return func(n int) string { return place(make(n)) }
	}
	inProvider := func(s string) string { return whole(s, "", "", "") }
	inServer := func(s string) string { return whole("", s, s, "") }
	inFile := func(s string) string { return whole("", "", "", s) }
	pieces := map[string]string{
		"characters": "ü", "labels": "a.", "percent signs": "%", "placeholders": "%EMAILLOCALPART%", "half placeholders": "%EMAILLOCALPART",
		"digits": "1", "ampersands": "&amp;",
	}
	for name, piece := range pieces {
		for _, element := range []string{"hostname", "username", "port"} {
			start, end := "<"+element+">", "</"+element+">"
			bad := func(n int) string {
				config := whole("", "", "", "")
				at := strings.Index(config, start)
				return config[:at] + start + strings.Repeat(piece, n/len(piece)) + config[at+strings.Index(config[at:], end):]
			}
			add(element+" of "+name, value, bad)
		}
		add("domain of "+name, value, between(inProvider, linear.Repeat("<domain>", piece, "</domain>")))
		add("link of "+name, value, between(inProvider, linear.Repeat(`<documentation url="https://example.com/`, piece, `"/>`)))
		add("place of "+name, value, between(inProvider, linear.Repeat(`<documentation url="https://`, piece, `/"/>`)))
	}
	add("domains", file, between(inProvider, linear.Count("", "<domain>a%d.example</domain>", "")))
	add("one domain", file, between(inProvider, linear.Repeat("", "<domain>example.com</domain>", "")))
	add("names", file, between(inProvider, linear.Count("", "<displayName>x%d</displayName>", "")))
	add("documents", file, between(inProvider, linear.Count("", `<documentation url="https://example.com/%d"><descr lang="en">x</descr></documentation>`, "")))
	add("descriptions", file, between(inProvider, linear.Count(`<documentation url="https://example.com/">`, `<descr lang="l%d">x</descr>`, "</documentation>")))
	add("unknown elements", file, between(inProvider, linear.Count("", `<x%d/>`, "")))
	add("hosts", file/2, between(inServer, linear.Count("", "<hostname>a%d.example</hostname>", "")))
	add("ways to log in", file/2, between(inServer, linear.Count("", "<authentication>X%d</authentication>", "")))
	add("one way to log in", file/2, between(inServer, linear.Repeat("", "<authentication>OAuth2</authentication>", "")))
	add("restrictions", file/2, between(inServer, linear.Count("", "<restriction>X%d</restriction>", "")))
	add("servers", file, between(inProvider, linear.Count("", `<incomingServer type="imap"><hostname>a%d.example</hostname><port>993</port><socketType>SSL</socketType>`+
		`<authentication>password-cleartext</authentication><username>%%EMAILADDRESS%%</username></incomingServer>`, "")))
	add("broken servers", file, between(inProvider, linear.Count("", `<incomingServer type="imap"><hostname>a%d</hostname></incomingServer>`, "")))
	add("tokens", file, between(inFile, linear.Count("", `<oAuth2><issuer>i%d.example</issuer><scope>s</scope><authURL>https://a.example/</authURL><tokenURL>https://t.example/</tokenURL></oAuth2>`, "")))
	add("scopes", value, between(inFile, linear.Repeat(`<oAuth2><issuer>i.example</issuer><scope>`, "s ", `</scope><authURL>https://a.example/</authURL><tokenURL>https://t.example/</tokenURL></oAuth2>`)))
	linear.Test(t, cases)
}
