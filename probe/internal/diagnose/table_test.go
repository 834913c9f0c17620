package diagnose_test

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/internal/session"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/text"
)

const (
	domain = "d.example"
	host   = "mail.d.example"
	user   = "anna@d.example"
)

// row is one cause: what is on the wire or what was seen, and what it is called,
// with its evidence and words.
type row struct {
	code fact.Code
	name string // what is special, where a code has several rows

	wire  *wire                 // a server and a dialogue with it
	input func() diagnose.Input // or facts, where it takes more than one server

	severity fact.Severity // error, where the row does not say
	evidence string        // a part of it
	en, de   string        // the whole message
	// beside are causes that are rightly reported with it.
	beside []fact.Code
}

// wire is one server and what is said to it.
type wire struct {
	on     string // as probetest has it
	offers []string
	script probetest.Script
	cert   *probetest.Cert
	serve  func(net.Conn) // a server of one's own in its place
	login  string         // the mechanism to log in by, where that is tried
	sender string         // an address to check behind the login
	names  []string       // user names to try; nil stands for the whole address
	provider
}

// provider is whose server it is.
type provider func(*diagnose.Input)

// rows is the whole table, part by part.
func rows() []row {
	return slices.Concat(findingRows(), reachingRows(), speakingRows(), certificateRows(), tlsRows(), loginRows(), mailboxRows())
}

// Every code that there is has a row, from the wire or the facts to its words.
func TestEveryCodeHasARow(t *testing.T) {
	for _, e := range fact.Causes() {
		for _, form := range append([]fact.Variant{{}}, e.Variants...) {
			form := form.Name
			usual := text.Message(text.Example(e.Code, form), text.English)
			if !slices.ContainsFunc(rows(), func(r row) bool { return r.code == e.Code && sameForm(r.en, e.Code, form) }) {
				t.Errorf("%s %q has no row: %s", e.Code, form, usual)
			}
		}
	}
}

// sameForm tells whether a message is one of a form: it begins and ends as the
// form does, around what is filled in.
func sameForm(message string, code fact.Code, form string) bool {
	p := fact.Problem{Code: code, Case: form}
	rest := message
	for i, piece := range pieces(text.Message(p, text.English)) {
		at := strings.Index(rest, piece)
		if at < 0 || i == 0 && at != 0 {
			return false
		}
		rest = rest[at+len(piece):]
	}
	return true
}

// pieces is a text without what stands in braces.
func pieces(s string) []string {
	var found []string
	for {
		before, after, more := strings.Cut(s, "{")
		found = append(found, before)
		if !more {
			return found
		}
		_, s, _ = strings.Cut(after, "}")
	}
}

func TestRows(t *testing.T) {
	for _, r := range rows() {
		t.Run(strings.TrimSpace(string(r.code)+" "+r.name), func(t *testing.T) {
			if r.wire != nil {
				check := r.wire.speak(t)
				in := base(check)
				if r.wire.provider != nil {
					r.wire.provider(&in)
				}
				r.judge(t, in)
				return
			}
			r.judge(t, r.input())
		})
	}
}

// judge holds what is found to the row.
func (r row) judge(t *testing.T, in diagnose.Input) {
	t.Helper()
	found := diagnose.Run(in)
	at := slices.IndexFunc(found, func(p fact.Problem) bool { return p.Code == r.code })
	if at < 0 {
		t.Fatalf("not found: %+v; checks %+v", found, in.Checks)
	}
	p := found[at]
	for _, other := range found {
		if other.Code != r.code && !slices.Contains(r.beside, other.Code) {
			t.Errorf("%s is reported beside it: %q", other.Code, other.Evidence)
		}
	}
	want := r.severity
	if want == "" {
		want = fact.Error
	}
	if p.Severity != want {
		t.Errorf("severity %s, want %s", p.Severity, want)
	}
	if !strings.Contains(p.Evidence, r.evidence) || r.evidence == "" && p.Evidence != "" {
		t.Errorf("evidence %q, want %q", p.Evidence, r.evidence)
	}
	if p.Where == "" {
		t.Error("it does not say where")
	}
	for _, said := range []struct {
		lang text.Lang
		want string
	}{{text.English, r.en}, {text.German, r.de}} {
		if got := text.Message(p, said.lang); got != said.want {
			t.Errorf("%s: %q, want %q", said.lang, got, said.want)
		}
		if remedy := text.Remedy(p, said.lang); remedy == "" || strings.Contains(remedy, "{") {
			t.Errorf("%s: remedy %q", said.lang, remedy)
		}
	}
}

// base is an input with one or more checks, at the day on which all rows play.
func base(checks ...fact.Check) diagnose.Input {
	return diagnose.Input{Domain: domain, Checks: checks, Now: today}
}

// today is when a synctest bubble begins.
var today = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// endpoint is one of the server's ports, as [probetest.Service] names it.
func endpoint(on string) fact.Endpoint {
	on, plain := strings.CutSuffix(on, "?tls=none")
	e := map[string]fact.Endpoint{
		"imaps": {Protocol: fact.IMAP, Port: 993, TLS: fact.Implicit}, "imap": {Protocol: fact.IMAP, Port: 143, TLS: fact.STARTTLS},
		"pop3s": {Protocol: fact.POP3, Port: 995, TLS: fact.Implicit}, "pop3": {Protocol: fact.POP3, Port: 110, TLS: fact.STARTTLS},
		"smtps": {Protocol: fact.SMTP, Port: 465, TLS: fact.Implicit}, "smtp": {Protocol: fact.SMTP, Port: 587, TLS: fact.STARTTLS},
		"smtp:25": {Protocol: fact.SMTP, Port: 25, TLS: fact.STARTTLS},
	}[on]
	if plain {
		e.TLS = fact.NoTLS
	}
	return e.At(host)
}

// speak holds the dialogue and returns what was seen.
func (w *wire) speak(t *testing.T) (check fact.Check) {
	t.Helper()
	testkit.Bubble(t, func(t *testing.T, i *probetest.Internet) {
		var err error
		e, ip := endpoint(w.on), netip.MustParseAddr("192.0.2.7")
		if w.serve != nil {
			err = i.Network.Handle(netip.AddrPortFrom(ip, e.Port), w.serve)
		} else {
			err = i.Serve(probetest.Server{
				Names: []string{host}, IPs: []netip.Addr{ip}, Cert: w.cert, Users: map[string]string{user: probetest.Password},
				Services: []probetest.Service{{On: w.on, Mechanisms: w.offers, Script: w.script}},
			})
		}
		if err != nil {
			t.Fatal(err)
		}
		d := &connect.Dialer{Dial: i.DialContext, Trust: connect.Trust{Roots: i.Roots()}, Redactor: &connect.Redactor{}}
		check = w.talk(t, d, e, ip)
	})
	return check
}

func (w *wire) talk(t *testing.T, d *connect.Dialer, e fact.Endpoint, ip netip.Addr) fact.Check {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	open := func() *session.Session { return session.Open(ctx, d, e, []netip.Addr{ip}, session.Options{}) }
	s := open()
	names := w.names
	if names == nil {
		names = []string{user}
	}
	if w.login == "" {
		names = nil
	}
	var attempts []fact.Attempt
	for _, name := range names {
		if !s.Ready() {
			s.Close()
			s = open()
		}
		s.Login(session.Credential{Username: name, Secret: fact.NewSecret(probetest.Password)}, w.login)
		attempts = append(attempts, s.Check.Attempts...)
	}
	if s.Check.Login == fact.LoginAccepted {
		s.Mailbox()
	}
	if w.sender != "" {
		s.CheckSender(w.sender)
	}
	s.Details()
	s.LookAgain(ctx, d, []netip.Addr{ip}, session.Options{})
	s.Close()
	s.Check.Attempts = attempts
	return s.Check
}
