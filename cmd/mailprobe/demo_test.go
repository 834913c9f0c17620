package main

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/text"
)

// Every ready-made domain is described in German, too, and in one line.
func TestDomainsInGerman(t *testing.T) {
	for _, d := range probetest.Domains() {
		german := text.Domain(d.Name, d.About, text.German)
		if german == d.About {
			t.Errorf("%s has no German words", d.Name)
		}
		if got := text.Domain(d.Name, d.About, text.English); got != d.About {
			t.Errorf("%s: %q", d.Name, got)
		}
	}
}
