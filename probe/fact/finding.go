package fact

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Finding is one thing that a check of files or of published settings found
// wrong, in the form in which CI systems take it.
type Finding struct {
	// File is the file to change, with slashes, relative to where the command
	// ran, or the URL that a domain publishes it at; empty where no file is at fault.
	File string
	// Line and Column count from 1, the column in characters; 0 is unknown.
	Line, Column int
	// Rule names what it breaks: a problem code, or a rule of a check that judges
	// files. Rules are stable, kebab-case, and what baselines hold.
	Rule     string
	Severity Severity
	// Subject is what was judged: an endpoint's URL, a record, a domain. It may
	// be empty where file and line say it.
	Subject string
	// Message says what is the matter, Remedy what to do about it, Evidence what
	// shows it: the wire line or record, redacted.
	Message, Remedy, Evidence string
}

// Fingerprint reports whether two runs found the same thing. It rests on the file,
// the rule and the subject, so that it survives edits above the line and days
// that count down; only a finding without a subject is told by its message.
func (f Finding) Fingerprint() string {
	subject := f.Subject
	if subject == "" {
		subject = f.Message
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{f.File, f.Rule, subject}, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// Counts reports whether the finding fails a check: what is only worth knowing
// does not.
func (f Finding) Counts() bool { return f.Severity == Error || f.Severity == Warning }
