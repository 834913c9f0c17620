package fact

// Code names one cause. Codes are stable: scripts and tickets hold them.
type Code string

// Severity says how much a problem matters.
type Severity string

// The severities. What does not touch a proved pair of settings is Info.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Problem is one cause, where it was found, and what shows it.
type Problem struct {
	Code     Code
	Severity Severity
	// Where is the endpoint's URL, a record or file name, or a host.
	Where string
	// Evidence is the wire line, record or date that shows it, redacted.
	Evidence string
	// Case is which of the code's several messages fits; empty for the usual one.
	Case string `secret:"never"`
	// Args fill the words that explain the code: "host", "names", "date" and so
	// on, as the code's texts ask for them.
	Args map[string]string
	// Hints are what the provider is known to want, the likeliest first, where
	// that may lie behind the problem.
	Hints []Hint
}

// Hint is one thing that a provider wants before a mail program can log in.
type Hint struct {
	// Need is the name that the provider database has for it.
	Need NeedCode `secret:"never"`
	// Provider is the provider's name as people know it.
	Provider string
	// Link is the provider's own page about it, or empty.
	Link string
}
