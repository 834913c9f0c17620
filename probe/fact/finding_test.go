package fact

import "testing"

func TestFingerprint(t *testing.T) {
	base := Finding{
		File: "providers/a.yaml", Line: 7, Rule: "certificate-expires-soon", Severity: Warning,
		Subject: "imaps://imap.a.example:993", Message: "valid for 9 more days",
	}
	moved := base
	moved.Line, moved.Column, moved.Message, moved.Severity = 12, 3, "valid for 8 more days", Error
	if base.Fingerprint() != moved.Fingerprint() {
		t.Error("another line, another day: not the same finding any more")
	}
	for name, change := range map[string]func(*Finding){
		"file":    func(f *Finding) { f.File = "providers/b.yaml" },
		"rule":    func(f *Finding) { f.Rule = "certificate-expired" },
		"subject": func(f *Finding) { f.Subject = "imaps://imap.b.example:993" },
		"border":  func(f *Finding) { f.File, f.Rule = "providers/a.yamlc", "ertificate-expires-soon" },
	} {
		other := base
		change(&other)
		if base.Fingerprint() == other.Fingerprint() {
			t.Errorf("another %s, and still the same finding", name)
		}
	}
	bare, otherBare := base, base
	bare.Subject, otherBare.Subject, otherBare.Message = "", "", "unknown key"
	if bare.Fingerprint() == otherBare.Fingerprint() {
		t.Error("without a subject the message does not count")
	}
}

func TestCounts(t *testing.T) {
	for severity, want := range map[Severity]bool{Error: true, Warning: true, Info: false} {
		if got := (Finding{Severity: severity}).Counts(); got != want {
			t.Errorf("%s counts: %v", severity, got)
		}
	}
}
