package dns

import (
	"context"
	"testing"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// FuzzReply reads any bytes as the reply to a question. Whatever they are, what is
// made of them is bounded, of the type that was asked for, and fit to be used.
func FuzzReply(f *testing.F) {
	ask := question("srv.example", dns.TypeMX)
	for _, records := range []string{
		"srv.example MX 10 mx.srv.example",
		"srv.example CNAME other.example\nother.example MX 0 .",
		"srv.example SRV 0 1 993 imap.srv.example\nsrv.example TXT \"a\\\"b\" c",
		"srv.example A 192.0.2.1\nsrv.example AAAA 2001:db8::1",
	} {
		f.Add(packed(answerTo(ask, records)), dns.TypeMX)
		f.Add(packed(answerTo(ask, records)), dns.TypeSRV)
		f.Add(packed(answerTo(ask, records)), dns.TypeTXT)
		f.Add(packed(answerTo(ask, records)), dns.TypeA)
	}
	f.Add(compressionLoop(answerTo(ask, ""))[0], dns.TypeMX)
	f.Fuzz(func(t *testing.T, raw []byte, qtype uint16) {
		reply := new(dns.Msg)
		if reply.Unpack(raw) != nil {
			return
		}
		answers(reply, question("srv.example", qtype))
		isDenial(reply)
		aliases, records, err := followAliases(reply, "srv.example", qtype)
		if err != nil {
			return
		}
		answer := Answer{Name: "srv.example", Aliases: aliases}
		alias := answer.holder()
		for _, rr := range records {
			if h := rr.Header(); h.Rrtype != qtype || h.Class != dns.ClassINET || !sameName(h.Name, alias) {
				t.Errorf("%s is no answer for %s", rr, alias)
			}
		}
		if _, ok := dns.IsDomainName(alias); !ok && alias != "" {
			t.Errorf("the alias %q can not be asked for", alias)
		}
		c := known(t.Context(), alias, Answer{Records: records})
		for _, ip := range addresses(Answer{Records: records}) {
			if !ip.IsValid() || ip.Is4In6() {
				t.Errorf("address %v", ip)
			}
		}
		mx, _, _ := c.MX(t.Context(), alias)
		srv, _, _ := c.SRV(t.Context(), alias)
		txt, _, _ := c.TXT(t.Context(), alias)
		if max(len(mx), len(srv)) > maxRecords || len(txt) > len(records) {
			t.Errorf("%d, %d and %d records", len(mx), len(srv), len(txt))
		}
		var hosts []string
		for _, r := range mx {
			hosts = append(hosts, r.Host)
		}
		for _, r := range srv {
			hosts = append(hosts, r.Host)
			if r.Port == 0 && r.Host != "" {
				t.Errorf("%v has no port", r)
			}
		}
		for _, host := range hosts {
			if again, err := fact.ToASCII(host); host != "" && (err != nil || again != host) {
				t.Errorf("%q is no host name", host)
			}
		}
	})
}

// known is a cache that has one answer already.
func known(ctx context.Context, name string, answer Answer) *Cache {
	c := new(Resolver).Cache(ctx)
	e := &entry{done: make(chan struct{}), answer: answer}
	close(e.done)
	for _, t := range []uint16{dns.TypeMX, dns.TypeSRV, dns.TypeTXT} {
		c.entries[key{name, t}] = e
	}
	return c
}
