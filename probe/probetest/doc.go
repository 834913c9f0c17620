// Package probetest is a mail internet inside one process, as net/http/httptest
// is for HTTP: a network, DNS, certificates, web sites and servers for IMAP,
// POP3 and SMTP, all of which can be made to behave as the worst of the real ones.
//
// # An internet
//
// [New] makes an [Internet]. Its resolver answers from zone-file text
// ([Zone.Add]); [Internet.Serve] starts mail servers and [Internet.Host] web
// sites, which get an address, a certificate and their records in the zone
// unless told otherwise; [Internet.Build] puts up ready-made domains. Clients
// reach it by [Internet.DialContext], ask [Internet.ResolverAddr] for names and
// trust [Internet.Roots]. There are no real sockets, so that every address and
// port is free, and all of it runs inside testing/synctest bubbles.
//
// # Servers
//
// A [Server] is well-behaved: go-imap's and go-smtp's servers speak there once
// the connection may carry a login. A [Script] says, in a map of short texts,
// where a service deviates from that:
//
//	Service{On: "smtp", Script: Script{
//		"greeting": "421 4.7.0 Try again later\n<close>",
//	}}
//
// # What was seen
//
// [Log] holds every dialogue in both directions, decrypted, and the bytes that
// crossed the network. [Log.Logins] lists each credential that any server
// received and whether it was safe there; [Log.Leaks] finds a secret that
// crossed outside TLS. [Network.Traffic] counts dials and round trips,
// [Zone.Questions] and [Web.Requests] list what was asked.
//
// The package imports neither testing nor the engine, so that a command can show
// itself on it.
package probetest
