package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/autoconfig"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/pacc"
)

// autoconfigPath is where clients look first for a domain's file.
const autoconfigPath = "/mail/config-v1.1.xml"

func autoconfigHost(domain string) string { return "autoconfig." + domain }

func autoconfigURL(domain string) string { return "https://" + autoconfigHost(domain) + autoconfigPath }

// publication is what the domain ought to publish, made of the servers that were
// seen to work; nil where reading or sending has none.
func (d *domain) publication() *Publication {
	var doors []fact.Endpoint
	for _, protocol := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		doors = append(doors, d.doors(protocol)...)
	}
	incoming := slices.ContainsFunc(doors, func(e fact.Endpoint) bool { return e.Protocol.Incoming() })
	outgoing := slices.ContainsFunc(doors, func(e fact.Endpoint) bool { return !e.Protocol.Incoming() })
	if !incoming || !outgoing {
		return nil
	}
	file, err := d.file(doors)
	if err != nil {
		return nil // names that no file can hold cannot be published either
	}
	p := &Publication{FileURL: autoconfigURL(d.name), File: file, PACC: d.pacc(doors)}
	if d.receives != "" {
		p.Records = append(p.Records, Record{d.name, "MX", "10 " + d.receives + "."})
	}
	p.Records = append(p.Records, srvRecords(d.name, doors)...)
	sites := []site{{host: autoconfigHost(d.name), path: autoconfigPath, contentType: "text/xml"}}
	if p.PACC != "" {
		p.PACCURL = pacc.URL(d.name)
		digest := pacc.RecordOf([]byte(p.PACC)).String()
		p.Records = append(p.Records, Record{pacc.RecordName(d.name), "TXT", `"` + digest + `"`})
		sites = append(sites, site{host: pacc.Host(d.name), path: pacc.Path, contentType: "application/json"})
	}
	for _, s := range sites {
		if !d.answers(s.host) {
			p.Records = append(p.Records, Record{s.host, "CNAME", d.name + "."})
		}
		p.Nginx += s.configure(nginx)
		p.Apache += s.configure(apache)
	}
	p.Withdraw = d.withdraw(doors, p)
	return p
}

// doors are those of the one host that should be published for a protocol, TLS
// from the start first.
func (d *domain) doors(protocol fact.Protocol) []fact.Endpoint {
	host := d.host(protocol)
	var found []fact.Endpoint
	for e, c := range d.checks {
		if host != "" && e.Protocol == protocol && e.Host == host && works(c) {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b fact.Endpoint) int {
		return cmp.Or(cmp.Compare(a.TLS, b.TLS), cmp.Compare(usual(a), usual(b)), cmp.Compare(a.Port, b.Port))
	})
	// One door for each way to begin TLS: clients try no second one.
	return slices.CompactFunc(found, func(a, b fact.Endpoint) bool { return a.TLS == b.TLS })
}

// usual puts the standard port of a mode before others.
func usual(e fact.Endpoint) int {
	if slices.Contains(fact.StandardPorts(e.Protocol), e.At("")) {
		return 0
	}
	return 1
}

// host is the best one that works for a protocol: where the MX leads to a
// provider that is known, that provider's; else by the rank of who names it.
func (d *domain) host(protocol fact.Protocol) string {
	all := d.said(func(fact.Source) bool { return true })
	slices.SortStableFunc(all, func(a, b fact.Candidate) int { return cmp.Compare(ofMX(a), ofMX(b)) })
	for _, c := range all {
		if c.Protocol != protocol {
			continue
		}
		for e, check := range d.checks {
			if e.Protocol == protocol && e.Host == c.Host && works(check) {
				return c.Host
			}
		}
	}
	return ""
}

func ofMX(c fact.Candidate) int {
	if c.Source == fact.SourceMX && c.Origin == fact.OriginDatabase {
		return 0
	}
	return 1
}

// srvRecords are the records of each protocol that is to be published. The way
// to begin TLS that it does not offer says so by its target (RFC 2782), so that
// nobody waits for it. Of a protocol that nobody names nothing is said: whether
// it is offered is for the domain to decide.
func srvRecords(domain string, doors []fact.Endpoint) []Record {
	var records []Record
	for _, s := range fact.SRVServices() {
		if !slices.ContainsFunc(doors, func(e fact.Endpoint) bool { return e.Protocol == s.Protocol }) {
			continue
		}
		r := Record{s.Name(domain), "SRV", "0 0 0 ."}
		for _, e := range doors {
			if e.Protocol == s.Protocol && e.TLS == s.TLS {
				r.Data = fmt.Sprintf("0 1 %d %s.", e.Port, e.Host)
			}
		}
		records = append(records, r)
	}
	return records
}

// file is the autoconfig file.
func (d *domain) file(doors []fact.Endpoint) (string, error) {
	config := &autoconfig.Config{ID: d.name, Domains: []autoconfig.Domain{{Name: d.name}}, DisplayName: fact.ToUnicode(d.name)}
	for _, e := range doors {
		s := autoconfig.Server{
			Section: autoconfig.IncomingServer, Type: string(e.Protocol), Hostname: e.Host, Port: e.Port,
			SocketType: autoconfig.SSL, Username: d.username(e), Authentication: authOf(d.checks[e]),
		}
		if e.TLS == fact.STARTTLS {
			s.SocketType = autoconfig.STARTTLS
		}
		if e.Protocol.Incoming() {
			config.Incoming = append(config.Incoming, s)
		} else {
			s.Section = autoconfig.OutgoingServer
			config.Outgoing = append(config.Outgoing, s)
		}
	}
	out, err := autoconfig.Write(config)
	return string(out), err
}

const wholeAddress = "%EMAILADDRESS%"

// username is the form that a source gives for the host, as a placeholder.
func (d *domain) username(e fact.Endpoint) string {
	for _, c := range d.said(anySource) {
		if c.Host == e.Host && c.Protocol == e.Protocol && c.Username == postmaster(d.name).Local {
			return "%EMAILLOCALPART%"
		}
	}
	return wholeAddress
}

func authOf(c fact.Check) []autoconfig.Authentication {
	if tokensOnly(c) {
		return []autoconfig.Authentication{{Method: "OAuth2"}}
	}
	return []autoconfig.Authentication{{Method: "password-cleartext"}}
}

func tokensOnly(c fact.Check) bool {
	return !slices.ContainsFunc(c.Mechanisms, func(m string) bool {
		return !slices.ContainsFunc(bearers, func(b string) bool { return strings.EqualFold(m, b) })
	})
}

// pacc is the file of the IETF's draft, empty where it cannot say what the
// autoconfig file says: a half of it would only make the sources disagree.
func (d *domain) pacc(doors []fact.Endpoint) string {
	taken := true
	document := &pacc.Document{Password: &taken}
	if name := fact.ToUnicode(d.name); utf8.RuneCountInString(name) <= pacc.MaxName {
		document.Name = name
	}
	for i, e := range doors {
		switch {
		case i > 0 && doors[i-1].Protocol == e.Protocol:
			continue // a second door
		case tokensOnly(d.checks[e]) || d.username(e) != wholeAddress:
			return ""
		}
		document.Servers = append(document.Servers, e)
	}
	file, err := pacc.Write(document)
	if err != nil {
		return ""
	}
	return string(file)
}

// answers tells whether a web server was reached under a name.
func (d *domain) answers(host string) bool {
	return d.looked(func(l fact.Lookup) bool {
		switch l.Fault {
		case fact.LookupNXDomain, fact.LookupNoData, fact.LookupServFail, fact.LookupDNSTimeout:
			return false
		}
		return strings.HasPrefix(l.What, "https://"+host+"/")
	})
}

// withdraw are the places that say something else than what is to be published,
// or nothing that can be read.
func (d *domain) withdraw(doors []fact.Endpoint, p *Publication) []string {
	var found []string
	add := func(place string) {
		replaced := place == p.FileURL || place == p.PACCURL || strings.HasSuffix(place, " SRV")
		if !replaced && !slices.Contains(found, place) {
			found = append(found, place)
		}
	}
	for _, s := range d.sources {
		if !own(s.Source) {
			continue
		}
		for _, l := range s.Lookups {
			switch l.Fault {
			case fact.LookupNotXML, fact.LookupInvalid, fact.LookupDigest, fact.LookupInsecure:
				add(l.What)
			}
		}
		for _, c := range s.Named {
			if !slices.Contains(doors, c.Endpoint) {
				add(c.Place)
			}
		}
	}
	return found
}
