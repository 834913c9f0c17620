package audit

import (
	"cmp"
	"fmt"
	"path"
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

// publication returns what the domain should publish, made of the servers that work;
// nil where there is none for incoming or for outgoing mail.
func (d *domain) publication() *Publication {
	var endpoints []fact.Endpoint
	for _, protocol := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		endpoints = append(endpoints, d.endpoints(protocol)...)
	}
	incoming := slices.ContainsFunc(endpoints, func(e fact.Endpoint) bool { return e.Protocol.Incoming() })
	outgoing := slices.ContainsFunc(endpoints, func(e fact.Endpoint) bool { return !e.Protocol.Incoming() })
	if !incoming || !outgoing {
		return nil
	}
	file, err := d.file(endpoints)
	if err != nil {
		return nil // names that no file can hold cannot be published either
	}
	p := &Publication{FileURL: autoconfigURL(d.name), File: file, PACC: d.pacc(endpoints)}
	if d.receives != "" {
		p.Records = append(p.Records, Record{d.name, "MX", "10 " + d.receives + "."})
	}
	p.Records = append(p.Records, srvRecords(d.name, endpoints)...)
	sites := []servedFile{{host: autoconfigHost(d.name), path: autoconfigPath, contentType: "text/xml"}}
	if p.PACC != "" {
		p.PACCURL = pacc.URL(d.name)
		digest := pacc.RecordOf([]byte(p.PACC)).String()
		p.Records = append(p.Records, Record{pacc.RecordName(d.name), "TXT", `"` + digest + `"`})
		sites = append(sites, servedFile{host: pacc.Host(d.name), path: pacc.Path, contentType: "application/json"})
	}
	for _, s := range sites {
		if !d.answers(s.host) {
			p.Records = append(p.Records, Record{s.host, "CNAME", d.name + "."})
		}
		p.Nginx += s.configure(nginx)
		p.Apache += s.configure(apache)
	}
	p.Withdraw = d.withdraw(endpoints, p)
	return p
}

// endpoints returns those of the host that should be published for a protocol, implicit
// TLS first.
func (d *domain) endpoints(protocol fact.Protocol) []fact.Endpoint {
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
	// One endpoint for each TLS mode: clients do not try a second one.
	return slices.CompactFunc(found, func(a, b fact.Endpoint) bool { return a.TLS == b.TLS })
}

// usual sorts the standard port of a TLS mode before others.
func usual(e fact.Endpoint) int {
	if slices.Contains(fact.StandardPorts(e.Protocol), e.At("")) {
		return 0
	}
	return 1
}

// host returns the best one that works for a protocol: that of the provider which the MX
// belongs to, if it is known, or else by the rank of the source.
func (d *domain) host(protocol fact.Protocol) string {
	all := d.candidates(func(fact.Source) bool { return true })
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

// srvRecords returns the records of each protocol that is to be published. A TLS mode
// that it does not offer is declared with the target "." (RFC 2782), so that no client
// waits for it. There is none for a protocol that no source names: whether to offer it
// is for the domain to decide.
func srvRecords(domain string, endpoints []fact.Endpoint) []Record {
	var records []Record
	for _, s := range fact.SRVServices() {
		if !slices.ContainsFunc(endpoints, func(e fact.Endpoint) bool { return e.Protocol == s.Protocol }) {
			continue
		}
		r := Record{s.Name(domain), "SRV", "0 0 0 ."}
		for _, e := range endpoints {
			if e.Protocol == s.Protocol && e.TLS == s.TLS {
				r.Data = fmt.Sprintf("0 1 %d %s.", e.Port, e.Host)
			}
		}
		records = append(records, r)
	}
	return records
}

// file returns the autoconfig file.
func (d *domain) file(endpoints []fact.Endpoint) (string, error) {
	config := &autoconfig.Config{ID: d.name, Domains: []autoconfig.Domain{{Name: d.name}}, DisplayName: fact.ToUnicode(d.name)}
	for _, e := range endpoints {
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

// username returns the form of user name that a source gives for the host, as a
// placeholder.
func (d *domain) username(e fact.Endpoint) string {
	for _, c := range d.candidates(anySource) {
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
		return !slices.ContainsFunc(tokenMechanisms, func(b string) bool { return strings.EqualFold(m, b) })
	})
}

// pacc returns the file of the IETF's draft, empty where it cannot express what the
// autoconfig file does: a part of it would only make the sources disagree.
func (d *domain) pacc(endpoints []fact.Endpoint) string {
	taken := true
	document := &pacc.Document{Password: &taken}
	if name := fact.ToUnicode(d.name); utf8.RuneCountInString(name) <= pacc.MaxName {
		document.Name = name
	}
	for i, e := range endpoints {
		switch {
		case i > 0 && endpoints[i-1].Protocol == e.Protocol:
			continue // a second endpoint
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

// answers reports whether a web server of that name was reached.
func (d *domain) answers(host string) bool {
	return d.anyLookup(func(l fact.Lookup) bool {
		switch l.Fault {
		case fact.LookupNXDomain, fact.LookupNoData, fact.LookupServFail, fact.LookupDNSTimeout:
			return false
		}
		return strings.HasPrefix(l.What, "https://"+host+"/")
	})
}

// withdraw returns the places whose content differs from what is to be published, or
// cannot be read.
func (d *domain) withdraw(endpoints []fact.Endpoint, p *Publication) []string {
	var found []string
	add := func(place string) {
		replaced := place == p.FileURL || place == p.PACCURL || strings.HasSuffix(place, " SRV")
		if !replaced && !slices.Contains(found, place) {
			found = append(found, place)
		}
	}
	for _, s := range d.sources {
		if !ownSource(s.Source) {
			continue
		}
		for _, l := range s.Lookups {
			switch l.Fault {
			case fact.LookupNotXML, fact.LookupInvalid, fact.LookupDigest, fact.LookupInsecure:
				add(l.What)
			}
		}
		for _, c := range s.Named {
			if !slices.Contains(endpoints, c.Endpoint) {
				add(c.Place)
			}
		}
	}
	return found
}

// servedFile is a file that a web server is to serve, over https.
type servedFile struct{ host, path, contentType string }

// configure fills in a template of a web server's configuration.
func (s servedFile) configure(template string) string {
	return strings.NewReplacer(
		"HOST", s.host, "PATH", s.path, "TYPE", s.contentType, "FILE", "/var/www/"+s.host+"/"+path.Base(s.path),
	).Replace(template)
}

const nginx = `server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name HOST;
    ssl_certificate     /etc/ssl/HOST.crt;
    ssl_certificate_key /etc/ssl/HOST.key;
    location = PATH {
        types {}
        default_type TYPE;
        alias FILE;
    }
    location / { return 404; }
}
`

const apache = `<VirtualHost *:443>
    ServerName HOST
    SSLEngine on
    SSLCertificateFile    /etc/ssl/HOST.crt
    SSLCertificateKeyFile /etc/ssl/HOST.key
    Alias PATH FILE
    <Location PATH>
        ForceType TYPE
        Require all granted
    </Location>
</VirtualHost>
`
