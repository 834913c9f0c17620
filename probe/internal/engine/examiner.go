package engine

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/session"
)

// open reaches an endpoint at one of its host's addresses and examines it.
func (x examiner) open(ctx context.Context, e fact.Endpoint, ips []netip.Addr) *session.Session {
	return session.Open(ctx, x.dialer, e, ips, x.options)
}

// maxNamesakes is how many names of a wrong certificate are looked up. A shared
// certificate can hold hundreds, and whoever runs the server chose them.
const maxNamesakes = 5

// lookAgain looks into what a failure left open and adds it to the check: by a
// second connection that carries no credential, or by looking up the names on a
// certificate. The session has ended by then, and its failure has been told, so
// that nothing waits for this but the report.
func (x examiner) lookAgain(ctx context.Context, s *session.Session, ips []netip.Addr) {
	s.LookAgain(ctx, x.dialer, ips, x.options)
	names := namesakes(&s.Check)
	if len(names) == 0 {
		return
	}
	leads := make([]bool, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() {
			ips, err := x.dialer.Addresses(ctx, name)
			leads[i] = err == nil && slices.ContainsFunc(ips, func(ip netip.Addr) bool { return ip == s.Check.IP })
		})
	}
	wg.Wait()
	// The certificate has been told of already: the others read it.
	certificate := *s.Check.Handshake.Certificate
	for i, name := range names {
		if leads[i] {
			certificate.SameServer = append(certificate.SameServer, name)
		}
	}
	s.Check.Handshake.Certificate = &certificate
}

// namesakes are the names of a certificate that is for another host than the one
// that showed it, as far as they can be looked up, and those first that look
// like names of a mail server.
func namesakes(c *fact.Check) []string {
	certificate := c.Handshake.Certificate
	if c.Failure == nil || !certificate.Has(fact.CertWrongName) {
		return nil
	}
	var names []string
	for _, name := range certificate.Names {
		if ascii, err := fact.ToASCII(name); err == nil && ascii == name && strings.Contains(name, ".") {
			names = append(names, name)
		}
	}
	mail := func(name string) int {
		first, _, _ := strings.Cut(name, ".")
		for _, word := range []string{"mail", "imap", "pop", "smtp", "mx"} {
			if strings.Contains(first, word) {
				return 0
			}
		}
		return 1
	}
	slices.SortStableFunc(names, func(a, b string) int { return mail(a) - mail(b) })
	return names[:min(len(names), maxNamesakes)]
}
