// Package probe finds the mail settings of an address, tries each of them for
// real, and says which work and why the others do not.
//
//	query, err := probe.NewQuery("anna@example.com", password)
//	…
//	var p probe.Prober
//	report, err := p.Run(ctx, query)
//
// The zero [Prober] uses this computer's network; nothing is printed, and nothing is
// shared between runs but what a Prober is given. What a report means in words, English
// or German, is in package text; package render writes it as text or JSON.
//
// # Account safety
//
// No credential leaves before its server was examined without one: the name trusted, TLS
// 1.2 or newer, the certificate valid. One login is in flight until the secret is proved,
// and a run costs at most [Query.MaxLogins] refused ones. The safety rules that comments
// name by number stand in docs/safety.md.
package probe
