package audit

import (
	"context"
	"strings"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// lacksMX reports whether the domain has no MX record.
func (d *domain) lacksMX() bool {
	return d.anyLookup(func(l fact.Lookup) bool { return l.What == d.name+" MX" && l.Fault == fact.LookupNoData })
}

// receive looks for the host that takes the mail of each domain without an MX, so that
// an MX record can be proposed.
func (d *Domains) receive(ctx context.Context, all []*domain) {
	s := probe.Survey{EHLO: d.EHLO, Progress: d.Progress, Secrets: d.Secrets}
	var whose []*domain
	for _, one := range all {
		for _, host := range one.receivers() {
			s.Endpoints = append(s.Endpoints, fact.Endpoint{Protocol: fact.SMTP, Host: host, Port: 25, TLS: fact.STARTTLS})
			whose = append(whose, one)
		}
	}
	checks, _ := d.Prober.Examine(ctx, s) // the context is asked in the end
	for i, c := range checks {
		// A greeting is enough: delivery needs no more.
		if whose[i].receives == "" && strings.HasPrefix(c.Greeting, "220") {
			whose[i].receives = c.Host
		}
	}
}

// receivers returns the hosts that may take the mail of a domain without an MX: the
// domain itself, to which it is then delivered (RFC 5321, section 5.1), and a host of
// its own that works for outgoing mail. Where the first takes none, mail is lost, so
// the second can only be better.
func (d *domain) receivers() []string {
	if !d.lacksMX() || d.gone() {
		return nil
	}
	hosts := []string{d.name}
	for _, e := range d.endpoints(fact.SMTP) {
		if e.Host != d.name && len(hosts) == 1 && fact.Registrable(e.Host) == fact.Registrable(d.name) {
			hosts = append(hosts, e.Host)
		}
	}
	return hosts
}
