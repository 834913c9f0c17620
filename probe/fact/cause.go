package fact

import "slices"

// Cause is all that is known of a problem code: one row of the table that stands
// in codes_*.go, each beside its constant. A rule of package diagnose or audit
// decides that it is there, a row of that package's tests proves it, and nothing
// else in the program lists codes.
type Cause struct {
	Code Code
	// Severity is what the code weighs where the rule that finds it says nothing
	// else.
	Severity Severity
	// OnlyOnce is set where the cause concerns every endpoint alike, so that it is
	// reported at the first.
	OnlyOnce bool
	// NotPublishersFault is set where whoever publishes a server that fails so is
	// not to blame: its settings are not stale.
	NotPublishersFault bool
	// Attack is set where somebody on the way may stand behind it: it matters
	// wherever it shows.
	Attack bool
	// NobodyAnswers is set where nobody answers at the port as wanted. That matters
	// only where somebody said that there is a server.
	NobodyAnswers bool
	// AtGreeting is set where a server may also say it to whoever calls, before a
	// login.
	AtGreeting bool
	// Undecided is set where the server's answer leaves open which of the hints it
	// is, so that all of them are to be checked.
	Undecided bool
	// Republish is set where publishing other settings may help, though it is no
	// error.
	Republish bool

	// Title is the cause in a few words, for tables. Message says what is the
	// matter, Remedy what to do about it; both take arguments. About says, in two
	// to four sentences without any, by what it is recognised and what usually
	// lies behind it. Rules of audits and of published files have neither title nor
	// about.
	Title, Message, Remedy, About Words
	// Hints are what a provider may want that lies behind the cause, the likeliest
	// first; where the server's answer decides, only what says how to do it.
	Hints []NeedCode
	// Example are the arguments of an example that differ from the usual ones of
	// package text: name, value, name, value.
	Example []string
	// Variants are further forms of the cause that need other words.
	Variants []Variant
}

// Variant returns the form of the cause that has a name, if there is one.
func (c Cause) Variant(name string) (Variant, bool) {
	i := slices.IndexFunc(c.Variants, func(v Variant) bool { return v.Name == name })
	if i < 0 {
		return Variant{}, false
	}
	return c.Variants[i], true
}

// Variant is a form of a cause that [Problem].Case names. It has the words of the
// cause where it has none of its own.
type Variant struct {
	Name                   string
	Title, Message, Remedy Words
	Example                []string
}

// Words is one text in both languages. What stands in braces is replaced by the
// arguments of the problem: {host}, {until}.
type Words struct{ EN, DE string }
