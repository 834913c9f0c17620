package probe_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// The random_*_test.go files hold runs in random hostile internets to the rules of
// "Keeping the account safe" (docs/safety.md). A generator makes a randomWorld from a
// seed; it is put up on probetest and one run is made in it; an oracle, which knows
// nothing but the description and what the servers recorded, says which rule was
// broken.

// randomWorld describes one internet and the one run in it.
type randomWorld struct {
	seed   uint64
	domain string // of the address
	// mx are the names that the best MX record leads to: its target, and where that
	// is an alias, what it stands for. It is empty where there is none, or where the
	// resolver keeps it back.
	mx    []string
	zone  []string
	slow  []slowName
	hosts []randomHost
	files []webFile
	named []naming
	ask   wish
	// works says why the run has to end verified; empty where that is not stated.
	works string
}

// slowName is a name that the resolver is slow, silent or broken about.
type slowName struct {
	name  string
	fault probetest.DNSFault
	qtype uint16
}

// randomHost is one mail server, which may have several names.
type randomHost struct {
	names    []string
	ip       string
	cert     probetest.Cert
	services []probetest.Service
	// users may read mail, senders send it; one is the other where senders is nil.
	users, senders map[string]string
}

// webFile is what a web server says at one URL.
type webFile struct {
	url      string
	after    time.Duration
	status   int // 0 for 200
	leadsTo  string
	basic    bool // wants a password, by Basic, before it gives body
	body     string
	flaws    []probetest.Flaw
	answerIP string
}

// way is how the name of a server comes to the program. What a way is worth is
// stated here once, by the words of safety rule 2.
type way string

const (
	byFile         way = "https file of the domain"
	byAutodiscover way = "Autodiscover at a place of the domain"
	byPACC         way = "PACC with its digest"
	byISPDB        way = "ISPDB"
	bySRV          way = "SRV record"
	byWrongDigest  way = "PACC with a wrong digest"
	byAwayFile     way = "https file behind a redirect out of the domain"
	byClearFile    way = "http file"
	byClearTrail   way = "Autodiscover behind a redirect in the clear"
	bySRVTrail     way = "Autodiscover at a place that SRV names"
	byMXTrail      way = "file of the MX's domain"
	byTXTTrail     way = "file that TXT names"
	byGuess        way = "guess"
)

// vouches reports whether the way makes a name trusted by itself.
func (w way) vouches() bool {
	return slices.Contains([]way{byFile, byAutodiscover, byPACC, byISPDB}, w)
}

// naming is one server as one way names it.
type naming struct {
	way way
	fact.Endpoint
	// username is what the way says to log in with; empty where it says nothing.
	username string
	// url is the file that names it; empty where that is a record.
	url string
}

// wish is what the user asks for, and how the user answers.
type wish struct {
	password        string
	token           string
	sending         string // the other password for sending; empty for none
	username        string
	sendingUsername string
	trust           []string
	trustAll        bool
	maxLogins       int
	all             bool
	checkSender     bool
	consent         string // "": nobody can be asked; else what the user says
	protocols       []fact.Protocol
	autodiscover    bool          // Query.AutodiscoverLogin
	thinks          time.Duration // before each of the user's answers
}

// secrets are all that no server may see but over verified TLS.
func (w wish) secrets() []string {
	var all []string
	for _, s := range []string{w.password, w.token, w.sending} {
		if s != "" {
			all = append(all, s)
		}
	}
	return all
}

// String is the world as a person reads it who wants to know why a seed fails.
func (w *randomWorld) String() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("world %d: anna@%s", w.seed, w.domain)
	line("  query %+v", w.ask)
	if w.works != "" {
		line("  must be verified: %s", w.works)
	}
	line("  mail exchanger %v", w.mx)
	for _, r := range w.zone {
		line("  dns   %s", r)
	}
	for _, s := range w.slow {
		line("  dns   %s (type %d) is answered so: %+v", s.name, s.qtype, s.fault)
	}
	for _, h := range w.hosts {
		line("  host  %s at %s, certificate for %v %v, users %v, senders %v", strings.Join(h.names, " = "), h.ip, h.cert.Names, h.cert.Flaws, h.users, h.senders)
		for _, s := range h.services {
			line("    %-9s %v %q", s.On, s.Mechanisms, s.Script)
			if s.Again != nil {
				line("    %-9s again %q", "", s.Again)
			}
		}
	}
	for _, f := range w.files {
		line("  web   %s after %v: status %d, leads to %q, basic %t, %d bytes %v", f.url, f.after, f.status, f.leadsTo, f.basic, len(f.body), f.flaws)
	}
	for _, n := range w.named {
		line("  named %s by %s %s, user %q", n.Endpoint, n.way, n.url, n.username)
	}
	return b.String()
}
