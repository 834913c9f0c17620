package diagnose

import (
	"crypto/tls"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// tls: the handshake did not come through.
func (at site) tls(f fact.Failure) []fact.Problem {
	switch f.Kind {
	case fact.FailCertificate:
		return at.certificate()
	case fact.FailNotOffered:
		return []fact.Problem{at.problem(fact.CleartextOnly, strings.Join(at.check.ClearCapabilities, " "))}
	case fact.FailNotTLS:
		return at.plaintext(f)
	case fact.FailLeftover:
		return []fact.Problem{at.problem(fact.STARTTLSInjection, f.Line)}
	}
	if at.wantsOurs(f) {
		return []fact.Problem{at.problem(fact.ClientCertificateRequired, f.Detail)}
	}
	if p, seen := at.olderTLS(f); seen {
		return []fact.Problem{p}
	}
	switch f.Kind {
	case fact.FailVersion:
		return []fact.Problem{at.problem(fact.TLSTooOld, f.Detail)}
	default:
		return at.alert(f)
	}
}

// olderTLS: the second connection, which asked for less, came through, and what
// it settled on tells what the first lacked.
func (at site) olderTLS(f fact.Failure) (fact.Problem, bool) {
	look := at.check.Look
	if look == nil || look.Kind != fact.LookOldTLS || look.Handshake.Version == 0 || look.Failure != nil {
		return fact.Problem{}, false
	}
	version, cipher := tls.VersionName(look.Handshake.Version), look.Handshake.Cipher
	p := at.problem(fact.TLSHandshakeFailed, version+" "+cipher+"; before: "+f.Detail, "version", version, "cipher", cipher)
	switch {
	case look.Handshake.Version < tls.VersionTLS12:
		p.Code, p.Case = fact.TLSTooOld, "version"
	case connect.OldCipher(cipher):
		p.Case = "old-cipher"
	default:
		p.Case = "small-hello"
	}
	return p, true
}

// wantsOurs: the server asked for a certificate of ours and broke off when none
// came. With TLS 1.2 it may only say that the handshake failed.
func (at site) wantsOurs(f fact.Failure) bool {
	if f.Kind != fact.FailAlert {
		return false
	}
	return mentions(f.Detail, "certificate required") ||
		at.check.Handshake.WantsCertificate && mentions(f.Detail, "bad certificate", "handshake failure", "unknown certificate", "access denied")
}

// plaintext: something else than TLS came on a TLS port, and its first bytes
// tell what.
func (at site) plaintext(f fact.Failure) []fact.Problem {
	switch service := serviceOf(f.Line); service {
	case string(at.check.Protocol):
		return []fact.Problem{at.problem(fact.PlaintextOnTLSPort, f.Line)}
	case "":
		return []fact.Problem{at.problem(fact.NotAMailServer, f.Line)}
	default:
		return []fact.Problem{at.problem(fact.WrongService, f.Line, "found", strings.ToUpper(service))}
	}
}

// alert: the server broke the handshake off, and its alert says why; with TLS 1.3
// that may come as late as its first answer.
func (at site) alert(f fact.Failure) []fact.Problem {
	if at.wantsOurs(f) {
		return []fact.Problem{at.problem(fact.ClientCertificateRequired, f.Detail)}
	}
	p := at.problem(fact.TLSHandshakeFailed, f.Detail)
	if mentions(f.Detail, "unrecognized name") {
		p.Case = "unknown-name"
	}
	return []fact.Problem{p}
}

// certificateCodes is what each fault of a certificate is called, the ones that
// say most first.
var certificateCodes = []struct {
	fault fact.CertificateFault
	code  fact.Code
}{
	{fact.CertExpired, fact.CertificateExpired},
	{fact.CertNotYetValid, fact.CertificateNotYetValid},
	{fact.CertWrongName, fact.CertificateNameMismatch},
	{fact.CertSelfSigned, fact.CertificateSelfSigned},
	{fact.CertIncomplete, fact.CertificateChainIncomplete},
	{fact.CertUnknownRoot, fact.CertificateUntrusted},
	{fact.CertWeak, fact.CertificateWeak},
	{fact.CertOther, fact.CertificateUntrusted},
}

// certificate names every fault at once: a certificate that has expired and is
// for another name is not mended by renewing it.
func (at site) certificate() []fact.Problem {
	c := at.check.Handshake.Certificate
	var found []fact.Problem
	for _, row := range certificateCodes {
		if !c.Has(row.fault) || row.fault == fact.CertOther && len(found) > 0 {
			continue
		}
		p := at.problem(row.code, certificateEvidence(c, row.fault), certificateArgs(c)...)
		if row.fault == fact.CertWrongName && len(c.SameServer) > 0 {
			p.Case, p.Args["name"] = "same-server", c.SameServer[0]
		}
		found = append(found, p)
	}
	return found
}

const dateForm = "2006-01-02"

func certificateArgs(c *fact.Certificate) []string {
	names := c.Names
	if len(names) > 5 {
		names = append(slices.Clone(names[:5]), "…")
	}
	return []string{
		"names", strings.Join(names, ", "),
		"issuer", c.Issuer,
		"until", c.NotAfter.UTC().Format(dateForm),
		"from", c.NotBefore.UTC().Format(dateForm),
	}
}

func certificateEvidence(c *fact.Certificate, f fact.CertificateFault) string {
	switch f {
	case fact.CertExpired:
		return "not after " + c.NotAfter.UTC().Format(dateForm)
	case fact.CertNotYetValid:
		return "not before " + c.NotBefore.UTC().Format(dateForm)
	case fact.CertWrongName:
		names := strings.Join(c.Names, ", ")
		if c.NamesLeftOut > 0 {
			names += ", and " + strconv.Itoa(c.NamesLeftOut) + " more"
		}
		return "valid for " + names
	default:
		return "issued by " + c.Issuer
	}
}

// certificateWarnings is what is wrong with a certificate that proves its host
// none the less.
func (at site) certificateWarnings() []fact.Problem {
	c := at.check.Handshake.Certificate
	if c == nil || at.check.Failure != nil {
		return nil
	}
	var found []fact.Problem
	if c.Has(fact.CertWeak) {
		p := at.problem(fact.CertificateWeak, certificateEvidence(c, fact.CertWeak), certificateArgs(c)...)
		p.Severity = fact.Warning
		found = append(found, p)
	}
	if left := c.NotAfter.Sub(at.in.Now); left > 0 && left < warnBefore(c) {
		args := append(certificateArgs(c), "days", strconv.Itoa(int(left/(24*time.Hour))))
		found = append(found, at.problem(fact.CertificateExpiresSoon, certificateEvidence(c, fact.CertExpired), args...))
	}
	return found
}

// warnBefore is how long before its end a certificate ought to have been
// renewed: 14 days, or a third of a lifetime that is shorter than six weeks.
func warnBefore(c *fact.Certificate) time.Duration {
	return min(14*24*time.Hour, c.NotAfter.Sub(c.NotBefore)/3)
}
