package audit

import (
	"context"
	"strings"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// lacksMX tells that the domain has no MX record.
func (d *domain) lacksMX() bool {
	return d.looked(func(l fact.Lookup) bool { return l.What == d.name+" MX" && l.Fault == fact.LookupNoData })
}

// receive looks, for the domains without an MX, for the host that takes their
// mail: an MX record can be offered then.
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
		// That it speaks is enough: other servers ask for no more.
		if whose[i].receives == "" && strings.HasPrefix(c.Greeting, "220") {
			whose[i].receives = c.Host
		}
	}
}

// receivers are the hosts that may take the mail of a domain without an MX: the
// domain itself, to which others send it then (RFC 5321, section 5.1), and those
// of its own that work for sending. Where the first takes none, mail is lost now,
// so that the second can only be better.
func (d *domain) receivers() []string {
	if !d.lacksMX() || d.gone() {
		return nil
	}
	hosts := []string{d.name}
	for _, e := range d.doors(fact.SMTP) {
		if e.Host != d.name && len(hosts) == 1 && fact.Registrable(e.Host) == fact.Registrable(d.name) {
			hosts = append(hosts, e.Host)
		}
	}
	return hosts
}
