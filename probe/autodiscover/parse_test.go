package autodiscover

import (
	"encoding/xml"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/note/notetest"
)

func address(t testing.TB, typed string) fact.Address {
	t.Helper()
	a, err := fact.ParseAddress(typed)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestRequest(t *testing.T) {
	want := `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>` +
		`<EMailAddress>anna@example.com</EMailAddress>` +
		`<AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema>` +
		`</Request></Autodiscover>`
	if got := string(Request(address(t, "anna@example.com"))); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Whatever the local part holds, the server reads that one address.
func TestRequestEscapes(t *testing.T) {
	for _, typed := range []string{
		"anna@bücher.example", "o'hara+tag@example.com", "a&b@example.com", "a%b@example.com", "änna@example.com",
		"x/EMailAddress@example.com", "{$&'*}@example.com", "]]&gt@example.com",
	} {
		addr := fact.Address{Local: typed[:strings.LastIndexByte(typed, '@')]}
		addr.Domain, _ = fact.ToASCII(typed[strings.LastIndexByte(typed, '@')+1:])
		checkRequest(t, addr)
	}
	checkRequest(t, fact.Address{Local: `</EMailAddress><LegacyDN>x</LegacyDN>"`, Domain: "example.com"})
}

func checkRequest(t *testing.T, addr fact.Address) {
	t.Helper()
	var read struct {
		XMLName xml.Name `xml:"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006 Autodiscover"`
		Request struct {
			EMailAddress []string
			Others       []struct{ XMLName xml.Name } `xml:",any"`
		}
	}
	if err := xml.Unmarshal(Request(addr), &read); err != nil {
		t.Fatal(err)
	}
	if got := read.Request.EMailAddress; len(got) != 1 || got[0] != addr.ASCII() || len(read.Request.Others) != 1 {
		t.Errorf("%q: %+v", addr.ASCII(), read.Request)
	}
}

func TestV2URL(t *testing.T) {
	for _, test := range []struct{ typed, protocol, want string }{
		{"anna@example.com", "AutodiscoverV1", "?Email=anna%40example.com&Protocol=AutodiscoverV1"},
		{"anna@bücher.example", "EWS", "?Email=anna%40xn--bcher-kva.example&Protocol=EWS"},
		{"a+b&Protocol=x@example.com", "ActiveSync", "?Email=a%2Bb%26Protocol%3Dx%40example.com&Protocol=ActiveSync"},
		{"a#?/%41@example.com", "a b", "?Email=a%23%3F%2F%2541%40example.com&Protocol=a+b"},
		{"änna@example.com", "EWS", "?Email=%C3%A4nna%40example.com&Protocol=EWS"},
	} {
		want := "https://outlook.office365.com/autodiscover/autodiscover.json" + test.want
		if got := V2URL("outlook.office365.com", address(t, test.typed), test.protocol); got != want {
			t.Errorf("%s: %s, want %s", test.typed, got, want)
		}
	}
}

func TestSettle(t *testing.T) {
	for _, test := range []struct {
		protocol fact.Protocol
		port     uint16
		ssl      onOff
		words    encryption
		want     string
		odd      bool
	}{
		{fact.IMAP, 993, on, "", "imaps://:993", false},
		{fact.IMAP, 993, unsaid, "", "imaps://:993", false},
		{fact.IMAP, 993, off, "", "imaps://:993", true},
		{fact.IMAP, 993, on, "tls", "imaps://:993", false},
		{fact.IMAP, 993, off, "tls", "imaps://:993", false},
		{fact.IMAP, 993, on, "none", "imaps://:993", true},
		{fact.IMAP, 143, on, "", "imap://:143", false},
		{fact.IMAP, 143, unsaid, "auto", "imap://:143", false},
		{fact.IMAP, 143, on, "ssl", "imap://:143", true},
		{fact.IMAP, 143, off, "ssl", "imap://:143", true},
		{fact.IMAP, 143, off, "", "imap://:143?tls=none", false},
		{fact.IMAP, 143, on, "none", "imap://:143?tls=none", false},
		{fact.POP3, 995, on, "", "pop3s://:995", false},
		{fact.POP3, 110, off, "tls", "pop3://:110", false},
		{fact.POP3, 993, on, "", "pop3s://:993", false},
		{fact.SMTP, 465, unsaid, "", "smtps://:465", false},
		{fact.SMTP, 587, on, "", "smtp://:587", false},
		{fact.SMTP, 587, off, "", "smtp://:587?tls=none", false},
		{fact.SMTP, 25, on, "", "smtp://:25", false},
		{fact.SMTP, 2525, on, "", "smtps://:2525", false},
		{fact.SMTP, 2525, on, "auto", "smtps://:2525", false},
		{fact.SMTP, 2525, off, "ssl", "smtps://:2525", false},
		{fact.SMTP, 2525, off, "tls", "smtp://:2525", false},
		{fact.SMTP, 2525, off, "", "smtp://:2525?tls=none", false},
		{fact.IMAP, 0, unsaid, "", "imaps://:993", false},
		{fact.IMAP, 0, off, "", "imap://:143?tls=none", false},
		{fact.IMAP, 0, on, "tls", "imap://:143", false},
		{fact.POP3, 0, on, "", "pop3s://:995", false},
		{fact.POP3, 0, off, "auto", "pop3s://:995", false},
		{fact.SMTP, 0, on, "", "smtps://:465", false},
		{fact.SMTP, 0, on, "none", "smtp://:587?tls=none", false},
		{fact.SMTP, 0, unsaid, "tls", "smtp://:587", false},
	} {
		got, odd := settle(test.protocol, test.port, test.ssl, test.words)
		if got.String() != test.want || odd != test.odd {
			t.Errorf("%s %d %q %q: %s, %v; want %s, %v", test.protocol, test.port, test.ssl, test.words, got, odd, test.want, test.odd)
		}
	}
}

// Answers too large for testdata. None may be believed, and none may cost more
// memory than a few times its size.
func TestParseHostile(t *testing.T) {
	const account = `<Autodiscover><Response><Account><Action>settings</Action>`
	asXML := func(data []byte) error { _, err := Parse(data); return err }
	asJSON := func(data []byte) error { _, err := ParseJSON(data); return err }
	for _, test := range []struct {
		name   string
		parse  func([]byte) error
		in     string
		reason string
	}{
		{"more than fits", asXML, strings.Repeat(" ", 2<<20), "limit"},
		{"many sections", asXML, account + strings.Repeat("<Protocol/>", 30_000), "limit"},
		{"deep", asXML, strings.Repeat("<Autodiscover>", 50_000), "limit"},
		{"many attributes", asXML, "<Autodiscover" + strings.Repeat(" a=''", 100_000) + ">", "limit"},
		{"long text", asXML, account + "<Protocol><Type>" + strings.Repeat("x", 900_000), "limit"},
		{"long doctype", asXML, "<!DOCTYPE Autodiscover [" + strings.Repeat(`<!ENTITY a "b">`, 50_000) + "]>", "doctype"},
		{"binary", asXML, strings.Repeat("\x00\xff\x7f", 100_000), "not-xml"},
		{"more JSON than fits", asJSON, strings.Repeat(" ", 2<<20), "limit"},
		{"10,000 arrays", asJSON, `{"Url":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + "}", "limit"},
		{"10,000 objects", asJSON, strings.Repeat(`{"Url":`, 10_000) + "1" + strings.Repeat("}", 10_000), "limit"},
		{"many members", asJSON, `{"a":[` + strings.Repeat("1,", 100_000) + "1]}", "limit"},
		{"long string", asJSON, `{"Url":"https://` + strings.Repeat("x", 900_000) + `"}`, "limit"},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := []byte(test.in)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			err := test.parse(data)
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

// An answer as large as callers let through is read in full, to the server at
// its end.
func TestParseLarge(t *testing.T) {
	a, err := Parse([]byte(`<Autodiscover><Response><Account><Action>settings</Action>` +
		strings.Repeat("<Protocol><Type>NNTP</Type></Protocol>", 6000) +
		`<Protocol><Type>POP3</Type><Server>pop.example.com</Server></Protocol></Account></Response></Autodiscover>`))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Servers) != 1 || len(a.Notes) != 22 {
		t.Errorf("%d servers, %d notes", len(a.Servers), len(a.Notes))
	}
}

func addCorpus(f *testing.F, pattern string) {
	files, err := filepath.Glob(pattern)
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
}

func FuzzParse(f *testing.F) {
	addCorpus(f, "testdata/*.xml")
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Parse(data)
		if err != nil {
			if a != nil {
				t.Fatalf("%v and %v", a, err)
			}
			notetest.Hold(t, nil, err)
			return
		}
		notetest.Hold(t, a.Notes, nil)
		notetest.Hold(t, Check(a, "example.com"), nil)
		for _, words := range []string{a.DisplayName, a.Failure.Code, a.Failure.Message} {
			checkWords(t, words)
		}
		switch a.Kind {
		case Settings:
			checkSettings(t, a)
		case RedirectAddress:
			if again, err := fact.ParseAddress(a.Address.ASCII()); err != nil || again.Domain != a.Address.Domain {
				t.Fatalf("%+v: %v", a.Address, err)
			}
		case RedirectURL:
			if u, err := checked.URL(a.URL, "https", "http"); err != nil || u.String() != a.URL {
				t.Fatalf("%q: %v", a.URL, err)
			}
		case Failed:
		default:
			t.Fatalf("kind %q", a.Kind)
		}
	})
}

// checkSettings holds the answer to what a caller relies on.
func checkSettings(t *testing.T, a *Answer) {
	t.Helper()
	if n, m := len(a.Servers), len(a.Exchange); n+m == 0 || n > maxSections || m > maxSections {
		t.Fatalf("%d servers, %d sections of Exchange", n, m)
	}
	for _, s := range a.Servers {
		if host, err := fact.ToASCII(s.Host); err != nil || host != s.Host || s.Port == 0 || s.TLS == "" {
			t.Fatalf("%+v: %v", s, err)
		}
		for _, name := range []string{s.Login, s.DomainName} {
			if name != "" && checked.Login(name) != nil {
				t.Fatalf("login %q", name)
			}
		}
	}
	for _, x := range a.Exchange {
		if host, err := fact.ToASCII(x.Server); x.Server != "" && (err != nil || host != x.Server) || len(x.Links) > maxLinks {
			t.Fatalf("%+v: %v", x, err)
		}
		for _, link := range x.Links {
			if _, err := checked.URL(link.URL, "https", "http"); err != nil {
				t.Fatalf("%+v: %v", link, err)
			}
		}
	}
}

func FuzzParseJSON(f *testing.F) {
	addCorpus(f, "testdata/*.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := ParseJSON(data)
		if err != nil {
			if v != nil {
				t.Fatalf("%v and %v", v, err)
			}
			notetest.Hold(t, nil, err)
			return
		}
		for _, words := range []string{v.Protocol, v.Failure.Code, v.Failure.Message} {
			checkWords(t, words)
		}
		if v.Failure.Code != "" {
			return
		}
		u, err := checked.URL(v.URL, "https")
		if err != nil || u.String() != v.URL || u.Hostname() != v.Host {
			t.Fatalf("%+v: %v", v, err)
		}
	})
}

func checkWords(t *testing.T, s string) {
	t.Helper()
	if checked.Text(s, maxText) != s {
		t.Fatalf("words %q", s)
	}
}
