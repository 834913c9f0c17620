package probe_test

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// recording is all that the oracle judges by: the description of the world with the
// user's wishes, what the servers recorded, what the user was asked, and what was
// reported.
type recording struct {
	world       *randomWorld
	began       time.Time
	took        time.Duration
	connections []probetest.Connection
	requests    []probetest.Request
	traffic     probetest.Traffic
	leaks       []string // connections on which a secret crossed outside TLS
	questions   []consented
	passwords   int // how often the password was asked for
	reports     []*probe.Report
	status      probe.Status
}

// safetyRule is one sentence of docs/safety.md, and what it says of a recording: the
// complaint, or nothing where the rule was kept. Number 0 is not about safety, but
// about what the program is for.
type safetyRule struct {
	number int
	words  string
	broken func(*recording) string
}

// safetyRules are all that a recording is held to, the gravest first.
var safetyRules = []safetyRule{
	{1, "no credential but over verified TLS 1.2 or newer", (*recording).outsideTLS},
	{1, "no byte of a secret outside TLS", (*recording).inTheClear},
	{1, "no credential where bytes were left over before the handshake", (*recording).afterLeftover},
	{2, "no credential but to a name that is trusted", (*recording).toUntrusted},
	{2, "no user name on a word that vouches for nobody", (*recording).asSomebodyElse},
	{2, "questions about trust: one at a time, three at most, once a domain", (*recording).questioned},
	{3, "each secret to its own service", (*recording).wrongSecret},
	{3, "one login in flight until the secret is proved", (*recording).inFlight},
	{3, "one more try after a definite no, and none after anything else", (*recording).oneMoreTry},
	{3, "once each after the proof", (*recording).onceEach},
	{3, "logins to POP3 one after another", (*recording).pop3Together},
	{4, "no more refused logins than allowed", (*recording).overBudget},
	{4, "no login after four answers that count for nothing", (*recording).afterNothing},
	{5, "never a retry after 421, [LIMIT], [UNAVAILABLE] or BYE", (*recording).retried},
	{5, "one connection to an address and port at a time", (*recording).twiceAtOnce},
	{5, "no command but those that are needed", (*recording).badManners},
	{6, "no password where the provider takes OAuth2 only", (*recording).passwordForToken},
	{7, "no secret in the report", (*recording).toldSecret},
	{8, "nothing believed that was said before TLS", (*recording).believed},
	{9, "24 hosts and 64 endpoints a run, 16 connections at a time", (*recording).tooMany},
	{9, "no later than the time for the run and two seconds", (*recording).tooLong},
	{0, "what is trusted and works is verified", (*recording).notVerified},
}

// judge is what the rules say, in their order.
func (r *recording) judge() []string {
	var broken []string
	for _, rule := range safetyRules {
		if complaint := rule.broken(r); complaint != "" {
			broken = append(broken, fmt.Sprintf("rule %d, %s: %s", rule.number, rule.words, complaint))
		}
	}
	return broken
}

// credential is one login at a mail server, or at a web server by Basic.
type credential struct {
	probetest.Login
	// ended is when its connection ended; zero for those of web servers.
	ended time.Time
}

// credentials are all logins, in the order in which they came.
func (r *recording) credentials() []credential {
	var all []credential
	for _, l := range probetest.Logins(r.connections) {
		all = append(all, credential{l, r.connections[l.Connection].Closed})
	}
	for _, q := range r.requests {
		if !q.Authorization {
			continue
		}
		host, _, _ := strings.Cut(q.Host, ":")
		l := probetest.Login{
			Host: host, Protocol: probetest.HTTP, Mechanism: "Basic", User: q.User, TLS: q.TLS, CertGood: q.TLS && q.CertGood && q.SNI == host,
			Accepted: q.Status != 0 && q.Status < 400, At: q.At, Answered: q.Answered, Connection: -1,
		}
		if q.Status != 0 {
			l.Answer = strconv.Itoa(q.Status)
		}
		all = append(all, credential{Login: l})
	}
	slices.SortStableFunc(all, func(a, b credential) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Order, b.Order)) })
	return all
}

// String is the login in a few words.
func (c credential) String() string {
	return fmt.Sprintf("%s %s:%d %s %q → %q", c.Protocol, c.Host, c.Addr.Port(), c.Mechanism, c.User, c.Answer)
}

// secretName says which of the user's secrets a service is shown.
type secretName string

// The secrets, each of which is proved by itself.
const (
	theReceiving secretName = "for reading"
	theSending   secretName = "for sending"
)

func (r *recording) secretOf(c credential) secretName {
	if c.Protocol == fact.SMTP && r.world.ask.sending != "" {
		return theSending
	}
	return theReceiving
}

// byPassword reports whether the login showed a password and no access token.
func (r *recording) byPassword(c credential) bool {
	return r.secretOf(c) == theSending || r.world.ask.token == ""
}

// sent is when the client sent the credential.
func (c credential) sent() time.Time { return c.At.Add(-roundTrip / 2) }

// known is when the client knew the answer, or that there would be none: by its own
// clock, and not later than it can have been. It is zero as long as it knew nothing.
func (c credential) known() time.Time {
	if !c.Answered.IsZero() {
		return c.Answered.Add(roundTrip / 2)
	}
	return c.ended
}

// before reports whether the client knew this login's answer when it sent another.
func (c credential) before(later credential) bool {
	known := c.known()
	return !known.IsZero() && !later.sent().Before(known)
}

// isMail reports whether a port is none of DNS and the web.
func isMail(a netip.AddrPort) bool { return a.Port() != 53 && a.Port() != 80 && a.Port() != 443 }
