package probe_test

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// What is here makes recordings by hand, for the tests of the oracle.

var recordedFrom = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// spoken is a connection with a dialogue. A line begins with "C" or "S" for who said
// it, in small letters where that was inside TLS. What the client says comes a round
// trip after what stands before it, what the server says at once; "wait 3s" lets time
// pass.
func spoken(after time.Duration, p fact.Protocol, sni, addr, dialogue string) probetest.Connection {
	c := probetest.Connection{
		Server: sni, Protocol: p, Addr: netip.MustParseAddrPort(addr), SNI: sni, CertGood: true, TLS: 0x0304,
		Opened: recordedFrom.Add(after),
	}
	now := c.Opened
	for text := range strings.SplitSeq(dialogue, "\n") {
		who, said, found := strings.Cut(strings.TrimSpace(text), ": ")
		if wait, err := time.ParseDuration(strings.TrimPrefix(who, "wait ")); err == nil {
			now = now.Add(wait)
		}
		if !found {
			continue
		}
		fromClient := strings.EqualFold(who, "c")
		if fromClient {
			now = now.Add(roundTrip)
		}
		c.Lines = append(c.Lines, probetest.Line{FromClient: fromClient, TLS: strings.ToLower(who) == who, Text: said, At: now})
	}
	c.Closed = now.Add(roundTrip / 2)
	return c
}

// imapLogin, pop3Login and smtpLogin are dialogues with one login over implicit TLS,
// and its answer.
func imapLogin(user, answer string) string {
	return fmt.Sprintf("s: * OK hi\nc: m1 LOGIN %q %q\n%s", user, probetest.Password, said(answer))
}

func pop3Login(user, answer string) string {
	return fmt.Sprintf("s: +OK hi\nc: USER %s\ns: +OK\nc: PASS %s\n%s", user, probetest.Password, said(answer))
}

func smtpLogin(user, answer string) string {
	return fmt.Sprintf("s: 220 hi\nc: AUTH PLAIN %s\n%s", plain(user, probetest.Password), said(answer))
}

func said(answer string) string {
	if answer == "" {
		return ""
	}
	return "s: " + answer
}

const (
	recordedDomain = "chaos.example"
	recordedHost   = "mail." + recordedDomain
	anna0          = "anna@" + recordedDomain
	door993        = "203.0.113.1:993"
	door995        = "203.0.113.1:995"
	door465        = "203.0.113.1:465"
	door587        = "203.0.113.1:587"
	elsewhere993   = "203.0.113.2:993"
	elsewhere995   = "203.0.113.2:995"
)

// recorded is a recording of a run that a domain's own server took part in, with
// these connections.
func recorded(connections ...probetest.Connection) *recording {
	r := &recording{
		world: &randomWorld{
			domain: recordedDomain, ask: wish{password: probetest.Password, maxLogins: 2},
			hosts: []randomHost{{names: []string{recordedHost}, ip: "203.0.113.1"}},
		},
		began: recordedFrom, took: 5 * time.Second, connections: connections,
		traffic: probetest.Traffic{MostOpen: map[netip.AddrPort]int{}, Dials: map[netip.AddrPort]int{}},
		reports: []*probe.Report{{}}, status: probe.Failed,
	}
	var lines []*probetest.Line
	for i := range connections {
		for j := range connections[i].Lines {
			lines = append(lines, &connections[i].Lines[j])
		}
	}
	slices.SortStableFunc(lines, func(a, b *probetest.Line) int { return cmp.Compare(a.At.UnixNano(), b.At.UnixNano()) })
	for order, line := range lines {
		line.Order = order + 1
	}
	return r
}

// with changes a recording.
func (r *recording) with(change func(*recording)) *recording {
	change(r)
	return r
}

// plain is what a client sends by PLAIN (RFC 4616).
func plain(user, password string) string {
	return base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + password))
}
