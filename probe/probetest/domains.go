package probetest

import (
	"fmt"
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// In every ready-made domain there is one account: User at the domain, with this password.
const (
	User     = "anna"
	Password = "correct horse"
)

// Domain is a ready-made mail domain. All but GMX, which stands for a provider
// that everybody knows, have reserved names.
type Domain struct {
	Name  string
	About string // one line in plain words
	build func(*builder)
}

// Address is the address of the one account.
func (d Domain) Address() string { return User + "@" + d.Name }

// Build adds ready-made domains to the internet, or all of them if none is
// named, and the public database that a few of them are in. A domain that stands already is left
// as it is.
func (i *Internet) Build(domains ...string) error {
	known := Domains()
	if len(domains) == 0 {
		for _, d := range known {
			domains = append(domains, d.Name)
		}
	}
	for _, domain := range domains {
		at := slices.IndexFunc(known, func(d Domain) bool { return d.Name == domain })
		if at < 0 {
			return fmt.Errorf("probetest: no ready-made domain is called %q", domain)
		}
		if i.claim(domain) {
			continue
		}
		b := &builder{internet: i, domain: domain}
		known[at].build(b)
		b.ispdb()
		if b.err != nil {
			return fmt.Errorf("probetest: %s: %w", domain, b.err)
		}
	}
	return nil
}

// claim reports whether something was built before, and takes note that it is now.
func (i *Internet) claim(what string) (before bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	before = i.built[what]
	i.built[what] = true
	return before
}

// Domains returns the ready-made domains, the ones that work first.
func Domains() []Domain {
	return []Domain{
		{"srv.example", "publishes its servers in SRV records and nowhere else", func(b *builder) {
			b.publish("in1", "out1")
			b.mail("in1.$", "imaps")
			b.mail("out1.$", "smtps")
		}},
		{"autoconfig.example", "publishes a file at autoconfig. and nothing else", func(b *builder) {
			b.site("autoconfig.$", "/mail/config-v1.1.xml", b.settings("in1.$", "out1.$"))
			b.mail("in1.$", "imaps")
			b.mail("out1.$", "smtp")
		}},
		{"wellknown.example", "publishes a file under .well-known and nothing else", func(b *builder) {
			b.site("$", "/.well-known/autoconfig/mail/config-v1.1.xml", b.settings("in1.$", "out1.$"))
			b.mail("in1.$", "imaps")
			b.mail("out1.$", "smtp")
		}},
		{"implicit.example", "publishes nothing; imap. and smtp. have TLS from the first byte", func(b *builder) {
			b.mail("imap.$", "imaps")
			b.mail("smtp.$", "smtps")
		}},
		{"starttls.example", "publishes nothing; imap. and smtp. have STARTTLS only", func(b *builder) {
			b.mail("imap.$", "imap")
			b.mail("smtp.$", "smtp")
		}},
		{"onehost.example", "publishes nothing; mail. serves everything", func(b *builder) {
			b.mail("mail.$", "imaps", "imap", "pop3s", "pop3", "smtps", "smtp", "smtp:25")
		}},
		{"pop.example", "has no IMAP: POP3 and submission only", func(b *builder) {
			b.mail("pop.$", "pop3s")
			b.mail("smtp.$", "smtps")
		}},
		{"port25.example", "takes its customers' mail on port 25 only", func(b *builder) {
			b.mail("imap.$", "imaps")
			b.mail("smtp.$", "smtp:25")
		}},
		{"gmx.de", "is a large provider that publishes nothing but its MX", func(b *builder) { b.atGMX() }},
		{"athome.example", "keeps its mail at GMX, as its MX shows", func(b *builder) { b.atGMX() }},
		{"deadipv6.example", "has IPv6 addresses that answer nothing", func(b *builder) {
			b.publish("imap", "smtp")
			b.deadIPv6(b.mail("imap.$", "imaps"), b.mail("smtp.$", "smtps"))
		}},
		{"drops.example", "publishes servers that work, beside imap. and smtp. that drop every packet", func(b *builder) {
			b.publish("in1", "out1")
			b.mail("in1.$", "imaps")
			b.mail("out1.$", "smtps")
			b.black("imap.$", "smtp.$", "mail.$")
		}},
		{"moved.example", "keeps its mail at GMX, while its web hoster still publishes settings of its own", func(b *builder) {
			b.atGMX()
			b.hoster()
		}},
		{"noimap.example", "says in SRV records that it offers no IMAP, and serves POP3", func(b *builder) {
			b.zone("_imaps._tcp.$ SRV 0 0 0 .", "_imap._tcp.$ SRV 0 0 0 .",
				"_pop3s._tcp.$ SRV 0 1 995 in1.$", "_submissions._tcp.$ SRV 0 1 465 out1.$")
			b.mail("in1.$", "pop3s")
			b.mail("out1.$", "smtps")
		}},
		{"pacc.example", "publishes a PACC document with its digest and nothing else", func(b *builder) {
			b.pacc(PACC("in1.pacc.example", "out1.pacc.example"))
			b.mail("in1.$", "imaps")
			b.mail("out1.$", "smtps")
		}},
		{"ispdb.example", "is in the public database and publishes nothing", func(b *builder) {
			b.mail("in1.$", "imaps")
			b.mail("out1.$", "smtp")
		}},
		{"pox.example", "answers Autodiscover and nothing else", func(b *builder) {
			b.site("autodiscover.$", "/autodiscover/autodiscover.xml", Autodiscover(
				fact.Endpoint{Protocol: fact.IMAP, Host: "in1.pox.example", Port: 993, TLS: fact.Implicit},
				fact.Endpoint{Protocol: fact.SMTP, Host: "out1.pox.example", Port: 465, TLS: fact.Implicit}))
			b.mail("in1.$", "imaps")
			b.mail("out1.$", "smtps")
		}},
		{"txt.example", "has a TXT record that leads to a file, and nothing else", func(b *builder) {
			b.zone(`$ TXT "mailconf=https://files.$/settings.xml"`)
			b.site("files.$", "/settings.xml", b.settings("in1.$", "out1.$"))
			b.mail("in1.$", "imaps")
			b.mail("out1.$", "smtp")
		}},
		{"disagree.example", "publishes four different things, of which one is true", func(b *builder) {
			b.site("autoconfig.$", "/mail/config-v1.1.xml", b.settings("in1.$", "out1.$"))
			b.publish("in2", "out2")
			b.site("autodiscover.$", "/autodiscover/autodiscover.xml", Autodiscover(
				fact.Endpoint{Protocol: fact.IMAP, Host: "in4.disagree.example", Port: 993, TLS: fact.Implicit},
				fact.Endpoint{Protocol: fact.SMTP, Host: "out4.disagree.example", Port: 465, TLS: fact.Implicit}))
			b.mail("in2.$", "imaps")
			b.mail("out2.$", "smtps")
		}},
		{"nullmx.example", "takes no mail at all, as its MX record says", func(b *builder) {
			b.zone("$ MX 0 .")
		}},
		{"expired.example", "shows a certificate that has expired", func(b *builder) {
			b.broken(Cert{Flaws: []Flaw{Expired}})
		}},
		{"misnamed.example", "shows a certificate of another host", func(b *builder) {
			b.broken(Cert{Names: []string{"server7.hoster.example"}})
		}},
		{"selfsigned.example", "shows a certificate that nobody vouches for", func(b *builder) {
			b.broken(Cert{Flaws: []Flaw{SelfSigned}})
		}},
		{"incomplete.example", "does not send the certificate of its issuer", func(b *builder) {
			b.broken(Cert{Flaws: []Flaw{NoIntermediate}})
		}},
		{"oldtls.example", "speaks nothing newer than TLS 1.0", func(b *builder) {
			b.publish("imap", "smtp")
			b.scripted(Script{"handshake": "<max 1.0>"}, "imaps", "smtps")
		}},
		{"wrongmode.example", "publishes STARTTLS on ports that want TLS from the start", func(b *builder) {
			b.zone("_imap._tcp.$ SRV 0 1 143 imap.$", "_submission._tcp.$ SRV 0 1 587 smtp.$")
			b.mail("imap.$", "imaps:143")
			b.mail("smtp.$", "smtps:587")
		}},
		{"stripped.example", "promises STARTTLS, which something on the way hides", func(b *builder) {
			b.site("autoconfig.$", "/mail/config-v1.1.xml", Autoconfig(b.domain,
				fact.Endpoint{Protocol: fact.IMAP, Host: b.name("imap.$"), Port: 143, TLS: fact.STARTTLS},
				fact.Endpoint{Protocol: fact.SMTP, Host: b.name("smtp.$"), Port: 587, TLS: fact.STARTTLS}))
			b.scripted(Script{
				"clear greeting": "* OK ready", "clear CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE\n$tag OK done",
			}, "imap")
			b.scripted(Script{"clear EHLO": "250-$host\n250-XXXXXXXA\n250 8BITMIME"}, "smtp")
		}},
		{"smtpoff.example", "lets its customers read mail and has sending switched off", func(b *builder) {
			b.publish("imap", "smtp")
			b.mail("imap.$", "imaps")
			b.scripted(Script{"login": "535 5.7.8 Error: authentication failed"}, "smtps")
		}},
		{"apppassword.example", "takes app passwords only, and says so", func(b *builder) {
			b.publish("imap", "smtp")
			b.scripted(Script{"login": "$tag NO [ALERT] Application-specific password required (Failure)"}, "imaps")
			b.scripted(Script{"login": "534 5.7.9 Application-specific password required"}, "smtps")
		}},
		{"blocked.example", "turns this computer away, because its address is on a block list", func(b *builder) {
			b.publish("imap", "smtp")
			b.scripted(Script{"greeting": "* BYE Your address 198.51.100.1 is on our block list\n<close>"}, "imaps")
			b.scripted(Script{"greeting": "554 5.7.1 Service unavailable; client [198.51.100.1] blocked using bl.lists.example\n<close>"}, "smtps")
		}},
		{"cleartext.example", "has no TLS anywhere", func(b *builder) {
			b.mail("imap.$", "imap?tls=none")
			b.mail("smtp.$", "smtp?tls=none")
		}},
		{"mute.example", "opens its ports and says nothing", func(b *builder) { b.strange("<silence>") }},
		{"endless.example", "begins a line that never ends", func(b *builder) { b.strange("* OK <endless>") }},
		{"rubbish.example", "greets with bytes that mean nothing", func(b *builder) { b.strange("<garbage 300>\n") }},
		{"hangsup.example", "closes every connection at once", func(b *builder) { b.strange("<close>") }},
	}
}
