package render

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
)

// namings writes how the hosts of the settings were found, where the source alone does
// not say, and why they may be sent the password or not. What applies to both is
// written once.
func (p *page) namings(r *probe.Report) {
	in, out := p.naming(r, r.Incoming), p.naming(r, r.Outgoing)
	receive, send := p.say(phrases.Receive), p.say(phrases.Send)
	label := max(width(receive), width(send)) + width(wide)
	for i := range in {
		switch {
		case in[i] == out[i], r.Outgoing == nil:
			p.named("", in[i])
		case r.Incoming == nil:
			p.named("", out[i])
		default:
			p.named(padded(receive, label), in[i])
			p.named(padded(send, label), out[i])
		}
	}
}

func (p *page) named(label, said string) {
	if said != "" {
		p.hang("  "+label, said)
	}
}

func padded(s string, to int) string { return s + strings.Repeat(" ", max(0, to-width(s))) }

// naming returns the lines about one setting: how it was found, and its trust.
func (p *page) naming(r *probe.Report, s *fact.Setting) [2]string {
	if s == nil {
		return [2]string{}
	}
	c := checkFor(r, s)
	way := ""
	if wayTells(c) {
		way = p.say(phrases.NamedBy, "way", strings.Join(c.Trail, " → "))
	}
	if c.Trust.Reason == fact.TrustTyped {
		return [2]string{way} // which the source says
	}
	return [2]string{way, phrases.Trust(c.Trust, p.lang)}
}

// wayTells reports whether the way to a server says more than the name of the source:
// it has several steps, or is one of several files.
func wayTells(c fact.Check) bool {
	return len(c.Trail) > 1 || len(c.Trail) == 1 && strings.Contains(c.Trail[0], "://")
}
