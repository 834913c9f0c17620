package fact

import (
	"slices"
	"strings"
)

// Mechanism is a way to log in, by its SASL name; the bare commands LOGIN of IMAP and
// USER of POP3, and APOP, count as mechanisms too.
type Mechanism struct {
	Name string
	// Token: it takes an access token; all others take a password.
	Token bool
	// Reveals: the server gets to see the password itself, so that it does not
	// matter how it keeps it.
	Reveals bool
	// Mutual: the server's messages are made with the password too. Whoever has all
	// of them can try passwords on them, so they are not recorded.
	Mutual bool
}

// mechanisms is the table of those that are used, best first. Others, such as NTLM
// and GSSAPI, are only reported.
var mechanisms = []Mechanism{
	{Name: "SCRAM-SHA-256-PLUS", Mutual: true},
	{Name: "SCRAM-SHA-256", Mutual: true},
	{Name: "PLAIN", Reveals: true},
	{Name: "LOGIN", Reveals: true},
	{Name: "USER", Reveals: true},
	{Name: "SCRAM-SHA-1-PLUS", Mutual: true},
	{Name: "SCRAM-SHA-1", Mutual: true},
	{Name: "CRAM-MD5"},
	{Name: "APOP"},
	{Name: "OAUTHBEARER", Token: true},
	{Name: "XOAUTH2", Token: true},
}

// Mechanisms are all that are used, best first.
func Mechanisms() []Mechanism { return slices.Clone(mechanisms) }

// MechanismNamed is one of them by its name; false where it is not used.
func MechanismNamed(name string) (Mechanism, bool) {
	i := slices.IndexFunc(mechanisms, func(m Mechanism) bool { return m.Name == name })
	if i < 0 {
		return Mechanism{}, false
	}
	return mechanisms[i], true
}

// UsableMechanisms are those of an offer that take a password, or an access token,
// best first. What the source asks for comes before the general order, where the
// server offers it.
func UsableMechanisms(offered, asked []string, token bool) []string {
	var found []string
	has := func(list []string, name string) bool {
		return slices.ContainsFunc(list, func(c string) bool { return strings.EqualFold(c, name) })
	}
	add := func(m Mechanism) {
		if m.Token == token && has(offered, m.Name) && !has(found, m.Name) {
			found = append(found, m.Name)
		}
	}
	for _, name := range asked {
		if m, known := MechanismNamed(name); known {
			add(m)
		}
	}
	for _, m := range mechanisms {
		add(m)
	}
	return found
}

// RevealingMechanisms are those of the names that show the server the password
// itself. They work however it keeps the password; the others need it kept in their
// own form, or readable.
func RevealingMechanisms(names []string) []string {
	var found []string
	for _, name := range names {
		if m, known := MechanismNamed(name); known && m.Reveals {
			found = append(found, name)
		}
	}
	return found
}
