package probetest

import (
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"
)

func TestCertificates(t *testing.T) {
	const host = "imap.srv.example"
	is := func(want error) func(error) bool {
		return func(err error) bool { return errors.Is(err, want) }
	}
	as := func(reason x509.InvalidReason) func(error) bool {
		return func(err error) bool {
			var invalid x509.CertificateInvalidError
			return errors.As(err, &invalid) && invalid.Reason == reason
		}
	}
	unknown := func(err error) bool {
		var e x509.UnknownAuthorityError
		return errors.As(err, &e)
	}
	misnamed := func(err error) bool {
		var e x509.HostnameError
		return errors.As(err, &e)
	}
	tests := []struct {
		cert  Cert
		names []string
		want  func(error) bool
		sent  int
		good  bool
	}{
		{Cert{}, []string{host}, is(nil), 2, true},
		{Cert{}, []string{"*.srv.example"}, is(nil), 2, true},
		{Cert{NotAfter: time.Now().Add(3 * day)}, []string{host}, is(nil), 2, true},
		{Cert{NotAfter: time.Now().Add(365 * day)}, []string{host}, is(nil), 2, true},
		{Cert{}, []string{"mail.other.example"}, misnamed, 2, false},
		{Cert{Flaws: []Flaw{Expired}}, []string{host}, as(x509.Expired), 2, false},
		{Cert{Flaws: []Flaw{NotYetValid}}, []string{host}, as(x509.Expired), 2, false},
		{Cert{Flaws: []Flaw{SelfSigned}}, []string{host}, unknown, 1, false},
		{Cert{Flaws: []Flaw{UnknownIssuer}}, []string{host}, unknown, 2, false},
		{Cert{Flaws: []Flaw{NoIntermediate}}, []string{host}, unknown, 1, false},
		{Cert{Flaws: []Flaw{WeakSignature}}, []string{host}, unknown, 2, false},
		{Cert{Flaws: []Flaw{WeakKey}}, []string{host}, is(nil), 2, true},
		{Cert{Flaws: []Flaw{WeakKey, SelfSigned, WeakSignature}}, []string{host}, unknown, 1, false},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.cert.Flaws, test.names), func(t *testing.T) {
			i := world(t, Options{})
			at := netip.MustParseAddr("192.0.2.10")
			test.cert.Names = test.names
			if err := i.Serve(Server{Names: []string{host}, IPs: []netip.Addr{at}, Cert: &test.cert, Services: On("imaps")}); err != nil {
				t.Fatal(err)
			}
			raw, err := i.DialContext(t.Context(), "tcp", netip.AddrPortFrom(at, 993).String())
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			var sent []*x509.Certificate
			config := i.clientTLS(host)
			config.VerifyPeerCertificate = func(certs [][]byte, _ [][]*x509.Certificate) error { return nil }
			c := tls.Client(raw, config)
			err = c.Handshake()
			var verification *tls.CertificateVerificationError
			if errors.As(err, &verification) {
				sent = verification.UnverifiedCertificates
			} else {
				sent = c.ConnectionState().PeerCertificates
			}
			if !test.want(err) {
				t.Errorf("the client says %v", err)
			}
			if len(sent) != test.sent {
				t.Errorf("%d certificates were sent, want %d", len(sent), test.sent)
			}
			if seen := i.Log.Connections()[0]; seen.CertGood != test.good || seen.SNI != host {
				t.Errorf("the log has %+v", seen)
			}
			leaf := sent[0]
			for flaw, shows := range map[Flaw]bool{
				Expired: leaf.NotAfter.Before(time.Now()), NotYetValid: leaf.NotBefore.After(time.Now()),
			} {
				if has := slices.Contains(test.cert.Flaws, flaw); has != shows {
					t.Errorf("%s: %v, valid from %v to %v", flaw, has, leaf.NotBefore, leaf.NotAfter)
				}
			}
			if key, weak := leaf.PublicKey.(*rsa.PublicKey); weak && key.N.BitLen() != 1024 {
				t.Errorf("the weak key has %d bits", key.N.BitLen())
			}
			if test.sent == 1 && len(test.cert.Flaws) == 1 && test.cert.Flaws[0] == NoIntermediate && len(leaf.IssuingCertificateURL) != 1 {
				t.Error("nothing says where the missing certificate is")
			}
		})
	}
}

func TestRootPEM(t *testing.T) {
	a, err := NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(a.RootPEM()) || !pool.Equal(a.Roots()) {
		t.Error("the file does not hold the root")
	}
}
