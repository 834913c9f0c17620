package probe_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// Certificates that do not prove the host, on a port of each kind. All that is
// wrong with one is said at once, and no credential follows.
func TestHostileCertificates(t *testing.T) {
	other := []string{"mail.thief.example"}
	for _, row := range []struct {
		name string
		cert probetest.Cert
		want []fact.Code
	}{
		{"expired", probetest.Cert{Flaws: flaws(probetest.Expired)}, codesOf(fact.CertificateExpired)},
		{"expired a moment ago", probetest.Cert{NotAfter: inThePast()}, codesOf(fact.CertificateExpired)},
		{"not yet valid", probetest.Cert{Flaws: flaws(probetest.NotYetValid)}, codesOf(fact.CertificateNotYetValid)},
		{"self-signed", probetest.Cert{Flaws: flaws(probetest.SelfSigned)}, codesOf(fact.CertificateSelfSigned)},
		{"an unknown issuer", probetest.Cert{Flaws: flaws(probetest.UnknownIssuer)}, codesOf(fact.CertificateUntrusted)},
		{"no intermediate", probetest.Cert{Flaws: flaws(probetest.NoIntermediate)}, codesOf(fact.CertificateChainIncomplete)},
		{"SHA-1", probetest.Cert{Flaws: flaws(probetest.WeakSignature)}, codesOf(fact.CertificateWeak)},
		{"another host", probetest.Cert{Names: other}, codesOf(fact.CertificateNameMismatch)},
		{"the bare domain", probetest.Cert{Names: []string{hostileDomain}}, codesOf(fact.CertificateNameMismatch)},
		{"a wildcard too high", probetest.Cert{Names: []string{"*.example"}}, codesOf(fact.CertificateNameMismatch)},
		{"a wildcard too low", probetest.Cert{Names: []string{"*." + hostileHost}}, codesOf(fact.CertificateNameMismatch)},
		{"half a wildcard", probetest.Cert{Names: []string{"ma*." + hostileDomain}}, codesOf(fact.CertificateNameMismatch)},
		{"everything", probetest.Cert{Names: []string{"*"}}, codesOf(fact.CertificateNameMismatch)},
		{"an address", probetest.Cert{Names: []string{"198.18.0.1"}}, codesOf(fact.CertificateNameMismatch)},
		{"expired, another host", probetest.Cert{Names: other, Flaws: flaws(probetest.Expired)},
			codesOf(fact.CertificateExpired, fact.CertificateNameMismatch)},
		{"expired, another host, self-signed", probetest.Cert{Names: other, Flaws: flaws(probetest.Expired, probetest.SelfSigned)},
			codesOf(fact.CertificateExpired, fact.CertificateNameMismatch, fact.CertificateSelfSigned)},
		{"not yet valid, an unknown issuer", probetest.Cert{Flaws: flaws(probetest.NotYetValid, probetest.UnknownIssuer)},
			codesOf(fact.CertificateNotYetValid, fact.CertificateUntrusted)},
		{"a weak key, self-signed", probetest.Cert{Flaws: flaws(probetest.WeakKey, probetest.SelfSigned)},
			codesOf(fact.CertificateSelfSigned, fact.CertificateWeak)},
	} {
		for _, on := range []string{"imaps", "imap", "pop3", "smtps", "smtp"} {
			t.Run(row.name+", "+on, func(t *testing.T) {
				inWorld(t, func(w *world) {
					cert := row.cert
					w.server(probetest.Server{
						Names: []string{hostileHost}, Users: anna(hostileDomain), Cert: &cert, Services: probetest.On(on),
					})
					e := w.endpoint(on)
					r := w.run(hostileDomain, only(e.Protocol))
					w.heldBack(r, e, row.want[0])
					if got := errorCodes(r); !slices.Equal(got, row.want) {
						w.Errorf("errors %v, want %v", got, row.want)
					}
				})
			})
		}
	}
}

func flaws(all ...probetest.Flaw) []probetest.Flaw { return all }

func codesOf(all ...fact.Code) []fact.Code { return all }

// inThePast is just before the moment at which every synctest bubble begins.
func inThePast() time.Time { return time.Date(1999, 12, 31, 23, 59, 59, 0, time.UTC) }

// A host whose own certificate is good gets no credit for another's: the name
// that is trusted is the one that must be proved.
func TestHostileCertificateOfNeighbour(t *testing.T) {
	inWorld(t, func(w *world) {
		neighbours := []string{"mail.thief.example", "imap.thief.example"}
		w.zone(fmt.Sprintf("_imaps._tcp.%s SRV 0 1 993 %s", hostileDomain, hostileHost))
		w.server(probetest.Server{
			Names: []string{hostileHost, neighbours[0]}, Cert: &probetest.Cert{Names: neighbours},
			Users: anna(hostileDomain), Services: probetest.On("imaps"),
		})
		r := w.run(hostileDomain, only(fact.IMAP))
		w.heldBack(r, w.endpoint("imaps"), fact.CertificateNameMismatch)
	})
}
