package lint

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers/file"
)

// rule is one requirement on entries.
type rule struct {
	id       string
	severity fact.Severity
	about    string
	check    func(*entryCheck)
}

// rules returns the table of rules for an entry that could be read. An entry with an
// error cannot be used; a warning is for its maintainer.
func rules() []rule {
	return []rule{
		{"id", fact.Error, "the name of the file is the ID: lower-case words with hyphens between", checkID},
		{"id-twice", fact.Error, "one file an ID", checkIDTwice},
		{"missing", fact.Error, "an entry says all that a look-up and its reader need", checkMissing},
		{"unknown-word", fact.Error, "kinds, protocols, TLS modes, proofs and needs are words from a list", checkWords},
		{"control-character", fact.Error, "texts are of one line and hold no control characters", checkTexts},
		{"nothing-leads-here", fact.Error, "domains or MX patterns lead to the entry", checkWays},
		{"kind-servers", fact.Error, "a mailbox has servers, and nothing else has", checkKind},

		{"domain", fact.Error, "domains are registered names as A-labels in lower case", checkDomains},
		{"domain-repeated", fact.Error, "each domain once", checkDomainRepeated},
		{"domain-claimed-twice", fact.Error, "one entry a domain", checkDomainClaimed},
		{"mx", fact.Error, "an MX pattern is a host name suffix, or an expression that ends in whole fixed labels", checkMX},
		{"mx-claimed-twice", fact.Error, "one entry an MX pattern", checkMXClaimed},
		{"mx-too-wide", fact.Error, "where the server is the MX host, an expression describes it", checkMXWidth},

		{"placeholder", fact.Error, "placeholders are {domain} and {mx} in hosts; {address}, {local} and {domain} in user names", checkPlaceholders},
		{"host", fact.Error, "a server is a host name as A-labels in lower case", checkHosts},
		{"username", fact.Error, "a user name form is address, local, or a template", checkUsernames},
		{"auth-missing", fact.Error, "it is known what each server takes", checkAuth},
		{"port-protocol", fact.Warning, "a port is not another protocol's", checkPortProtocol},
		{"port-tls", fact.Warning, "a port is used with its own way to TLS", checkPortTLS},
		{"cleartext-beside-tls", fact.Warning, "no server in cleartext where the provider offers TLS", checkCleartext},
		{"server-repeated", fact.Warning, "each server once", checkServerRepeated},
		{"server-order", fact.Warning, "IMAP, POP3, SMTP; in each implicit TLS, STARTTLS, cleartext", checkOrder},

		{"need-repeated", fact.Warning, "each need once", checkNeedRepeated},
		{"need-unreachable", fact.Warning, "a need belongs to a server of the entry", checkNeeds},
		{"need-oauth2", fact.Warning, "where a server takes tokens only, the need oauth2 says so", checkTokenNeed},
		{"remark-unreachable", fact.Warning, "a remark stands at a server that is odd", checkRemarks},
		{"default-unused", fact.Warning, "what is said for all servers holds for one of them", checkDefaults},
		{"link", fact.Error, "links are https URLs", checkLinks},
		{"checked", fact.Error, "an entry says on what day it was checked", checkDay},
		{"checked-long-ago", fact.Warning, "an entry was checked within a year", checkAge},
	}
}

// unreadable is the rule of files that cannot be opened.
var unreadable = fact.Rule{ID: "unreadable", Severity: fact.Error, About: "a file can be read"}

// Rules returns all rules that findings can name, those of reading included.
func Rules() []fact.Rule {
	all := append([]fact.Rule{unreadable}, file.Rules()...)
	for _, r := range rules() {
		all = append(all, fact.Rule{ID: r.id, Severity: r.severity, About: r.about})
	}
	return all
}
