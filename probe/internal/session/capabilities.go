package session

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// maxCapabilities bounds the capabilities that are kept; real servers have up to
// 60. One may have [fact.MaxEvidence] bytes.
const maxCapabilities = 1000

// capabilityList collects the capabilities that a server announces, each once.
type capabilityList struct {
	list     []string
	seen     map[string]bool
	overflow bool
}

func (a *capabilityList) add(capability string) {
	switch {
	case a.seen[capability]:
	case len(a.list) == maxCapabilities || len(capability) >= fact.MaxEvidence:
		a.overflow = true
	default:
		if a.seen == nil {
			a.seen = map[string]bool{}
		}
		a.seen[capability] = true
		a.list = append(a.list, capability)
	}
}

// all returns the capabilities, never nil. If any was beyond the bounds it is an
// error: from an incomplete list nobody can say what a server lacks.
func (a *capabilityList) all() ([]string, error) {
	if a.overflow {
		return nil, &failure{kind: fact.FailTooLong, line: "it announces more than 1000 capabilities, or one of more than 500 bytes"}
	}
	if a.list == nil {
		return []string{}, nil
	}
	return a.list, nil
}

// offers reports whether a list of capabilities holds one, without regard to case.
func offers(capabilities []string, name string) bool {
	return slices.ContainsFunc(capabilities, func(c string) bool { return strings.EqualFold(c, name) })
}

// hasPrefixFold is strings.HasPrefix for protocol words, whose case is free.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// addWords adds a list of IMAP capabilities. They are atoms; words that are not are
// left out, as are those of more than 100 bytes.
func (a *capabilityList) addWords(text string) {
	for word := range strings.FieldsSeq(text) {
		if isAtom(word) {
			a.add(word)
		}
	}
}

func isAtom(word string) bool {
	for i := range len(word) {
		if c := word[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(`(){%*"\]`, c) >= 0 {
			return false
		}
	}
	return word != "" && len(word) <= 100
}
