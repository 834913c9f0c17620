package file_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest/linear"
	"github.com/mailprobe/mailprobe/providers/file"
)

// An entry has up to 64 KiB.
func TestLinear(t *testing.T) {
	const (
		size = 31 << 10
		rest = "username: address\nauth: [password]\nchecked: 2026-11-21\nevidence: made up\n"
		imap = "{protocol: imap, host: imap.example.com, port: 993, tls: implicit}"
	)
	var cases []linear.Case
	for name, input := range map[string]func(int) string{
		"domains":             linear.Count("name: x\ndomains: [", "a%d.example, ", "b.example]\n"+rest),
		"one domain":          linear.Repeat("name: x\ndomains: [", "a.example, ", "b.example]\n"+rest),
		"a long domain":       linear.Repeat("name: x\ndomains: [", "ü", "]\n"+rest),
		"domains in lines":    linear.Count("name: x\ndomains:\n", "  - a%d.example\n", rest),
		"servers":             linear.Count("name: x\nservers:\n", "  - {protocol: imap, host: a%d.example, port: 993, tls: implicit}\n", rest),
		"one server":          linear.Repeat("name: x\nservers:\n", "  - "+imap+"\n", rest),
		"exchangers":          linear.Count("name: x\nmx: [", `"~a%d[.]example", `, "b.example]\n"+rest),
		"unknown members":     linear.Count("name: x\n", "x%d: y\n", rest),
		"one member":          linear.Repeat("name: x\n", "name: x\n", rest),
		"a long text":         linear.Repeat("name: \"", `\"`, "\"\n"+rest),
		"a long plain text":   linear.Repeat("name: ", "a ", "\n"+rest),
		"a text in lines":     linear.Repeat("name: |\n", "  a\n", rest),
		"a text in folds":     linear.Repeat("name: >\n", "  a\n\n", rest),
		"lists in lists":      linear.Repeat("name: ", "[", ""),
		"maps in maps":        linear.Repeat("name: ", "{a: ", ""),
		"keys of keys":        linear.Repeat("", "? ", ""),
		"dashes":              linear.Repeat("", "- ", ""),
		"colons":              linear.Repeat("", "a:\n", ""),
		"anchors":             linear.Count("name: x\n", "x%d: &a%[1]d y\n", rest),
		"aliases":             linear.Repeat("name: &a x\nhelp: [", "*a, ", "b]\n"+rest),
		"aliases of aliases":  linear.Count("a0: &a0 [x]\n", "b%d: &b%[1]d [*a0, *a0]\n", rest),
		"comments":            linear.Repeat("name: x\n", "# x\n", rest),
		"comments in a list":  linear.Repeat("domains: [\n", "a, # x\n", "b]\n"+rest),
		"a comment":           linear.Repeat("name: x # ", "#", "\n"+rest),
		"tags":                linear.Repeat("name: ", "!!str ", "x\n"+rest),
		"documents":           linear.Repeat("", "---\n", rest),
		"quotes without end":  linear.Repeat("name: '", "''", ""),
		"blank lines":         linear.Repeat("name: x\n", "\n", rest),
		"escaped characters":  linear.Repeat("name: \"", `\u00fc`, "\"\n"+rest),
		"percent signs":       linear.Repeat("", "%", ""),
		"numbers":             linear.Repeat("servers: [{port: ", "1", "}]\n"+rest),
		"flow without commas": linear.Repeat("domains: [", "a b: ", "]\n"+rest),
	} {
		cases = append(cases, linear.Case{Name: name, Size: size, Input: input, Read: func(s string) { file.Read("x.yaml", []byte(s)) }})
	}
	linear.Test(t, cases)
}
