package fact

import "fmt"

// Secret is a password or token. It prints as a placeholder whatever the verb,
// so that it reaches no log, error or report by accident; Reveal is the one way
// to the value.
type Secret struct {
	// value is behind a pointer because fmt asks no method of what lies in an
	// unexported field: it prints that as it is, and of a pointer the address.
	value *string
}

// NewSecret wraps a value.
func NewSecret(value string) Secret { return Secret{&value} }

// Reveal is the value itself. Nothing but a SASL exchange and the redactor asks for it.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Empty reports whether there is no secret.
func (s Secret) Empty() bool { return s.Reveal() == "" }

const concealed = "[redacted]"

// Format implements [fmt.Formatter], for every verb.
func (s Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, concealed) }

// String implements [fmt.Stringer].
func (s Secret) String() string { return concealed }

// MarshalText implements [encoding.TextMarshaler], for JSON and YAML.
func (s Secret) MarshalText() ([]byte, error) { return []byte(concealed), nil }
