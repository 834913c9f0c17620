package diagnose

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// interceptors are names of the authorities that virus scanners and proxies issue
// certificates with.
var interceptors = []string{
	"adguard", "avast", "avg ", "barracuda", "bitdefender", "blue coat", "bluecoat", "bullguard", "charles proxy", "check point",
	"cisco umbrella", "do_not_trust", "dr.web", "drweb", "eset ssl", "fiddler", "forcepoint", "fortigate", "fortinet", "g data",
	"kaspersky", "lightspeed", "mcafee web", "mitmproxy", "netskope", "norton", "palo alto", "securly", "skyhigh", "smoothwall",
	"sonicwall", "sophos", "squid", "trend micro", "untangle", "watchguard", "websense", "zscaler",
}

// publicAuthorities are names of publicly trusted authorities. Where one of them is
// not trusted, the root certificates of this computer are outdated.
var publicAuthorities = []string{
	"actalis", "amazon", "apple", "buypass", "certum", "comodo", "d-trust", "deutsche telekom", "digicert", "entrust", "geotrust",
	"globalsign", "godaddy", "go daddy", "google trust", "harica", "identrust", "internet security research group", "let's encrypt",
	"microsoft", "quovadis", "rapidssl", "sectigo", "ssl corporation", "ssl.com", "starfield", "swisssign", "t-systems", "t-telesec",
	"telesec", "thawte", "trustwave", "usertrust", "zerossl",
}

// intercepted recognises certificates for the right name that were issued by an
// interceptor: an authority that is not public and is known for it, or has issued
// them for unrelated hosts.
func intercepted(in Input) {
	for i, c := range in.Checks {
		certificate := c.Handshake.Certificate
		if !imitation(certificate) {
			continue
		}
		evidence := "issued by " + certificate.Issuer
		if !mentions(issuers(certificate), interceptors...) {
			j := slices.IndexFunc(in.Checks, func(o fact.Check) bool {
				return unrelated(c, o) && imitation(o.Handshake.Certificate) && o.Handshake.Certificate.Issuer == certificate.Issuer
			})
			if j < 0 {
				continue
			}
			evidence += ", for " + c.Host + " and for " + in.Checks[j].Host
		}
		p := endpoint{c, in}.problem(fact.CertificateIntercepted, evidence, certificateArgs(certificate)...)
		replace(&in.Checks[i], p, fact.CertificateUntrusted, fact.CertificateChainIncomplete, fact.CertificateWeak)
	}
}

// imitation reports whether a certificate is for the right name, but from an unknown
// authority.
func imitation(c *fact.Certificate) bool {
	return c.Has(fact.CertUnknownRoot) && !c.Has(fact.CertWrongName) && !mentions(issuers(c), publicAuthorities...)
}

func issuers(c *fact.Certificate) string {
	return strings.Join(append([]string{c.Issuer}, c.IssuedBy...), "\n") + " "
}
