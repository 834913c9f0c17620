package linear

import (
	"strings"
	"testing"
)

// It tells a square from a line.
func TestCosts(t *testing.T) {
	input := func(n int) string { return strings.Repeat("x", n) }
	found := 0
	for _, tt := range []struct {
		name   string
		read   func(string)
		linear bool
	}{
		{"a line", func(s string) { found += strings.Count(s, "y") }, true},
		{"a square", func(s string) {
			for i := range len(s) {
				found += strings.Count(s[i:], "y")
			}
		}, false},
	} {
		once, twice := Case{Size: 4 << 10, Input: input, Read: tt.read}.costs()
		if once <= 0 || (twice < most*once) != tt.linear {
			t.Errorf("%s: %v and %v", tt.name, once, twice)
		}
	}
	if found != 0 {
		t.Error("it counted what is not there")
	}
}
