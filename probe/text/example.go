package text

import "github.com/mailprobe/mailprobe/probe/fact"

// Group is the codes that are about one thing.
type Group struct {
	Title   Words
	Entries []Entry
}

// Groups are all codes with their words, in the order in which the documentation
// lists them.
func Groups() []Group {
	return []Group{
		{Words{"Finding the settings", "Einstellungen finden"}, finding},
		{Words{"Reaching the server", "Server erreichen"}, reaching},
		{Words{"Speaking with the server", "Mit dem Server sprechen"}, speaking},
		{Words{"Certificates", "Zertifikate"}, certificate},
		{Words{"Encryption", "Verschlüsselung"}, tls},
		{Words{"Logging in", "Anmelden"}, login},
		{Words{"Behind the login", "Nach der Anmeldung"}, mailbox},
	}
}

// sending are the codes that concern the server for sending.
var sending = map[fact.Code]bool{
	fact.SMTPAuthDisabled: true, fact.SubmissionWithoutAuth: true, fact.SenderNotOwned: true,
	fact.Port25Blocked: true,
}

// Example is a problem as it could be reported, so that a code can be explained
// where there is none: the names are those that are reserved for examples.
func Example(code fact.Code, form string) fact.Problem {
	args := map[string]string{
		"host": "imap.example.com", "port": "993", "protocol": "imap", "ip": "2001:db8::7",
		"name": "mail.hoster.example", "names": "mail.hoster.example", "issuer": "Example CA",
		"from": "2026-12-01", "until": "2026-11-01", "days": "9",
		"version": "TLS 1.0", "cipher": "TLS_RSA_WITH_AES_128_CBC_SHA",
		"username": "anna@example.com", "refused": "anna", "other": "anna", "sender": "anna@example.com",
		"mechanism": "PLAIN", "mechanisms": "NTLM, GSSAPI", "percent": "93",
		"domain": "example.com", "source": "srv", "place": "_imap._tcp.example.com SRV",
		"what": "https://autoconfig.example.com/mail/config-v1.1.xml", "found": "mx.filter.example",
		"provider":  "Example Mail",
		"says":      "IMAP: imap.example.com ✓ (autoconfig), mail.hoster.example (srv)",
		"answering": "IMAP imap.example.com (autoconfig)", "silent": "IMAP mail.hoster.example (srv)",
	}
	switch {
	case sending[code]:
		args["host"], args["port"], args["protocol"] = "smtp.example.com", "587", "smtp"
	case code == fact.STARTTLSMissing, code == fact.STARTTLSRefused, code == fact.STARTTLSStripped, code == fact.STARTTLSInjection,
		code == fact.PreauthCleartext:
		args["port"] = "143"
	case code == fact.CertificateExpiresSoon:
		args["until"] = "2026-12-01"
	case code == fact.IPBlocklisted && form == "":
		args["host"], args["port"], args["protocol"] = "mx.example.com", "25", "smtp"
	case code == fact.StaleConfig:
		args["found"] = "imaps://mail.hoster.example:993 (port-refused)"
	case code == fact.WrongService:
		args["found"] = "POP3"
	case code == fact.SRVNotOffered:
		args["what"] = "_pop3._tcp.example.com SRV"
	case code == fact.AutodiscoverRedirectRefused:
		args["found"] = "http://autodiscover.elsewhere.example/"
	case code == fact.PACCDigestMismatch:
		args["what"] = "_ua-auto-config.example.com TXT"
	case code == fact.ProprietaryProtocol:
		args["found"] = "Example Mail"
	case code == fact.AutoconfigInvalid:
		args["found"] = "line 7: a server without a host name"
	case code == fact.UntrustedTarget:
		args["host"], args["domain"] = "imap.hoster.example", "hoster.example"
	case code == fact.DNSNoAddress:
		args["name"] = "imap.example.com"
	case code == fact.DNSNXDomain, code == fact.DNSServFail, code == fact.DNSTimeout:
		args["name"] = "example.com"
	case code == fact.ProtocolDisabled && form == "proved":
		args["other"] = "POP3"
	}
	if code == fact.TLSHandshakeFailed {
		args["version"] = "TLS 1.2"
	}
	return fact.Problem{Code: code, Case: form, Args: args}
}
