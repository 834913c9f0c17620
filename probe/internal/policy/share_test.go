package policy

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// pairAtOneAddress is a worse name whose connection was examined, and a better one at
// the same address and port that its certificate is good for too.
func pairAtOneAddress() (s *State, worse, better *Target) {
	worse = in(Ready, "imaps://mail.d.example:993", fact.RankGuess, 100)
	worse.conn, worse.live = 1, true
	worse.Check.Handshake.Certificate = &fact.Certificate{Names: []string{"mail.d.example", "imap.d.example"}}
	better = in(Resolving, "imaps://imap.d.example:993", fact.RankSRV, 0)
	return scene(worse, better), worse, better
}

// A connection keeps the name that it was made for, whoever takes it over, and is its
// own again when it comes back.
func TestConnectedAs(t *testing.T) {
	s, worse, better := pairAtOneAddress()
	if !s.spared(better) || worse.Check.Outcome != fact.OutcomeSkipped || better.connectedAs().Host != "mail.d.example" {
		t.Fatalf("the better name did not take the connection: %+v, as %s", better.Phase, better.connectedAs().Host)
	}
	worse.Rank = fact.RankAutoconfig // a file came that names it
	s.sort()
	s.wakeSkipped()
	if !s.spared(worse) || worse.connectedAs().Host != "mail.d.example" || worse.via != nil {
		t.Errorf("it came back as %s", worse.connectedAs().Host)
	}
}

// Once a login was sent by a name, the target of that name is examined by itself, and
// the other uses its own name from then on; nobody logs in by one name twice.
func TestWakesBesideALogin(t *testing.T) {
	s, worse, better := pairAtOneAddress()
	s.spared(better)
	better.tried, better.sentTo = []string{"anna"}, better.connectedAs()
	worse.Rank = fact.RankAutoconfig
	s.sort()
	s.wakeSkipped()
	if !worse.separate || worse.Phase != Resolving || better.via != nil || better.loginAs().Host != "imap.d.example" {
		t.Errorf("separate %t, the other logs in as %s", worse.separate, better.loginAs().Host)
	}
	if !s.triedAs(worse) {
		t.Error("its name would be logged in by twice")
	}
}

// Trust that comes later wakes what another stands for.
func TestWakesByTrust(t *testing.T) {
	stranger := in(Ready, "imaps://in.b.example:993", fact.RankAutoconfig, 100)
	stranger.conn, stranger.live = 1, true
	stranger.Check.Handshake.Certificate = &fact.Certificate{Names: []string{"in.b.example", "imap.d.example"}}
	ours := in(Resolving, "imaps://imap.d.example:993", fact.RankSRV, 0)
	s := scene(stranger, ours)
	s.grounds.mxKnown = false // nobody is trusted yet, and nobody distrusted
	if !s.spared(ours) {
		t.Fatal("it is examined by itself, though nobody is trusted more")
	}
	s.MXHeard()
	s.wakeSkipped()
	if ours.Phase != Resolving || !ours.separate {
		t.Errorf("phase %d, separate %t", ours.Phase, ours.separate)
	}
}
