package probetest

import (
	"fmt"
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// In every ready-made domain there is one account: User at the domain, with this password.
const (
	User     = "anna"
	Password = "correct horse"
)

// Domain is a ready-made mail domain. All but GMX, which stands for a provider
// that everybody knows, have reserved names.
type Domain struct {
	Name string
	// About is one line in plain words.
	About fact.Words
	// Works is what a run finds there with the password; empty where nothing works.
	Works Settings
	build func(*builder)
}

// Settings are the servers of a pair as URLs, and the source that they are found by.
type Settings struct {
	Incoming, Outgoing string
	Source             fact.Source
}

// Address is the address of the one account.
func (d Domain) Address() string { return User + "@" + d.Name }

// Build adds ready-made domains to the internet, or all of them if none is
// named, and the public database that a few of them are in. A domain that stands already is left
// as it is.
func (i *Internet) Build(domains ...string) error {
	known := Domains()
	if len(domains) == 0 {
		for _, d := range known {
			domains = append(domains, d.Name)
		}
	}
	for _, domain := range domains {
		at := slices.IndexFunc(known, func(d Domain) bool { return d.Name == domain })
		if at < 0 {
			return fmt.Errorf("probetest: no ready-made domain is called %q", domain)
		}
		if i.claim(domain) {
			continue
		}
		b := &builder{internet: i, domain: domain}
		known[at].build(b)
		b.ispdb()
		if b.err != nil {
			return fmt.Errorf("probetest: %s: %w", domain, b.err)
		}
	}
	return nil
}

// claim reports whether something was built before, and takes note that it is now.
func (i *Internet) claim(what string) (before bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	before = i.built[what]
	i.built[what] = true
	return before
}

// Domains returns the ready-made domains, the ones that work first.
func Domains() []Domain { return slices.Concat(working(), broken()) }
