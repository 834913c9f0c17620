package probetest

import (
	"net/http"
	"net/netip"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// builder puts one domain up. "$" in its texts stands for the domain. After an
// error it does nothing more.
type builder struct {
	internet *Internet
	domain   string
	err      error
}

func (b *builder) name(text string) string { return strings.ReplaceAll(text, "$", b.domain) }

func (b *builder) try(f func() error) {
	if b.err == nil {
		b.err = f()
	}
}

func (b *builder) zone(lines ...string) {
	b.try(func() error { return b.internet.Zone.Add(b.name(strings.Join(lines, "\n"))) })
}

// publish adds SRV records for IMAP and submission with implicit TLS.
func (b *builder) publish(incoming, outgoing string) {
	b.zone("_imaps._tcp.$ SRV 0 1 993 "+incoming+".$", "_submissions._tcp.$ SRV 0 1 465 "+outgoing+".$")
}

// users are the account by its full name, as most providers want it.
func (b *builder) users() map[string]string {
	return map[string]string{User + "@" + b.domain: Password}
}

// mail starts a well-behaved server and returns its name.
func (b *builder) mail(name string, services ...string) string {
	b.serve(Server{Names: []string{name}, Services: On(services...)})
	return name
}

func (b *builder) serve(s Server) {
	for i, name := range s.Names {
		s.Names[i] = b.name(name)
	}
	if s.Users == nil {
		s.Users = b.users()
	}
	b.try(func() error { return b.internet.Serve(s) })
}

// broken publishes servers that are well but for their certificate.
func (b *builder) broken(cert Cert) {
	b.publish("imap", "smtp")
	b.serve(Server{Names: []string{"imap.$"}, Cert: &cert, Services: On("imaps", "imap")})
	b.serve(Server{Names: []string{"smtp.$"}, Cert: &cert, Services: On("smtps", "smtp")})
}

// strange publishes servers with a greeting that is none.
func (b *builder) strange(greeting string) {
	b.publish("imap", "smtp")
	script := Script{"greeting": greeting}
	b.serve(Server{Names: []string{"imap.$"}, Services: []Service{{On: "imaps", Script: script}}})
	b.serve(Server{Names: []string{"smtp.$"}, Services: []Service{{On: "smtps", Script: script}}})
}

// scripted starts the services, each on the host that is called as its protocol,
// with a script.
func (b *builder) scripted(script Script, services ...string) {
	for _, on := range services {
		name := strings.TrimSuffix(on, "s") + ".$"
		b.serve(Server{Names: []string{name}, Services: []Service{{On: on, Script: script}}})
	}
}

// deadIPv6 gives hosts IPv6 addresses where packets vanish.
func (b *builder) deadIPv6(names ...string) {
	for _, name := range names {
		ip := b.internet.NewIPv6()
		b.zone(name + " AAAA " + ip.String())
		b.internet.Network.Fail(ip, Drop)
	}
}

// black makes names lead to an address where packets vanish.
func (b *builder) black(names ...string) {
	ip := b.internet.NewIPv4()
	b.internet.Network.Fail(ip, Drop)
	for _, name := range names {
		b.zone(name + " A " + ip.String())
	}
}

func (b *builder) site(name, path, file string) {
	b.try(func() error {
		return b.internet.Host(Site{Names: []string{b.name(name)}, Pages: pages(path, file)})
	})
}

// settings is an autoconfig file that names an IMAP server with implicit TLS and
// a submission server with STARTTLS.
func (b *builder) settings(incoming, outgoing string) string {
	return Autoconfig(b.domain,
		fact.Endpoint{Protocol: fact.IMAP, Host: b.name(incoming), Port: 993, TLS: fact.Implicit},
		fact.Endpoint{Protocol: fact.SMTP, Host: b.name(outgoing), Port: 587, TLS: fact.STARTTLS})
}

// atGMX leads the domain's mail to GMX, whose servers are put up with the first
// domain that needs them.
func (b *builder) atGMX() {
	b.zone("$ MX 10 mx00.emig.gmx.net", "$ MX 10 mx01.emig.gmx.net")
	if b.internet.claim("servers of GMX") {
		return
	}
	users := make(map[string]string)
	for _, domain := range []string{"gmx.de", "athome.example", "moved.example"} {
		users[User+"@"+domain] = Password
	}
	exchange := []Service{{On: "smtp:25", Mechanisms: []string{}}}
	for _, host := range []struct {
		name     string
		services []Service
	}{
		{"imap.gmx.net", On("imaps", "imap")},
		{"pop.gmx.net", On("pop3s", "pop3")},
		{"mail.gmx.net", On("smtps", "smtp")},
		{"mx00.emig.gmx.net", exchange},
		{"mx01.emig.gmx.net", exchange},
	} {
		b.serve(Server{Names: []string{host.name}, Users: users, Services: host.services})
	}
}

// hoster publishes, over https and with a valid certificate, settings for its
// own mail server, where this domain's mailbox is not. Every name of the domain
// leads there.
func (b *builder) hoster() {
	ip := b.internet.NewIPv4()
	everything := On("imaps", "imap", "pop3s", "pop3", "smtps", "smtp")
	b.zone("$ A " + ip.String())
	b.serve(Server{
		Names: []string{"mail.hoster.example", "*.$"}, IPs: []netip.Addr{ip},
		Users: map[string]string{}, Services: everything,
	})
	b.try(func() error {
		file := b.settings("mail.hoster.example", "mail.hoster.example")
		return b.internet.Host(Site{Names: []string{b.name("*.$")}, IPs: []netip.Addr{ip}, Pages: pages("/mail/config-v1.1.xml", file)})
	})
}

// pages is a site of one XML file.
func pages(path, file string) map[string]http.Handler {
	return map[string]http.Handler{path: File("text/xml", file)}
}
