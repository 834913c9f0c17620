package probetest

import "github.com/mailprobe/mailprobe/probe/fact"

// working are the domains where a pair of servers takes the login.
func working() []Domain {
	return []Domain{
		{
			Name: "srv.example",
			About: fact.Words{
				EN: "publishes its servers in SRV records and nowhere else",
				DE: "veröffentlicht seine Server in SRV-Einträgen und nirgends sonst",
			},
			Works: Settings{"imaps://in1.srv.example:993", "smtps://out1.srv.example:465", fact.SourceSRV},
			build: func(b *builder) {
				b.publish("in1", "out1")
				b.mail("in1.$", "imaps")
				b.mail("out1.$", "smtps")
			},
		},
		{
			Name: "autoconfig.example",
			About: fact.Words{
				EN: "publishes a file at autoconfig. and nothing else",
				DE: "veröffentlicht eine Datei unter autoconfig. und sonst nichts",
			},
			Works: Settings{"imaps://in1.autoconfig.example:993", "smtp://out1.autoconfig.example:587", fact.SourceAutoconfig},
			build: func(b *builder) {
				b.site("autoconfig.$", "/mail/config-v1.1.xml", b.settings("in1.$", "out1.$"))
				b.mail("in1.$", "imaps")
				b.mail("out1.$", "smtp")
			},
		},
		{
			Name: "wellknown.example",
			About: fact.Words{
				EN: "publishes a file under .well-known and nothing else",
				DE: "veröffentlicht eine Datei unter .well-known und sonst nichts",
			},
			Works: Settings{"imaps://in1.wellknown.example:993", "smtp://out1.wellknown.example:587", fact.SourceAutoconfig},
			build: func(b *builder) {
				b.site("$", "/.well-known/autoconfig/mail/config-v1.1.xml", b.settings("in1.$", "out1.$"))
				b.mail("in1.$", "imaps")
				b.mail("out1.$", "smtp")
			},
		},
		{
			Name: "implicit.example",
			About: fact.Words{
				EN: "publishes nothing; imap. and smtp. have TLS from the first byte",
				DE: "veröffentlicht nichts; imap. und smtp. bieten TLS von Beginn an",
			},
			Works: Settings{"imaps://imap.implicit.example:993", "smtps://smtp.implicit.example:465", fact.SourceGuess},
			build: func(b *builder) {
				b.mail("imap.$", "imaps")
				b.mail("smtp.$", "smtps")
			},
		},
		{
			Name: "starttls.example",
			About: fact.Words{
				EN: "publishes nothing; imap. and smtp. have STARTTLS only",
				DE: "veröffentlicht nichts; imap. und smtp. bieten nur STARTTLS",
			},
			Works: Settings{"imap://imap.starttls.example:143", "smtp://smtp.starttls.example:587", fact.SourceGuess},
			build: func(b *builder) {
				b.mail("imap.$", "imap")
				b.mail("smtp.$", "smtp")
			},
		},
		{
			Name: "onehost.example",
			About: fact.Words{
				EN: "publishes nothing; mail. serves everything",
				DE: "veröffentlicht nichts; mail. bedient alles",
			},
			Works: Settings{"imaps://mail.onehost.example:993", "smtps://mail.onehost.example:465", fact.SourceGuess},
			build: func(b *builder) {
				b.mail("mail.$", "imaps", "imap", "pop3s", "pop3", "smtps", "smtp", "smtp:25")
			},
		},
		{
			Name: "pop.example",
			About: fact.Words{
				EN: "has no IMAP: POP3 and submission only",
				DE: "hat kein IMAP, nur POP3 und SMTP",
			},
			Works: Settings{"pop3s://pop.pop.example:995", "smtps://smtp.pop.example:465", fact.SourceGuess},
			build: func(b *builder) {
				b.mail("pop.$", "pop3s")
				b.mail("smtp.$", "smtps")
			},
		},
		{
			Name: "port25.example",
			About: fact.Words{
				EN: "takes its customers' mail on port 25 only",
				DE: "nimmt E-Mails der Kundschaft nur über Port 25 an",
			},
			Works: Settings{"imaps://imap.port25.example:993", "smtp://smtp.port25.example:25", fact.SourceGuess},
			build: func(b *builder) {
				b.mail("imap.$", "imaps")
				b.mail("smtp.$", "smtp:25")
			},
		},
		{
			Name: "gmx.de",
			About: fact.Words{
				EN: "is a large provider that publishes nothing but its MX",
				DE: "ist ein großer Anbieter, der nichts als seinen MX-Eintrag veröffentlicht",
			},
			Works: Settings{"imaps://imap.gmx.net:993", "smtps://mail.gmx.net:465", fact.SourceProvider},
			build: func(b *builder) { b.atGMX() },
		},
		{
			Name: "athome.example",
			About: fact.Words{
				EN: "keeps its mail at GMX, as its MX shows",
				DE: "hat seine Postfächer bei GMX, wie der MX-Eintrag zeigt",
			},
			Works: Settings{"imaps://imap.gmx.net:993", "smtps://mail.gmx.net:465", fact.SourceMX},
			build: func(b *builder) { b.atGMX() },
		},
		{
			Name: "deadipv6.example",
			About: fact.Words{
				EN: "has IPv6 addresses that answer nothing",
				DE: "hat IPv6-Adressen, die nicht antworten",
			},
			Works: Settings{"imaps://imap.deadipv6.example:993", "smtps://smtp.deadipv6.example:465", fact.SourceSRV},
			build: func(b *builder) {
				b.publish("imap", "smtp")
				b.deadIPv6(b.mail("imap.$", "imaps"), b.mail("smtp.$", "smtps"))
			},
		},
		{
			Name: "drops.example",
			About: fact.Words{
				EN: "publishes servers that work, beside imap. and smtp. that drop every packet",
				DE: "veröffentlicht Server, die funktionieren; imap. und smtp. verwerfen alle Pakete",
			},
			Works: Settings{"imaps://in1.drops.example:993", "smtps://out1.drops.example:465", fact.SourceSRV},
			build: func(b *builder) {
				b.publish("in1", "out1")
				b.mail("in1.$", "imaps")
				b.mail("out1.$", "smtps")
				b.black("imap.$", "smtp.$", "mail.$")
			},
		},
		{
			Name: "moved.example",
			About: fact.Words{
				EN: "keeps its mail at GMX, while its web hoster still publishes settings of its own",
				DE: "ist zu GMX umgezogen; der Webhoster veröffentlicht noch eigene Einstellungen",
			},
			Works: Settings{"imaps://imap.gmx.net:993", "smtps://mail.gmx.net:465", fact.SourceMX},
			build: func(b *builder) {
				b.atGMX()
				b.hoster()
			},
		},
		{
			Name: "noimap.example",
			About: fact.Words{
				EN: "says in SRV records that it offers no IMAP, and serves POP3",
				DE: "bietet laut SRV-Einträgen kein IMAP an, aber POP3",
			},
			Works: Settings{"pop3s://in1.noimap.example:995", "smtps://out1.noimap.example:465", fact.SourceSRV},
			build: func(b *builder) {
				b.zone("_imaps._tcp.$ SRV 0 0 0 .", "_imap._tcp.$ SRV 0 0 0 .",
					"_pop3s._tcp.$ SRV 0 1 995 in1.$", "_submissions._tcp.$ SRV 0 1 465 out1.$")
				b.mail("in1.$", "pop3s")
				b.mail("out1.$", "smtps")
			},
		},
		{
			Name: "pacc.example",
			About: fact.Words{
				EN: "publishes a PACC document with its digest and nothing else",
				DE: "veröffentlicht ein PACC-Dokument mit Prüfsumme und sonst nichts",
			},
			Works: Settings{"imaps://in1.pacc.example:993", "smtps://out1.pacc.example:465", fact.SourcePACC},
			build: func(b *builder) {
				b.pacc(PACC("in1.pacc.example", "out1.pacc.example"))
				b.mail("in1.$", "imaps")
				b.mail("out1.$", "smtps")
			},
		},
		{
			Name: "ispdb.example",
			About: fact.Words{
				EN: "is in the public database and publishes nothing",
				DE: "steht in der öffentlichen Datenbank und veröffentlicht nichts",
			},
			Works: Settings{"imaps://in1.ispdb.example:993", "smtp://out1.ispdb.example:587", fact.SourceISPDB},
			build: func(b *builder) {
				b.mail("in1.$", "imaps")
				b.mail("out1.$", "smtp")
			},
		},
		{
			Name: "pox.example",
			About: fact.Words{
				EN: "answers Autodiscover and nothing else",
				DE: "beantwortet Autodiscover-Anfragen und sonst nichts",
			},
			Works: Settings{"imaps://in1.pox.example:993", "smtps://out1.pox.example:465", fact.SourceAutodiscover},
			build: func(b *builder) {
				b.site("autodiscover.$", "/autodiscover/autodiscover.xml", Autodiscover(
					fact.Endpoint{Protocol: fact.IMAP, Host: "in1.pox.example", Port: 993, TLS: fact.Implicit},
					fact.Endpoint{Protocol: fact.SMTP, Host: "out1.pox.example", Port: 465, TLS: fact.Implicit}))
				b.mail("in1.$", "imaps")
				b.mail("out1.$", "smtps")
			},
		},
		{
			Name: "txt.example",
			About: fact.Words{
				EN: "has a TXT record that leads to a file, and nothing else",
				DE: "hat einen TXT-Eintrag, der zu einer Datei führt, und sonst nichts",
			},
			Works: Settings{"imaps://in1.txt.example:993", "smtp://out1.txt.example:587", fact.SourceTXT},
			build: func(b *builder) {
				b.zone(`$ TXT "mailconf=https://files.$/settings.xml"`)
				b.site("files.$", "/settings.xml", b.settings("in1.$", "out1.$"))
				b.mail("in1.$", "imaps")
				b.mail("out1.$", "smtp")
			},
		},
		{
			Name: "disagree.example",
			About: fact.Words{
				EN: "publishes four different things, of which one is true",
				DE: "veröffentlicht vier verschiedene Angaben, von denen eine stimmt",
			},
			Works: Settings{"imaps://in2.disagree.example:993", "smtps://out2.disagree.example:465", fact.SourceSRV},
			build: func(b *builder) {
				b.site("autoconfig.$", "/mail/config-v1.1.xml", b.settings("in1.$", "out1.$"))
				b.publish("in2", "out2")
				b.site("autodiscover.$", "/autodiscover/autodiscover.xml", Autodiscover(
					fact.Endpoint{Protocol: fact.IMAP, Host: "in4.disagree.example", Port: 993, TLS: fact.Implicit},
					fact.Endpoint{Protocol: fact.SMTP, Host: "out4.disagree.example", Port: 465, TLS: fact.Implicit}))
				b.mail("in2.$", "imaps")
				b.mail("out2.$", "smtps")
			},
		},
	}
}
