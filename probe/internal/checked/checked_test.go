package checked

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestText(t *testing.T) {
	for _, test := range []struct {
		in    string
		limit int
		want  string
	}{
		{" Example\r\n\t Mail ", 20, "Example Mail"},
		{"a\x1b[31mb\x00\u202ec\u200b", 20, "a[31mbc"},
		{"\xffx", 20, "\ufffdx"},
		{"Bücher", 6, "Bücher"},
		{"Bücherei", 6, "Büche…"},
		{"ab cdef", 4, "ab…"},
		{"", 4, ""},
	} {
		if got := Text(test.in, test.limit); got != test.want {
			t.Errorf("%q: %q, want %q", test.in, got, test.want)
		}
	}
}

func TestLogin(t *testing.T) {
	for name, want := range map[string]bool{
		"anna":                    true,
		`EXAMPLE\anna`:            true,
		"anna müller@example.com": true,
		"":                        false,
		" anna":                   false,
		"anna\n":                  false,
		"an\rna":                  false,
		"an\x00na":                false,
		"an\u202ena":              false,
		"\xff":                    false,
		strings.Repeat("a", 513):  false,
	} {
		if err := Login(name); (err == nil) != want {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestPort(t *testing.T) {
	for in, want := range map[string]uint16{
		"1": 1, "993": 993, "65535": 65535,
		"": 0, "0": 0, "65536": 0, "99999": 0, "-1": 0, "+993": 0, "0993": 0, "993 ": 0, "0x10": 0, "9_93": 0, "٣": 0,
		"18446744073709551617": 0,
	} {
		if got, ok := Port(in); got != want || ok != (want != 0) {
			t.Errorf("%q: %d, %v", in, got, ok)
		}
	}
}

func TestURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.com":                  "https://example.com",
		"HTTPS://Example.COM:8443/a%2Fb?c=d#e": "https://example.com:8443/a%2Fb?c=d#e",
		"https://bücher.example/x":             "https://xn--bcher-kva.example/x",
		"https://example.com./":                "https://example.com/",
		"http://192.0.2.1/":                    "http://192.0.2.1/",

		"":                             "",
		"example.com":                  "",
		"//example.com/":               "",
		"https:":                       "",
		"https:///x":                   "",
		"https:example.com":            "",
		"ftp://example.com/":           "",
		"javascript:alert(1)":          "",
		"https://a@example.com/":       "",
		"https://a:b@example.com/":     "",
		`https://evil.example\@a.com/`: "",
		"https://exa mple.com/":        "",
		"https://example.com/\n":       "",
		"https://example.com/\u202e":   "",
		"https://exam_ple.com/":        "",
		"https://example.com:0/":       "",
		"https://example.com:99999/":   "",
		"https://example.com%2eevil/":  "",
		"https://[2001:db8::1]/":       "",
		"https://example.com/\xff":     "",
		"https://example.com/" + strings.Repeat("a", 2048): "",
	} {
		u, err := URL(in, "https", "http")
		if (err == nil) != (want != "") {
			t.Errorf("%q: %v, %v", in, u, err)
		} else if err == nil && u.String() != want {
			t.Errorf("%q: %q, want %q", in, u, want)
		}
	}
	if u, err := URL("http://example.com/", "https"); err == nil {
		t.Errorf("another scheme: %v", u)
	}
}

func TestPublicHost(t *testing.T) {
	for host, want := range map[string]bool{
		"example.com": true, "a.xn--p1ai": true, "1.2.3.example": true,
		"localhost": false, "": false, "127.0.0.1": false, "127.1": false, "0177.0.0.1": false, "a.0x7f": false, "2130706433": false,
		"example.": false,
	} {
		if got := PublicHost(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}

func FuzzURL(f *testing.F) {
	f.Add("https://Bücher.example:443/%41?b#c")
	f.Add("https://example.com\\@evil.example/")
	f.Fuzz(func(t *testing.T, in string) {
		u, err := URL(in, "https", "http")
		if err != nil {
			return
		}
		again, err := URL(u.String(), "https", "http")
		if err != nil || again.String() != u.String() {
			t.Fatalf("%q is %q and then %v (%v)", in, u, again, err)
		}
		if host, err := fact.ToASCII(u.Hostname()); err != nil || host != u.Hostname() {
			t.Fatalf("%q: host %q (%v)", in, u.Hostname(), err)
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add("a\x1b b\u202e\xff c", 3)
	f.Fuzz(func(t *testing.T, in string, limit int) {
		if limit < 1 || limit > 1000 {
			return
		}
		got := Text(in, limit)
		if utf8.RuneCountInString(got) > limit || Text(got, limit) != got {
			t.Fatalf("%q at %d: %q", in, limit, got)
		}
	})
}
