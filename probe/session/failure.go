package session

import (
	"fmt"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// failure is an answer that ends an examination, as opposed to an error of the
// connection.
type failure struct {
	step fact.StepName // only where it differs from the step that ran
	kind fact.FailureKind
	line string
}

func (f *failure) Error() string { return fmt.Sprintf("%s: %s", f.kind, f.line) }

func rejected(line string) error { return &failure{kind: fact.FailRejected, line: line} }
func garbled(line string) error  { return &failure{kind: fact.FailGarbled, line: line} }

func equalFold(a, b string) bool { return strings.EqualFold(a, b) }

// hasPrefixFold is strings.HasPrefix for protocol words, whose case is free.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
