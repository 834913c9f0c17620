package note

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Server is one that speaks an open protocol, as a file names it.
type Server struct {
	fact.Endpoint
	// Username is what the file has, placeholders and all; empty where it has none
	// or the server wants no login.
	Username string
	// Position and Place are where the server stands.
	fact.Position
	Place string
}

// Servers notes what servers show side by side, in the order of the file. domains
// are those that it is for, as A-labels; where there are none, nothing is said of
// whose the hosts are.
func (n *Notes) Servers(domains []string, servers []Server) {
	n.elsewhere(domains, servers)
	n.onlySTARTTLS(servers)
	n.usernames(servers)
}

// elsewhere notes the first host of each domain that is not one of the file's.
func (n *Notes) elsewhere(domains []string, servers []Server) {
	seen := map[string]bool{}
	for _, d := range domains {
		seen[fact.Registrable(d)] = true
	}
	if len(seen) == 0 {
		return
	}
	for _, s := range servers {
		whose := fact.Registrable(s.Host)
		if seen[whose] || unowned(s.Host) {
			continue
		}
		seen[whose] = true
		n.Add(fact.FileHostnameElsewhere, s.Position, s.Place, s.Host)
	}
}

// unowned reports whether a host's name tells no owner: one with a placeholder, an
// IP address, a name without a domain.
func unowned(host string) bool {
	_, notAddress := netip.ParseAddr(host)
	return notAddress == nil || strings.Contains(host, "%") || !strings.Contains(host, ".")
}

// onlySTARTTLS notes the first server of each protocol that is named with STARTTLS
// and nowhere with implicit TLS, which is to be preferred (RFC 8314, section 3).
func (n *Notes) onlySTARTTLS(servers []Server) {
	for i, s := range servers {
		first := !slices.ContainsFunc(servers[:i], func(o Server) bool { return o.Protocol == s.Protocol && o.TLS == fact.STARTTLS })
		twin := slices.ContainsFunc(servers, func(o Server) bool { return o.Protocol == s.Protocol && o.TLS == fact.Implicit })
		if s.TLS == fact.STARTTLS && first && !twin {
			n.Add(fact.FileSTARTTLSOnly, s.Position, s.Place, s.Host)
		}
	}
}

// usernames notes the first server whose user name has another form than those
// before it. The name itself is not repeated: it may be a user's.
func (n *Notes) usernames(servers []Server) {
	named := slices.DeleteFunc(slices.Clone(servers), func(s Server) bool { return s.Username == "" })
	for _, s := range named {
		if !strings.EqualFold(s.Username, named[0].Username) {
			n.Add(fact.FileUsernameDiffers, s.Position, s.Place, "")
			return
		}
	}
}
