package probetest

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/miekg/dns"
)

const zoneText = `
	srv.example                SOA  ns.srv.example. hostmaster.srv.example. 1 2 3 4 5
	srv.example                MX   10 mx.srv.example
	_imaps._tcp.srv.example    SRV  0 1 993 imap.srv.example
	imap.srv.example           A    192.0.2.7
	imap.srv.example           A    192.0.2.7
	www.srv.example            CNAME IMAP.srv.example.
	lost.srv.example           CNAME gone.srv.example
	a.loop.example             CNAME b.loop.example
	b.loop.example             CNAME a.loop.example
	*.wild.example             A    192.0.2.9
	deep.host.wild.example     TXT  "a" "b"
`

// ask sends one question and returns the answer.
func ask(t *testing.T, i *Internet, network, name string, kind uint16, shape ...func(*dns.Msg)) (*dns.Msg, error) {
	t.Helper()
	c, err := i.DialContext(t.Context(), network, i.ResolverAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	query := new(dns.Msg).SetQuestion(dns.Fqdn(name), kind)
	for _, f := range shape {
		f(query)
	}
	reply, _, err := (&dns.Client{Timeout: 5 * time.Second}).ExchangeWithConn(query, &dns.Conn{Conn: c})
	return reply, err
}

// brief is an answer in one line: its code, and the data of each record.
func brief(m *dns.Msg) string {
	parts := []string{dns.RcodeToString[m.Rcode]}
	for _, rr := range m.Answer {
		h := rr.Header()
		parts = append(parts, strings.TrimSuffix(h.Name, ".")+" "+dns.TypeToString[h.Rrtype]+" "+
			strings.TrimPrefix(rr.String(), h.String()))
	}
	return strings.Join(parts, "; ")
}

func TestAnswers(t *testing.T) {
	i := world(t, Options{})
	if err := i.Zone.Add(zoneText); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		kind uint16
		want string
	}{
		{"srv.example", dns.TypeMX, "NOERROR; srv.example MX 10 mx.srv.example."},
		{"SRV.Example", dns.TypeMX, "NOERROR; SRV.Example MX 10 mx.srv.example."},
		{"imap.srv.example", dns.TypeA, "NOERROR; imap.srv.example A 192.0.2.7"},
		{"imap.srv.example", dns.TypeAAAA, "NOERROR"},
		{"_tcp.srv.example", dns.TypeSRV, "NOERROR"}, // an empty name with names below it
		{"mx.srv.example", dns.TypeA, "NXDOMAIN"},
		{"example", dns.TypeNS, "NOERROR"},
		{"other", dns.TypeA, "NXDOMAIN"},
		{"www.srv.example", dns.TypeA, "NOERROR; www.srv.example CNAME IMAP.srv.example.; IMAP.srv.example A 192.0.2.7"},
		{"www.srv.example", dns.TypeCNAME, "NOERROR; www.srv.example CNAME IMAP.srv.example."},
		{"lost.srv.example", dns.TypeA, "NXDOMAIN; lost.srv.example CNAME gone.srv.example."},
		{"a.loop.example", dns.TypeA, "SERVFAIL"},
		{"any.wild.example", dns.TypeA, "NOERROR; any.wild.example A 192.0.2.9"},
		{"_imaps._tcp.wild.example", dns.TypeSRV, "NOERROR"}, // the wildcard covers the name, not the type
		{"host.wild.example", dns.TypeA, "NOERROR"},          // it exists, so no wildcard applies
		{"x.host.wild.example", dns.TypeA, "NXDOMAIN"},       // nor below it (RFC 4592, section 3.3.1)
		{"wild.example", dns.TypeA, "NOERROR"},
		{"deep.host.wild.example", dns.TypeTXT, `NOERROR; deep.host.wild.example TXT "a" "b"`},
	}
	for _, test := range tests {
		for _, network := range []string{"udp", "tcp"} {
			m, err := ask(t, i, network, test.name, test.kind)
			if err != nil {
				t.Fatal(err)
			}
			if got := brief(m); got != test.want {
				t.Errorf("%s %s by %s:\n got %s\nwant %s", test.name, dns.TypeToString[test.kind], network, got, test.want)
			}
		}
	}
	if m, err := ask(t, i, "udp", "none.srv.example", dns.TypeA); err != nil || len(m.Ns) != 1 {
		t.Errorf("a negative answer without the SOA: %v, %v", m, err)
	}
}

func TestZoneTextWithAnError(t *testing.T) {
	z := newZone()
	if err := z.Add("good.example A 192.0.2.1\nbad.example A 192.0.2.256"); err == nil {
		t.Error("no error")
	}
	if len(z.records) != 0 {
		t.Error("half of the text was added")
	}
}

func TestTruncation(t *testing.T) {
	i := world(t, Options{})
	for n := range 40 {
		if err := i.Zone.Add(fmt.Sprintf("big.example TXT \"%02d %s\"", n, strings.Repeat("x", 20))); err != nil {
			t.Fatal(err)
		}
	}
	edns := func(size uint16) func(*dns.Msg) {
		return func(m *dns.Msg) { m.SetEdns0(size, false) }
	}
	tests := []struct {
		network string
		shape   []func(*dns.Msg)
		most    int
		whole   bool
	}{
		{"udp", nil, dns.MinMsgSize, false},
		{"udp", []func(*dns.Msg){edns(1000)}, 1000, false},
		{"udp", []func(*dns.Msg){edns(4096)}, maxUDP, false},
		{"tcp", nil, dns.MaxMsgSize, true},
	}
	for _, test := range tests {
		m, err := ask(t, i, test.network, "big.example", dns.TypeTXT, test.shape...)
		if err != nil {
			t.Fatal(err)
		}
		m.Compress = true
		if m.Truncated == test.whole || m.Len() > test.most || (len(m.Answer) == 40) != test.whole {
			t.Errorf("%s, at most %d: truncated %v, %d bytes, %d records", test.network, test.most, m.Truncated, m.Len(), len(m.Answer))
		}
		if (m.IsEdns0() != nil) != (test.shape != nil) {
			t.Errorf("%s, at most %d: EDNS0 is in the answer: %v", test.network, test.most, m.IsEdns0() != nil)
		}
	}
}

func TestResolverFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := world(t, Options{RTT: rtt})
		if err := i.Zone.Add(zoneText); err != nil {
			t.Fatal(err)
		}
		i.Zone.Fault("imap.srv.example", DNSFault{Rcode: dns.RcodeServerFailure})
		i.Zone.Fault("_tcp.srv.example", DNSFault{Rcode: dns.RcodeRefused})
		i.Zone.Fault("srv.example", DNSFault{Silent: true}, dns.TypeMX)
		i.Zone.Fault("wild.example.", DNSFault{Delay: time.Second})
		tests := []struct {
			name string
			kind uint16
			want string
			took time.Duration
		}{
			{"imap.srv.example", dns.TypeA, "SERVFAIL", rtt},
			{"_imaps._tcp.srv.example", dns.TypeSRV, "REFUSED", rtt},
			{"srv.example", dns.TypeTXT, "NOERROR", rtt},
			{"srv.example", dns.TypeMX, "", 5 * time.Second},
			{"any.wild.example", dns.TypeA, "NOERROR; any.wild.example A 192.0.2.9", rtt + time.Second},
		}
		for _, test := range tests {
			begin := time.Now()
			m, err := ask(t, i, "udp", test.name, test.kind)
			if test.want == "" {
				if !errors.Is(err, os.ErrDeadlineExceeded) {
					t.Errorf("%s: %v", test.name, err)
				}
			} else if err != nil || brief(m) != test.want {
				t.Errorf("%s: %v, %v", test.name, m, err)
			}
			if took := time.Since(begin); took != test.took {
				t.Errorf("%s took %v, want %v", test.name, took, test.took)
			}
		}
		i.Zone.Fault("imap.srv.example", DNSFault{})
		if m, err := ask(t, i, "udp", "imap.srv.example", dns.TypeA); err != nil || len(m.Answer) != 1 {
			t.Errorf("the fault lifted: %v, %v", m, err)
		}
		questions := i.Zone.Questions()
		if len(questions) != len(tests)+1 {
			t.Errorf("%d questions", len(questions))
		}
		if q := questions[1]; q.Name != "_imaps._tcp.srv.example" || q.Type != "SRV" || q.Network != "udp" {
			t.Errorf("recorded %+v", q)
		}
	})
}

func TestAuthenticData(t *testing.T) {
	i := world(t, Options{})
	if err := i.Zone.Add(zoneText + "signed.example MX 5 imap.srv.example\nalias.signed.example CNAME imap.srv.example"); err != nil {
		t.Fatal(err)
	}
	i.Zone.Authentic("signed.example")
	wantsAD := func(m *dns.Msg) { m.AuthenticatedData = true }
	do := func(m *dns.Msg) { m.SetEdns0(1232, true) }
	tests := []struct {
		name  string
		kind  uint16
		shape []func(*dns.Msg)
		want  bool
	}{
		{"signed.example", dns.TypeMX, []func(*dns.Msg){wantsAD}, true},
		{"signed.example", dns.TypeMX, []func(*dns.Msg){do}, true},
		{"signed.example", dns.TypeMX, nil, false},
		{"none.signed.example", dns.TypeMX, []func(*dns.Msg){wantsAD}, true},
		{"alias.signed.example", dns.TypeA, []func(*dns.Msg){wantsAD}, false}, // it leads out
		{"srv.example", dns.TypeMX, []func(*dns.Msg){wantsAD}, false},
	}
	for _, test := range tests {
		m, err := ask(t, i, "udp", test.name, test.kind, test.shape...)
		if err != nil || m.AuthenticatedData != test.want {
			t.Errorf("%s: AD %v, want %v (%v)", test.name, m.AuthenticatedData, test.want, err)
		}
	}
}

func TestResolverByIPv6(t *testing.T) {
	i := world(t, Options{})
	c, err := i.DialContext(t.Context(), "udp6", i.ResolverAddr6().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	query := new(dns.Msg).SetQuestion("nobody.example.", dns.TypeA)
	m, _, err := new(dns.Client).ExchangeWithConn(query, &dns.Conn{Conn: c})
	if err != nil || m.Rcode != dns.RcodeNameError {
		t.Errorf("%v, %v", m, err)
	}
	asked := slices.ContainsFunc(i.Log.Connections(), func(c Connection) bool {
		return c.Protocol == DNS && c.Addr == i.ResolverAddr6()
	})
	if !asked {
		t.Error("the question is not in the log")
	}
}
