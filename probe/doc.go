// Package probe finds the mail settings of an address, tries each of them for
// real, and says which work and why the others do not.
//
//	var p probe.Prober
//	report, err := p.Run(ctx, probe.Query{Address: address, Password: password})
//
// A run has these parts, and the data goes through them one way: package
// discover asks all sources at once; their candidates are ranked and planned
// here; packages connect and session examine each server without a credential;
// then, under the rules that keep an account safe, the password is tried at the
// best server first; package diagnose names the causes of what failed.
//
// # Account safety
//
// No credential leaves before its server was examined: the name trusted, TLS
// 1.2 or newer, the certificate valid. One login is in flight until the password
// is proved, and a run costs at most [Query.MaxLogins] refused ones. The safety
// rules that comments name by number stand in docs/safety.md. What decides on them
// is pure: see trust.go, budget.go and schedule.go.
package probe
