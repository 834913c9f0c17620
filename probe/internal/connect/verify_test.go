package connect

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// noon is when the certificates of these tests are looked at.
var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// pair is a certificate that may have signed others.
type pair struct {
	*x509.Certificate
	key *ecdsa.PrivateKey
}

// issue makes a certificate, valid for 90 days from 30 days ago unless changed.
func issue(t testing.TB, by *pair, change func(c *x509.Certificate)) *pair {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		NotBefore:             noon.Add(-30 * day),
		NotAfter:              noon.Add(60 * day),
		BasicConstraintsValid: true,
	}
	change(template)
	signer, signerKey := template, key
	if by != nil {
		signer, signerKey = by.Certificate, by.key
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, signer, &key.PublicKey, signerKey)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return &pair{c, key}
}

// authority changes a certificate into one that signs others.
func authority(name string, change ...func(*x509.Certificate)) func(*x509.Certificate) {
	return func(c *x509.Certificate) {
		c.Subject = pkix.Name{CommonName: name}
		c.IsCA = true
		c.KeyUsage = x509.KeyUsageCertSign
		for _, f := range change {
			f(c)
		}
	}
}

func valid(from, to time.Duration) func(*x509.Certificate) {
	return func(c *x509.Certificate) { c.NotBefore, c.NotAfter = noon.Add(from), noon.Add(to) }
}

func leafFor(names ...string) func(*x509.Certificate) {
	return func(c *x509.Certificate) {
		c.DNSNames = names
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	}
}

// TestJudgeChain: what is wrong on the way from the leaf to a root.
func TestJudgeChain(t *testing.T) {
	root := issue(t, nil, authority("root"))
	middle := issue(t, root, authority("middle"))
	ended := issue(t, root, authority("ended", valid(-50*day, -day)))
	begins := issue(t, root, authority("begins", valid(day, 50*day)))
	stranger := issue(t, nil, authority("stranger"))
	linked := issue(t, nil, authority("linked", func(c *x509.Certificate) { c.IssuingCertificateURL = []string{"http://ca.example/"} }))
	noCA := issue(t, root, func(c *x509.Certificate) { c.Subject.CommonName = "no authority" })
	withURL := func(c *x509.Certificate) {
		leafFor(host)(c)
		c.IssuingCertificateURL = []string{"http://ca.example/middle.cer"}
	}
	leaf := func(by *pair) *x509.Certificate { return issue(t, by, leafFor(host)).Certificate }
	lapsed := func(by *pair) *x509.Certificate {
		return issue(t, by, func(c *x509.Certificate) { leafFor(host)(c); valid(-40*day, -2*day)(c) }).Certificate
	}
	longLapsed := issue(t, middle, func(c *x509.Certificate) { leafFor(host)(c); valid(-100*day, -50*day)(c) }).Certificate
	own := issue(t, nil, leafFor(host))
	roots := x509.NewCertPool()
	roots.AddCert(root.Certificate)

	tests := []struct {
		name   string
		chain  []*x509.Certificate
		faults string
		detail string
	}{
		{"good", []*x509.Certificate{leaf(middle), middle.Certificate}, "[]", ""},
		{"with its root", []*x509.Certificate{leaf(middle), middle.Certificate, root.Certificate}, "[]", ""},
		{"in disorder", []*x509.Certificate{leaf(middle), root.Certificate, stranger.Certificate, middle.Certificate}, "[]", ""},
		{"by the root itself", []*x509.Certificate{leaf(root)}, "[]", ""},
		{"incomplete", []*x509.Certificate{issue(t, middle, withURL).Certificate}, "[chain-incomplete]", "unknown authority"},
		{"incomplete, and nobody knows where the rest is", []*x509.Certificate{leaf(middle)}, "[unknown-root]", "unknown authority"},
		{"the wrong intermediate", []*x509.Certificate{leaf(middle), stranger.Certificate}, "[unknown-root]", "unknown authority"},
		{"by a stranger", []*x509.Certificate{leaf(stranger), stranger.Certificate}, "[unknown-root]", "unknown authority"},
		{"by a stranger that says where it is", []*x509.Certificate{leaf(linked), linked.Certificate}, "[unknown-root]", "unknown authority"},
		{"self-signed", []*x509.Certificate{own.Certificate}, "[self-signed]", "unknown authority"},
		{"self-signed, and something more", []*x509.Certificate{own.Certificate, stranger.Certificate}, "[self-signed]", ""},
		{"issuer ended", []*x509.Certificate{leaf(ended), ended.Certificate}, "[expired]", "issuer CN=ended: "},
		{"issuer begins later", []*x509.Certificate{leaf(begins), begins.Certificate}, "[not-yet-valid]", "issuer CN=begins: "},
		{"both ended", []*x509.Certificate{lapsed(ended), ended.Certificate}, "[expired]", ""},
		{"ended before its issuer began", []*x509.Certificate{longLapsed, middle.Certificate}, "[expired]", ""},
		{"ended, by a stranger", []*x509.Certificate{lapsed(stranger), stranger.Certificate}, "[expired unknown-root]", ""},
		{"a stranger that ended", []*x509.Certificate{
			leaf(issue(t, stranger, authority("strange", valid(-50*day, -day)))), stranger.Certificate,
		}, "[unknown-root]", ""},
		{"issuer is no authority", []*x509.Certificate{leaf(noCA), noCA.Certificate}, "[unknown-root]", ""},
		{"not for servers", []*x509.Certificate{issue(t, middle, func(c *x509.Certificate) {
			leafFor(host)(c)
			c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
		}).Certificate, middle.Certificate}, "[other]", "incompatible key usage"},
		{"none", nil, "[other]", "no certificate"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, detail := verify(tt.chain, host, Trust{Roots: roots, Now: func() time.Time { return noon }})
			if fmt.Sprint(got.Faults) != tt.faults || !strings.Contains(detail, tt.detail) {
				t.Errorf("%v (%s), want %s (%s)", got.Faults, detail, tt.faults, tt.detail)
			}
		})
	}
}

// TestJudgeNames: which hosts a certificate proves (RFC 9525, section 6.3).
func TestJudgeNames(t *testing.T) {
	authority, err := probetest.NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		names []string
		host  string
		good  bool
	}{
		{[]string{"mail.srv.example"}, "mail.srv.example", true},
		{[]string{"mail.srv.example"}, "MAIL.srv.Example", true},
		{[]string{"MAIL.srv.Example"}, "mail.srv.example", true},
		{[]string{"mail.srv.example"}, "mail.srv.example.", true},
		{[]string{"a.example", "mail.srv.example"}, "mail.srv.example", true},
		{[]string{"mail.srv.example"}, "srv.example", false},
		{[]string{"srv.example"}, "mail.srv.example", false},
		{[]string{"mail.srv.example.evil.example"}, "mail.srv.example", false},

		{[]string{"*.srv.example"}, "mail.srv.example", true},
		{[]string{"*.srv.example"}, "mail.srv.example.", true},
		{[]string{"*.srv.example"}, "a.mail.srv.example", false},
		{[]string{"*.srv.example"}, "srv.example", false},
		{[]string{"*.srv.example"}, ".srv.example", false},
		{[]string{"mail.*.example"}, "mail.srv.example", false},
		{[]string{"m*.srv.example"}, "mail.srv.example", false},
		{[]string{"*"}, "localhost", false},

		{[]string{"192.0.2.7"}, "192.0.2.7", true},
		{[]string{"192.0.2.7"}, "192.0.2.8", false},
		{[]string{"2001:db8::7"}, "2001:db8::7", true},
		{[]string{"2001:db8::7"}, "2001:db8:0::7", true},
		{[]string{"mail.srv.example"}, "192.0.2.7", false},
		{[]string{"192.0.2.7"}, "mail.srv.example", false},
		{[]string{"mail.srv.example"}, "", false},

		{[]string{"xn--mller-kva.example"}, "xn--mller-kva.example", true},
		{[]string{"*.example"}, "xn--mller-kva.example", true},
	}
	for _, tt := range tests {
		cert, err := authority.Issue(probetest.Cert{Names: tt.names})
		if err != nil {
			t.Fatal(err)
		}
		var chain []*x509.Certificate
		for _, raw := range cert.Certificate {
			c, err := x509.ParseCertificate(raw)
			if err != nil {
				t.Fatal(err)
			}
			chain = append(chain, c)
		}
		got, detail := verify(chain, tt.host, Trust{Roots: authority.Roots()})
		if got.Has(fact.CertWrongName) == tt.good || len(got.Faults) > 1 {
			t.Errorf("%s as %v: %v (%s)", tt.host, tt.names, got.Faults, detail)
		}
	}
}

// TestJudgeCommonName: a common name proves nothing, but it tells whose the
// certificate is.
func TestJudgeCommonName(t *testing.T) {
	leaf := issue(t, nil, func(c *x509.Certificate) {
		c.Subject.CommonName = host + "\x1b[2J"
		c.Subject.Organization = []string{"Srv Ltd"}
	})
	got, _ := verify([]*x509.Certificate{leaf.Certificate}, host, Trust{Roots: x509.NewCertPool(), Now: func() time.Time { return noon }})
	if !got.Has(fact.CertWrongName) || !slices.Equal(got.Names, []string{host + `\x1b[2J`}) {
		t.Errorf("names %q, faults %v", got.Names, got.Faults)
	}
	if got.Issuer != "Srv Ltd "+host+`\x1b[2J` {
		t.Errorf("issuer %q", got.Issuer)
	}
}

// TestJudgeBounds: a certificate can hold as much as fits into a handshake.
func TestJudgeBounds(t *testing.T) {
	leaf := issue(t, nil, func(c *x509.Certificate) {
		for n := range 1000 {
			c.DNSNames = append(c.DNSNames, fmt.Sprintf("n%d.example", n))
			c.IPAddresses = append(c.IPAddresses, net.IPv4(192, 0, byte(n>>8), byte(n)))
			c.URIs = append(c.URIs, &url.URL{Scheme: "x", Opaque: "y"})
		}
	})
	var chain []*x509.Certificate
	for range 1000 {
		chain = append(chain, leaf.Certificate)
	}
	start := time.Now()
	got, _ := verify(chain, host, Trust{Roots: x509.NewCertPool()})
	if len(got.Names) != maxNames || len(got.IssuedBy) != maxIssuers || got.Fingerprint != fingerprint(leaf.Certificate.Raw) {
		t.Errorf("%d names, %d issuers", len(got.Names), len(got.IssuedBy))
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	if got := describe([]*x509.Certificate{issue(t, nil, func(c *x509.Certificate) {
		c.IPAddresses = slices.Repeat([]net.IP{net.IPv4(192, 0, 2, 1)}, 1000)
	}).Certificate}); len(got.Names) != maxNames || got.NamesLeftOut != 1000-maxNames {
		t.Errorf("%d addresses, %d left out", len(got.Names), got.NamesLeftOut)
	}
}

func TestCertificateErrorText(t *testing.T) {
	c := &fact.Certificate{Faults: []fact.CertificateFault{fact.CertExpired, fact.CertWeak}}
	for detail, want := range map[string]string{
		"":            "the certificate does not prove the host: [expired weak]",
		"x509: wrong": "the certificate does not prove the host: [expired weak]: x509: wrong",
	} {
		if got := (&certificateError{c, detail}).Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
