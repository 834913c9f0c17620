package main

import "runtime/debug"

// frugalMemory is where the garbage collector begins to work harder. What servers send
// is bounded; how much of it is garbage for how long is not, and a run stays below
// 64 MiB whatever they send (safety rule 9).
const frugalMemory = 32 << 20

// frugal keeps the process small until the returned function is called. GOMEMLIMIT
// stands above it.
func (s *system) frugal() (restore func()) {
	if s.getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	before := debug.SetMemoryLimit(frugalMemory)
	return func() { debug.SetMemoryLimit(before) }
}
