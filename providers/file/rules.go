package file

import "github.com/mailprobe/mailprobe/probe/fact"

// The rules that reading a file applies. All are errors: an entry that breaks one
// cannot be used.
var (
	tooLarge     = rule("file-too-large", "a file holds one entry, and is no larger than entries are")
	notText      = rule("file-not-text", "a file is UTF-8 text")
	syntax       = rule("yaml-syntax", "a file is well-formed YAML")
	oneDocument  = rule("yaml-documents", "a file holds one YAML document")
	noAlias      = rule("yaml-alias", "no anchors, aliases, merge keys or tags")
	unknownKey   = rule("unknown-key", "only the keys that docs/providers.md describes")
	duplicateKey = rule("duplicate-key", "each key once")
	wrongType    = rule("wrong-type", "each value is of its key's type")
	tooMany      = rule("too-many", "a list is no longer than lists are")
)

func rule(id, about string) fact.Rule {
	return fact.Rule{ID: id, Severity: fact.Error, About: about}
}

// Rules are all that [Read] applies.
func Rules() []fact.Rule {
	return []fact.Rule{tooLarge, notText, syntax, oneDocument, noAlias, unknownKey, duplicateKey, wrongType, tooMany}
}
