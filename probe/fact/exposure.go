package fact

// Exposure is how a connection falls short of what may carry a credential
// (safety rule 1). Only a dangerous flag lets a login go over one that does.
type Exposure string

// The ways to fall short.
const (
	Unchecked   Exposure = "unchecked"   // inside TLS, but nobody has proved who answers
	Unencrypted Exposure = "unencrypted" // outside TLS
)

// Exposure is how the connection of the check falls short; empty where it does
// not, or did not come so far that a certificate was shown.
func (c *Check) Exposure() Exposure {
	switch {
	case c.Endpoint.TLS == NoTLS:
		return Unencrypted
	case !c.Handshake.Certificate.Proves():
		return Unchecked
	}
	return ""
}

// Accepted reports whether the last credential that was sent was accepted.
func (c *Check) Accepted() bool {
	n := len(c.Attempts)
	return n > 0 && c.Attempts[n-1].Result == AttemptAccepted
}
