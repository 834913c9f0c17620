package linear

import (
	"fmt"
	"strings"
)

// Repeat makes inputs of one piece over and over, between a head and a tail.
func Repeat(head, piece, tail string) func(int) string {
	return func(n int) string { return head + strings.Repeat(piece, max(1, n/len(piece))) + tail }
}

// Count makes inputs of pieces that are all different ones: in each, as by
// [fmt.Sprintf], stands its number.
func Count(head, piece, tail string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(head)
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, piece, i)
		}
		return b.String() + tail
	}
}
