package autodiscover

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// encryption is the value of the element of that name, in lower case, which
// counts more than SSL where it is there (MS-OXDSCLI, section 2.2.4.1.1.2).
type encryption string

const (
	encryptionUnsaid encryption = ""
	encryptionNone   encryption = "none"
	encryptionSSL    encryption = "ssl"  // TLS from the first byte
	encryptionTLS    encryption = "tls"  // after a command, but many mean any TLS
	encryptionAuto   encryption = "auto" // the best that both sides have
)

// settle makes an endpoint of what a section says: a port, 0 where it names
// none, and its two words on TLS. SSL is on where nothing is said.
//
// The words say whether there is TLS. How it begins is for the port to say,
// where that is a standard one: publishers write SSL for submission on 587 and
// Encryption TLS for IMAP on 993, and neither would work to the letter. The
// exact words decide for other ports. odd is set where words and port cannot
// both be meant.
func settle(p fact.Protocol, port uint16, ssl onOff, words encryption) (e fact.Endpoint, odd bool) {
	cleartext := words == encryptionNone || words == encryptionUnsaid && ssl == off
	afterCommand := cleartext || words == encryptionTLS
	standard := fact.StandardPorts(p)
	if port == 0 {
		i := slices.IndexFunc(standard, func(s fact.Endpoint) bool { return (s.TLS == fact.STARTTLS) == afterCommand })
		port = standard[i].Port
	}
	e = fact.Endpoint{Protocol: p, Port: port, TLS: fact.Implicit}
	i := slices.IndexFunc(standard, func(s fact.Endpoint) bool { return s.Port == port })
	switch {
	case i >= 0 && standard[i].TLS == fact.Implicit:
		return e, cleartext
	case cleartext:
		e.TLS = fact.NoTLS
	case i >= 0:
		e.TLS = fact.STARTTLS
		return e, words == encryptionSSL
	case afterCommand:
		e.TLS = fact.STARTTLS
	}
	return e, false
}
