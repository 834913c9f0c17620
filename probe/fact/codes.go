package fact

import "slices"

// Topic is the causes that are about one thing.
type Topic struct {
	Title  Words
	Causes []Cause
}

// Topics are the causes that a run may report, in the order in which the
// documentation lists them.
func Topics() []Topic {
	return []Topic{
		{Words{"Finding the settings", "Einstellungen finden"}, finding},
		{Words{"Reaching the server", "Server erreichen"}, reaching},
		{Words{"Speaking with the server", "Mit dem Server sprechen"}, speaking},
		{Words{"Certificates", "Zertifikate"}, certificate},
		{Words{"Encryption", "Verschlüsselung"}, encryption},
		{Words{"Logging in", "Anmelden"}, slices.Concat(login, refusal)},
		{Words{"Behind the login", "Nach der Anmeldung"}, mailbox},
	}
}

// Causes are those of all topics.
func Causes() []Cause {
	var all []Cause
	for _, t := range Topics() {
		all = append(all, t.Causes...)
	}
	return all
}

// RuleTopics are the rules of audits and those of published files, which a run
// does not report, in the order in which the documentation lists them.
func RuleTopics() []Topic {
	return []Topic{
		{Words{"Audits of lists and domains", "Prüfung von Listen und Domains"}, auditing},
		{Words{"Published files as a whole", "Veröffentlichte Dateien als Ganzes"}, fileWhole},
		{Words{"Elements and values of published files", "Elemente und Werte veröffentlichter Dateien"}, fileValue},
		{Words{"Servers in published files", "Server in veröffentlichten Dateien"}, fileServer},
	}
}

// Rules are those of all topics of rules.
func Rules() []Cause {
	var all []Cause
	for _, t := range RuleTopics() {
		all = append(all, t.Causes...)
	}
	return all
}

// CauseOf is the row of a code, or of a rule of audits or of published files, and
// whether there is one.
func CauseOf(code Code) (Cause, bool) {
	for _, part := range [][]Cause{finding, reaching, speaking, certificate, encryption, login, refusal, mailbox, auditing, fileWhole, fileValue, fileServer} {
		for i := range part {
			if part[i].Code == code {
				return part[i], true
			}
		}
	}
	return Cause{Code: code}, false
}

// NewProblem is a problem of a code as its row has it, with the arguments that its
// words ask for: name, value, name, value.
func NewProblem(code Code, where, evidence string, args ...string) Problem {
	cause, _ := CauseOf(code)
	p := Problem{Code: code, Severity: cause.Severity, Where: where, Evidence: evidence, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		p.Args[args[i]] = args[i+1]
	}
	return p
}
