package probe_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/internal/testkit/prober"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

const clockRTT = testkit.RTT

// BenchmarkClock runs the main job with real delays, and holds the time until
// both logins were proved against the round trips that the route which won
// needs at the least. The table is what to look at: ratios stay the same on a
// busy machine, milliseconds do not.
func BenchmarkClock(b *testing.B) {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "\ndomain\tproved\tended\tround trips\tcritical path\tratio")
	for _, domain := range []string{
		"srv.example", "autoconfig.example", "gmx.de", "athome.example", "implicit.example", "starttls.example",
		"deadipv6.example", "drops.example",
	} {
		b.Run(domain, func(b *testing.B) {
			var ratios []float64
			var last *probe.Report
			trips := 0
			for b.Loop() {
				last, trips = clock(b, domain)
				ratios = append(ratios, float64(last.Proved)/float64(time.Duration(len(path(last)))*clockRTT))
			}
			slices.Sort(ratios)
			median := ratios[len(ratios)/2]
			b.ReportMetric(median, "ratio")
			b.ReportMetric(float64(last.Proved.Milliseconds()), "proved-ms")
			b.ReportMetric(float64(trips), "round-trips")
			fmt.Fprintf(out, "%s\t%d ms\t%d ms\t%d\t%d: %s\t%.2f\n", domain, last.Proved.Milliseconds(), last.Took.Milliseconds(),
				trips, len(path(last)), strings.Join(path(last), " "), median)
		})
	}
	out.Flush()
}

func clock(b *testing.B, domain string) (*probe.Report, int) {
	i := testkit.Internet(b, clockRTT)
	defer i.Close()
	testkit.Build(b, i, domain)
	r, err := prober.On(i).Run(context.Background(), probe.Query{
		Address: address(b, probetest.User+"@"+domain), Password: typing(probetest.Password),
	})
	if err != nil || r.Status != probe.Verified {
		b.Fatalf("%s: %v, %v", domain, r.Status, err)
	}
	return r, i.Network.Traffic().RoundTrips
}

// finding is what it takes, one after the other, to come by a source's word.
var finding = map[fact.Source][]string{
	fact.SourceProvider:   nil,
	fact.SourceSRV:        {"srv"},
	fact.SourceMX:         {"mx"},
	fact.SourceAutoconfig: {"dns", "tcp", "tls", "http"},
	fact.SourceGuess:      nil,
}

// path is the longest chain of round trips that the proved pair rests on: the
// source, the way to the server that is ready last, and both logins, which may
// not overlap (safety rule 3).
func path(r *probe.Report) []string {
	in, out := steps(r, r.Incoming), steps(r, r.Outgoing)
	way := append(slices.Clone(finding[r.Incoming.Source]), in...)
	way = append(way, "login") // that of the incoming server proves the password
	if other := append(slices.Clone(finding[r.Outgoing.Source]), out...); len(other) > len(way) {
		way = other
	}
	return append(way, "login")
}

// steps are those of an endpoint before its login, by protocol and mode.
func steps(r *probe.Report, s *fact.Setting) []string {
	for _, c := range r.Checks {
		if c.Endpoint != s.Endpoint {
			continue
		}
		var names []string
		for _, step := range c.Steps {
			if step.Name == fact.StepLogin {
				break
			}
			names = append(names, string(step.Name))
		}
		return names
	}
	return nil
}
