package session

import (
	"crypto/tls"
	"errors"
	"fmt"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// failure is an answer that ends an examination, as opposed to an error of the
// connection.
type failure struct {
	step fact.StepName // only where it differs from the step that ran
	kind fact.FailureKind
	line string
}

func (f *failure) Error() string { return fmt.Sprintf("%s: %s", f.kind, f.line) }

func rejected(line string) error  { return &failure{kind: fact.FailRejected, line: line} }
func malformed(line string) error { return &failure{kind: fact.FailGarbled, line: line} }

// kindOf is how an error of a dialogue or of its connection shows, evidenceOf
// the line that it shows in: the server's, where there is one.
func kindOf(err error) fact.FailureKind {
	var own *failure
	if errors.As(err, &own) {
		return own.kind
	}
	return connect.KindOf(err)
}

func evidenceOf(err error) string {
	var own *failure
	if errors.As(err, &own) {
		return own.line
	}
	return err.Error()
}

// plaintext is what a handshake met instead of TLS; false if it met TLS.
func plaintext(err error) (header string, met bool) {
	var record tls.RecordHeaderError
	if !errors.As(err, &record) {
		return "", false
	}
	return string(record.RecordHeader[:]), true
}
