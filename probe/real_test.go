package probe_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/internal/testkit/prober"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// The login, against Debian's Dovecot and Postfix. Names and the rest of the
// world are probetest's; the ports of the one mail server lead to the real ones.

const (
	realDomain   = "real.example"
	realAnna     = "anna@" + realDomain
	realPassword = "correct horse battery"
	// What Dovecot keeps where it is to work with one mechanism only: these are of
	// realPassword, by "doveadm pw".
	cryptHash    = "{SHA512-CRYPT}$6$TELDTp6sju.188zN$TzAoWPiilkM8pYM3xRbNDuY9BbBVCam1bPypWlkI0q/jYX5CFfZb7FNW9pjEl.cE/44JqTOZ1lx1T46Uf4GyA."
	scram256Hash = "{SCRAM-SHA-256}4096,F7cOybqm12E+0kDc1LPl6A==,1qhClnFnA8VgGgrkjvrcZcs/jj/zGAaRZv2BjQlxKqU=,LUMUSQ87FklQGgnQalfbiDKg3GsWke4Xc3r++fdumbI="
	scram1Hash   = "{SCRAM-SHA-1}4096,xPS36Z7/c6sbqDjC1cl6vA==,ItSRJbrIUFECC4j55nmJU9A2sTE=,UOmkQHDjKkYOIx55XXjEJwU4gqg="
)

// realServers are Dovecot for reading and Postfix for sending, which asks it
// about passwords.
type realServers struct {
	dovecot *debian.Dovecot
	postfix *debian.Postfix
	network *probe.Prober
}

func startReal(t *testing.T, c debian.DovecotConfig, postfix string) *realServers {
	t.Helper()
	debian.Require(t, debian.NeedDovecot, debian.NeedPostfix)
	i := testkit.Internet(t, 0)
	ip := i.NewIPv4().String()
	mail := "mail." + realDomain
	err := i.Zone.Add(fmt.Sprintf("%s A %s\n_imaps._tcp.%[3]s SRV 0 1 993 %[1]s\n_pop3s._tcp.%[3]s SRV 0 1 995 %[1]s\n_submissions._tcp.%[3]s SRV 0 1 465 %[1]s",
		mail, ip, realDomain))
	if err != nil {
		t.Fatal(err)
	}
	c.Certificate, c.Key = pemOf(t, i.Authority, mail)
	if c.Users == nil {
		c.Users = []debian.User{{Name: realAnna, Password: realPassword}}
	}
	r := &realServers{dovecot: debian.StartDovecot(t, c)}
	r.postfix = debian.StartPostfix(t, debian.PostfixConfig{
		Certificate: c.Certificate, Key: c.Key, AuthSocket: r.dovecot.AuthSocket(), Extra: postfix,
	})
	ports := map[string]string{
		ip + ":993": r.dovecot.Endpoint(fact.IMAP, fact.Implicit).Address(),
		ip + ":995": r.dovecot.Endpoint(fact.POP3, fact.Implicit).Address(),
		ip + ":465": r.postfix.Endpoint(fact.Implicit).Address(),
	}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if to, real := ports[address]; real {
			return new(net.Dialer).DialContext(ctx, network, to)
		}
		return i.DialContext(ctx, network, address)
	}
	r.network = prober.Via(i, dial)
	return r
}

func pemOf(t *testing.T, a *probetest.Authority, name string) (cert, key []byte) {
	t.Helper()
	issued, err := a.Issue(probetest.Cert{Names: []string{name}})
	if err != nil {
		t.Fatal(err)
	}
	for _, der := range issued.Certificate {
		cert = append(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	}
	der, err := x509.MarshalECPrivateKey(issued.PrivateKey.(*ecdsa.PrivateKey))
	if err != nil {
		t.Fatal(err)
	}
	return cert, pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der})
}

// run probes anna's address and compares what the report counts with the
// servers' own logs.
func (s *realServers) run(t *testing.T, change ...func(*probe.Query)) *probe.Report {
	t.Helper()
	q := probe.Query{Address: address(t, realAnna), Password: typing(realPassword), All: true}
	for _, c := range change {
		c(&q)
	}
	r, err := s.network.Run(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, c := range r.Checks {
		for _, l := range c.Wire {
			if strings.Contains(l.Text, "dj1") { // "v=", SCRAM's signature
				t.Errorf("%s: the record has %q", c.Endpoint, l.Text)
			}
		}
	}
	for _, l := range append(s.dovecot.Logins(t), s.postfix.Logins(t)...) {
		refused += len(l.Refused)
		if !l.TLS {
			t.Errorf("a login without TLS: %+v", l)
		}
	}
	if refused != r.Logins.Refused {
		t.Errorf("%d refused logins in the logs, %d in the report", refused, r.Logins.Refused)
	}
	return r
}

// acceptedBy are the mechanisms of the accepted logins, by scheme.
func acceptedBy(r *probe.Report) string {
	var found []string
	for _, c := range r.Checks {
		if c.Login == fact.LoginAccepted {
			found = append(found, c.Scheme()+" "+c.Attempts[len(c.Attempts)-1].Mechanism)
		}
	}
	slices.Sort(found)
	return strings.Join(found, ", ")
}

// all is a mechanism at every one of the servers.
func all(mechanism string) string {
	return "imaps " + mechanism + ", pop3s " + mechanism + ", smtps " + mechanism
}

func TestRealMechanisms(t *testing.T) {
	keep := func(hash string) []debian.User { return []debian.User{{Name: realAnna, Hash: hash}} }
	for _, tt := range []struct {
		name    string
		config  debian.DovecotConfig
		typed   string
		status  probe.Status
		refused int
		want    string // accepted
	}{
		{"SCRAM-SHA-256 only", debian.DovecotConfig{Mechanisms: []string{"scram-sha-256"}, Users: keep(scram256Hash)},
			realPassword, probe.Verified, 0, all("SCRAM-SHA-256")},
		{"SCRAM-SHA-1 only", debian.DovecotConfig{Mechanisms: []string{"scram-sha-1"}, Users: keep(scram1Hash)},
			realPassword, probe.Verified, 0, all("SCRAM-SHA-1")},
		{"CRAM-MD5 only", debian.DovecotConfig{Mechanisms: []string{"cram-md5"}}, realPassword, probe.Verified, 0, all("CRAM-MD5")},
		{"everything", debian.DovecotConfig{Mechanisms: []string{"plain", "login", "cram-md5", "scram-sha-1", "scram-sha-256"}},
			realPassword, probe.Verified, 0, all("SCRAM-SHA-256")},
		{"wrong password", debian.DovecotConfig{Mechanisms: []string{"scram-sha-256"}}, "wrong", probe.Refused, 2, ""}, // two names
		{"wrong password, CRAM-MD5", debian.DovecotConfig{Mechanisms: []string{"cram-md5"}}, "wrong", probe.Refused, 2, ""},
		{"another hash", debian.DovecotConfig{Mechanisms: []string{"scram-sha-256", "scram-sha-1", "plain"}, Users: keep(cryptHash)},
			realPassword, probe.Verified, 1, all("PLAIN")},
		{"another hash, wrong password", debian.DovecotConfig{Mechanisms: []string{"scram-sha-256", "plain"}, Users: keep(cryptHash)},
			"wrong", probe.Refused, 2, ""},
		{"another hash, PLAIN first", debian.DovecotConfig{Mechanisms: []string{"scram-sha-1", "plain", "cram-md5"}, Users: keep(cryptHash)},
			realPassword, probe.Verified, 0, all("PLAIN")},
		{"umlauts", debian.DovecotConfig{Mechanisms: []string{"scram-sha-256"}, Users: []debian.User{{Name: realAnna, Password: "Übergrößenträger"}}},
			"Übergrößenträger", probe.Verified, 0, all("SCRAM-SHA-256")},
		{"umlauts, PLAIN", debian.DovecotConfig{Users: []debian.User{{Name: realAnna, Password: "Übergrößenträger"}}},
			"Übergrößenträger", probe.Verified, 0, all("PLAIN")},
		{"umlauts, CRAM-MD5", debian.DovecotConfig{Mechanisms: []string{"cram-md5"}, Users: []debian.User{{Name: realAnna, Password: "Übergrößenträger"}}},
			"Übergrößenträger", probe.Verified, 0, all("CRAM-MD5")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := startReal(t, tt.config, "")
			r := s.run(t, password(tt.typed))
			if r.Status != tt.status || r.Logins.Refused != tt.refused || acceptedBy(r) != tt.want {
				t.Errorf("%s, %d refused, accepted: %s; want %s, %d, %s\n%+v", r.Status, r.Logins.Refused, acceptedBy(r),
					tt.status, tt.refused, tt.want, r.Problems)
			}
		})
	}
}

// APOP is POP3's own, and Postfix has nothing like it.
func TestRealAPOP(t *testing.T) {
	t.Parallel()
	s := startReal(t, debian.DovecotConfig{Mechanisms: []string{"apop", "cram-md5"}}, "")
	r := s.run(t, func(q *probe.Query) { q.Protocols = []fact.Protocol{fact.POP3} })
	for _, c := range r.Checks {
		if c.Outcome == fact.OutcomeOK && !slices.Contains(c.Mechanisms, "APOP") {
			t.Errorf("%s offers %v", c.Endpoint, c.Mechanisms)
		}
	}
	if got := acceptedBy(r); r.Status != probe.Verified || got != "pop3s CRAM-MD5" {
		t.Errorf("%s, accepted: %s", r.Status, got)
	}
	// USER is announced here, and not taken.
	s = startReal(t, debian.DovecotConfig{Mechanisms: []string{"apop", "xoauth2"}}, "")
	r = s.run(t, func(q *probe.Query) { q.Protocols = []fact.Protocol{fact.POP3} })
	if got := acceptedBy(r); r.Status != probe.Verified || got != "pop3s APOP" {
		t.Errorf("%s, accepted: %s: %+v", r.Status, got, r.Problems)
	}
}

func TestRealToken(t *testing.T) {
	for _, mechanism := range []string{"xoauth2", "oauthbearer"} {
		t.Run(mechanism, func(t *testing.T) {
			t.Parallel()
			s := startReal(t, debian.DovecotConfig{Mechanisms: []string{mechanism}}, "")
			with := func(token string) func(*probe.Query) {
				return func(q *probe.Query) { q.Password, q.Token = nil, fact.NewSecret(token) }
			}
			good := s.dovecot.Token(t, realAnna, time.Now().Add(time.Hour))
			r := s.run(t, with(good))
			if got := acceptedBy(r); r.Status != probe.Verified || got != all(strings.ToUpper(mechanism)) {
				t.Errorf("%s, accepted: %s: %+v", r.Status, got, r.Problems)
			}
			// No password is asked for where it cannot help. POP3 says that it takes
			// one, by USER, and does not.
			r = s.run(t, func(q *probe.Query) {
				q.Protocols = []fact.Protocol{fact.IMAP, fact.SMTP}
				q.Password = func(context.Context, probe.Ask) (fact.Secret, error) {
					t.Error("the password was asked for")
					return fact.Secret{}, nil
				}
			})
			if codes(r)[fact.OAuth2Required] == "" {
				t.Errorf("%s: %v", r.Status, codes(r))
			}
			old := s.dovecot.Token(t, realAnna, time.Now().Add(-time.Hour))
			r = s.run(t, with(old))
			if r.Status != probe.Refused || r.Logins.Refused != 1 || codes(r)[fact.OAuth2TokenRejected] != fact.Error {
				t.Errorf("%s, %d refused: %v", r.Status, r.Logins.Refused, codes(r))
			}
			for _, p := range r.Problems {
				if p.Code == fact.OAuth2TokenRejected && !strings.Contains(p.Evidence, `"status":`) {
					t.Errorf("the evidence is %q", p.Evidence)
				}
			}
			for _, text := range everything(r) {
				if strings.Contains(text, old) || strings.Contains(text, strings.Split(old, ".")[1]) {
					t.Errorf("the token is in %q", text)
				}
			}
		})
	}
}

func TestRealMailbox(t *testing.T) {
	t.Parallel()
	s := startReal(t, debian.DovecotConfig{
		Quota: "*:storage=100K",
		Extra: "namespace inbox {\n  mailbox Gesendet {\n    special_use = \\Sent\n    auto = create\n  }\n  mailbox Entwürfe {\n    special_use = \\Drafts\n    auto = create\n  }\n}\n",
	}, "message_size_limit = 20971520")
	s.dovecot.Deliver(t, realAnna, fmt.Appendf(nil, "Subject: large\r\n\r\n%s\r\n", strings.Repeat("x", 90<<10)))
	r := s.run(t)
	if r.Status != probe.Verified || codes(r)[fact.QuotaNearlyFull] != fact.Warning {
		t.Errorf("%s: %v", r.Status, codes(r))
	}
	for _, c := range r.Checks {
		switch {
		case c.Protocol == fact.SMTP && c.Login == fact.LoginAccepted:
			if c.MaxMessage() != 20<<20 {
				t.Errorf("the largest message is %d", c.MaxMessage())
			}
		case c.Protocol == fact.IMAP && c.Login == fact.LoginAccepted:
			box := c.Mailbox
			if len(box.Quotas) != 1 || box.Quotas[0].Limit != 100 || box.Quotas[0].Percent() < 90 || box.Messages != 1 {
				t.Errorf("%+v", box)
			}
			folders := map[string]string{}
			for _, f := range box.Folders {
				folders[f.Use] = f.Name
			}
			if len(folders) != 2 || folders["sent"] != "Gesendet" || folders["drafts"] != "Entwürfe" {
				t.Errorf("folders: %+v", box.Folders)
			}
		case c.Protocol == fact.POP3 && c.Login == fact.LoginAccepted:
			if !c.Mailbox.Opened || c.Mailbox.Messages != 1 {
				t.Errorf("%+v", c.Mailbox)
			}
		}
	}
}

// Names without a domain, which nobody has published.
func TestRealUsernameForm(t *testing.T) {
	for _, mechanism := range []string{"plain", "cram-md5"} {
		t.Run(mechanism, func(t *testing.T) {
			t.Parallel()
			s := startReal(t, debian.DovecotConfig{
				Mechanisms: []string{mechanism}, Users: []debian.User{{Name: "anna", Password: realPassword}},
			}, "")
			r := s.run(t)
			if r.Status != probe.Verified || r.Incoming.Username != "anna" || r.Outgoing.Username != "anna" || r.Logins.Refused != 1 {
				t.Errorf("%s, %+v, %+v, %+v", r.Status, r.Incoming, r.Outgoing, r.Logins)
			}
			if codes(r)[fact.UsernameForm] == "" {
				t.Errorf("username-form is not said: %v", codes(r))
			}
		})
	}
}

// Postfix says only to RCPT that a sender is somebody else's.
func TestRealSender(t *testing.T) {
	t.Parallel()
	check := func(q *probe.Query) { q.CheckSender = true }
	s := startReal(t, debian.DovecotConfig{}, "")
	if r := s.run(t, check); r.Status != probe.Verified {
		t.Errorf("%s: %+v", r.Status, r.Problems)
	}
	s = startReal(t, debian.DovecotConfig{}, "smtpd_sender_login_maps = static:bert@real.example\nsmtpd_sender_restrictions = reject_sender_login_mismatch")
	r := s.run(t, check)
	if r.Status != probe.Failed || codes(r)[fact.SenderNotOwned] != fact.Error {
		t.Errorf("%s: %v", r.Status, codes(r))
	}
	for _, c := range r.Checks {
		if c.Sender != nil && (c.Sender.Refused != "RCPT" || !strings.Contains(c.Sender.Line, "not owned by user")) {
			t.Errorf("%+v", c.Sender)
		}
	}
	if r := s.run(t); r.Status != probe.Verified {
		t.Errorf("not asked, but %s", r.Status)
	}
}
