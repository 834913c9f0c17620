package main

import (
	"context"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/resolve"
)

// demoProber is one on the internet that is built in.
func demoProber(i *probetest.Internet) *probe.Prober {
	server, err := resolve.ParseServer(i.ResolverAddr().String())
	if err != nil {
		panic(err) // the address is the internet's own
	}
	return &probe.Prober{
		Dial:     i.DialContext,
		Roots:    i.Roots(),
		Resolver: &resolve.Resolver{Servers: []resolve.Server{server}, Dial: i.DialContext},
	}
}

func demoPassword(context.Context, probe.Ask) (fact.Secret, error) {
	return fact.NewSecret(probetest.Password), nil
}
