package main

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/text"
)

// Every ready-made domain is described in German, too, and in one line.
func TestWorldsInGerman(t *testing.T) {
	for _, w := range probetest.Worlds() {
		german := text.World(w.Domain, w.About, text.German)
		if german == w.About {
			t.Errorf("%s has no German words", w.Domain)
		}
		if got := text.World(w.Domain, w.About, text.English); got != w.About {
			t.Errorf("%s: %q", w.Domain, got)
		}
	}
}
