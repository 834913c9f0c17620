package checked_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/probetest/linear"
)

// Values stand in files of up to 256 KiB.
func TestLinear(t *testing.T) {
	const size = 128 << 10
	text := func(s string) { checked.Line(s); checked.Text(s, 60) }
	login := func(s string) { _ = checked.Login(s) }
	url := func(s string) { _, _ = checked.URL(s, "https") }
	linear.Test(t, []linear.Case{
		{Name: "words", Size: size, Input: linear.Repeat("", "a ", ""), Read: text},
		{Name: "spaces", Size: size, Input: linear.Repeat("", "\u2003", ""), Read: text},
		{Name: "control characters", Size: size, Input: linear.Repeat("", "\x1b", ""), Read: text},
		{Name: "a user name", Size: size, Input: linear.Repeat("", "a", ""), Read: login},
		{Name: "a URL", Size: size, Input: linear.Repeat("https://", "ü", "/"), Read: url},
		{Name: "a URL with a path", Size: size, Input: linear.Repeat("https://example.com/", "../", ""), Read: url},
		{Name: "a port", Size: size, Input: linear.Repeat("", "1", ""), Read: func(s string) { checked.Port(s) }},
		{Name: "a host", Size: size, Input: linear.Repeat("", "1.", ""), Read: func(s string) { checked.PublicHost(s) }},
	})
}
