package policy

import (
	"net/netip"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

var start = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func at(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }

// scene is a run as it may stand at some moment, without anything going on.
func scene(targets ...*Target) *State {
	s := &State{
		wish:    Wish{Address: fact.Address{Local: "anna", Domain: "d.example"}, Start: start},
		open:    map[fact.Source]fact.Rank{},
		hosts:   map[string]Host{},
		trusted: map[string]fact.Trust{},
		budget:  budget{limit: 2},
		grounds: trustPolicy{domain: "d.example", providers: providers.Builtin(), mxKnown: true, granted: map[string]bool{}},
		targets: targets,
		secret:  secretState{known: true},
	}
	for _, t := range targets {
		s.hosts[t.Host] = Host{Known: true, IPs: []netip.Addr{netip.MustParseAddr("192.0.2.1")}}
	}
	s.sort()
	return s
}

// in is a target in a phase; a ready one has been so since a moment.
func in(p Phase, url string, rank fact.Rank, since int) *Target {
	t := &Target{Candidate: candidate(url, rank), Phase: p}
	t.Source = map[fact.Rank]fact.Source{fact.RankSRV: fact.SourceSRV, fact.RankGuess: fact.SourceGuess, fact.RankAutoconfig: fact.SourceAutoconfig}[rank]
	if p >= Ready {
		t.readyAt = at(since)
		t.Check = fact.Check{Endpoint: t.Endpoint, Outcome: fact.OutcomeOK, Login: fact.LoginNotTried, Mechanisms: []string{"PLAIN"}}
	}
	return t
}

func failed(t *Target) *Target {
	t.Phase, t.Check.Outcome = Done, fact.OutcomeFailed
	return t
}

func TestNextUnproved(t *testing.T) {
	imap := func(p Phase, since int) *Target { return in(p, "imaps://imap.d.example:993", fact.RankSRV, since) }
	guess := func(p Phase, since int) *Target { return in(p, "imaps://mail.d.example:993", fact.RankGuess, since) }
	for _, tt := range []struct {
		name    string
		targets []*Target
		change  func(*State)
		now     int
		want    string // the URL of the login; empty for none
		wake    int    // -1 for no time to look again
	}{
		{"nothing is ready", []*Target{imap(Examining, 0)}, nil, 100, "", -1},
		{"the best is ready", []*Target{imap(Ready, 100), guess(Ready, 50)}, nil, 100, "imaps://imap.d.example:993", -1},
		{"a better one is under examination", []*Target{imap(Examining, 0), guess(Ready, 100)}, nil, 150, "", 400},
		{"it has been waited for", []*Target{imap(Examining, 0), guess(Ready, 100)}, nil, 400, "imaps://mail.d.example:993", -1},
		{"it has failed", []*Target{failed(imap(Done, 0)), guess(Ready, 100)}, nil, 150, "imaps://mail.d.example:993", -1},
		{"a better source has not spoken", []*Target{imap(Ready, 100)},
			func(s *State) { s.open[fact.SourceAutoconfig] = fact.RankAutoconfig }, 150, "", 400},
		{"a worse source has not spoken", []*Target{imap(Ready, 100)},
			func(s *State) { s.open[fact.SourceAutoconfig] = fact.RankUnsigned }, 150, "imaps://imap.d.example:993", -1},
		{"the MX is not known, so nobody is trusted yet", []*Target{imap(Ready, 100)},
			func(s *State) { s.grounds.mxKnown = false }, 5000, "", -1},
		{"a login is in flight", []*Target{imap(LoggingIn, 100), guess(Ready, 100)},
			func(s *State) { s.budget.inFlight++; s.receiving.inFlight++ }, 5000, "", -1},
		{"the budget is spent", []*Target{imap(Ready, 100)},
			func(s *State) { s.budget.refused = 2 }, 5000, "", -1},
		{"no mechanism in common", []*Target{func() *Target {
			t := imap(Ready, 100)
			t.Check.Mechanisms = []string{"GSSAPI"}
			return t
		}(), guess(Ready, 100)}, nil, 150, "imaps://mail.d.example:993", -1},
		{"an untrusted one is passed over, and not waited for", []*Target{
			in(Ready, "imaps://in.b.example:993", fact.RankSRV, 100), guess(Ready, 100)}, nil, 100, "imaps://mail.d.example:993", -1},
		{"an untrusted one under examination is not waited for", []*Target{
			in(Examining, "imaps://in.b.example:993", fact.RankSRV, 0), guess(Ready, 100)}, nil, 100, "imaps://mail.d.example:993", -1},
		{"without a flag's help before with it", []*Target{in(Ready, "imap://imap.d.example:143?tls=none", fact.RankSRV, 100), guess(Ready, 100)},
			func(s *State) { s.wish.AllowCleartext = true }, 500, "imaps://mail.d.example:993", -1},
		{"but with it, if nothing else is there", []*Target{in(Ready, "imap://imap.d.example:143?tls=none", fact.RankSRV, 100)},
			func(s *State) { s.wish.AllowCleartext = true }, 500, "imap://imap.d.example:143?tls=none", -1},
		{"cleartext is no target", []*Target{in(Ready, "imap://imap.d.example:143?tls=none", fact.RankSRV, 100)}, nil, 500, "", -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := scene(tt.targets...)
			if tt.change != nil {
				tt.change(s)
			}
			got, wake := s.next(at(tt.now))
			url := ""
			if got != nil {
				url = got.target.Endpoint.String()
			}
			if url != tt.want {
				t.Errorf("next is %q, want %q", url, tt.want)
			}
			if want := tt.wake; want < 0 != wake.IsZero() || want >= 0 && !wake.Equal(at(want)) {
				t.Errorf("look again at %v, want %d ms", wake.Sub(start), want)
			}
		})
	}
}

// proved is the scene after IMAP's login, by the source, was accepted.
func proved(rank fact.Rank, others ...*Target) *State {
	winner := in(Ready, "imaps://imap.d.example:993", rank, 100)
	winner.Check.Login, winner.Check.Mailbox = fact.LoginAccepted, &fact.Mailbox{Opened: true}
	winner.tried = []string{"anna"}
	s := scene(append(others, winner)...)
	s.receiving.winner, s.receiving.username = winner, "anna"
	return s
}

func TestNextProved(t *testing.T) {
	for _, tt := range []struct {
		name string
		run  *State
		want string
	}{
		{"the source's other servers, with the name that was proved",
			proved(fact.RankSRV, in(Ready, "smtps://smtp.d.example:465", fact.RankSRV, 100)), "smtps://smtp.d.example:465"},
		{"once each", proved(fact.RankSRV, func() *Target {
			t := in(Ready, "smtps://smtp.d.example:465", fact.RankSRV, 100)
			t.tried = []string{"anna"}
			return t
		}()), ""},
		{"a guess fills in where the source names no server for sending",
			proved(fact.RankSRV, in(Ready, "smtps://smtp.d.example:465", fact.RankGuess, 100)), "smtps://smtp.d.example:465"},
		{"but not where the source's own server answered", proved(fact.RankSRV,
			func() *Target {
				t := in(Ready, "smtps://mail.d.example:465", fact.RankSRV, 100)
				t.tried, t.Check.Login = []string{"anna"}, fact.LoginRefused
				return t
			}(), in(Ready, "smtps://smtp.d.example:465", fact.RankGuess, 100)), ""},
		{"nor for reading, once that is proved",
			proved(fact.RankSRV, in(Ready, "imaps://mail.d.example:993", fact.RankGuess, 100)), ""},
		{"one POP3 login at a time", proved(fact.RankSRV,
			in(LoggingIn, "pop3s://pop.d.example:995", fact.RankSRV, 100), in(Ready, "pop3://pop.d.example:110", fact.RankSRV, 100)), ""},
		{"no second IMAP login while we are in the mailbox", func() *State {
			s := proved(fact.RankSRV, in(Ready, "imap://imap.d.example:143", fact.RankSRV, 100))
			s.receiving.winner.live = true
			return s
		}(), ""},
		{"but once we have left it", proved(fact.RankSRV, in(Ready, "imap://imap.d.example:143", fact.RankSRV, 100)), "imap://imap.d.example:143"},
		{"and beside one that gets no answer", func() *State {
			s := proved(fact.RankSRV, in(Ready, "imap://imap.d.example:143", fact.RankSRV, 100))
			s.receiving.winner.Phase, s.receiving.winner.Check.Login = LoggingIn, fact.LoginNotTried
			return s
		}(), "imap://imap.d.example:143"},
		{"what the answer lacks comes first", func() *State {
			s := proved(fact.RankSRV, in(Ready, "pop3s://pop.d.example:995", fact.RankSRV, 100), in(Ready, "smtps://smtp.d.example:465", fact.RankSRV, 100))
			s.budget.refused = 1
			return s
		}(), "smtps://smtp.d.example:465"},
		{"no more than the budget", func() *State {
			s := proved(fact.RankSRV, in(Ready, "smtps://smtp.d.example:465", fact.RankSRV, 100))
			s.budget.refused, s.budget.inFlight = 1, 1
			return s
		}(), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := tt.run.next(at(1000))
			url := ""
			if got != nil {
				url = got.target.Endpoint.String()
				if got.username != "anna" {
					t.Errorf("as %q, want the name that was proved", got.username)
				}
			}
			if url != tt.want {
				t.Errorf("next is %q, want %q", url, tt.want)
			}
		})
	}
}

// A better server whose login waits for a token of the budget may still work: the
// answer waits for it a moment.
func TestBestWaitsForItsTurn(t *testing.T) {
	worse := in(Ready, "smtp://smtp.d.example:587", fact.RankSRV, 100)
	worse.Check.Login, worse.Check.Sender, worse.acceptedAt = fact.LoginAccepted, nil, at(900)
	s := proved(fact.RankSRV, in(Ready, "smtps://smtp.d.example:465", fact.RankSRV, 100), worse)
	s.wish.Password = true
	s.budget.inFlight = 2
	if got, until := s.best(false, at(1000)); got != worse || !until.Equal(at(900).Add(betterWait)) {
		t.Errorf("%v until %v", got, until)
	}
	s.budget.inFlight, s.budget.refused = 0, 2
	if got, until := s.best(false, at(1000)); got != worse || !until.IsZero() {
		t.Errorf("with the budget spent: %v until %v", got, until)
	}
}

func TestShare(t *testing.T) {
	good := func(t *Target) *Target { return t }
	fails := func(step fact.StepName, kind fact.FailureKind) func(*Target) *Target {
		return func(t *Target) *Target {
			t.Check = fact.Check{Outcome: fact.OutcomeFailed, Failure: &fact.Failure{Step: step, Kind: kind}}
			return t
		}
	}
	covers := func(name string) func(*Target) *Target {
		return func(t *Target) *Target {
			t.Check.Handshake.Certificate = &fact.Certificate{Names: []string{name}}
			return t
		}
	}
	srv, guess := fact.RankSRV, fact.RankGuess
	for _, tt := range []struct {
		name                 string
		firstURL, otherURL   string
		firstRank, otherRank fact.Rank
		first                func(*Target) *Target
		trusts               int // how the other's name is trusted beside the first's
		want                 sharing
	}{
		{"refused for one is refused for all", "imaps://imap.d.example:993", "imaps://mail.d.example:993", srv, guess, fails(fact.StepTCP, fact.FailRefused), 0, follows},
		{"the better name stands in the report", "imaps://mail.d.example:993", "imaps://imap.d.example:993", guess, srv, fails(fact.StepTCP, fact.FailRefused), 0, replaces},
		{"another name may bring another certificate", "imaps://imap.d.example:993", "imaps://mail.d.example:993", srv, guess, fails(fact.StepTLS, fact.FailCertificate), 0, separate},
		{"the other mode of a port that failed", "imaps://imap.d.example:993", "imap://imap.d.example:993", srv, srv, fails(fact.StepTLS, fact.FailNotTLS), 0, separate},
		{"the other mode of a port that works", "imaps://imap.d.example:993", "imap://imap.d.example:993", srv, srv, good, 0, follows},
		{"a worse name where the better works", "imaps://imap.d.example:993", "imaps://mail.d.example:993", srv, guess, good, 0, follows},
		{"a better name that the certificate is not good for", "imaps://mail.d.example:993", "imaps://imap.d.example:993", guess, srv, good, 0, separate},
		{"a better name that the certificate is good for", "imaps://mail.d.example:993", "imaps://imap.d.example:993", guess, srv, covers("imap.d.example"), 0, replaces},
		{"… and that is trusted more", "imaps://mail.d.example:993", "imaps://imap.d.example:993", guess, srv, covers("imap.d.example"), 1, separate},
		{"… or less", "imaps://mail.d.example:993", "imaps://imap.d.example:993", guess, srv, covers("imap.d.example"), -1, replaces},
		{"a worse name that is trusted more", "imaps://imap.d.example:993", "imaps://mail.d.example:993", srv, guess, covers("mail.d.example"), 1, separate},
		{"trusted more, though it is refused", "imaps://imap.d.example:993", "imaps://mail.d.example:993", srv, guess, fails(fact.StepTCP, fact.FailRefused), 1, separate},
		{"another protocol", "imaps://imap.d.example:993", "pop3s://imap.d.example:993", srv, srv, good, 0, separate},
	} {
		first := tt.first(in(Ready, tt.firstURL, tt.firstRank, 0))
		other := in(Queued, tt.otherURL, tt.otherRank, 0)
		if got := share(first, other, tt.trusts); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}
