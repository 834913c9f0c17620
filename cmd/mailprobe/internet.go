package main

import (
	"context"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// demoProber is one on the internet that is built in.
func demoProber(i *probetest.Internet) *probe.Prober {
	server, err := probe.ParseServer(i.ResolverAddr().String())
	if err != nil {
		panic(err) // the address is the internet's own
	}
	return &probe.Prober{
		Dial:     i.DialContext,
		Roots:    i.Roots(),
		Resolver: &probe.Resolver{Servers: []probe.Server{server}, Dial: i.DialContext},
	}
}

func demoPassword(context.Context, probe.Ask) (fact.Secret, error) {
	return fact.NewSecret(probetest.Password), nil
}
