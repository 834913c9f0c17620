package autodiscover

import (
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest/linear"
)

// Whatever stands in an answer, as a value, or as often as fits into 256 KiB.
func TestLinear(t *testing.T) {
	const (
		value, file = 30 << 10, 126 << 10
		head        = `<Autodiscover><Response><User><DisplayName>x</DisplayName></User><Account><AccountType>email</AccountType>`
		tail        = `</Account></Response></Autodiscover>`
		settings    = `<Action>settings</Action>`
	)
	read := func(s string) {
		if a, err := Parse([]byte(s)); err == nil {
			Check(a, "example.com")
		}
	}
	readJSON := func(s string) { _, _ = ParseJSON([]byte(s)) }
	follow := func(s string) {
		chain := []Hop{{URL: "https://autodiscover.example.com/", Schemes: strings.Fields(s)}, {URL: s}}
		_, _ = Follow(chain, s)
		MayLogIn("example.com", chain)
		Origin("example.com", chain)
		_, _ = PlaceAt(s)
	}
	var cases []linear.Case
	add := func(name string, size int, read func(string), input func(int) string) {
		cases = append(cases, linear.Case{Name: name, Size: size, Input: input, Read: read})
	}
	for name, piece := range map[string]string{
		"letters": "a", "characters": "ü", "labels": "a.", "digits": "1", "spaces": "a ",
	} {
		for _, element := range []string{"Server", "Port", "LoginName", "SSL"} {
			add(element+" of "+name, value, read, linear.Repeat(head+settings+"<Protocol><Type>IMAP</Type><Server>a.example</Server><"+element+">", piece, "</"+element+"></Protocol>"+tail))
		}
		add("name of "+name, value, read, linear.Repeat(strings.TrimSuffix(head, "x</DisplayName></User><Account><AccountType>email</AccountType>"), piece,
			"</DisplayName></User><Account>"+settings+tail))
		add("redirect to a URL of "+name, value, read, linear.Repeat(head+"<Action>redirectUrl</Action><RedirectUrl>https://", piece, "/</RedirectUrl>"+tail))
		add("redirect to an address of "+name, value, read, linear.Repeat(head+"<Action>redirectAddr</Action><RedirectAddr>anna@", piece, "</RedirectAddr>"+tail))
		add("error of "+name, value, read, linear.Repeat(`<Autodiscover><Response><Error><ErrorCode>600</ErrorCode><Message>`, piece, `</Message></Error></Response></Autodiscover>`))
		add("JSON with a URL of "+name, value, readJSON, linear.Repeat(`{"Protocol":"AutodiscoverV1","Url":"https://`, piece, `"}`))
		add("JSON with an error of "+name, value, readJSON, linear.Repeat(`{"ErrorCode":"`, piece, `"}`))
		add("Location of "+name, value, follow, linear.Repeat("https://", piece, "/"))
	}
	add("sections", file, read, linear.Count(head+settings, "<Protocol><Type>IMAP</Type><Server>a%d.example</Server><Port>993</Port></Protocol>", tail))
	add("broken sections", file, read, linear.Count(head+settings, "<Protocol><Type>X%d</Type></Protocol>", tail))
	add("servers", file, read, linear.Count(head+settings+"<Protocol><Type>IMAP</Type>", "<Server>a%d.example</Server>", "</Protocol>"+tail))
	add("links", file, read, linear.Count(head+settings+"<Protocol><Type>EXCH</Type><Server>a.example</Server>", "<EwsUrl>https://a%d.example/</EwsUrl><OABUrl>https://a%[1]d.example/</OABUrl>", "</Protocol>"+tail))
	add("actions", file, read, linear.Repeat(head, settings, tail))
	add("members of JSON", file, readJSON, linear.Count("{", `"Url%d":"https://a.example/",`, `"Url":"https://a.example/"}`))
	add("schemes", value, follow, linear.Repeat("", "Basic ", ""))
	linear.Test(t, cases)
}
