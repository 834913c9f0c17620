package session

import "github.com/mailprobe/mailprobe/probe/fact"

// maxCapabilities bounds the capabilities that are kept; real servers have up to
// 60. One may have [fact.MaxEvidence] bytes.
const maxCapabilities = 1000

// announced collects what a server says that it can do, each capability once.
type announced struct {
	list []string
	seen map[string]bool
	over bool
}

func (a *announced) add(capability string) {
	switch {
	case a.seen[capability]:
	case len(a.list) == maxCapabilities || len(capability) >= fact.MaxEvidence:
		a.over = true
	default:
		if a.seen == nil {
			a.seen = map[string]bool{}
		}
		a.seen[capability] = true
		a.list = append(a.list, capability)
	}
}

// all are the capabilities, never nil. Where some are beyond the bounds it is an
// error: from a list with a hole in it nobody can say what a server lacks.
func (a *announced) all() ([]string, error) {
	if a.over {
		return nil, &failure{kind: fact.FailTooLong, line: "it announces more than 1000 capabilities, or one of more than 500 bytes"}
	}
	if a.list == nil {
		return []string{}, nil
	}
	return a.list, nil
}
