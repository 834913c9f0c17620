package probe_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// The secrets of random worlds beside [probetest.Password] and wrongPassword.
const (
	sendingPassword = "battery staple"
	annasToken      = "ya29.a0-token-of-anna"
)

// maker makes a random world of a seed: the same one whenever it is asked.
type maker struct {
	*rand.Rand
	w   *randomWorld
	ips map[string]string // of every name
	// mood is what all servers answer to credentials and to whoever comes back, in a
	// world of one hostile provider; empty where each is on its own.
	mood map[fact.Protocol]probetest.Script
}

// randomWorldOf is the world of a seed. One in four is made to work, so that it can
// be stated that it has to.
func randomWorldOf(seed uint64) *randomWorld {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 20)), w: &randomWorld{seed: seed}, ips: map[string]string{}}
	if m.chance(25) {
		m.working()
	} else {
		m.hostile()
	}
	return m.w
}

func (m *maker) chance(percent int) bool { return m.IntN(100) < percent }

func pick[T any](m *maker, list ...T) T { return list[m.IntN(len(list))] }

// delay is how late something comes. Most is not.
func (m *maker) delay() time.Duration {
	return pick(m, 0, 0, 0, 37*time.Millisecond, 150*time.Millisecond, 420*time.Millisecond, 1300*time.Millisecond)
}

// ip is the address of a name: a fresh one at the first question.
func (m *maker) ip(name string) string {
	if m.ips[name] == "" {
		m.ips[name] = fmt.Sprintf("203.0.113.%d", len(m.ips)+1)
	}
	return m.ips[name]
}

func (m *maker) record(format string, args ...any) {
	m.w.zone = append(m.w.zone, fmt.Sprintf(format, args...))
}

// home chooses the domain and where its mail goes.
func (m *maker) home() {
	w := m.w
	w.domain = "chaos.example"
	switch n := m.IntN(100); {
	case n < 8:
		w.domain = "gmx.de"
		m.mx("mx00.emig.gmx.net")
	case n < 15:
		w.domain = "outlook.com"
		m.mx("outlook-com.olc.protection.outlook.com")
	case n < 20:
		w.domain = "home.duckdns.org"
	case n < 25:
		w.domain = "dept.chaos.example"
	case n < 37:
		w.domain = "athome.example"
		m.mx("mx00.emig.gmx.net")
	case n < 42:
		w.domain = "tenant.example"
		m.mx("tenant-example.mail.protection.outlook.com")
	case n < 46:
		m.mx("d1.a.ess.barracudanetworks.com") // a gateway, which tells nothing
	case n < 52:
		m.mx("mx.hoster.test")
	case n < 60:
		m.mx("mx." + w.domain)
	}
}

// mx leads the domain's mail to a host, now and then by an alias in the domain.
func (m *maker) mx(host string) {
	w := m.w
	w.mx = []string{host}
	target := host
	if m.chance(20) {
		target = "mx.in." + w.domain
		m.record("%s CNAME %s", target, host)
		w.mx = []string{target, host}
	}
	m.record("%s MX 10 %s", w.domain, target)
	m.record("%s A %s", host, m.ip(host))
	if m.chance(20) {
		w.slow = append(w.slow, slowName{w.domain, probetest.DNSFault{Delay: 900 * time.Millisecond}, dns.TypeMX})
	}
}

// listed are the real hosts of the provider whose mailbox it is; empty where the
// database knows none.
func (m *maker) listed() []string {
	for _, name := range append([]string{m.w.domain}, m.w.mx...) {
		switch {
		case strings.HasSuffix(name, "gmx.net") || name == "gmx.de":
			return []string{"imap.gmx.net", "mail.gmx.net", "pop.gmx.net"}
		case strings.HasSuffix(name, "outlook.com"):
			return []string{"outlook.office365.com", "smtp.office365.com", "smtp-mail.outlook.com"}
		}
	}
	return nil
}

// host draws the name of a server that somebody names.
func (m *maker) host() string {
	d := m.w.domain
	inside := []string{"mail." + d, "imap." + d, "smtp." + d, "box7." + d, "deep.inside." + d, "imap-mail." + d, d}
	listed := m.listed()
	switch n := m.IntN(100); {
	case n < 50:
		return pick(m, inside...)
	case n < 68 && len(listed) > 0:
		return pick(m, listed...)
	case n < 76:
		return pick(m, "mail.systemausfall.org", "imap.mailbox.org", "smtp.mailbox.org") // of other providers
	default:
		return pick(m, "mail.strange.test", "mail.hoster.test", "mail.evil"+d, "evil.duckdns.org")
	}
}

// endpoint draws what a source names: mostly a usual port in its usual mode.
func (m *maker) endpoint() fact.Endpoint {
	p := pick(m, fact.IMAP, fact.IMAP, fact.POP3, fact.SMTP, fact.SMTP)
	e := pick(m, fact.StandardPorts(p)...).At(m.host())
	switch n := m.IntN(100); {
	case n < 5:
		e.TLS = pick(m, fact.Implicit, fact.STARTTLS)
	case n < 9:
		e.TLS = fact.NoTLS
	case n < 11:
		e.Port = 2525
	}
	return e
}

// servers draws what one file names.
func (m *maker) servers() []fileServer {
	var all []fileServer
	for range 1 + m.IntN(4) {
		s := fileServer{Endpoint: m.endpoint(), tokenOnly: m.chance(6)}
		s.username = pick(m, "%EMAILADDRESS%", "%EMAILADDRESS%", "%EMAILADDRESS%", "%EMAILLOCALPART%", "", "boss@"+m.w.domain, "x%EMAILLOCALPART%")
		all = append(all, s)
	}
	return all
}

// names notes that a way names servers.
func (m *maker) names(by way, url string, servers []fileServer) {
	for _, s := range servers {
		n := naming{way: by, Endpoint: s.Endpoint, url: url}
		if s.username != "" {
			n.username = s.resolved(m.w.domain)
		}
		m.w.named = append(m.w.named, n)
	}
}

// page puts a file up and returns its URL.
func (m *maker) page(f webFile) string {
	_, rest, _ := strings.Cut(f.url, "://")
	host, _, _ := strings.Cut(rest, "/")
	f.answerIP = m.ip(host)
	if m.w.works == "" {
		f.after = m.delay()
	}
	m.w.files = append(m.w.files, f)
	return f.url
}

// service draws how one port behaves, at first and to whoever comes back.
func (m *maker) service(on string) probetest.Service {
	s := probetest.Service{On: on}
	p := protocolOf(on)
	switch n := m.IntN(100); {
	case n < 12:
		s.Mechanisms = []string{"PLAIN"}
	case n < 24:
		s.Mechanisms = []string{"LOGIN"}
	case n < 30:
		s.Mechanisms = []string{"SCRAM-SHA-256", "PLAIN"}
	case n < 36:
		s.Mechanisms = []string{"CRAM-MD5", "LOGIN"}
	case n < 46:
		s.Mechanisms = []string{"XOAUTH2", "PLAIN"}
	}
	if m.chance(65) {
		s.Script = m.script(p)
	}
	if mood := m.mood[p]; mood != nil {
		s.Script, s.Again = maps.Clone(mood), probetest.Script{"login": mood["login"], "greeting": mood["again"]}
		delete(s.Script, "again")
		if s.Again["greeting"] == "" {
			s.Again = nil
		}
		return s
	}
	switch n := m.IntN(100); {
	case n < 15:
		s.Again = m.script(p)
	case n < 30:
		s.Again = probetest.Script{"greeting": pick(m, shut[p]...)}
	}
	return s
}

// moods gives all servers one answer to credentials, and now and then one to whoever
// comes back. The row "again" is no row of a script, but the greeting then.
func (m *maker) moods() {
	m.mood = map[fact.Protocol]probetest.Script{}
	comesBack := m.chance(40)
	for _, p := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		logins := slices.DeleteFunc(slices.Clone(pools[p]["login"]), func(reply string) bool { return reply == "" })
		m.mood[p] = probetest.Script{"login": pick(m, logins...)}
		if comesBack {
			m.mood[p]["again"] = pick(m, shut[p]...)
		}
	}
}

func (m *maker) script(p fact.Protocol) probetest.Script {
	script := probetest.Script{}
	for _, row := range pools[p].rows() {
		if m.chance(60) {
			continue
		}
		if reply := pick(m, pools[p][row]...); reply != "" {
			script[row] = reply
		}
	}
	if m.chance(8) {
		script["handshake"] = pick(m, handshakes...)
	}
	return script
}

// certificate draws what a host of the given names shows.
func (m *maker) certificate(names []string) probetest.Cert {
	switch n := m.IntN(100); {
	case n < 75:
		return probetest.Cert{Names: names}
	case n < 88:
		return probetest.Cert{Names: []string{pick(m, names...)}}
	case n < 91:
		return probetest.Cert{Names: []string{"server7.hoster.test"}}
	default:
		return probetest.Cert{Names: names, Flaws: []probetest.Flaw{pick(m, probetest.Expired, probetest.SelfSigned, probetest.UnknownIssuer, probetest.NoIntermediate)}}
	}
}

// allServices are the ports that a mail server may have.
var allServices = []string{"imaps", "imap", "pop3s", "pop3", "smtps", "smtp", "smtp:25"}

// place puts servers up where names lead, several names at one door now and then.
func (m *maker) place(names []string) {
	var groups [][]string
	for _, name := range names {
		if len(groups) > 0 && m.ips[name] == "" && m.chance(25) {
			at := m.IntN(len(groups))
			m.ips[name] = m.ip(groups[at][0])
			groups[at] = append(groups[at], name)
			continue
		}
		groups = append(groups, []string{name})
	}
	for _, group := range groups {
		h := randomHost{names: group, ip: m.ip(group[0]), cert: m.certificate(group)}
		h.users, h.senders = m.accounts()
		for _, on := range allServices {
			if m.chance(65) {
				h.services = append(h.services, m.service(on))
			}
		}
		m.w.hosts = append(m.w.hosts, h)
	}
}

// accounts are what a server lets in.
func (m *maker) accounts() (users, senders map[string]string) {
	name := probetest.User + "@" + m.w.domain
	if m.chance(15) {
		name = probetest.User
	}
	users = map[string]string{name: probetest.Password}
	if m.w.ask.sending != "" {
		senders = map[string]string{name: sendingPassword}
	}
	return users, senders
}
