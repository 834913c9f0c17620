package policy

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func candidate(url string, rank fact.Rank, change ...func(*fact.Candidate)) fact.Candidate {
	c := fact.Candidate{Endpoint: endpoint(url), Rank: rank}
	for _, f := range change {
		f(&c)
	}
	return c
}

// endpoint is that of a URL as check takes it.
func endpoint(url string) fact.Endpoint {
	e, _, err := fact.ParseURL(url)
	if err != nil {
		panic(err)
	}
	return e
}

func TestOrder(t *testing.T) {
	derived := func(c *fact.Candidate) { c.Derived = true }
	priority := func(n int) func(*fact.Candidate) { return func(c *fact.Candidate) { c.Priority = n } }
	order := func(n int) func(*fact.Candidate) { return func(c *fact.Candidate) { c.Order = n } }
	want := []fact.Candidate{
		candidate("smtp://smtp.d.example:587", fact.RankUser),
		candidate("imap://in.b.example:143", fact.RankAutoconfig),
		candidate("imap://in.b.example:143?tls=none", fact.RankAutoconfig),
		candidate("pop3s://in.b.example:995", fact.RankAutoconfig),
		candidate("imaps://in.b.example:993", fact.RankAutoconfig, priority(1)), // the second place
		candidate("imaps://mail.d.example:993", fact.RankAutoconfig, derived),
		candidate("pop3s://pop.d.example:995", fact.RankSRV, priority(1)), // SRV prefers POP3
		candidate("imaps://imap.d.example:993", fact.RankSRV, priority(2)),
		candidate("imaps://in.b.example:993", fact.RankMX),
		candidate("imaps://mail.d.example:993", fact.RankElsewhere),
		candidate("imaps://imap.d.example:993", fact.RankGuess),
		candidate("imaps://mail.d.example:993", fact.RankGuess, order(2)),
		candidate("imap://imap.d.example:143", fact.RankGuess),
		candidate("smtps://smtp.d.example:465", fact.RankGuess),
		candidate("smtp://smtp.d.example:587", fact.RankGuess),
		candidate("smtp://smtp.d.example:25", fact.RankGuess),
	}
	got := slices.Clone(want)
	rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, compareCandidates)
	for i := range want {
		if got[i].Endpoint != want[i].Endpoint || got[i].Rank != want[i].Rank {
			t.Errorf("place %d: %s at rank %d, want %s at rank %d", i, got[i].Endpoint, got[i].Rank, want[i].Endpoint, want[i].Rank)
		}
	}
}

func TestExpand(t *testing.T) {
	for _, tt := range []struct {
		named []string
		want  []string // what is derived
	}{
		{[]string{"imaps://imap.d.example:993"}, []string{"imap://imap.d.example:143"}},
		{[]string{"imap://imap.d.example:143"}, []string{"imaps://imap.d.example:993"}},
		{[]string{"imap://imap.d.example:143?tls=none"}, []string{"imap://imap.d.example:143", "imaps://imap.d.example:993"}},
		{[]string{"smtp://smtp.d.example:587"}, []string{"smtps://smtp.d.example:465", "smtp://smtp.d.example:25"}},
		{[]string{"imap://imap.d.example:1143"}, []string{"imaps://imap.d.example:993", "imap://imap.d.example:143"}},
		// A mode that does not belong to the port is looked at as published.
		{[]string{"imaps://imap.d.example:143"}, []string{"imaps://imap.d.example:993"}},
		{[]string{"imaps://imap.d.example:993", "imap://imap.d.example:143"}, nil},
		{[]string{"imaps://imap.d.example:993", "pop3s://mail.d.example:995"}, []string{"imap://imap.d.example:143", "pop3://mail.d.example:110"}},
	} {
		var named []fact.Candidate
		for _, url := range tt.named {
			named = append(named, candidate(url, fact.RankSRV))
		}
		var got []string
		for _, c := range expand(named)[len(named):] {
			if !c.Derived {
				t.Errorf("%v: %s is not marked as derived", tt.named, c.Endpoint)
			}
			got = append(got, c.Endpoint.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v: derived %v, want %v", tt.named, got, tt.want)
		}
	}
}
