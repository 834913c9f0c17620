package probe_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// Rules 3 to 5: how often and in which order a secret is tried.

// bySecret are the logins with one secret, in their order.
func (r *recording) bySecret(name secretName) []credential {
	return slices.DeleteFunc(r.credentials(), func(c credential) bool { return r.secretOf(c) != name })
}

// provedBefore reports whether the client knew of a yes when it sent a login.
func provedBefore(all []credential, later credential) bool {
	return slices.ContainsFunc(all, func(c credential) bool { return c.kind() == accepted && c.before(later) })
}

func (r *recording) wrongSecret() string {
	a := r.world.ask
	for _, c := range r.connections {
		for _, wrong := range []struct {
			secret string
			there  bool
			why    string
		}{
			{a.sending, c.Protocol.Incoming(), "the password for sending"},
			{a.password, c.Protocol == fact.SMTP && a.sending != "", "the password for reading"},
			{a.password, a.token != "", "the password in place of the token"},
			{a.token, c.Protocol == fact.SMTP && a.sending != "", "the token in place of the password for sending"},
		} {
			if wrong.there && wrong.secret != "" && c.Carries(wrong.secret) {
				return fmt.Sprintf("%s went to %s %s:%d", wrong.why, c.Protocol, c.SNI, c.Addr.Port())
			}
		}
	}
	return ""
}

func (r *recording) inFlight() string {
	for _, name := range []secretName{theReceiving, theSending} {
		all := r.bySecret(name)
		for i, later := range all {
			for _, earlier := range all[:i] {
				if !earlier.before(later) && !provedBefore(all[:i], later) {
					return fmt.Sprintf("%s, while %s was not answered", later, earlier)
				}
			}
		}
	}
	return ""
}

// oneMoreTry: until a secret is proved a definite no allows one more login with it, of
// a certain kind, and everything else that counts ends it.
func (r *recording) oneMoreTry() string {
	for _, name := range []secretName{theReceiving, theSending} {
		all := r.bySecret(name)
		for i, next := range all {
			known := slices.DeleteFunc(slices.Clone(all[:i]), func(c credential) bool { return !c.before(next) })
			if provedBefore(known, next) {
				break
			}
			if complaint := r.mayFollow(known, next); complaint != "" {
				return complaint
			}
		}
	}
	return ""
}

// mayFollow says why a login may not follow others, all of whose answers are known.
func (r *recording) mayFollow(known []credential, next credential) string {
	no := -1
	for i, c := range known {
		switch kind := c.kind(); {
		case kind == otherNo, kind == unanswered, kind == stopping:
			return fmt.Sprintf("%s, after %s", next, c)
		case kind == definiteNo && no >= 0:
			return fmt.Sprintf("%s, after %s and %s", next, known[no], c)
		case kind == definiteNo:
			no = i
		}
	}
	if no < 0 {
		return ""
	}
	first := known[no]
	for _, c := range known[no+1:] {
		if c.Connection != next.Connection || c.User != next.User {
			return fmt.Sprintf("%s, after %s and the one more try, %s", next, first, c)
		}
	}
	if !r.isSecondForm(first, next) {
		return fmt.Sprintf("%s, after %s, and it is neither PLAIN after SCRAM nor another form of the name at the same host", next, first)
	}
	if c := r.shutDoor(first, next); c != nil {
		return fmt.Sprintf("%s, after %s and a connection to %s that led to no login: %s", next, first, c.Addr, lastWords(*c))
	}
	return ""
}

// isSecondForm reports whether a login is the one more try that a definite no allows.
func (r *recording) isSecondForm(first, next credential) bool {
	if next.Host != first.Host {
		return false
	}
	if next.User == first.User {
		return strings.HasPrefix(first.Mechanism, "SCRAM-") && !strings.HasPrefix(next.Mechanism, "SCRAM-")
	}
	return !r.nameIsGiven(first)
}

// nameIsGiven reports whether whoever names the server says the user name, too, be it
// the user. Where several name it and one is silent, it is not.
func (r *recording) nameIsGiven(c credential) bool {
	w := r.world
	if w.ask.nameFor(c.Protocol) != "" {
		return true
	}
	given := w.listedForIt(c.Host) // all entries of the generator's providers have it
	for _, n := range w.named {
		if n.Host == c.Host && n.Protocol == c.Protocol {
			if n.username == "" || !n.way.vouches() {
				return false
			}
			given = true
		}
	}
	return given && !guessable(c.Host, w.domain)
}

// guessable reports whether a host's name is one of those that are guessed.
func guessable(host, domain string) bool {
	return slices.Contains([]string{"imap." + domain, "smtp." + domain, "mail." + domain, domain, "pop3." + domain, "pop." + domain}, host)
}

// shutDoor is a connection that was made for the one more try and came to no login, as
// who has been locked out finds it; nil where there is none.
func (r *recording) shutDoor(first, next credential) *probetest.Connection {
	for i, c := range r.connections {
		if i == next.Connection || c.Addr != first.Addr || c.Closed.IsZero() || c.Closed.After(next.sent()) || !c.Opened.After(first.Answered) {
			continue
		}
		if c.SNI == first.Host || c.SNI == "" && len(r.namesAt(first)) == 1 {
			return &c
		}
	}
	return nil
}

// namesAt are the names of the server behind a login.
func (r *recording) namesAt(c credential) []string {
	for _, h := range r.world.hosts {
		if h.ip == c.Addr.Addr().String() {
			return h.names
		}
	}
	return nil
}

func lastWords(c probetest.Connection) string {
	for _, l := range slices.Backward(c.Lines) {
		if !l.FromClient {
			return strconv.Quote(l.Text)
		}
	}
	return "nothing was said"
}

// onceEach: once a secret is proved every other endpoint is tried once. SMTP may be
// tried by LOGIN after a refused PLAIN, and no mechanism counts that is not known.
func (r *recording) onceEach() string {
	for _, name := range []secretName{theReceiving, theSending} {
		all := r.bySecret(name)
		for i, next := range all {
			if next.Connection < 0 || !provedBefore(all[:i], next) {
				continue
			}
			for _, c := range all[:i] {
				same := c.Host == next.Host && c.Addr == next.Addr
				plainThenLOGIN := c.Protocol == fact.SMTP && c.Mechanism == "PLAIN" && next.Mechanism == "LOGIN" && c.User == next.User
				if same && c.kind() != noMechanism && !plainThenLOGIN {
					return fmt.Sprintf("%s, after %s", next, c)
				}
			}
		}
	}
	return ""
}

func (r *recording) pop3Together() string {
	all := slices.DeleteFunc(r.credentials(), func(c credential) bool { return c.Protocol != fact.POP3 })
	for i, later := range all {
		for _, earlier := range all[:i] {
			if !earlier.before(later) {
				return fmt.Sprintf("%s, while %s was not answered", later, earlier)
			}
		}
	}
	return ""
}

// overBudget counts as fail2ban would, but for a login that the run itself broke off
// when it ended with the secret proved.
func (r *recording) overBudget() string {
	var counted []string
	for _, name := range []secretName{theReceiving, theSending} {
		all := r.bySecret(name)
		for _, c := range all {
			brokenOff := c.kind() == unanswered && !c.ended.Before(r.began.Add(r.took-2*time.Second)) && slices.ContainsFunc(all, func(c credential) bool { return c.Accepted })
			if c.kind().counts() && !brokenOff {
				counted = append(counted, c.String())
			}
		}
	}
	if len(counted) > r.world.ask.maxLogins {
		return fmt.Sprintf("%d of %d: %s", len(counted), r.world.ask.maxLogins, strings.Join(counted, "; "))
	}
	return ""
}

// maxForNothing is how many answers that count for nothing end the run's logins.
const maxForNothing = 4

func (r *recording) afterNothing() string {
	all := r.credentials()
	for i, next := range all {
		n := 0
		for _, c := range all[:i] {
			if c.kind().forNothing() && c.before(next) {
				n++
			}
		}
		if n >= maxForNothing {
			return fmt.Sprintf("%s, after %d answers that count for nothing", next, n)
		}
	}
	return ""
}

// retried: whoever said stop is not asked again, be it with another secret.
func (r *recording) retried() string {
	for _, c := range r.credentials() {
		for i, before := range r.connections {
			if i == c.Connection || before.Addr != c.Addr || before.SNI != "" && before.SNI != c.Host {
				continue
			}
			if said := saidStop(before); said.Text != "" && !said.At.Add(roundTrip/2).After(c.sent()) {
				return fmt.Sprintf("%s, after %q", c, said.Text)
			}
		}
	}
	return ""
}

// saidStop is the line with which a server turned the client away, before the client
// itself said that it was leaving.
func saidStop(c probetest.Connection) probetest.Line {
	for _, l := range c.Lines {
		upper := strings.ToUpper(l.Text)
		switch {
		case l.FromClient && (strings.HasSuffix(upper, "LOGOUT") || upper == "QUIT"):
			return probetest.Line{}
		case l.FromClient:
		case c.Protocol == fact.SMTP && strings.HasPrefix(upper, "421"),
			c.Protocol == fact.IMAP && (strings.HasPrefix(upper, "* BYE") || containsAnyOf(upper, "[LIMIT]", "[UNAVAILABLE]")):
			return l
		}
	}
	return probetest.Line{}
}

func (r *recording) twiceAtOnce() string {
	for to, open := range r.traffic.MostOpen {
		if open > 1 && isMail(to) {
			return fmt.Sprintf("%d to %s", open, to)
		}
	}
	return ""
}
