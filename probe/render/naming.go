package render

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
)

// namings says by what way the hosts of the settings were named, where the source
// alone does not tell, and why they may see the password or may not. What holds of
// both is said once.
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

// naming is what there is to say of one setting: the way, and the trust.
func (p *page) naming(r *probe.Report, s *fact.Setting) [2]string {
	if s == nil {
		return [2]string{}
	}
	c := checkFor(r, s)
	way := ""
	if telling(c) {
		way = p.say(phrases.NamedBy, "way", strings.Join(c.Trail, " → "))
	}
	if c.Trust.Reason == fact.TrustTyped {
		return [2]string{way} // which the source says
	}
	return [2]string{way, phrases.Trust(c.Trust, p.lang)}
}

// telling reports whether the way says more than the words for the source do: it
// has several steps, or is one of several files.
func telling(c fact.Check) bool {
	return len(c.Trail) > 1 || len(c.Trail) == 1 && strings.Contains(c.Trail[0], "://")
}
