package probe

import "github.com/mailprobe/mailprobe/probe/fact"

// DefaultMaxLogins is how many refused logins a run may cost. Fail2ban's default
// is five, counted over all of a host's services, and one refusal can count
// twice.
const DefaultMaxLogins = 2

// budget is the number of refused logins that a run may cost, counted over all
// protocols and hosts (safety rule 4). A login holds a token while it is in
// flight and gives it back unless it was refused.
type budget struct {
	limit     int
	inFlight  int
	refused   int
	attempted int
}

// free tells whether another login may start.
func (b *budget) free() bool { return b.inFlight+b.refused < b.limit }

// spent tells whether refusals have used the budget up.
func (b *budget) spent() bool { return b.refused > 0 && b.refused >= b.limit }

// take begins a login.
func (b *budget) take() {
	b.inFlight++
	b.attempted++
}

// settle ends a login that took one token and made the given attempts: the
// mechanisms that it tried in turn.
func (b *budget) settle(attempts []fact.Attempt) {
	b.inFlight--
	for _, a := range attempts {
		if a.Result.Refusal() {
			b.refused++
		}
	}
}
