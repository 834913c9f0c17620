package convert

import "github.com/mailprobe/mailprobe/probe/fact"

// The findings of a conversion. An error means that a file makes no entry.
var (
	noEntry         = fact.Rule{ID: "import-no-entry", Severity: fact.Error, About: "a file makes an entry"}
	serverDropped   = fact.Rule{ID: "import-server-dropped", Severity: fact.Info, About: "a server is one that an entry can name"}
	domainDropped   = fact.Rule{ID: "import-domain-dropped", Severity: fact.Info, About: "a domain is a mail domain that no other file claims"}
	linkDropped     = fact.Rule{ID: "import-link-dropped", Severity: fact.Info, About: "a link is an https URL"}
	usernameDropped = fact.Rule{ID: "import-username-dropped", Severity: fact.Warning, About: "a user name is made of the address"}
	nameMade        = fact.Rule{ID: "import-name", Severity: fact.Info, About: "the provider has a name"}
	renamed         = fact.Rule{ID: "import-renamed", Severity: fact.Info, About: "one file an ID"}
	elementDropped  = fact.Rule{ID: "import-dropped", Severity: fact.Info, About: "the file is in the autoconfig format"}
)

// NotWritten is the rule of whoever writes the entries: no file is overwritten.
var NotWritten = fact.Rule{ID: "import-not-written", Severity: fact.Error, About: "the file of an entry is new"}
