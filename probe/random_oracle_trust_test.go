package probe_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/providers"
)

// Rules 1, 2 and 6: who may see a credential. Trust is worked out anew here, from the
// description of the world and from what was answered when.

func (r *recording) outsideTLS() string {
	for _, c := range r.credentials() {
		if !c.TLS || !c.CertGood {
			return fmt.Sprintf("%s, in TLS %t, certificate good %t", c, c.TLS, c.CertGood)
		}
		if c.Protocol != probetest.HTTP && r.connections[c.Connection].TLS < 0x0303 {
			return fmt.Sprintf("%s over TLS %#x", c, r.connections[c.Connection].TLS)
		}
	}
	for _, c := range r.connections {
		for _, l := range c.Lines {
			if l.FromClient && !l.TLS && credentialCommand.MatchString(l.Text) {
				return fmt.Sprintf("%s %s: %q", c.Protocol, c.Addr, l.Text)
			}
		}
	}
	return ""
}

func (r *recording) inTheClear() string { return strings.Join(r.leaks, ", ") }

// afterLeftover: a server that says anything between its yes to STARTTLS and the
// handshake may be somebody on the way.
func (r *recording) afterLeftover() string {
	for _, c := range r.credentials() {
		if c.Connection < 0 {
			continue
		}
		if line := leftover(r.connections[c.Connection]); line != "" {
			return fmt.Sprintf("%s after %q", c, line)
		}
	}
	return ""
}

// leftover is what a server said in the clear behind its answer to STARTTLS.
func leftover(c probetest.Connection) string {
	asked, done := false, false
	for _, l := range c.Lines {
		switch {
		case l.TLS:
			return ""
		case l.FromClient:
			words := strings.Fields(strings.ToUpper(l.Text))
			asked = asked || slices.Contains(words, "STARTTLS") || slices.Contains(words, "STLS")
		case asked && done:
			return l.Text
		case asked:
			done = endsSTARTTLS(c.Protocol, l.Text)
		}
	}
	return ""
}

func endsSTARTTLS(p fact.Protocol, line string) bool {
	switch p {
	case fact.IMAP:
		return !strings.HasPrefix(line, "* ") && !strings.HasPrefix(line, "+ ")
	case fact.SMTP:
		return len(line) < 4 || line[3] != '-'
	}
	return true
}

func (r *recording) toUntrusted() string {
	for _, c := range r.credentials() {
		switch {
		case c.Protocol == probetest.HTTP && !r.mayAskWithPassword(c):
			return fmt.Sprintf("%s, a web server that may not see it", c)
		case c.Protocol != probetest.HTTP && !r.trusted(c.Host, c.sent()):
			return fmt.Sprintf("%s, which is named by %s", c, r.waysTo(c.Host))
		}
	}
	return ""
}

// trusted reports whether a name may see a credential at a time (safety rule 2).
func (r *recording) trusted(host string, at time.Time) bool {
	w := r.world
	switch {
	case r.userVouches(host, at), w.listedForIt(host):
		return true
	case w.mailElsewhere():
		return false
	case fact.Registrable(host) == fact.Registrable(w.domain):
		return true
	}
	return slices.ContainsFunc(w.named, func(n naming) bool { return n.Host == host && n.way.vouches() && r.answered(n.url, at) })
}

// userVouches reports whether the user's own word covers a host.
func (r *recording) userVouches(host string, at time.Time) bool {
	domain := fact.Registrable(host)
	if r.world.ask.trustAll || slices.Contains(r.world.ask.trust, domain) {
		return true
	}
	return slices.ContainsFunc(r.questions, func(q consented) bool { return q.yes && slices.Contains(q.domains, domain) && !q.said.After(at) })
}

// answered reports whether a file had come before a time.
func (r *recording) answered(url string, at time.Time) bool {
	return slices.ContainsFunc(r.requests, func(q probetest.Request) bool {
		asked, _, _ := strings.Cut(q.URL(), "?")
		return asked == url && q.Status == 200 && q.Answered.Before(at)
	})
}

// waysTo lists how a host is named, for complaints.
func (r *recording) waysTo(host string) string {
	var ways []string
	for _, n := range r.world.named {
		if n.Host == host && !slices.Contains(ways, string(n.way)) {
			ways = append(ways, string(n.way))
		}
	}
	if len(ways) == 0 {
		return "nobody"
	}
	return strings.Join(ways, ", ")
}

// providers are whom the database knows by the domain and by its MX, and the name by
// which the MX is known.
func (w *randomWorld) providers() (own, mx *providers.Provider, mxHost string) {
	db := providers.Builtin()
	own = db.ByDomain(w.domain)
	for _, name := range w.mx {
		if mx == nil {
			mx, mxHost = db.ByMX(name), name
		}
	}
	return own, mx, mxHost
}

// listedForIt reports whether the database lists a host for the provider whose mailbox
// it is.
func (w *randomWorld) listedForIt(host string) bool {
	own, mx, mxHost := w.providers()
	for _, p := range []*providers.Provider{own, mx} {
		if p == nil {
			continue
		}
		for _, s := range p.ServersFor(w.domain, mxHost) {
			if s.Host == host {
				return true
			}
		}
	}
	return false
}

// mailElsewhere reports whether the mailbox is at a provider that only the MX tells of.
func (w *randomWorld) mailElsewhere() bool {
	own, mx, _ := w.providers()
	return own == nil && mx != nil && mx.Kind == providers.Mailbox
}

// mayAskWithPassword reports whether a web server may be asked with the password:
// where the user allows it, in the domain or at Microsoft, and not where the mailbox is
// known to be somebody else's.
func (r *recording) mayAskWithPassword(c credential) bool {
	w := r.world
	if !w.ask.autodiscover || w.ask.token != "" {
		return false
	}
	if containsAnyOf("."+c.Host+"|", ".outlook.com|", ".office365.com|", ".hotmail.com|") {
		return true
	}
	return fact.Registrable(c.Host) == fact.Registrable(w.domain) && (!w.mailElsewhere() || r.userVouches(c.Host, c.sent()))
}

// asSomebodyElse: who is logged in is what the user says, what the address makes, or
// what a way says that vouches.
func (r *recording) asSomebodyElse() string {
	w := r.world
	for _, c := range r.credentials() {
		if want := w.ask.nameFor(c.Protocol); want != "" {
			if c.User != want {
				return fmt.Sprintf("%s, and the user said %q", c, want)
			}
			continue
		}
		if c.User == probetest.User+"@"+w.domain || c.User == probetest.User {
			continue
		}
		proved := func(before credential) bool { return before.Accepted && before.User == c.User && before.before(c) }
		if slices.ContainsFunc(r.credentials(), proved) {
			continue
		}
		said := func(n naming) bool {
			return (n.Host == c.Host || w.sameServer(n.Host, c.Host)) && n.username == c.User && n.way.vouches()
		}
		if !slices.ContainsFunc(w.named, said) {
			return fmt.Sprintf("%s, which no trusted word says", c)
		}
	}
	return ""
}

// sameServer reports whether two names are of one server.
func (w *randomWorld) sameServer(a, b string) bool {
	return slices.ContainsFunc(w.hosts, func(h randomHost) bool { return slices.Contains(h.names, a) && slices.Contains(h.names, b) })
}

// nameFor is what the user wants to be called; empty where that is left open.
func (w wish) nameFor(p fact.Protocol) string {
	if p == fact.SMTP && w.sendingUsername != "" {
		return w.sendingUsername
	}
	return w.username
}

// maxQuestions is how many questions about trust a user is asked.
const maxQuestions = 3

func (r *recording) questioned() string {
	asked := map[string]bool{}
	for i, q := range r.questions {
		switch {
		case slices.ContainsFunc(q.domains, func(domain string) bool { return asked[domain] }):
			return fmt.Sprintf("twice about %v", q.domains)
		case i > 0 && q.asked.Before(r.questions[i-1].said):
			return fmt.Sprintf("about %v before there was an answer about %v", q.domains, r.questions[i-1].domains)
		case i >= maxQuestions:
			return fmt.Sprintf("%d questions", len(r.questions))
		}
		for _, domain := range q.domains {
			asked[domain] = true
		}
	}
	if r.passwords > 1 {
		return fmt.Sprintf("the password was asked for %d times", r.passwords)
	}
	return ""
}

// refusesPasswords reports that a provider takes no password for a protocol: none of
// its servers of that protocol does, and for pages none that mail is read from.
func refusesPasswords(p *providers.Provider, protocol fact.Protocol) bool {
	pages := !protocol.Incoming() && protocol != fact.SMTP
	speaks := false
	for _, s := range p.Servers {
		if s.Protocol == protocol || pages && s.Protocol.Incoming() {
			if !s.TokenOnly() {
				return false
			}
			speaks = true
		}
	}
	return speaks || p.TokenOnly()
}

// passwordForToken: the hosts of a provider that takes OAuth2 only for a protocol are those that the
// database lists and all others in the registrable domains of these, of the address
// and of its MX.
func (r *recording) passwordForToken() string {
	own, mx, mxHost := r.world.providers()
	for _, c := range r.credentials() {
		if !r.byPassword(c) {
			continue
		}
		for _, p := range []*providers.Provider{own, mx} {
			if p == nil {
				continue
			}
			its, only := []string{}, refusesPasswords(p, c.Protocol)
			if only {
				its = append(its, fact.Registrable(r.world.domain), fact.Registrable(mxHost))
			}
			for _, s := range p.ServersFor(r.world.domain, mxHost) {
				if only {
					its = append(its, fact.Registrable(s.Host))
				}
				if s.TokenOnly() && s.Host == c.Host && s.Protocol == c.Protocol {
					return fmt.Sprintf("%s, listed as such for %s", c, p.ID)
				}
			}
			if slices.Contains(its, fact.Registrable(c.Host)) && !r.userVouches(c.Host, c.sent()) {
				return fmt.Sprintf("%s, a host of %s", c, p.ID)
			}
		}
	}
	return ""
}
