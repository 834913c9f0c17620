package connect

import (
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest/linear"
)

// A line of a server has up to 64 KiB, and may hold as much of a secret as it likes.
func TestRedactLinear(t *testing.T) {
	var cases []linear.Case
	for name, secret := range map[string]string{
		"short": "a", "even": "aaaa", "long": strings.Repeat("a", 300), "almost": strings.Repeat("a", 60) + "b", "usual": "correct horse",
	} {
		r := &Redactor{}
		r.Add(secret)
		for text, piece := range map[string]string{
			"it": secret, "its beginning": secret[:max(1, len(secret)-1)], "letters": "a", "letters that stand alone": "a ", "another": "xyz",
		} {
			cases = append(cases, linear.Case{
				Name: name + ", in a line of " + text, Size: 32 << 10,
				Input: func(n int) string { return strings.Repeat(piece, n/len(piece)) },
				Read:  func(s string) { r.Redact(s); r.RedactLines(strings.SplitAfter(s, "b")) },
			})
		}
	}
	linear.Test(t, cases)
}
