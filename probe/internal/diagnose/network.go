package diagnose

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func portText(port uint16) string { return strconv.Itoa(int(port)) }

// failure names the cause that ended the examination.
func (at site) failure() []fact.Problem {
	f := at.check.Failure
	if f == nil {
		return nil
	}
	switch f.Step {
	case fact.StepDNS:
		return at.dns(*f)
	case fact.StepTCP:
		return at.tcp(*f)
	case fact.StepTLS:
		return at.tls(*f)
	case fact.StepSTARTTLS:
		return at.starttls(*f)
	default:
		return at.speech(*f)
	}
}

// dns: the host of the endpoint has no address.
func (at site) dns(f fact.Failure) []fact.Problem {
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

// isolated is the form of a failing DNS that denies every public name.
const isolated = "isolated"

// tcp: nobody was reached, in either family; the failure is the one that came
// farthest.
func (at site) tcp(f fact.Failure) []fact.Problem {
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

// beside is what does not end anything but is worth a word.
func (at site) beside() []fact.Problem {
	var found []fact.Problem
	if p, broken := at.ipv6(); broken {
		found = append(found, p)
	}
	return append(found, at.certificateWarnings()...)
}

// ipv6: IPv4 was connected while IPv6 failed, or was still unanswered 300 ms
// later. Where this computer has no IPv6 at all, the server is not to blame; that
// it has shows where any server was reached so.
func (at site) ipv6() (fact.Problem, bool) {
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
