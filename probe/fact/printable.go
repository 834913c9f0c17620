package fact

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxEvidence is how much of a server's line is kept as evidence, in bytes.
const MaxEvidence = 500

// Printable is text from the network made fit for a terminal, a ticket or a
// log: whatever could move the cursor, colour the screen, turn the reading
// direction or hide (control and format characters, bytes that are no UTF-8) is
// written as an escape, and so is what a CI would take for a command; what is over
// [MaxEvidence] bytes is cut.
func Printable(s string) string { return printable(s, MaxEvidence) }

// Visible is [Printable] without the cut, for text that came with a command line.
func Visible(s string) string { return printable(s, math.MaxInt) }

func printable(s string, limit int) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if b.Len() >= limit {
			b.WriteString("…")
			break
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\t':
			b.WriteByte(' ')
		case r < 0x80 && !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\x%02x`, r)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\u{%x}`, r)
		case Command(s[i:]):
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}
