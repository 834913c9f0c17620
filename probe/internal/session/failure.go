package session

import (
	"crypto/tls"
	"errors"
	"fmt"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// failure is the error of an answer that ends an examination, as opposed to an error
// of the connection.
type failure struct {
	step fact.StepName // only where it differs from the step that ran
	kind fact.FailureKind
	line string
}

func (f *failure) Error() string { return fmt.Sprintf("%s: %s", f.kind, f.line) }

func rejected(line string) error  { return &failure{kind: fact.FailRejected, line: line} }
func malformed(line string) error { return &failure{kind: fact.FailGarbled, line: line} }

// kindOf returns the kind of failure that an error of a dialogue or of its connection
// is; evidenceOf returns the server's line that shows it, or else the error's text.
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

// plaintext returns what a handshake was answered with instead of TLS; false if it
// was answered with TLS.
func plaintext(err error) (header string, met bool) {
	var record tls.RecordHeaderError
	if !errors.As(err, &record) {
		return "", false
	}
	return string(record.RecordHeader[:]), true
}
