package autodiscover

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Check judges an answer with settings as Parse returned it: the notes of Parse
// and what else its publisher should know, by line. domain is the mail domain,
// as A-labels.
func Check(a *Answer, domain string) []Finding {
	k := &checker{found: slices.Clone(a.Notes)}
	if a.Kind == Settings && !a.ExchangeOnly() {
		for _, s := range a.Servers {
			k.server(s, domain)
		}
		k.services(a.Servers)
	}
	sortFindings(k.found)
	return k.found
}

type checker struct{ found []Finding }

func (k *checker) add(id ID, line int, place, value string) {
	k.found = append(k.found, Finding{ID: id, Line: line, Place: place, Value: fact.Printable(value)})
}

func (k *checker) server(s Server, domain string) {
	place := strings.ToUpper(string(s.Protocol))
	_, notAddress := netip.ParseAddr(s.Host)
	switch {
	case s.Host == domain:
		k.add(HostnameIsDomain, s.Line, place+"/Server", s.Host)
	case notAddress == nil:
		k.add(HostnameAddress, s.Line, place+"/Server", s.Host)
	case !strings.Contains(s.Host, "."):
		k.add(HostnameSingleLabel, s.Line, place+"/Server", s.Host)
	}
	if s.TLS == fact.NoTLS {
		k.add(Plaintext, s.Line, place+"/SSL", "")
	}
	if s.Port == 25 {
		k.add(Port25, s.Line, place+"/Port", "")
	}
	if s.SPA == On {
		k.add(SPARequired, s.Line, place+"/SPA", "")
	}
	if s.DomainRequired == On && s.DomainName == "" && !s.qualified() {
		k.add(NameIncomplete, s.Line, place+"/LoginName", s.Login)
	}
}

func (k *checker) services(all []Server) {
	if !slices.ContainsFunc(all, func(s Server) bool { return s.Protocol.Incoming() }) {
		k.add(NoIncoming, 0, "", "")
	}
	if !slices.ContainsFunc(all, func(s Server) bool { return s.Protocol == fact.SMTP }) {
		k.add(NoOutgoing, 0, "", "")
	}
}
