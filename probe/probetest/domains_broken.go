package probetest

import "github.com/mailprobe/mailprobe/probe/fact"

// broken are those where none does, each for a reason of its own.
func broken() []Domain {
	return []Domain{
		{
			Name: "nullmx.example",
			About: fact.Words{
				EN: "takes no mail at all, as its MX record says",
				DE: "nimmt laut MX-Eintrag keine E-Mails an",
			},
			build: func(b *builder) {
				b.zone("$ MX 0 .")
			},
		},
		{
			Name: "expired.example",
			About: fact.Words{
				EN: "shows a certificate that has expired",
				DE: "zeigt ein abgelaufenes Zertifikat",
			},
			build: func(b *builder) {
				b.broken(Cert{Flaws: []Flaw{Expired}})
			},
		},
		{
			Name: "misnamed.example",
			About: fact.Words{
				EN: "shows a certificate of another host",
				DE: "zeigt das Zertifikat eines anderen Servers",
			},
			build: func(b *builder) {
				b.broken(Cert{Names: []string{"server7.hoster.example"}})
			},
		},
		{
			Name: "selfsigned.example",
			About: fact.Words{
				EN: "shows a certificate that nobody vouches for",
				DE: "zeigt ein Zertifikat, für das niemand bürgt",
			},
			build: func(b *builder) {
				b.broken(Cert{Flaws: []Flaw{SelfSigned}})
			},
		},
		{
			Name: "incomplete.example",
			About: fact.Words{
				EN: "does not send the certificate of its issuer",
				DE: "sendet das Zertifikat seines Ausstellers nicht mit",
			},
			build: func(b *builder) {
				b.broken(Cert{Flaws: []Flaw{NoIntermediate}})
			},
		},
		{
			Name: "oldtls.example",
			About: fact.Words{
				EN: "speaks nothing newer than TLS 1.0",
				DE: "spricht nichts Neueres als TLS 1.0",
			},
			build: func(b *builder) {
				b.publish("imap", "smtp")
				b.scripted(Script{"handshake": "<max 1.0>"}, "imaps", "smtps")
			},
		},
		{
			Name: "wrongmode.example",
			About: fact.Words{
				EN: "publishes STARTTLS on ports that want TLS from the start",
				DE: "veröffentlicht STARTTLS für Ports, die TLS von Beginn an erwarten",
			},
			build: func(b *builder) {
				b.zone("_imap._tcp.$ SRV 0 1 143 imap.$", "_submission._tcp.$ SRV 0 1 587 smtp.$")
				b.mail("imap.$", "imaps:143")
				b.mail("smtp.$", "smtps:587")
			},
		},
		{
			Name: "stripped.example",
			About: fact.Words{
				EN: "promises STARTTLS, which something on the way hides",
				DE: "kündigt STARTTLS an, das etwas auf dem Weg unterdrückt",
			},
			build: func(b *builder) {
				b.site("autoconfig.$", "/mail/config-v1.1.xml", Autoconfig(b.domain,
					fact.Endpoint{Protocol: fact.IMAP, Host: b.name("imap.$"), Port: 143, TLS: fact.STARTTLS},
					fact.Endpoint{Protocol: fact.SMTP, Host: b.name("smtp.$"), Port: 587, TLS: fact.STARTTLS}))
				b.scripted(Script{
					"clear greeting": "* OK ready", "clear CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE\n$tag OK done",
				}, "imap")
				b.scripted(Script{"clear EHLO": "250-$host\n250-XXXXXXXA\n250 8BITMIME"}, "smtp")
			},
		},
		{
			Name: "smtpoff.example",
			About: fact.Words{
				EN: "lets its customers read mail and has sending switched off",
				DE: "lässt E-Mails lesen; das Senden ist abgeschaltet",
			},
			build: func(b *builder) {
				b.publish("imap", "smtp")
				b.mail("imap.$", "imaps")
				b.scripted(Script{"login": "535 5.7.8 Error: authentication failed"}, "smtps")
			},
		},
		{
			Name: "apppassword.example",
			About: fact.Words{
				EN: "takes app passwords only, and says so",
				DE: "nimmt nur App-Passwörter an und sagt das auch",
			},
			build: func(b *builder) {
				b.publish("imap", "smtp")
				b.scripted(Script{"login": "$tag NO [ALERT] Application-specific password required (Failure)"}, "imaps")
				b.scripted(Script{"login": "534 5.7.9 Application-specific password required"}, "smtps")
			},
		},
		{
			Name: "blocked.example",
			About: fact.Words{
				EN: "turns this computer away, because its address is on a block list",
				DE: "weist diesen Rechner ab, weil seine Adresse auf einer Sperrliste steht",
			},
			build: func(b *builder) {
				b.publish("imap", "smtp")
				b.scripted(Script{"greeting": "* BYE Your address 198.51.100.1 is on our block list\n<close>"}, "imaps")
				b.scripted(Script{"greeting": "554 5.7.1 Service unavailable; client [198.51.100.1] blocked using bl.lists.example\n<close>"}, "smtps")
			},
		},
		{
			Name: "cleartext.example",
			About: fact.Words{
				EN: "has no TLS anywhere",
				DE: "bietet nirgends TLS an",
			},
			build: func(b *builder) {
				b.mail("imap.$", "imap?tls=none")
				b.mail("smtp.$", "smtp?tls=none")
			},
		},
		{
			Name: "mute.example",
			About: fact.Words{
				EN: "opens its ports and says nothing",
				DE: "öffnet seine Ports und meldet sich nicht",
			},
			build: func(b *builder) { b.strange("<silence>") },
		},
		{
			Name: "endless.example",
			About: fact.Words{
				EN: "begins a line that never ends",
				DE: "beginnt eine Zeile, die nie endet",
			},
			build: func(b *builder) { b.strange("* OK <endless>") },
		},
		{
			Name: "rubbish.example",
			About: fact.Words{
				EN: "greets with bytes that mean nothing",
				DE: "begrüßt mit Bytes ohne Bedeutung",
			},
			build: func(b *builder) { b.strange("<garbage 300>\n") },
		},
		{
			Name: "hangsup.example",
			About: fact.Words{
				EN: "closes every connection at once",
				DE: "beendet jede Verbindung sofort",
			},
			build: func(b *builder) { b.strange("<close>") },
		},
	}
}
