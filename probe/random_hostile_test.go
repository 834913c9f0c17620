package probe_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// hostile makes a world in which anybody may do anything.
func (m *maker) hostile() {
	m.home()
	m.wishes()
	if m.chance(20) {
		m.moods()
	}
	for _, source := range []struct {
		percent int
		publish func()
	}{
		{40, m.srv}, {25, m.autoconfig}, {15, m.clearAutoconfig}, {15, m.pacc}, {15, m.ispdb},
		{22, m.autodiscover}, {20, m.autodiscoverBySRV}, {10, m.autodiscoverInTheClear}, {12, m.txt}, {15, m.mxFile}, {3, m.flood}, {3, m.strangers},
	} {
		if m.chance(source.percent) {
			source.publish()
		}
	}
	if m.chance(10) {
		m.w.slow = append(m.w.slow, slowName{"_imaps._tcp." + m.w.domain, pick(m,
			probetest.DNSFault{Delay: 700 * time.Millisecond}, probetest.DNSFault{Silent: true}, probetest.DNSFault{Rcode: dns.RcodeServerFailure}), dns.TypeSRV})
	}
	m.place(m.populated())
	m.record("%s A %s", thief, m.ip(thief))
	m.w.hosts = append(m.w.hosts, randomHost{
		names: []string{thief}, ip: m.ip(thief), cert: probetest.Cert{Names: []string{thief}},
		users: anna(m.w.domain), services: probetest.On("imaps", "pop3s", "smtps"),
	})
}

// populated are the names with a server: most of those that are named, and some of
// those that can be guessed.
func (m *maker) populated() []string {
	d := m.w.domain
	var names []string
	add := func(name string, percent int) {
		if !slices.Contains(names, name) && m.chance(percent) {
			names = append(names, name)
		}
	}
	for _, n := range m.w.named {
		add(n.Host, 88)
	}
	for _, name := range []string{"mail." + d, "imap." + d, "smtp." + d, "pop3." + d, d} {
		add(name, 30)
	}
	for _, name := range m.listed() {
		add(name, 75)
	}
	return names
}

// wishes draws what the user wants, and whether the passwords are right.
func (m *maker) wishes() {
	a := &m.w.ask
	address := probetest.User + "@" + m.w.domain
	a.password = pick(m, probetest.Password, wrongPassword)
	if m.chance(25) {
		a.sending = pick(m, sendingPassword, wrongSending)
	}
	if m.chance(18) {
		a.token = annasToken
	}
	switch n := m.IntN(100); {
	case n < 20:
		a.username = address
	case n < 26:
		a.username = "other.name"
	case n < 32:
		a.sendingUsername = "relay"
	}
	if m.chance(12) {
		a.trust = []string{pick(m, "strange.test", "hoster.test", fact.Registrable(m.w.domain))}
	}
	a.trustAll = m.chance(4)
	a.maxLogins = pick(m, 1, 2, 2, 3, 4)
	a.all = m.chance(40)
	a.checkSender = m.chance(20)
	a.consent = pick(m, "", "", "yes", "no")
	a.autodiscover = m.chance(50)
	a.thinks = pick(m, 0, 0, 300*time.Millisecond, 2*time.Second)
	if m.chance(15) {
		a.protocols = pick(m, []fact.Protocol{fact.IMAP}, []fact.Protocol{fact.SMTP}, []fact.Protocol{fact.POP3, fact.SMTP}, []fact.Protocol{fact.IMAP, fact.SMTP})
	}
}

const wrongSending = "staple battery 4"

// srv publishes SRV records of some services, or declines them.
func (m *maker) srv() {
	for _, service := range fact.SRVServices() {
		switch n := m.IntN(100); {
		case n < 35:
			e := m.endpoint()
			m.record("%s SRV %d %d %d %s", service.Name(m.w.domain), m.IntN(2), m.IntN(3), servicePort(service), e.Host)
			m.w.named = append(m.w.named, naming{way: bySRV, Endpoint: fact.Endpoint{Protocol: service.Protocol, Host: e.Host, Port: servicePort(service), TLS: service.TLS}})
		case n < 45:
			m.record("%s SRV 0 0 0 .", service.Name(m.w.domain))
		}
	}
}

// servicePort is where a service is found unless the record says otherwise.
func servicePort(s fact.SRVService) uint16 {
	for _, e := range fact.StandardPorts(s.Protocol) {
		if e.TLS == s.TLS {
			return e.Port
		}
	}
	return 0
}

// autoconfig puts a file at one of its places over https, as it should be, behind a
// redirect, or with a certificate that is none.
func (m *maker) autoconfig() {
	d := m.w.domain
	place := pick(m, "https://autoconfig."+d+"/mail/config-v1.1.xml", "https://"+d+"/.well-known/autoconfig/mail/config-v1.1.xml")
	servers := m.servers()
	f := webFile{url: place, body: autoconfigFile(d, servers)}
	switch n := m.IntN(100); {
	case n < 12:
		f.flaws = []probetest.Flaw{pick(m, probetest.Expired, probetest.SelfSigned)} // nobody may read it
		m.page(f)
	case n < 24:
		away := "https://files.strange.test/settings.xml"
		m.page(webFile{url: place, leadsTo: away})
		f.url = away
		m.names(byAwayFile, m.page(f), servers)
	case n < 34:
		inside := "https://files." + d + "/settings.xml"
		m.page(webFile{url: place, leadsTo: inside})
		f.url = inside
		m.names(byFile, m.page(f), servers)
	default:
		m.names(byFile, m.page(f), servers)
	}
}

func (m *maker) clearAutoconfig() {
	d := m.w.domain
	servers := m.servers()
	m.names(byClearFile, m.page(webFile{url: "http://autoconfig." + d + "/mail/config-v1.1.xml", body: autoconfigFile(d, servers)}), servers)
}

// pacc publishes a PACC file, whose digest may be another's.
func (m *maker) pacc() {
	d := m.w.domain
	incoming, outgoing := m.host(), m.host()
	file := probetest.PACC(incoming, outgoing)
	servers := []fileServer{
		{Endpoint: fact.Endpoint{Protocol: fact.IMAP, Host: incoming, Port: 993, TLS: fact.Implicit}, username: "%EMAILADDRESS%"},
		{Endpoint: fact.Endpoint{Protocol: fact.SMTP, Host: outgoing, Port: 465, TLS: fact.Implicit}, username: "%EMAILADDRESS%"},
	}
	by, digested := byPACC, file
	if m.chance(40) {
		by, digested = byWrongDigest, file+" "
	}
	m.record("%s", paccRecord(d, digested))
	m.names(by, m.page(webFile{url: "https://ua-auto-config." + d + "/.well-known/user-agent-configuration.json", body: file}), servers)
}

// ispdb has the public database know the domain, or lead away.
func (m *maker) ispdb() {
	servers := m.servers()
	f := webFile{url: "https://live.thunderbird.net/autoconfig/v1.1/" + m.w.domain, body: autoconfigFile(m.w.domain, servers)}
	by := byISPDB
	if m.chance(12) {
		away := "https://ispdb.strange.test/" + m.w.domain
		m.page(webFile{url: f.url, leadsTo: away})
		by, f.url = byAwayFile, away
	}
	m.names(by, m.page(f), servers)
}

const autodiscoverPath = "/autodiscover/autodiscover.xml"

// autodiscover answers at a place of the domain: with servers, with a redirect, or
// not before it has the password.
func (m *maker) autodiscover() {
	d := m.w.domain
	place := pick(m, "https://autodiscover."+d+autodiscoverPath, "https://"+d+autodiscoverPath)
	servers := m.servers()
	f := webFile{url: place, body: autodiscoverAnswer(d, servers)}
	switch n := m.IntN(100); {
	case n < 15:
		away := "https://autodiscover.strange.test" + autodiscoverPath
		m.page(webFile{url: place, body: autodiscoverRedirect(away)})
		f.url, f.basic = away, m.chance(50)
		m.names(byAwayFile, m.page(f), servers)
	case n < 30:
		inside := "https://exchange." + d + autodiscoverPath
		m.page(webFile{url: place, leadsTo: inside})
		f.url = inside
		m.names(byAutodiscover, m.page(f), servers)
	case n < 65:
		f.basic, f.status = true, pick(m, 0, 401, 403, 500)
		if m.page(f); f.status == 0 {
			m.names(byAutodiscover, place, servers)
		}
	default:
		m.names(byAutodiscover, m.page(f), servers)
	}
}

// autodiscoverBySRV has a record name the place, in the domain or outside.
func (m *maker) autodiscoverBySRV() {
	host := pick(m, "anybody.homepages."+m.w.domain, "anybody.homepages."+m.w.domain, "autodiscover.strange.test")
	m.record("_autodiscover._tcp.%s SRV 0 0 443 %s", m.w.domain, host)
	servers := m.servers()
	m.names(bySRVTrail, m.page(webFile{url: "https://" + host + autodiscoverPath, body: autodiscoverAnswer(m.w.domain, servers), basic: m.chance(20)}), servers)
}

// autodiscoverInTheClear redirects from http, to the domain or away.
func (m *maker) autodiscoverInTheClear() {
	d := m.w.domain
	to := pick(m, "https://exchange."+d+autodiscoverPath, "https://autodiscover.hoster.test"+autodiscoverPath)
	m.page(webFile{url: "http://autodiscover." + d + autodiscoverPath, leadsTo: to})
	if slices.ContainsFunc(m.w.files, func(f webFile) bool { return f.url == to }) {
		return // somebody else leads there too
	}
	servers := m.servers()
	m.names(byClearTrail, m.page(webFile{url: to, body: autodiscoverAnswer(d, servers)}), servers)
}

// txt has a TXT record lead to a file.
func (m *maker) txt() {
	d := m.w.domain
	place := pick(m, "https://txt."+d+"/mail.xml", "https://txt.strange.test/mail.xml", "http://txt."+d+"/mail.xml")
	m.record(`%s TXT "mailconf=%s"`, d, place)
	servers := m.servers()
	m.names(byTXTTrail, m.page(webFile{url: place, body: autoconfigFile(d, servers)}), servers)
}

// mxFile is the file of the domain of an MX that the database does not know.
func (m *maker) mxFile() {
	if !slices.Contains(m.w.mx, "mx.hoster.test") {
		return
	}
	servers := m.servers()
	place := pick(m, "https://autoconfig.hoster.test/mail/config-v1.1.xml", "https://live.thunderbird.net/autoconfig/v1.1/hoster.test")
	m.names(byMXTrail, m.page(webFile{url: place, body: autoconfigFile(m.w.domain, servers)}), servers)
}

// strangers are many, and the user may be asked about each.
func (m *maker) strangers() {
	m.w.ask.consent = pick(m, "yes", "no", "no")
	for i := range 6 {
		e := fact.Endpoint{Protocol: fact.IMAP, Host: fmt.Sprintf("mail.stranger%d.test", i), Port: 993, TLS: fact.Implicit}
		m.record("_imaps._tcp.%s SRV %d 1 993 %s", m.w.domain, i, e.Host)
		m.w.named = append(m.w.named, naming{way: bySRV, Endpoint: e})
	}
}

// flood names more servers than anybody has.
func (m *maker) flood() {
	for i := range 40 {
		host := fmt.Sprintf("mail%d.%s", i, pick(m, m.w.domain, fmt.Sprintf("flood%d.test", i)))
		m.record("_imaps._tcp.%s SRV %d 1 993 %s\n_submissions._tcp.%s SRV %d 1 465 %s\n%s A 198.18.7.%d", m.w.domain, i, host, m.w.domain, i, host, host, i+1)
	}
}
