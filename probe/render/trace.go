package render

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
)

// trace writes the dialogue of every connection, as it is attached to a ticket:
// uncut, each line with the milliseconds since the connection was made, and a
// mark where TLS did not protect it.
func (p *page) trace(checks []fact.Check) {
	p.line("")
	p.wrap("  ", p.say(phrases.TraceKey))
	for _, c := range checks {
		if len(c.Dials) == 0 && len(c.Wire) == 0 {
			continue
		}
		p.line("")
		p.line("  " + traced(c))
		for _, d := range c.Dials {
			p.line(fmt.Sprintf("    %8s   %s %s", milliseconds(d.Took), d.IP, dialled(d)))
		}
		for i, l := range c.Wire {
			if i > 0 && l.At < c.Wire[i-1].At {
				p.line("    " + p.say(phrases.TraceAgain))
			}
			p.line(fmt.Sprintf("    %8s %s%s %s", milliseconds(l.At), clearMark(l), direction(l), l.Text))
		}
		if f := c.Failure; f != nil && f.Detail != "" {
			p.line("    " + string(f.Step) + ": " + f.Detail)
		}
	}
}

// traced is the heading of a connection.
func traced(c fact.Check) string {
	parts := []string{c.Endpoint.String()}
	if c.IP.IsValid() {
		parts = append(parts, c.IP.String())
	}
	if v := tlsVersion(c.Handshake.Version); v != "" {
		parts = append(parts, "TLS "+v)
	}
	return strings.Join(parts, "  ")
}

func dialled(d fact.Dial) string {
	if d.Kind == "" {
		return "connected"
	}
	return string(d.Kind) + " " + d.Detail
}

func direction(l fact.WireLine) string {
	if l.Client {
		return ">"
	}
	return "<"
}

func clearMark(l fact.WireLine) string {
	if l.TLS {
		return " "
	}
	return "!"
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) + " ms" }
