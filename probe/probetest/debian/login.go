package debian

import "github.com/mailprobe/mailprobe/probe/fact"

// Login is what a server logged of one connection on which somebody tried to
// log in.
type Login struct {
	Protocol fact.Protocol
	// Port is the server's.
	Port int
	// User is the last name that was tried, as the server understood it.
	User string
	// Mechanism is the SASL name of the last attempt; the bare commands LOGIN of
	// IMAP and USER of POP3 are PLAIN to Dovecot.
	Mechanism string
	// TLS is set where the connection was encrypted in the end. What a client sent
	// before STARTTLS only a recording of the wire can show.
	TLS      bool
	Accepted bool
	// Refused holds the user name of each attempt that was refused on the
	// connection, in their order; a name may be empty where the server did not
	// read so far. An accepted login can follow refused ones.
	Refused []string
	// Reason is the server's word for the end of a connection without a login,
	// such as "Connection closed (auth failed, 1 attempts in 2 secs)".
	Reason string
}
