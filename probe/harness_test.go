package probe_test

import (
	"context"
	"maps"
	"net/netip"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/internal/testkit/prober"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// roundTrip is the time between any two of a world.
const roundTrip = testkit.RTT

// world is one run against an internet of its own, in time that passes only
// while everybody waits.
type world struct {
	*testing.T
	net *probetest.Internet
}

// inWorld runs f with a fresh internet. When f returns no goroutine of a run may
// be left: the bubble would never end.
func inWorld(t *testing.T, f func(w *world)) {
	t.Helper()
	testkit.Bubble(t, func(t *testing.T, i *probetest.Internet) { f(&world{t, i}) })
}

// build puts ready-made domains up.
func (w *world) build(domains ...string) {
	w.Helper()
	testkit.Build(w, w.net, domains...)
}

func (w *world) zone(text string) {
	w.Helper()
	if err := w.net.Zone.Add(text); err != nil {
		w.Fatal(err)
	}
}

// server starts a mail server that knows anna of a domain.
func (w *world) server(s probetest.Server) {
	w.Helper()
	if err := w.net.Serve(s); err != nil {
		w.Fatal(err)
	}
}

func (w *world) host(s probetest.Site) {
	w.Helper()
	if err := w.net.Host(s); err != nil {
		w.Fatal(err)
	}
}

// anna is the account that ready-made servers know.
func anna(domain string) map[string]string {
	return map[string]string{probetest.User + "@" + domain: probetest.Password}
}

func address(t testing.TB, typed string) fact.Address {
	t.Helper()
	a, err := fact.ParseAddress(typed)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// typing is a user who types a password at once.
func typing(password string) func(context.Context, probe.Ask) (fact.Secret, error) {
	return func(context.Context, probe.Ask) (fact.Secret, error) { return fact.NewSecret(password), nil }
}

// password is what the user types.
func password(p string) func(*probe.Query) {
	return func(q *probe.Query) { q.Password = typing(p) }
}

func (w *world) prober() *probe.Prober { return prober.On(w.net) }

// run probes anna's address in a domain with the right password, unless the
// query says otherwise, and holds the run to what every run must keep.
func (w *world) run(domain string, change ...func(*probe.Query)) *probe.Report {
	w.Helper()
	q := probe.Query{
		Address:  address(w, probetest.User+"@"+domain),
		Password: typing(probetest.Password),
	}
	for _, c := range change {
		c(&q)
	}
	report, err := w.prober().Run(context.Background(), q)
	if err != nil {
		w.Fatal(err)
	}
	w.holdToRules(q)
	return report
}

// holdToRules checks, on the servers' own records, what no run may ever do.
func (w *world) holdToRules(q probe.Query) {
	w.Helper()
	limit := probe.DefaultMaxLogins
	if q.MaxLogins != 0 {
		limit = max(0, q.MaxLogins)
	}
	refused := 0
	for _, l := range w.net.Log.Logins() {
		if !l.TLS && !q.AllowCleartext {
			w.Errorf("a credential went to %s in the clear", l.Host)
		}
		if !l.CertGood && !q.AllowBadCertificate && !q.AllowCleartext {
			w.Errorf("a credential went to %s behind a bad certificate", l.Host)
		}
		if !l.Accepted {
			refused++
		}
	}
	if refused > limit {
		w.Errorf("%d refused logins, %d are allowed: %+v", refused, limit, w.net.Log.Logins())
	}
	if !q.AllowCleartext {
		for _, secret := range []string{probetest.Password, wrongPassword, sendingPassword, wrongSending} {
			for _, c := range w.net.Log.Leaks(secret) {
				w.Errorf("the password crossed outside TLS, to %s %s", c.Server, c.Addr)
			}
		}
	}
	for to, open := range w.net.Network.Traffic().MostOpen {
		if open > 1 && isMailPort(to) {
			w.Errorf("%d connections at once to %s", open, to)
		}
	}
}

const wrongPassword = "tr0ub4dor & 3"

func isMailPort(a netip.AddrPort) bool {
	switch a.Port() {
	case 25, 110, 143, 465, 587, 993, 995:
		return true
	}
	return false
}

// logins are the credentials that servers took, as "imap in1.srv.example:993 anna@srv.example".
func (w *world) logins(accepted bool) map[string]int {
	found := map[string]int{}
	for _, l := range w.net.Log.Logins() {
		if l.Accepted == accepted {
			e := fact.Endpoint{Protocol: l.Protocol, Host: l.Host, Port: l.Addr.Port()}
			found[string(l.Protocol)+" "+e.Address()+" "+l.User]++
		}
	}
	return found
}

func codes(r *probe.Report) map[fact.Code]fact.Severity {
	found := map[fact.Code]fact.Severity{}
	for _, p := range r.Problems {
		if _, is := found[p.Code]; !is {
			found[p.Code] = p.Severity
		}
	}
	return found
}

func total(counts map[string]int) int {
	n := 0
	for c := range maps.Values(counts) {
		n += c
	}
	return n
}

// everything is all text in a report that came from servers.
func everything(r *probe.Report) []string {
	var all []string
	for _, p := range r.Problems {
		all = append(all, p.Evidence)
		for _, a := range p.Args {
			all = append(all, a)
		}
	}
	for _, c := range r.Checks {
		all = append(append(append(all, c.Greeting), c.ClearCapabilities...), c.Capabilities...)
		if c.Failure != nil {
			all = append(all, c.Failure.Line, c.Failure.Detail)
		}
		if c.Mailbox != nil {
			all = append(all, c.Mailbox.Line)
		}
		if c.Sender != nil {
			all = append(all, c.Sender.Line)
		}
		for _, a := range c.Attempts {
			all = append(append(all, a.Line), a.Earlier...)
		}
		for _, l := range c.Wire {
			all = append(all, l.Text)
		}
	}
	return all
}
