package render

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Reports contain text of unknown servers, and are read by terminals and CI systems.
// That text was made printable where it was recorded; this is the second line of
// defence, for every line that is written.

// sanitizeLine returns a line without control characters but our own colours, and that
// no CI takes for a command. GitHub's runner recognises these after leading space too,
// where a wrapped line can begin with any word.
func sanitizeLine(s string) string {
	if trimmed := strings.TrimLeft(s, " "); workflowCommand(trimmed) {
		s = s[:len(s)-len(trimmed)] + `\x3a` + trimmed[1:]
	}
	s = fact.Unmarked(s)
	if !strings.ContainsFunc(s, unprintable) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if code := colourAt(s); code != "" {
			size = len(code)
		} else if unprintable(r) {
			b.WriteRune(unicode.ReplacementChar)
			s = s[size:]
			continue
		}
		b.WriteString(s[:size])
		s = s[size:]
	}
	return b.String()
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }

func colourAt(s string) string {
	for _, code := range []string{red, yellow, plain} {
		if strings.HasPrefix(s, code) {
			return code
		}
	}
	return ""
}

// workflowCommand recognises "::name …::text"; "::1" is an address.
func workflowCommand(s string) bool {
	return strings.HasPrefix(s, "::") && strings.Contains(s[2:], "::")
}

// sanitizeJSON writes whole JSON documents, with the markers of CI commands escaped.
// These can only be inside strings, where JSON has an escape for every character.
type sanitizeJSON struct{ w io.Writer }

func (j sanitizeJSON) Write(p []byte) (int, error) {
	safe := fact.Disarm(string(p), func(first byte) string { return fmt.Sprintf(`\u%04x`, first) })
	safe = strings.ReplaceAll(safe, "\x7f", `\u007f`)
	if _, err := io.WriteString(j.w, safe); err != nil {
		return 0, err
	}
	return len(p), nil
}

const (
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	plain  = "\x1b[0m"
)
