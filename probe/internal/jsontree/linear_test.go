package jsontree_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/internal/jsontree"
	"github.com/mailprobe/mailprobe/probe/probetest/linear"
)

// What is refused must not have cost more than what is read.
func TestLinear(t *testing.T) {
	const size = 128 << 10
	read := func(s string) {
		d, err := jsontree.Parse([]byte(s))
		if err == nil {
			d.Root.Get("a")
		}
	}
	linear.Test(t, []linear.Case{
		{Name: "values", Size: size, Input: linear.Repeat(`{"a":[`, "123456789,", "1]}"), Read: read},
		{Name: "members", Size: size, Input: linear.Count("{", `"a%d":true,`, `"b":1}`), Read: read},
		{Name: "the same member", Size: size, Input: linear.Repeat("{", `"a":1,`, `"b":1}`), Read: read},
		{Name: "arrays in arrays", Size: size, Input: linear.Repeat(`{"a":`, "[", ""), Read: read},
		{Name: "objects in objects", Size: size, Input: linear.Repeat("", `{"a":`, ""), Read: read},
		{Name: "empty arrays", Size: size, Input: linear.Repeat(`{"a":[`, "[],", "1]}"), Read: read},
		{Name: "a long string", Size: size / 4, Input: linear.Repeat(`{"a":"`, `\u0041`, `"}`), Read: read},
		{Name: "a string without end", Size: size, Input: linear.Repeat(`{"a":"`, `\"`, ``), Read: read},
		{Name: "a long number", Size: size / 4, Input: linear.Repeat(`{"a":`, "1", "}"), Read: read},
		{Name: "lines", Size: size, Input: linear.Repeat(`{"a":[`, "\n123456,", "1]}"), Read: read},
		{Name: "space", Size: size, Input: linear.Repeat("{", "\n", "}"), Read: read},
		{Name: "what follows it", Size: size, Input: linear.Repeat("{}", "{}", ""), Read: read},
		{Name: "what is no text", Size: size, Input: linear.Repeat("{\"", "a", "\xff\"}"), Read: read},
	})
}
