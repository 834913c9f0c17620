package lint_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest/linear"
	"github.com/mailprobe/mailprobe/providers/lint"
)

// An entry has up to 64 KiB, and lists of up to 1000 items.
func TestLinear(t *testing.T) {
	const rest = "username: address\nauth: [password]\nchecked: 2026-11-21\nevidence: made up\n"
	var cases []linear.Case
	for name, input := range map[string]func(int) string{
		"domains":    linear.Count("name: x\ndomains: [", "a%d.some-long-example.example, ", "b.example]\n"+rest),
		"one domain": linear.Repeat("name: x\ndomains: [", "a.some-long-example.example, ", "b.example]\n"+rest),
		"servers":    linear.Count("name: x\nservers:\n", "  - {protocol: imap, host: a%d.example, port: 993, tls: implicit}\n", rest),
		"one server": linear.Repeat("name: x\nservers:\n", "  - {protocol: imap, host: imap.example.com, port: 993, tls: implicit}\n", rest),
		"exchangers": linear.Count("name: x\nmx: [", `"mx%d.some-long-example.example", `, "b.example]\n"+rest),
		"links":      linear.Count("name: x\nhelp: [", `"https://www.example.com/%d", `, "]\n"+rest),
		"needs":      linear.Count("name: x\nneeds: [", `{need: enable-access, link: "https://www.example.com/%d"}, `, "]\n"+rest),
	} {
		cases = append(cases, linear.Case{Name: name, Size: 31 << 10, Input: input, Read: func(s string) { lint.Judge("x.yaml", []byte(s), today) }})
	}
	linear.Test(t, cases)
}
