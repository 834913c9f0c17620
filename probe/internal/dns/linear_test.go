package dns

import (
	"fmt"
	"strings"
	"testing"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/probetest/linear"
)

// A reply has up to 64 KiB, and its names can be made of others.
func TestLinear(t *testing.T) {
	// The records of the zone text are cut to as many as make n bytes.
	reply := func(qtype uint16, records func(i int) string) func(int) string {
		return func(n int) string {
			m := answerTo(question("srv.example", qtype), records(0)).Copy()
			m.Compress = true
			for i, perRecord := 1, 0; ; i++ {
				if perRecord = max(1, len(records(i))); m.Len()+4*perRecord > n {
					return string(packed(m))
				}
				for range 1 + (n-m.Len())/perRecord/4 {
					m.Answer = append(m.Answer, parsed(records(len(m.Answer)))...)
				}
			}
		}
	}
	read := func(qtype uint16) func(string) {
		return func(raw string) {
			m := new(dns.Msg)
			if err := m.Unpack([]byte(raw)); err != nil {
				t.Fatal(err)
			}
			answers(m, question("srv.example", qtype))
			isDenial(m)
			aliases, records, _ := followAliases(m, "srv.example", qtype)
			answer := Answer{Name: "srv.example", Aliases: aliases, Records: records}
			alias := answer.holder()
			addresses(answer)
			c := known(t.Context(), alias, Answer{Records: records})
			_, _, _ = c.MX(t.Context(), alias)
			_, _, _ = c.SRV(t.Context(), alias)
			_, _, _ = c.TXT(t.Context(), alias)
		}
	}
	long := strings.Repeat("a.", 110)
	var cases []linear.Case
	for name, c := range map[string]struct {
		qtype   uint16
		records func(i int) string
	}{
		"MX":                 {dns.TypeMX, func(i int) string { return fmt.Sprintf("srv.example MX %d mx%d.srv.example", 65535-i, i) }},
		"MX of a long name":  {dns.TypeMX, func(int) string { return "srv.example MX 1 " + long + "example" }},
		"SRV":                {dns.TypeSRV, func(i int) string { return fmt.Sprintf("srv.example SRV 0 %d 993 a%d.srv.example", i, i) }},
		"TXT":                {dns.TypeTXT, func(int) string { return `srv.example TXT "\\\"\001"` }},
		"TXT of many pieces": {dns.TypeTXT, func(int) string { return "srv.example TXT " + strings.Repeat("a ", 200) }},
		"A":                  {dns.TypeA, func(i int) string { return fmt.Sprintf("srv.example A 192.0.%d.%d", i/250%250, i%250) }},
		"aliases":            {dns.TypeA, func(i int) string { return fmt.Sprintf("%d.example CNAME %d.example", i, i+1) }},
		"aliases of one":     {dns.TypeA, func(i int) string { return fmt.Sprintf("srv.example CNAME %d.example", i) }},
	} {
		cases = append(cases, linear.Case{Name: name, Size: 30 << 10, Input: reply(c.qtype, c.records), Read: read(c.qtype)})
	}
	cases = append(cases, linear.Case{
		Name: "escapes", Size: 30 << 10, Input: linear.Repeat("", `\001\"`, `\`), Read: func(s string) { unescape(s) },
	})
	linear.Test(t, cases)
}
