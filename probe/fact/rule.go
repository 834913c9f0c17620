package fact

// Rule describes what findings of one name have in common: what [Finding].Rule
// holds is its ID.
type Rule struct {
	ID       string
	Severity Severity
	// About says in a few English words what the rule wants.
	About string
}
