package connect

import (
	"bytes"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

const (
	host   = "mail.srv.example"
	secret = "a1 LOGIN anna tuna-42"
)

// TestCertificates: everything that is wrong with a certificate is found at once,
// and nothing is sent to a server whose certificate does not prove it.
func TestCertificates(t *testing.T) {
	flaws := func(f ...probetest.Flaw) *probetest.Cert { return &probetest.Cert{Flaws: f} }
	named := func(c *probetest.Cert) *probetest.Cert {
		c.Names = []string{"other.example"}
		return c
	}
	faults := func(f ...fact.CertificateFault) []fact.CertificateFault { return f }
	tests := []struct {
		name string
		cert *probetest.Cert
		want []fact.CertificateFault
		good bool
	}{
		{"good", nil, nil, true},
		{"weak key", flaws(probetest.WeakKey), faults(fact.CertWeak), true},

		{"expired", flaws(probetest.Expired), faults(fact.CertExpired), false},
		{"not yet valid", flaws(probetest.NotYetValid), faults(fact.CertNotYetValid), false},
		{"another name", named(flaws()), faults(fact.CertWrongName), false},
		{"self-signed", flaws(probetest.SelfSigned), faults(fact.CertSelfSigned), false},
		{"unknown issuer", flaws(probetest.UnknownIssuer), faults(fact.CertUnknownRoot), false},
		{"no intermediate", flaws(probetest.NoIntermediate), faults(fact.CertIncomplete), false},
		{"weak signature", flaws(probetest.WeakSignature), faults(fact.CertOther, fact.CertWeak), false},

		{"expired, another name", named(flaws(probetest.Expired)), faults(fact.CertExpired, fact.CertWrongName), false},
		{"expired, self-signed", flaws(probetest.Expired, probetest.SelfSigned), faults(fact.CertExpired, fact.CertSelfSigned), false},
		{"expired, no intermediate", flaws(probetest.Expired, probetest.NoIntermediate), faults(fact.CertExpired, fact.CertIncomplete), false},
		{"not yet valid, unknown issuer", flaws(probetest.NotYetValid, probetest.UnknownIssuer), faults(fact.CertNotYetValid, fact.CertUnknownRoot), false},
		{"self-signed, weak signature", flaws(probetest.SelfSigned, probetest.WeakSignature), faults(fact.CertSelfSigned, fact.CertWeak), false},
		{"all at once", named(flaws(probetest.Expired, probetest.SelfSigned, probetest.WeakKey)),
			faults(fact.CertExpired, fact.CertWrongName, fact.CertSelfSigned, fact.CertWeak), false},
		{"another name, weak key", named(flaws(probetest.WeakKey)), faults(fact.CertWrongName, fact.CertWeak), false},
	}
	for _, tt := range tests {
		for _, version := range []string{"1.2", "1.3"} {
			t.Run(tt.name+" TLS "+version, func(t *testing.T) {
				inBubble(t, func(t *testing.T) {
					i, d := world(t)
					service := probetest.Service{On: "imaps"}
					if version == "1.2" {
						service.Script = probetest.Script{"handshake": "<max 1.2>"}
					}
					serve(t, i, probetest.Server{Cert: tt.cert, Services: []probetest.Service{service}})
					c := reach(t, d, 993)
					err := c.StartTLS(t.Context(), host, d.Trust)

					var refused *certificateError
					if errors.As(err, &refused) == tt.good || tt.good != (err == nil) {
						t.Errorf("error %v", err)
					}
					if c.Secure() != tt.good || tls.VersionName(c.Handshake.Version) != "TLS "+version {
						t.Errorf("secure %v, %s", c.Secure(), tls.VersionName(c.Handshake.Version))
					}
					if got := c.Handshake.Certificate; !slices.Equal(got.Faults, tt.want) {
						t.Errorf("faults %v, want %v", got.Faults, tt.want)
					} else if refused != nil && refused.Certificate != got {
						t.Error("the error is about another certificate")
					}
					if err := c.WriteLine(secret); (err == nil) != tt.good {
						t.Errorf("afterwards a line was sent: %v", err)
					}
					synctest.Wait()
					time.Sleep(rtt)
					wantHeard(t, i, tt.good)
				})
			})
		}
	}
}

// wantHeard holds what the server has seen against what it may have: a line, or
// nothing but the beginning of a handshake and an alert.
func wantHeard(t *testing.T, i *probetest.Internet, line bool) {
	t.Helper()
	var seen probetest.Connection
	for _, c := range i.Log.Connections() {
		if c.Protocol == fact.IMAP {
			seen = c
		}
	}
	heard := slices.ContainsFunc(seen.Lines, func(l probetest.Line) bool { return l.FromClient })
	if heard != line || (seen.TLS != 0) != line {
		t.Errorf("the server was sent a line: %v, TLS %x; want %v", heard, seen.TLS, line)
	}
	if bytes.Contains(seen.Raw, []byte("LOGIN")) {
		t.Error("the line went over the wire in the clear")
	}
	if line {
		return
	}
	const alert = 2 + 1 + 16 // in TLS 1.3: with its type and the seal
	for raw := seen.Raw; len(raw) > 0; {
		size := 5 + int(binary.BigEndian.Uint16(raw[3:]))
		if kind := raw[0]; kind == 23 && size != 5+alert {
			t.Errorf("a record of %d bytes was sent", size)
		}
		raw = raw[size:]
	}
}

// TestAnyCertificate takes what it is shown, but says what is wrong with it.
func TestAnyCertificate(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		serve(t, i, probetest.Server{
			Cert:     &probetest.Cert{Names: []string{"other.example"}, Flaws: []probetest.Flaw{probetest.Expired, probetest.SelfSigned}},
			Services: probetest.On("imaps"),
		})
		d.Trust.AnyCertificate = true
		c := reach(t, d, 993)
		if err := c.StartTLS(t.Context(), host, d.Trust); err != nil {
			t.Fatal(err)
		}
		want := []fact.CertificateFault{fact.CertExpired, fact.CertWrongName, fact.CertSelfSigned}
		if got := c.Handshake.Certificate.Faults; !slices.Equal(got, want) {
			t.Errorf("faults %v, want %v", got, want)
		}
		c.Within(time.Minute)
		if line, err := c.ReadLine(); !strings.HasPrefix(line, "* OK") || err != nil {
			t.Errorf("greeting %q, %v", line, err)
		}
	})
}

// TestClock: certificates are held against the clock that we were given.
func TestClock(t *testing.T) {
	for days, want := range map[int]fact.CertificateFault{-40: fact.CertNotYetValid, 0: "", 59: "", 61: fact.CertExpired} {
		inBubble(t, func(t *testing.T) {
			i, d := world(t)
			serve(t, i, probetest.Server{Services: probetest.On("imaps")})
			d.Trust.Now = func() time.Time { return time.Now().AddDate(0, 0, days) }
			c := reach(t, d, 993)
			err := c.StartTLS(t.Context(), host, d.Trust)
			if got := c.Handshake.Certificate.Faults; (err == nil) != (want == "") || want != "" && !slices.Equal(got, []fact.CertificateFault{want}) {
				t.Errorf("%d days from now: %v, faults %v", days, err, got)
			}
		})
	}
}

// TestHandshakes: how a handshake shows that goes wrong for another reason than
// the certificate, and how long that takes.
func TestHandshakes(t *testing.T) {
	record := func(body ...byte) string { return string(append([]byte{22, 3, 3, 0, byte(len(body))}, body...)) }
	oldHello := append([]byte{2, 0, 0, 38, 3, 1}, make([]byte, 36)...)
	tests := []struct {
		name   string
		script string // of a server, or
		raw    string // what is said to a hello
		want   fact.FailureKind
		took   time.Duration
	}{
		{name: "TLS 1.1 only", script: "<max 1.1>", want: fact.FailVersion, took: rtt},
		{name: "TLS 1.0 only", script: "<max 1.0>", want: fact.FailVersion, took: rtt},
		{name: "a choice of TLS 1.0", raw: record(oldHello...), want: fact.FailVersion, took: rtt},
		{name: "no common cipher", script: "<alert 40>", want: fact.FailAlert, took: rtt},
		{name: "alert about the version", script: "<alert 70>", want: fact.FailVersion, took: rtt},
		{name: "alert about the name", script: "<alert 112>", want: fact.FailAlert, took: rtt},
		{name: "client certificate", script: "<max 1.2><certificate>", want: fact.FailAlert, took: 2 * rtt},
		{name: "plaintext", script: "<skip>", want: fact.FailNotTLS, took: rtt},
		{name: "garbage", script: "<garbage 100>", want: fact.FailNotTLS, took: rtt},
		{name: "closed", script: "<close>", want: fact.FailClosed, took: rtt},
		{name: "reset", script: "<reset>", want: fact.FailReset, took: rtt},
		{name: "silence", script: "<silence>", want: fact.FailTimeout, took: tlsTimeout},
		{name: "a drip", script: "<wait 9s><garbage 1><silence>", want: fact.FailTimeout, took: tlsTimeout},
		{name: "an unknown message", raw: record(99, 0, 0, 0), want: fact.FailHandshake, took: rtt},
		{name: "half a record", raw: record(2, 0, 0, 9)[:7], want: fact.FailClosed, took: rtt},
		{name: "nothing in a record", raw: record(2, 0, 0, 1, 0), want: fact.FailHandshake, took: rtt},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, d := world(t)
				if tt.raw != "" {
					speaks(t, i, v4, 993, func(c net.Conn) {
						c.Read(make([]byte, 4096))
						c.Write([]byte(tt.raw))
					})
				} else {
					serve(t, i, probetest.Server{Services: []probetest.Service{{
						On: "imaps", Script: probetest.Script{"handshake": tt.script},
					}}})
				}
				c := reach(t, d, 993)
				start := time.Now()
				err := c.StartTLS(t.Context(), host, d.Trust)
				if got := KindOf(err); got != tt.want {
					t.Errorf("%q (%v), want %q", got, err, tt.want)
				}
				wantTook(t, start, tt.took)
				if c.Secure() {
					t.Error("it passes for secure")
				}
				if err := c.WriteLine(secret); err == nil {
					t.Error("a line went out in the clear behind it")
				}
			})
		})
	}
}

// TestClientCertificate: with TLS 1.3 the demand shows only in the first answer.
func TestClientCertificate(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		serve(t, i, probetest.Server{Services: []probetest.Service{{
			On: "imaps", Script: probetest.Script{"handshake": "<certificate>"},
		}}})
		c := reach(t, d, 993)
		if err := c.StartTLS(t.Context(), host, d.Trust); err != nil {
			t.Fatal(err)
		}
		c.Within(time.Minute)
		_, err := c.ReadLine()
		if KindOf(err) != fact.FailAlert || !strings.Contains(err.Error(), "certificate required") {
			t.Errorf("%s: %v", KindOf(err), err)
		}
	})
}

// TestPlaintextBytes: what came instead of TLS is kept.
func TestPlaintextBytes(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		const banner = "220 mail.srv.example ESMTP\r\n"
		speaks(t, i, v4, 465, says(banner+strings.Repeat("x", 2*fact.MaxEvidence)))
		c := reach(t, d, 465)
		err := c.StartTLS(t.Context(), host, d.Trust)
		var record tls.RecordHeaderError
		if !errors.As(err, &record) || string(record.RecordHeader[:]) != banner[:5] {
			t.Errorf("error %v", err)
		}
		if got := c.FirstBytes(); !strings.HasPrefix(got, banner) || len(got) > fact.MaxEvidence {
			t.Errorf("%d first bytes, %.40q", len(got), got)
		}
	})
}

// TestInjected: what came in the clear behind the answer to STARTTLS is gone once
// TLS is up, also for a caller that does not ask for it.
func TestInjected(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		serve(t, i, probetest.Server{Services: []probetest.Service{{On: "imap", Script: probetest.Script{
			"STARTTLS": "$tag OK begin<inject * FORGED><tls>",
			"tls NOOP": "$tag OK real",
		}}}})
		c := reach(t, d, 143)
		c.Within(time.Minute)
		c.ReadLine()
		c.WriteLine("a1 STARTTLS")
		c.ReadLine()
		if got := c.Leftover(); got != "* FORGED\r\n" {
			t.Errorf("left over is %q", got)
		}
		if err := c.StartTLS(t.Context(), host, d.Trust); err != nil {
			t.Fatal(err)
		}
		c.Within(time.Minute)
		c.WriteLine("a2 NOOP")
		if line, err := c.ReadLine(); line != "a2 OK real" || err != nil {
			t.Errorf("inside TLS the server said %q, %v", line, err)
		}
	})
}

// TestTranscriptOfBoth: the record says what went in the clear.
func TestTranscriptOfBoth(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		serve(t, i, probetest.Server{Services: probetest.On("imap")})
		c := reach(t, d, 143)
		c.Within(time.Minute)
		c.ReadLine()
		c.WriteLine("a1 STARTTLS")
		c.ReadLine()
		if err := c.StartTLS(t.Context(), host, d.Trust); err != nil {
			t.Fatal(err)
		}
		c.Within(time.Minute)
		c.WriteSecret("a2 LOGIN anna x", "a2 LOGIN <a secret>")
		c.ReadLine()
		var got strings.Builder
		for _, line := range c.Transcript().Lines() {
			if line.Client {
				got.WriteString("C")
			} else {
				got.WriteString("S")
			}
			if line.TLS {
				got.WriteString("tls")
			}
			if strings.Contains(line.Text, "anna") {
				t.Errorf("recorded %q", line.Text)
			}
			got.WriteString(" ")
		}
		if got.String() != "S C S Ctls Stls " {
			t.Errorf("recorded %s", got.String())
		}
	})
}
