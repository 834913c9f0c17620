package dns

import (
	"cmp"
	"context"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// maxRecords bounds how many servers of one answer are kept, the best ones; a
// domain that publishes more is malicious or mistaken. Texts are all kept: the one
// that matters may be the last of them.
const maxRecords = 32

// MX is one mail exchanger, by ascending preference. Host is empty for the null
// MX of RFC 7505.
type MX struct {
	Preference uint16
	Host       string
}

// MX asks for the mail exchangers of a domain. Targets that are no host names
// are left out.
func (c *Cache) MX(ctx context.Context, domain string) ([]MX, Answer, error) {
	answer, err := c.ask(ctx, domain, dns.TypeMX)
	var found []MX
	for _, rr := range answer.Records {
		mx, ok := rr.(*dns.MX)
		if !ok {
			continue
		}
		if mx.Mx == "." {
			found = append(found, MX{Preference: mx.Preference})
		} else if host, ok := hostName(mx.Mx); ok {
			found = append(found, MX{mx.Preference, host})
		}
	}
	slices.SortStableFunc(found, func(a, b MX) int {
		return cmp.Or(cmp.Compare(a.Preference, b.Preference), strings.Compare(a.Host, b.Host))
	})
	return bounded(found, &answer), answer, err
}

// Aliases are the names that a host leads to by CNAME records, in order; none where
// its address is not known.
func (c *Cache) Aliases(ctx context.Context, host string) []string {
	var aliases []string
	for _, qtype := range []uint16{dns.TypeA, dns.TypeAAAA} {
		answer, err := c.ask(ctx, host, qtype)
		if err != nil {
			continue
		}
		for _, alias := range answer.Aliases {
			if name, ok := hostName(alias); ok && !slices.Contains(aliases, name) {
				aliases = append(aliases, name)
			}
		}
		break
	}
	return aliases
}

// SRV is one server of a service. Records are sorted, best first: by priority, then
// by weight, then by name, so that two runs agree; a client would choose at random
// by weight, but a diagnosis looks at all of them. Host is empty for the target
// ".": the service is explicitly not offered (RFC 2782).
type SRV struct {
	Priority, Weight uint16
	Port             uint16
	Host             string
}

// SRV asks for the servers of a service such as _imaps._tcp.example.com.
// Records with port 0 or a target that is no host name are left out.
func (c *Cache) SRV(ctx context.Context, name string) ([]SRV, Answer, error) {
	answer, err := c.ask(ctx, name, dns.TypeSRV)
	var found []SRV
	for _, rr := range answer.Records {
		srv, ok := rr.(*dns.SRV)
		if !ok {
			continue
		}
		if srv.Target == "." {
			found = append(found, SRV{Priority: srv.Priority, Weight: srv.Weight})
		} else if host, ok := hostName(srv.Target); ok && srv.Port != 0 {
			found = append(found, SRV{srv.Priority, srv.Weight, srv.Port, host})
		}
	}
	slices.SortStableFunc(found, func(a, b SRV) int {
		return cmp.Or(
			cmp.Compare(a.Priority, b.Priority),
			cmp.Compare(b.Weight, a.Weight),
			strings.Compare(a.Host, b.Host),
			cmp.Compare(a.Port, b.Port),
		)
	})
	return bounded(found, &answer), answer, err
}

// TXT asks for the texts of a name, each with its strings joined.
func (c *Cache) TXT(ctx context.Context, name string) ([]string, Answer, error) {
	answer, err := c.ask(ctx, name, dns.TypeTXT)
	var found []string
	for _, rr := range answer.Records {
		if txt, ok := rr.(*dns.TXT); ok {
			found = append(found, unescape(strings.Join(txt.Txt, "")))
		}
	}
	return found, answer, err
}

// bounded returns the records that are kept, at most maxRecords, and notes in the
// answer how many are left out.
func bounded[T any](found []T, answer *Answer) []T {
	kept := found[:min(len(found), maxRecords)]
	answer.LeftOut = len(found) - len(kept)
	return kept
}

// hostName returns the target of a record as a host name. An IP address is none: it
// was put there by mistake, and mail programs would look it up as a name.
func hostName(target string) (host string, ok bool) {
	host, err := fact.ToASCII(target)
	if err != nil {
		return "", false
	}
	_, err = netip.ParseAddr(host)
	return host, err != nil
}

// unescape removes the escapes of zone files (RFC 1035, section 5.1), which the DNS
// library leaves in texts: \" and \\, and \DDD for what is not printable ASCII.
func unescape(text string) string {
	var b strings.Builder
	for {
		plain, escaped, found := strings.Cut(text, `\`)
		b.WriteString(plain)
		if !found || escaped == "" {
			return b.String()
		}
		if len(escaped) >= 3 {
			if code, err := strconv.ParseUint(escaped[:3], 10, 8); err == nil {
				b.WriteByte(byte(code))
				text = escaped[3:]
				continue
			}
		}
		b.WriteByte(escaped[0])
		text = escaped[1:]
	}
}
