package policy

import "github.com/mailprobe/mailprobe/probe/fact"

// DefaultMaxLogins is how many refused logins a run may cost. Fail2ban's default
// is five, counted over all of a host's services, and one refusal can count
// twice.
const DefaultMaxLogins = 2

// maxUncounted is how many answers that count for nothing end the run's logins. A
// server that has no mechanism we know of says so once; one that says so to
// everything would be sent the secret in every form there is.
const maxUncounted = 4

// free reports whether another login may start.
func (b *budget) free() bool {
	return !b.over() && b.inFlight+b.refused < b.limit && b.uncounted+b.pending < maxUncounted
}

// spent reports whether refusals have used the budget up.
func (b *budget) spent() bool { return b.refused > 0 && b.refused >= b.limit }

// over reports whether no login may start any more, whatever comes.
func (b *budget) over() bool { return b.uncounted >= maxUncounted || b.refused >= b.limit }

// take begins a login by mechanisms that are tried in turn, and returns those that
// may be: each can be answered in a way that counts for nothing.
func (b *budget) take(mechanisms []string) []string {
	b.inFlight++
	b.attempted++
	may := mechanisms[:min(len(mechanisms), maxUncounted-b.uncounted-b.pending)]
	b.pending += len(may)
	return may
}

// settle ends a login that took one token for so many mechanisms, and made the
// given attempts.
func (b *budget) settle(mechanisms int, attempts []Judged) {
	b.inFlight--
	b.pending -= mechanisms
	b.refused += refusals(attempts)
	for _, a := range attempts {
		if a.Result == fact.AttemptUnsupported || a.Result == fact.AttemptTemporary {
			b.uncounted++
		}
	}
}

// refusals is how many of the attempts a server that locks accounts may have
// counted.
func refusals(attempts []Judged) int {
	n := 0
	for _, a := range attempts {
		if a.Result.Refusal() {
			n++
		}
	}
	return n
}
