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
	// Args fill the words that explain the code: "host", "names", "date" and so
	// on, as the code's texts ask for them.
	Args map[string]string
}
