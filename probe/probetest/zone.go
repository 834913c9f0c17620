package probetest

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"
)

// defaultTTL is what records get that name no TTL, in seconds.
const defaultTTL = 300

// maxChain is how many CNAME records an answer may follow.
const maxChain = 8

// Zone is all of the DNS, as a resolver shows it. It is filled with zone-file
// text and can be made to misbehave by name.
//
// Names in its methods may have a trailing dot or not; case does not matter.
type Zone struct {
	mu        sync.Mutex
	records   map[string][]dns.RR // by owner, in canonical form
	exists    map[string]bool     // owners and the names above them
	faults    []nameFault
	authentic []string
	questions []Question
}

// Question is one question that reached the resolver.
type Question struct {
	Name    string // lower case, without a trailing dot
	Type    string // "MX", "SRV", …
	Network string // "udp" or "tcp"
	At      time.Time
}

// DNSFault is how the resolver treats a name.
type DNSFault struct {
	// Delay comes before the answer.
	Delay time.Duration
	// Silent keeps the answer back for ever.
	Silent bool
	// Rcode replaces the answer where it is not 0: [dns.RcodeServerFailure],
	// [dns.RcodeRefused] and so on.
	Rcode int
}

// nameFault applies to a name and all below it, or to one type of that name alone.
type nameFault struct {
	name  string
	types []uint16
	fault DNSFault
}

func newZone() *Zone {
	return &Zone{records: make(map[string][]dns.RR), exists: make(map[string]bool)}
}

// Add reads zone-file text (RFC 1035, section 5). Names are absolute with or
// without the final dot unless $ORIGIN says otherwise; class and TTL may be left
// out; every record names its owner, so that lines can be indented at will. A
// record that stands there already is not added again. Nothing of a text with an
// error is added.
//
//	srv.example  MX  10 mx.srv.example
//	_imaps._tcp.srv.example  SRV  0 1 993 imap.srv.example
func (z *Zone) Add(text string) error {
	parser := dns.NewZoneParser(strings.NewReader(unindent(text)), ".", "")
	parser.SetDefaultTTL(defaultTTL)
	var records []dns.RR
	for rr, ok := parser.Next(); ok; rr, ok = parser.Next() {
		records = append(records, rr)
	}
	if err := parser.Err(); err != nil {
		return fmt.Errorf("zone text: %w", err)
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	for _, rr := range records {
		z.add(rr)
	}
	return nil
}

func (z *Zone) add(rr dns.RR) {
	owner := dns.CanonicalName(rr.Header().Name)
	for _, have := range z.records[owner] {
		if dns.IsDuplicate(have, rr) {
			return
		}
	}
	z.records[owner] = append(z.records[owner], rr)
	for name := owner; name != "."; name = parent(name) {
		z.exists[name] = true
	}
	z.exists["."] = true
}

// Fault makes the resolver misbehave: for a name and every name below it, or,
// where types are given, for these types of the name alone. The fault that was
// set last counts; the zero fault lifts the earlier ones.
func (z *Zone) Fault(name string, fault DNSFault, types ...uint16) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.faults = append(z.faults, nameFault{dns.CanonicalName(name), types, fault})
}

// Authentic makes the resolver vouch for a name and every name below it: answers
// have the AD bit where the question asks for it (RFC 6840, section 5.8).
func (z *Zone) Authentic(name string) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.authentic = append(z.authentic, dns.CanonicalName(name))
}

// Questions returns what was asked so far, in order.
func (z *Zone) Questions() []Question {
	z.mu.Lock()
	defer z.mu.Unlock()
	return append([]Question(nil), z.questions...)
}

func (z *Zone) ask(q dns.Question, network string) DNSFault {
	z.mu.Lock()
	defer z.mu.Unlock()
	name := dns.CanonicalName(q.Name)
	z.questions = append(z.questions, Question{
		Name: strings.TrimSuffix(name, "."), Type: dns.TypeToString[q.Qtype], Network: network, At: time.Now(),
	})
	for i := len(z.faults) - 1; i >= 0; i-- {
		if f := z.faults[i]; f.matches(name, q.Qtype) {
			return f.fault
		}
	}
	return DNSFault{}
}

func (f nameFault) matches(name string, qtype uint16) bool {
	if len(f.types) == 0 {
		return dns.IsSubDomain(f.name, name)
	}
	for _, t := range f.types {
		if t == qtype && f.name == name {
			return true
		}
	}
	return false
}

// answer is what the data says to a question.
type answer struct {
	rcode     int
	records   []dns.RR
	authority []dns.RR // the SOA of the zone, where the answer is a negative one
	authentic bool
}

// lookup answers from the data: aliases are followed (RFC 1034, section 4.3.2)
// and wildcards take effect where no closer name exists (RFC 4592).
func (z *Zone) lookup(q dns.Question) answer {
	z.mu.Lock()
	defer z.mu.Unlock()
	a := answer{authentic: true}
	name := q.Name
	for range maxChain {
		a.authentic = a.authentic && z.vouched(name)
		owner, found := z.match(dns.CanonicalName(name))
		if !found {
			a.rcode, a.authority = dns.RcodeNameError, z.soa(name)
			return a
		}
		var alias *dns.CNAME
		hit := false
		for _, rr := range z.records[owner] {
			if rr.Header().Rrtype == q.Qtype || q.Qtype == dns.TypeANY {
				a.records = append(a.records, renamed(rr, name))
				hit = true
			} else if c, ok := rr.(*dns.CNAME); ok {
				alias = c
			}
		}
		if hit || alias == nil {
			if !hit {
				a.authority = z.soa(name)
			}
			return a
		}
		a.records = append(a.records, renamed(alias, name))
		name = alias.Target
	}
	return answer{rcode: dns.RcodeServerFailure} // an endless chain of aliases
}

// match is the owner whose records answer for a name: the name itself, which
// may be an empty one with names below it, or the wildcard of its closest encloser.
func (z *Zone) match(name string) (owner string, found bool) {
	if z.exists[name] {
		return name, true
	}
	for above := name; above != "."; {
		above = parent(above)
		if z.exists[above] {
			wildcard := "*." + strings.TrimPrefix(above, ".")
			return wildcard, z.exists[wildcard]
		}
	}
	return "", false
}

// soa is the SOA record of the zone that a name is in, if there is one.
func (z *Zone) soa(name string) []dns.RR {
	for name = dns.CanonicalName(name); ; name = parent(name) {
		for _, rr := range z.records[name] {
			if rr.Header().Rrtype == dns.TypeSOA {
				return []dns.RR{dns.Copy(rr)}
			}
		}
		if name == "." {
			return nil
		}
	}
}

func (z *Zone) vouched(name string) bool {
	for _, above := range z.authentic {
		if dns.IsSubDomain(above, dns.CanonicalName(name)) {
			return true
		}
	}
	return false
}

// renamed is a copy of a record under the name that was asked for, which may
// have come by a wildcard or be spelt in another case.
func renamed(rr dns.RR, name string) dns.RR {
	rr = dns.Copy(rr)
	rr.Header().Name = name
	return rr
}

// parent is the name above a canonical name.
func parent(name string) string {
	_, above, _ := strings.Cut(name, ".")
	if above == "" {
		return "."
	}
	return above
}

// unindent takes the indentation off, since a zone file reads a line that begins
// with space as one more record of the owner before it.
func unindent(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.Join(lines, "\n")
}
