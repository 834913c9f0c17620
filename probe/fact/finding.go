package fact

// Finding is one fault in a file that somebody keeps: a provider's entry, a
// settings file. What CI shows is made of it, so it names the place as editors
// and code hosts do.
type Finding struct {
	// File is the path as it was given, or as a reader would look for it.
	File string `json:"file"`
	// Line and Column count from 1; 0 means the whole file, or the whole line.
	// A column counts characters, not bytes.
	Line   int `json:"line"`
	Column int `json:"column"`
	// Rule is the stable name, in kebab-case, of what was broken.
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	// Message says what is the matter, Remedy what to do; each is one English
	// sentence without a full stop, fit to print.
	Message string `json:"message"`
	Remedy  string `json:"remedy"`
}

// Rule describes what findings of one name have in common.
type Rule struct {
	// ID is what [Finding].Rule holds.
	ID       string
	Severity Severity
	// About says in a few English words what the rule wants.
	About string
}
