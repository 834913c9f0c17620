package providers

import (
	"regexp/syntax"
	"slices"
	"strings"
)

// The index is a sorted text, one line for each way to an entry:
//
//	d gmx.de gmx          a domain
//	h imap.gmx.net gmx    a server
//	m emig.gmx.net gmx    an MX suffix, or the fixed end of an MX pattern
//
// It is searched as it stands, so it costs nothing until it is asked.
//
//go:generate go test -run TestIndex -update .

type kind byte

const (
	kindDomain kind = 'd'
	kindHost   kind = 'h'
	kindMX     kind = 'm'
)

// lookup finds the entries behind a key: a binary search over the lines.
func (d *Database) lookup(k kind, key string) []string {
	prefix := string(k) + " " + key + " "
	low, high := 0, len(d.index)
	for low < high {
		start := strings.LastIndexByte(d.index[:(low+high)/2], '\n') + 1
		end := start + strings.IndexByte(d.index[start:], '\n') + 1
		if d.index[start:end] < prefix {
			low = end
		} else {
			high = start
		}
	}
	var ids []string
	for rest := d.index[low:]; strings.HasPrefix(rest, prefix); {
		line, after, _ := strings.Cut(rest, "\n")
		ids = append(ids, line[len(prefix):])
		rest = after
	}
	return ids
}

// indexOf writes the index of a list of entries.
func indexOf(list []*Provider) string {
	var lines []string
	add := func(k kind, key, id string) { lines = append(lines, string(k)+" "+key+" "+id+"\n") }
	for _, p := range list {
		for _, domain := range p.Domains {
			add(kindDomain, domain, p.ID)
		}
		for _, s := range p.Servers {
			if !strings.Contains(s.Host, "{") {
				add(kindHost, s.Host, p.ID)
			}
		}
		for _, m := range p.MX {
			add(kindMX, m.key(), p.ID)
		}
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "")
}

// key is the name under which a pattern is found: its suffix, or for an
// expression the whole labels at its end that are fixed.
func (m MXPattern) key() string {
	if m.Suffix != "" {
		return m.Suffix
	}
	re, err := syntax.Parse(m.Pattern, syntax.Perl)
	if err != nil {
		return m.Pattern
	}
	fixed := ""
	if re.Op == syntax.OpConcat {
		re = re.Sub[len(re.Sub)-1]
	}
	if re.Op == syntax.OpLiteral {
		fixed = string(re.Rune)
	}
	_, fixed, _ = strings.Cut(fixed, ".")
	return fixed
}
