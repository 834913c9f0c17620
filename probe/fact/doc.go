// Package fact holds the plain data that every other package of mailprobe
// shares: addresses, endpoints, candidates, look-ups, checks and problems.
//
// A fact is what was seen, never what it means. Packages that ask the network
// (resolve, connect, session, discover) return facts and name no cause; package
// diagnose turns facts into [Problem] values; package render prints both. So
// this package imports nothing of ours, does no I/O and decides nothing but the
// form of its own values.
//
// Host names are A-labels in lower case without a trailing dot everywhere.
// Durations are measured on the monotonic clock.
package fact
