package probe

import "github.com/mailprobe/mailprobe/probe/fact"

// DefaultMaxLogins is how many refused logins a run may cost. Fail2ban's default
// is five, counted over all of a host's services, and one refusal can count
// twice.
const DefaultMaxLogins = 2

// maxUncounted is how many answers that count for nothing end the run's logins. A
// server that has no mechanism we know of says so once; one that says so to
// everything would be sent the secret in every form there is.
const maxUncounted = 4

// budget is the number of refused logins that a run may cost, counted over all
// protocols and hosts (safety rule 4). A login holds a token while it is in
// flight and gives it back unless it was refused.
type budget struct {
	limit     int
	inFlight  int
	refused   int
	attempted int
	// uncounted are the answers that were neither acceptance nor refusal.
	uncounted int
}

// free reports whether another login may start.
func (b *budget) free() bool { return !b.over() && b.inFlight+b.refused < b.limit }

// spent reports whether refusals have used the budget up.
func (b *budget) spent() bool { return b.refused > 0 && b.refused >= b.limit }

// over reports whether no login may start any more, whatever comes.
func (b *budget) over() bool { return b.uncounted >= maxUncounted || b.refused >= b.limit }

// take begins a login.
func (b *budget) take() {
	b.inFlight++
	b.attempted++
}

// settle ends a login that took one token and made the given attempts: the
// mechanisms that it tried in turn.
func (b *budget) settle(attempts []fact.Attempt) {
	b.inFlight--
	b.refused += refusals(attempts)
	for _, a := range attempts {
		if a.Result == fact.AttemptUnsupported || a.Result == fact.AttemptTemporary {
			b.uncounted++
		}
	}
}

// refusals is how many of the attempts a server that locks accounts may have
// counted.
func refusals(attempts []fact.Attempt) int {
	n := 0
	for _, a := range attempts {
		if a.Result.Refusal() {
			n++
		}
	}
	return n
}
