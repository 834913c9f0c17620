package diagnose_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
)

// homemade is a certificate that nobody trusts, with a key for every key exchange.
var homemade = sync.OnceValue(func() tls.Certificate {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: today.Add(day), DNSNames: []string{host}}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}
})

// serveTLS is a server with TLS from the first byte.
func serveTLS(c net.Conn, config *tls.Config) {
	if config == nil {
		config = &tls.Config{}
	}
	config = config.Clone()
	config.Certificates = []tls.Certificate{homemade()}
	secure := tls.Server(c, config)
	if secure.Handshake() == nil {
		_, _ = secure.Write([]byte("* OK ready\r\n"))
		_, _ = secure.Read(make([]byte, 4096))
	}
}

func only(config *tls.Config) func(net.Conn) {
	return func(c net.Conn) { serveTLS(c, config) }
}

// segment is a middlebox that closes where the first bytes fill more than one
// packet.
func segment(c net.Conn) {
	first := make([]byte, 16<<10)
	n, _ := c.Read(first)
	if n <= 1400 {
		serveTLS(&again{c, first[:n]}, nil)
	}
}

type again struct {
	net.Conn
	first []byte
}

func (a *again) Read(p []byte) (int, error) {
	if len(a.first) == 0 {
		return a.Conn.Read(p)
	}
	n := copy(p, a.first)
	a.first = a.first[n:]
	return n, nil
}

func tlsRows() []row {
	const (
		fails    = "mail.d.example:993 cannot agree with us on TLS."
		scheitet = "Mit mail.d.example:993 kommt keine TLS-Verbindung zustande."
		noTLS    = "mail.d.example:143 does not offer STARTTLS, so the password would cross the network in the clear."
		ohneTLS  = "mail.d.example:143 bietet kein STARTTLS an; das Passwort ginge unverschlüsselt durchs Netz."
		refuses  = "mail.d.example:143 offers STARTTLS, and then refuses it."
		weigert  = "mail.d.example:143 bietet STARTTLS an, verweigert es dann aber."
		injects  = "mail.d.example:143 sent words in the clear that would have passed for words inside TLS."
		schleust = "mail.d.example:143 hat unverschlüsselt Daten gesendet, die als Teil der verschlüsselten Verbindung gegolten hätten."
	)
	// Another endpoint of the service does better, so that it is not all cleartext.
	elsewhere := at(fine(endpointProblems("imaps")), "imap.d.example", "192.0.2.9")
	missing := func(capabilities ...string) fact.Check {
		c := failed(endpointProblems("imap"), fact.Failure{Step: fact.StepSTARTTLS, Kind: fact.FailNotOffered, Clear: true})
		c.ClearCapabilities = capabilities
		return c
	}
	return []row{
		{
			code: fact.TLSTooOld, name: "TLS 1.0, seen by a second connection", evidence: "TLS 1.0 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA; before: ",
			wire: &wire{on: "imaps", serve: only(&tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10})},
			en:   "mail.d.example:993 offers only TLS 1.0, which is no longer secure.", de: "mail.d.example:993 bietet nur TLS 1.0 an, das nicht mehr sicher ist.",
		},
		{
			code: fact.TLSTooOld, name: "whatever it is", evidence: "protocol version not supported",
			wire: &wire{on: "imaps", serve: answers("\x15\x03\x01\x00\x02\x02\x46")},
			en:   "mail.d.example:993 offers only TLS versions that are no longer secure.",
			de:   "mail.d.example:993 bietet nur TLS-Versionen an, die nicht mehr sicher sind.",
		},
		{
			code: fact.TLSHandshakeFailed, name: "an alert", evidence: "handshake failure", wire: &wire{on: "imaps", script: script{"handshake": "<alert 40>"}},
			en: fails, de: scheitet,
		},
		{
			code: fact.TLSHandshakeFailed, name: "RSA key exchange", evidence: "TLS 1.2 TLS_RSA_WITH_AES_128_CBC_SHA; before: ",
			wire: &wire{on: "imaps", serve: only(&tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}})},
			en:   "mail.d.example:993 offers TLS 1.2 only with encryption that has been given up (TLS_RSA_WITH_AES_128_CBC_SHA).",
			de:   "mail.d.example:993 bietet TLS 1.2 nur mit einer Verschlüsselung an, die nicht mehr verwendet werden soll (TLS_RSA_WITH_AES_128_CBC_SHA).",
		},
		{
			code: fact.TLSHandshakeFailed, name: "a smaller hello", evidence: "TLS 1.3 TLS_AES_128_GCM_SHA256; before: EOF", wire: &wire{on: "imaps", serve: segment},
			en: "mail.d.example:993 breaks off the usual start of TLS, and takes one that fits a single packet.",
			de: "mail.d.example:993 bricht den üblichen Beginn von TLS ab und nimmt nur einen an, der in ein einziges Paket passt.",
		},
		{
			code: fact.TLSHandshakeFailed, name: "unrecognised name", evidence: "unrecognized name", wire: &wire{on: "imaps", script: script{"handshake": "<alert 112>"}},
			en: "mail.d.example:993 says that it is not in charge of the name mail.d.example.",
			de: "mail.d.example:993 meldet, für den Namen mail.d.example nicht zuständig zu sein.",
		},
		{
			code: fact.ClientCertificateRequired, name: "TLS 1.3", evidence: "certificate required", wire: &wire{on: "imaps", script: script{"handshake": "<certificate>"}},
			en: "mail.d.example:993 wants a certificate of the user, not only a password.",
			de: "mail.d.example:993 verlangt ein Zertifikat des Benutzers, nicht nur ein Passwort.",
		},
		{
			code: fact.ClientCertificateRequired, name: "TLS 1.2", evidence: "handshake failure", wire: &wire{on: "imaps", script: script{"handshake": "<certificate><max 1.2>"}},
			en: "mail.d.example:993 wants a certificate of the user, not only a password.",
			de: "mail.d.example:993 verlangt ein Zertifikat des Benutzers, nicht nur ein Passwort.",
		},
		{
			code: fact.STARTTLSMissing, evidence: "IMAP4rev1 IDLE", input: facts(missing("IMAP4rev1", "IDLE"), elsewhere), en: noTLS, de: ohneTLS,
		},
		{
			code: fact.STARTTLSRefused, name: "NO", evidence: "NO it does not load",
			wire: &wire{on: "imap", script: script{"STARTTLS": "$tag NO it does not load"}}, en: refuses, de: weigert,
		},
		{
			code: fact.STARTTLSRefused, name: "silence", evidence: "timeout", wire: &wire{on: "imap", script: script{"STARTTLS": "<silence>"}}, en: refuses, de: weigert,
		},
		{
			code: fact.STARTTLSStripped, name: "a word of X", evidence: "IMAP4rev1 XXXXXXXA", input: facts(missing("IMAP4rev1", "XXXXXXXA"), elsewhere),
			en: "mail.d.example:143 should offer STARTTLS; something on the way hides it.",
			de: "mail.d.example:143 müsste STARTTLS anbieten; etwas auf dem Weg unterdrückt es.",
		},
		{
			code: fact.STARTTLSStripped, name: "promised", evidence: "IMAP4rev1; promised by https://autoconfig.d.example/file",
			input: func() diagnose.Input {
				in := base(missing("IMAP4rev1"))
				in.Sources = []fact.SourceReport{{Source: fact.SourceAutoconfig, Named: []fact.Candidate{{
					Endpoint: endpointProblems("imap"), Origin: fact.OriginDomain, Place: "https://autoconfig.d.example/file",
				}}}}
				return in
			},
			en: "mail.d.example:143 does not offer STARTTLS, though it is published that it does; something on the way may hide it.",
			de: "mail.d.example:143 bietet kein STARTTLS an, obwohl es so veröffentlicht ist; womöglich unterdrückt es etwas auf dem Weg.",
		},
		{
			code: fact.STARTTLSInjection, evidence: "* CAPABILITY AUTH=FORGED",
			wire: &wire{on: "imap", script: script{"STARTTLS": "$tag OK begin<inject * CAPABILITY AUTH=FORGED><tls>"}}, en: injects, de: schleust,
		},
		{
			code: fact.PreauthCleartext, evidence: "* PREAUTH welcome", wire: &wire{on: "imap", script: script{"greeting": "* PREAUTH welcome"}},
			en: "mail.d.example:143 declares us logged in before TLS, which makes TLS impossible.",
			de: "mail.d.example:143 erklärt uns vor TLS für angemeldet; damit ist TLS nicht mehr möglich.",
		},
		{
			code: fact.CleartextOnly, evidence: "PIPELINING 8BITMIME", wire: &wire{on: "smtp", script: script{"EHLO": "250-$host\n250-PIPELINING\n250 8BITMIME"}},
			en: "mail.d.example offers no TLS for SMTP on any port, so no password was sent.",
			de: "mail.d.example bietet für SMTP auf keinem Port TLS an; deshalb wurde kein Passwort gesendet.",
		},
		{
			code: fact.CleartextOnly, name: "sent", evidence: "IMAP4rev1 IDLE", input: facts(inTheClear(true, "IMAP4rev1", "IDLE")),
			en: "mail.d.example offers no TLS for IMAP on any port, and the login crossed the network in the clear, as --allow-cleartext asks.",
			de: "mail.d.example bietet für IMAP auf keinem Port TLS an; wegen --allow-cleartext ging die Anmeldung unverschlüsselt durchs Netz.",
		},
		{
			code: fact.CleartextOnly, name: "offered", evidence: "IMAP4rev1 STARTTLS", input: facts(inTheClear(true, "IMAP4rev1", "STARTTLS")),
			en: "mail.d.example:143 offers STARTTLS for IMAP, but these settings do without, so that everything can be read on the way.",
			de: "mail.d.example:143 bietet für IMAP STARTTLS an, diese Einstellungen verzichten aber darauf; unterwegs lässt sich alles mitlesen.",
		},
		{
			code: fact.STARTTLSMissing, name: "sent", evidence: "IMAP4rev1 IDLE", input: facts(inTheClear(true, "IMAP4rev1", "IDLE"), elsewhere),
			en: "mail.d.example:143 does not offer STARTTLS, and the login crossed the network in the clear, as --allow-cleartext asks.",
			de: "mail.d.example:143 bietet kein STARTTLS an; wegen --allow-cleartext ging die Anmeldung unverschlüsselt durchs Netz.",
		},
		{
			code: fact.STARTTLSMissing, name: "without TLS, and nothing sent", evidence: "IMAP4rev1 IDLE",
			input: facts(inTheClear(false, "IMAP4rev1", "IDLE"), elsewhere), en: noTLS, de: ohneTLS,
		},
	}
}

// inTheClear is a check of an endpoint without TLS, with or without a login that
// went there.
func inTheClear(sent bool, capabilities ...string) fact.Check {
	c := fact.Check{
		Endpoint: endpointProblems("imap?tls=none"), Outcome: fact.OutcomeFailed, ClearCapabilities: capabilities,
		Failure: &fact.Failure{Step: fact.StepTLS, Kind: fact.FailNotOffered, Clear: true},
	}
	if sent {
		c.Login = fact.LoginAccepted
		c.Attempts = []fact.Attempt{{Username: user, Mechanism: "PLAIN", Result: fact.AttemptAccepted}}
	}
	return c
}
