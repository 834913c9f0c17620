package text

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Title is a problem in a few words, for tables.
func Title(p fact.Problem, l Lang) string {
	cause, variant := wordsOf(p)
	return in(either(variant.Title, cause.Title), l, nil)
}

// Message is what a problem means.
func Message(p fact.Problem, l Lang) string {
	cause, variant := wordsOf(p)
	return in(either(variant.Message, cause.Message), l, p.Args)
}

// About is what a code means, by what it is recognised and what usually lies
// behind it, in a few sentences without the arguments of a problem.
func About(code fact.Code, l Lang) string {
	cause, _ := fact.CauseOf(code)
	return in(cause.About, l, nil)
}

// remedy is what to do about a problem, whatever its provider is known to want.
func remedy(p fact.Problem, l Lang) string {
	cause, variant := wordsOf(p)
	return in(either(variant.Remedy, cause.Remedy), l, p.Args)
}

// wordsOf are the rows of a problem: of its code, and of the variant of it.
func wordsOf(p fact.Problem) (fact.Cause, fact.Variant) {
	cause, _ := fact.CauseOf(p.Code)
	variant, _ := cause.Variant(p.Case)
	return cause, variant
}

func either(own, usual fact.Words) fact.Words {
	if own.EN != "" {
		return own
	}
	return usual
}

func in(w fact.Words, l Lang, args map[string]string) string { return Words(w).In(l, args) }

// Example is a problem as it could be reported, so that a code can be explained
// where there is none: the names are those that are reserved for examples.
func Example(code fact.Code, variant string) fact.Problem {
	p := fact.Problem{Code: code, Case: variant, Args: map[string]string{
		"host": "imap.example.com", "port": "993", "protocol": "imap", "ip": "2001:db8::7",
		"name": "mail.hoster.example", "names": "mail.hoster.example", "issuer": "Example CA",
		"from": "2026-12-01", "until": "2026-11-01", "days": "9",
		"version": "TLS 1.0", "cipher": "TLS_RSA_WITH_AES_128_CBC_SHA",
		"username": "anna@example.com", "refused": "anna", "other": "anna", "sender": "anna@example.com",
		"mechanism": "PLAIN", "wanted": "PLAIN", "count": "9", "mechanisms": "NTLM, GSSAPI", "percent": "93",
		"domain": "example.com", "source": "srv", "place": "_imap._tcp.example.com SRV",
		"what": "https://autoconfig.example.com/mail/config-v1.1.xml", "found": "mx.filter.example",
		"provider":  "Example Mail",
		"says":      "IMAP: imap.example.com ✓ (autoconfig), mail.hoster.example (srv)",
		"answering": "IMAP imap.example.com (autoconfig)", "silent": "IMAP mail.hoster.example (srv)",
	}}
	cause, form := wordsOf(p)
	for _, own := range [][]string{cause.Example, form.Example} {
		for i := 0; i+1 < len(own); i += 2 {
			p.Args[own[i]] = own[i+1]
		}
	}
	return p
}

// named replaces sources and codes that stand in brackets by their words.
func named(s string, l Lang) string {
	if !strings.Contains(s, "(") {
		return s
	}
	var pairs []string
	for _, source := range fact.Sources() {
		pairs = append(pairs, "("+string(source.Name)+")", "("+in(source.Label, l, nil)+")")
	}
	for _, cause := range fact.Causes() {
		pairs = append(pairs, "("+string(cause.Code)+")", "("+in(cause.Title, l, nil)+")")
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// SourceLabel is a source by name, as it is listed.
func SourceLabel(s fact.Source, l Lang) string {
	row, _ := fact.SourceOf(s)
	return in(row.Label, l, nil)
}

// Provenance is how settings of a source were come by. The provider is the one
// that the database knows, where it does.
func Provenance(s fact.Source, provider string, l Lang) string {
	row, _ := fact.SourceOf(s)
	return in(row.Provenance, l, map[string]string{"provider": provider})
}
