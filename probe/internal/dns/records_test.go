package dns

import (
	"fmt"
	"strings"
	"testing"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// answered is a cache whose resolver answers every question for srv.example with
// these records.
func answered(t *testing.T, records string) *Cache {
	n := network(t)
	serve(t, n, "192.0.2.1:53", overTCP(says(records)))
	r := &Resolver{Servers: []Server{server(t, "192.0.2.1")}, Dial: n.DialContext}
	return r.Cache(t.Context())
}

func TestMX(t *testing.T) {
	tests := []struct {
		name    string
		records string
		want    string
	}{
		{"by preference, then by name", `
			srv.example MX 20 backup.srv.example
			srv.example MX 10 b.srv.example
			srv.example MX 10 a.srv.example
			srv.example MX 5 z.srv.example`,
			"{5 z.srv.example} {10 a.srv.example} {10 b.srv.example} {20 backup.srv.example}"},
		{"null MX", "srv.example MX 0 .", "{0 }"},
		{"null MX beside others", "srv.example MX 10 .\nsrv.example MX 5 a.srv.example", "{5 a.srv.example} {10 }"},
		{"in small letters", "srv.example MX 10 A.SRV.Example", "{10 a.srv.example}"},
		{"international", `srv.example MX 10 xn--mller-kva.example`, "{10 xn--mller-kva.example}"},
		{"no host names", `
			srv.example MX 10 under_score.example
			srv.example MX 10 spa\032ce.example
			srv.example MX 10 \027[2J.example
			srv.example MX 10 dot\.ted.example
			srv.example MX 10 -a.example
			srv.example MX 10 192.0.2.1
			srv.example MX 20 a.srv.example`,
			"{20 a.srv.example}"},
		{"other records", "srv.example A 192.0.2.1\nsrv.example MX 10 a.srv.example", "{10 a.srv.example}"},
		{"the best of many", manyMX(100), manyMXWant(maxRecords)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				got, answer, err := answered(t, tt.records).MX(t.Context(), "srv.example")
				if err != nil || listed(got) != tt.want {
					t.Errorf("got %s (%v), want %s", listed(got), err, tt.want)
				}
				if answer.Name != "srv.example" || answer.Type != dns.TypeMX {
					t.Errorf("answer to %s %d", answer.Name, answer.Type)
				}
			})
		})
	}
}

func TestSRV(t *testing.T) {
	tests := []struct {
		name    string
		records string
		want    string
	}{
		{"by priority, weight, name and port", `
			srv.example SRV 20 0 993 z.example
			srv.example SRV 10 5 993 b.example
			srv.example SRV 10 9 993 c.example
			srv.example SRV 10 5 993 a.example
			srv.example SRV 10 5 143 a.example`,
			"{10 9 993 c.example} {10 5 143 a.example} {10 5 993 a.example} {10 5 993 b.example} {20 0 993 z.example}"},
		{"not offered", "srv.example SRV 0 0 0 .", "{0 0 0 }"},
		{"not offered, with a port", "srv.example SRV 1 2 993 .", "{1 2 0 }"},
		{"port 0", "srv.example SRV 0 1 0 a.example\nsrv.example SRV 0 1 1 b.example", "{0 1 1 b.example}"},
		{"no host names", `
			srv.example SRV 0 1 993 imap_1.example
			srv.example SRV 0 1 993 192.0.2.1
			srv.example SRV 0 1 993 a.example`,
			"{0 1 993 a.example}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				got, _, err := answered(t, tt.records).SRV(t.Context(), "srv.example")
				if err != nil || listed(got) != tt.want {
					t.Errorf("got %s (%v), want %s", listed(got), err, tt.want)
				}
			})
		})
	}
}

func TestTXT(t *testing.T) {
	tests := []struct {
		name    string
		records string
		want    []string
	}{
		{"joined", `srv.example TXT "one " "two"`, []string{"one two"}},
		{"several", "srv.example TXT one\nsrv.example TXT two", []string{"one", "two"}},
		{"empty", `srv.example TXT ""`, []string{""}},
		{"quoted", `srv.example TXT "say \"so\"; a\\b"`, []string{`say "so"; a\b`}},
		{"bytes", `srv.example TXT "m\195\188ller\027[2J" "\000"`, []string{"müller\x1b[2J\x00"}},
		{"digits behind a backslash", `srv.example TXT "\\065"`, []string{`\065`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				got, _, err := answered(t, tt.records).TXT(t.Context(), "srv.example")
				if err != nil || fmt.Sprintf("%q", got) != fmt.Sprintf("%q", tt.want) {
					t.Errorf("got %q (%v), want %q", got, err, tt.want)
				}
			})
		})
	}
}

// TestRecordsMissing: an error comes with no records.
func TestRecordsMissing(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		_, r := world(t, "nodata.example A 192.0.2.1")
		c := r.Cache(t.Context())
		for name, want := range map[string]fact.LookupFault{
			"nodata.example": fact.LookupNoData,
			"nobody.example": fact.LookupNXDomain,
		} {
			mx, _, err := c.MX(t.Context(), name)
			wantFault(t, err, want)
			srv, _, err := c.SRV(t.Context(), name)
			wantFault(t, err, want)
			txt, _, err := c.TXT(t.Context(), name)
			wantFault(t, err, want)
			if len(mx)+len(srv)+len(txt) != 0 {
				t.Errorf("%s has %v %v %v", name, mx, srv, txt)
			}
		}
	})
}

func TestUnescape(t *testing.T) {
	for text, want := range map[string]string{
		``: ``, `plain`: `plain`, `\"`: `"`, `\\`: `\`, `\065\066`: "AB", `\255`: "\xff",
		`\`: ``, `\9`: `9`, `\256`: `256`, `\-12`: `-12`, `a\\\"b`: `a\"b`,
	} {
		if got := unescape(text); got != want {
			t.Errorf("unescape(%q) = %q, want %q", text, got, want)
		}
	}
}

// listed prints a list of records without its brackets.
func listed(records any) string {
	text := fmt.Sprint(records)
	return text[1 : len(text)-1]
}

// manyMX are n exchangers, the worst first.
func manyMX(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "srv.example MX %d a.example\n", n-i)
	}
	return b.String()
}

func manyMXWant(n int) string {
	var want []string
	for i := range n {
		want = append(want, fmt.Sprintf("{%d a.example}", i+1))
	}
	return strings.Join(want, " ")
}
