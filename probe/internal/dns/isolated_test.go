package dns

import (
	"context"
	"slices"
	"testing"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// A resolver that denies the top-level domain too knows no public name. What is
// missing below names that exist is missing every day, and is not asked about.
func TestIsolated(t *testing.T) {
	denied := probetest.DNSFault{Rcode: dns.RcodeNameError}
	for _, tt := range []struct {
		name   string
		zone   string
		asked  string
		qtype  uint16
		top    probetest.DNSFault // what com answers with
		want   fact.LookupFault
		second bool // the top-level domain is asked for
	}{
		{name: "knows nothing", asked: "nobody.com", qtype: dns.TypeMX, top: denied, want: fact.LookupIsolated, second: true},
		{name: "a host", asked: "imap.nobody.com", qtype: dns.TypeA, top: denied, want: fact.LookupIsolated, second: true},
		{name: "knows the others", zone: "other.com A 192.0.2.1", asked: "nobody.com", qtype: dns.TypeMX, want: fact.LookupNXDomain, second: true},
		{name: "fails", asked: "nobody.com", qtype: dns.TypeMX, top: probetest.DNSFault{Rcode: dns.RcodeServerFailure}, want: fact.LookupServFail},
		{name: "a service", asked: "_imaps._tcp.nobody.com", qtype: dns.TypeSRV, top: denied, want: fact.LookupNXDomain},
		{name: "a name of one's own", asked: "nobody.intern", qtype: dns.TypeMX, want: fact.LookupNXDomain},
		{name: "one label", asked: "com", qtype: dns.TypeMX, top: denied, want: fact.LookupNXDomain},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, r := world(t, tt.zone)
				i.Zone.Fault("com", tt.top)
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				_, err := r.Cache(ctx).ask(ctx, tt.asked, tt.qtype)
				wantFault(t, err, tt.want)
				asked := slices.ContainsFunc(i.Zone.Questions(), func(q probetest.Question) bool { return q.Name == "com" && q.Type == "NS" })
				if asked != tt.second {
					t.Errorf("com was asked for: %v", asked)
				}
			})
		})
	}
}
