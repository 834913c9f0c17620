// Package prober makes the engine for tests on a mail internet.
package prober

import (
	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// On is a prober to which the internet is all there is.
func On(i *probetest.Internet) *probe.Prober { return Via(i, i.DialContext) }

// Via is a prober that asks the internet for names, trusts its authority, and
// reaches everything by a dial of the test's own.
func Via(i *probetest.Internet, dial dns.DialFunc) *probe.Prober {
	return &probe.Prober{Dial: dial, Roots: i.Roots(), Resolver: i.ResolverAddr().String()}
}
