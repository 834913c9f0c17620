package main

import (
	"context"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// demoProber is one on the internet that is built in.
func demoProber(i *probetest.Internet) *probe.Prober {
	return &probe.Prober{Dial: i.DialContext, Roots: i.Roots(), Resolver: i.ResolverAddr().String()}
}

func demoPassword(context.Context, probe.Ask) (fact.Secret, error) {
	return fact.NewSecret(probetest.Password), nil
}
