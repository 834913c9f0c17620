package probe_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// working makes a world with one pair of servers that is published in a way that
// makes it trusted, that is good and takes the password, which is right; and in which
// nobody else could refuse it: whoever is trusted beside the pair takes it too, or
// fails before the login. Such a run has to end verified, in whatever order things
// come.
func (m *maker) working() {
	w := m.w
	w.domain = pick(m, "chaos.example", "chaos.example", "dept.chaos.example", "home.duckdns.org")
	w.works = "a trusted, good, published pair and a right password, which nobody refuses"
	m.workingWishes()
	incoming := fact.Endpoint{Protocol: fact.IMAP, Port: 993, TLS: fact.Implicit}
	outgoing := pick(m, fact.Endpoint{Protocol: fact.SMTP, Port: 465, TLS: fact.Implicit}, fact.Endpoint{Protocol: fact.SMTP, Port: 587, TLS: fact.STARTTLS})
	m.publishPair(&incoming, &outgoing)
	pair := []string{incoming.Host}
	if outgoing.Host != incoming.Host {
		pair = append(pair, outgoing.Host)
	}
	m.noise(pair)
}

func (m *maker) workingWishes() {
	a := &m.w.ask
	a.password = probetest.Password
	if m.chance(25) {
		a.sending = sendingPassword
	}
	if m.chance(20) {
		a.username = probetest.User + "@" + m.w.domain
	}
	a.maxLogins = 1 + m.IntN(4)
	a.all = m.chance(40)
	a.checkSender = m.chance(20)
	a.consent = pick(m, "", "no", "yes")
	a.thinks = pick(m, 0, 300*time.Millisecond)
}

// publishPair chooses the hosts of the pair and the way that names them. What is
// named by DNS lies in the domain; a way that vouches may name anybody.
func (m *maker) publishPair(incoming, outgoing *fact.Endpoint) {
	w, d := m.w, m.w.domain
	by := pick(m, byFile, byFile, byFile, byAutodiscover, byPACC, byISPDB, bySRV, bySRV)
	where := pick(m, "in1."+d, "imap."+d, "mail."+d)
	if by != bySRV && m.chance(40) {
		where = "box7.hoster.test"
	}
	incoming.Host, outgoing.Host = where, where
	if m.chance(40) {
		outgoing.Host = "out1." + fact.Registrable(where)
	}
	username := pick(m, "%EMAILADDRESS%", "")
	servers := []fileServer{{Endpoint: *incoming, username: username}, {Endpoint: *outgoing, username: username}}
	late := m.delay()
	switch by {
	case byFile:
		place := pick(m, "https://autoconfig."+d+"/mail/config-v1.1.xml", "https://"+d+"/.well-known/autoconfig/mail/config-v1.1.xml")
		m.names(by, m.page(webFile{url: place, after: late, body: autoconfigFile(d, servers)}), servers)
	case byAutodiscover:
		m.names(by, m.page(webFile{url: "https://autodiscover." + d + autodiscoverPath, after: late, body: autodiscoverAnswer(d, servers)}), servers)
	case byPACC:
		outgoing.Port, outgoing.TLS = 465, fact.Implicit // as everything in such a file
		file := probetest.PACC(incoming.Host, outgoing.Host)
		m.record("%s", paccRecord(d, file))
		servers[1].Endpoint = *outgoing
		m.names(by, m.page(webFile{url: "https://ua-auto-config." + d + "/.well-known/user-agent-configuration.json", after: late, body: file}), servers)
	case byISPDB:
		m.names(by, m.page(webFile{url: "https://live.thunderbird.net/autoconfig/v1.1/" + d, after: late, body: autoconfigFile(d, servers)}), servers)
	case bySRV:
		for i, label := range []string{"_imaps", map[fact.TLSMode]string{fact.Implicit: "_submissions", fact.STARTTLS: "_submission"}[outgoing.TLS]} {
			e := servers[i].Endpoint
			m.record("%s._tcp.%s SRV 0 1 %d %s", label, d, e.Port, e.Host)
			w.named = append(w.named, naming{way: bySRV, Endpoint: e})
		}
	}
	m.good([]string{incoming.Host}, "imaps")
	m.good([]string{outgoing.Host}, map[fact.TLSMode]string{fact.Implicit: "smtps", fact.STARTTLS: "smtp"}[outgoing.TLS])
}

// good puts a server up that does all as it should, slowly perhaps. Ports of one host
// come one by one.
func (m *maker) good(names []string, services ...string) {
	w := m.w
	at := slices.IndexFunc(w.hosts, func(h randomHost) bool { return h.names[0] == names[0] })
	if at < 0 {
		h := randomHost{names: names, ip: m.ip(names[0]), cert: probetest.Cert{Names: names}}
		h.users = map[string]string{probetest.User + "@" + w.domain: probetest.Password}
		if w.ask.sending != "" {
			h.senders = map[string]string{probetest.User + "@" + w.domain: sendingPassword}
		}
		w.hosts, at = append(w.hosts, h), len(w.hosts)
	}
	for _, on := range services {
		s := probetest.Service{On: on, Mechanisms: pick(m, []string(nil), nil, []string{"PLAIN"}, []string{"LOGIN"})}
		if wait := m.delay(); wait > 0 {
			greeting := map[fact.Protocol]string{fact.IMAP: "* OK slow", fact.POP3: "+OK slow", fact.SMTP: "220 slow"}[protocolOf(on)]
			s.Script = probetest.Script{"greeting": fmt.Sprintf("<wait %s>%s\n", wait, greeting)}
		}
		w.hosts[at].services = append(w.hosts[at].services, s)
	}
}

// noise adds what may be there without harm: other names for the servers of the pair,
// servers that are dead or unfit, strangers that would take the password.
func (m *maker) noise(pair []string) {
	w, d := m.w, m.w.domain
	strangers := []string{"mail.strange.test", "mail.evil" + d}
	if m.chance(60) { // another name at the door of the pair
		other := pick(m, append(strangers, "other."+d)...)
		h := &w.hosts[0]
		h.names = append(slices.Clone(h.names), other)
		m.ips[other] = h.ip
		if m.chance(60) {
			h.cert.Names = h.names
		}
		m.unsigned(other)
	}
	for range m.IntN(3) {
		name := pick(m, append(strangers, "dead."+d, "smtp."+d, "mail."+d, "pop3."+d)...)
		if m.ips[name] != "" || slices.Contains(pair, name) {
			continue
		}
		m.harmless(name)
		m.unsigned(name)
	}
}

// unsigned names a host in a way that vouches for nobody.
func (m *maker) unsigned(host string) {
	w, d := m.w, m.w.domain
	imap := fileServer{Endpoint: fact.Endpoint{Protocol: fact.IMAP, Host: host, Port: 993, TLS: fact.Implicit}}
	smtp := fileServer{Endpoint: fact.Endpoint{Protocol: fact.SMTP, Host: host, Port: pick[uint16](m, 465, 587), TLS: fact.Implicit}}
	if smtp.Port == 587 {
		smtp.TLS = fact.STARTTLS
	}
	servers := []fileServer{imap, smtp}
	clear := "http://autoconfig." + d + "/mail/config-v1.1.xml"
	switch n := m.IntN(3); {
	case n == 0 && !slices.ContainsFunc(w.zone, func(r string) bool { return strings.HasPrefix(r, "_imaps") }):
		m.record("_imaps._tcp.%s SRV 0 1 993 %s", d, host)
		w.named = append(w.named, naming{way: bySRV, Endpoint: imap.Endpoint})
		if !slices.ContainsFunc(w.zone, func(r string) bool { return strings.HasPrefix(r, "_submission") }) {
			m.record("_submission%s._tcp.%s SRV 0 1 %d %s", map[uint16]string{465: "s"}[smtp.Port], d, smtp.Port, host)
			w.named = append(w.named, naming{way: bySRV, Endpoint: smtp.Endpoint})
		}
	case n == 1 && !slices.ContainsFunc(w.files, func(f webFile) bool { return f.url == clear }):
		m.names(byClearFile, m.page(webFile{url: clear, after: m.delay(), body: autoconfigFile(d, servers)}), servers)
	}
}

// harmless puts a server up that takes the password where it comes so far, or fails
// before.
func (m *maker) harmless(name string) {
	w := m.w
	switch n := m.IntN(5); {
	case n == 0: // a name without a server
		m.record("%s A %s", name, m.ip(name))
	case n == 1:
		m.good([]string{name}, "imaps", "smtps", "smtp")
	case n == 2:
		m.good([]string{name}, "imaps", "smtps", "smtp")
		w.hosts[len(w.hosts)-1].cert.Flaws = []probetest.Flaw{pick(m, probetest.Expired, probetest.SelfSigned)}
	default:
		m.good([]string{name}, "imaps", "smtps")
		h := &w.hosts[len(w.hosts)-1]
		for i := range h.services {
			h.services[i].Script = probetest.Script{"greeting": pick(m, shut[protocolOf(h.services[i].On)]...)}
		}
	}
}
