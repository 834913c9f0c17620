package probetest

// Script is how a server deviates from a well-behaved one: what it replies,
// keyed by when. Whatever stands in no row it answers as it should, so a script
// names only what is wrong:
//
//	Script{"greeting": "* BYE Too many connections"}
//	Script{"clear CAPABILITY": "* CAPABILITY IMAP4rev1\n$tag OK done"}
//	Script{"login": "454 4.7.0 Temporary authentication failure"}
//	Script{"STARTTLS": "$tag OK begin<inject * CAPABILITY AUTH=PLAIN><tls>"}
//
// # Keys
//
// A key is a command, by its first words in capitals ("AUTH", "AUTH LOGIN"; the
// longest match counts), "*" for any other command, or an event:
//
//   - greeting: the client has connected, and TLS is up on a port of implicit TLS.
//   - handshake: right before TLS begins, or in its place.
//   - login: a credential has come, by whatever command. Without this row it is
//     accept or refuse, which can be rows too.
//   - insecure: a credential came in the clear although TLS is offered.
//   - unsupported, cancelled: an unknown SASL mechanism; the client gave up.
//
// Before it may stand "clear" (outside TLS only), "tls" (inside only) and "in"
// (after an accepted login only). "clear greeting" on a port of implicit TLS is
// sent before the handshake, "tls greeting" also after STARTTLS.
//
// # Replies
//
// A reply is text with directives in it. Each line gets its CRLF, but for one
// that a directive other than tls and inject cuts off. Text and lines up to a
// directive that waits or ends travel in one segment. "$tag" stands for the tag
// of the command (IMAP), "$host" for the server's name, "$caps" for what it
// offers at this point, spelt as the protocol does. The empty reply says nothing.
//
//	<tls>            the server's side of the handshake
//	<inject TEXT>    one more line in the same segment, to mark it as forged
//	<read>           wait for a line from the client and ignore it
//	<wait 3s>        wait
//	<silence>        say nothing any more, whatever comes
//	<close>          close the connection
//	<reset>          break the connection off
//	<garbage 100>    so many bytes that mean nothing, the same ones every time
//	<endless>        a line that never ends
//	<flood TEXT>     this line again and again for ever
//	<login>          judge the credential that the command brings
//
// In the handshake row alone:
//
//	<skip>           speak plaintext on the TLS port
//	<max 1.0>        no newer TLS than this (also 1.1 and 1.2)
//	<certificate>    require a client certificate
//	<alert 40>       answer the first bytes with this TLS alert and close
type Script map[string]string
