package diagnose

import (
	"fmt"
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// dns returns the cause where the host of the endpoint has no address.
func (at endpoint) dns(f fact.Failure) []fact.Problem {
	code, known := map[fact.FailureKind]fact.Code{
		fact.FailNXDomain:   fact.DNSNXDomain,
		fact.FailNoAddress:  fact.DNSNoAddress,
		fact.FailServFail:   fact.DNSServFail,
		fact.FailDNSTimeout: fact.DNSTimeout,
		fact.FailNoNetwork:  fact.DNSTimeout,
		fact.FailIsolated:   fact.DNSServFail,
	}[f.Kind]
	if !known {
		return nil
	}
	p := at.problem(code, f.Detail, "name", at.check.Host)
	if f.Kind == fact.FailIsolated {
		p.Case = isolated
	}
	return []fact.Problem{p}
}

// isolated is the case of a failing DNS that denies every public name.
const isolated = "isolated"

// tcp returns the cause where no connection was made, in either family.
func (at endpoint) tcp(f fact.Failure) []fact.Problem {
	code, known := map[fact.FailureKind]fact.Code{
		fact.FailRefused:     fact.PortRefused,
		fact.FailTimeout:     fact.PortTimeout,
		fact.FailUnreachable: fact.HostUnreachable,
		fact.FailProxy:       fact.HostUnreachable,
		fact.FailReset:       fact.ConnectionReset,
	}[f.Kind]
	if !known {
		return nil
	}
	return []fact.Problem{at.problem(code, f.Detail)}
}

// ipv6 returns a problem where IPv4 was connected while IPv6 failed, or was still
// unanswered 300 ms later. It is none where this computer has no IPv6; that it has is
// known once any server was reached over it.
func (at endpoint) ipv6() (fact.Problem, bool) {
	var dead *fact.Dial
	alive := false
	for i, d := range at.check.Dials {
		switch {
		case d.IP.Is4() && d.Kind == "":
			alive = true
		case d.IP.Is6() && d.Kind == "":
			return fact.Problem{}, false
		case d.IP.Is6() && (d.Kind != fact.FailUnreachable || at.in.reachesIPv6()):
			dead = &at.check.Dials[i]
		}
	}
	if !alive || dead == nil {
		return fact.Problem{}, false
	}
	evidence := fmt.Sprintf("%s: %s after %d ms", dead.IP, dead.Kind, dead.Took.Milliseconds())
	return at.problem(fact.IPv6Broken, evidence, "ip", dead.IP.String()), true
}

func (in Input) reachesIPv6() bool {
	return slices.ContainsFunc(in.Checks, func(c fact.Check) bool { return c.IP.Is6() })
}
