package providers

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

//go:generate go test -run ^TestCompiled$ -update .

// kind is the sort of way to an entry.
type kind byte

// The index has one line for each way:
//
//	d gmx.de gmx          a domain
//	h imap.gmx.net gmx    a server
//	m emig.gmx.net gmx    an MX suffix, or the fixed end of an MX pattern
const (
	kindDomain kind = 'd'
	kindHost   kind = 'h'
	kindMX     kind = 'm'
)

func (k kind) prefix(key string) string { return string(k) + " " + key + " " }

// compile writes the compiled form: a record a line, sorted by ID.
func compile(list []*Provider) (table, error) {
	list = slices.SortedFunc(slices.Values(list), func(a, b *Provider) int { return strings.Compare(a.ID, b.ID) })
	var form strings.Builder
	for i, p := range list {
		switch {
		case !LegalID(p.ID):
			return "", fmt.Errorf("provider %q: the ID must be lower-case words with hyphens between", p.ID)
		case i > 0 && list[i-1].ID == p.ID:
			return "", fmt.Errorf("provider %s: there are two of that ID", p.ID)
		}
		line, err := record(p)
		if err != nil {
			return "", fmt.Errorf("provider %s: %w", p.ID, err)
		}
		form.WriteString(line + "\n")
	}
	return table(form.String()), nil
}

// indexOf writes the index of a list of entries.
func indexOf(list []*Provider) table {
	var lines []string
	add := func(k kind, key, id string) { lines = append(lines, k.prefix(key)+id+"\n") }
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
			if key := m.Key(); key != "" {
				add(kindMX, key, p.ID)
			}
		}
	}
	slices.Sort(lines)
	return table(strings.Join(slices.Compact(lines), ""))
}

// LegalID reports whether a text can name an entry: words of a to z and 0 to 9
// with single hyphens between them.
func LegalID(id string) bool {
	for word := range strings.SplitSeq(id, "-") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

// Key is the name under which a pattern is found: its suffix, or for an
// expression the whole labels at its end that are fixed. It is empty for an
// expression that has none.
func (m MXPattern) Key() string {
	if m.Suffix != "" {
		return m.Suffix
	}
	re, err := syntax.Parse(m.Pattern, syntax.Perl)
	if err != nil {
		return ""
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

// Regexp is the expression of a pattern, held to the whole of a host name. The
// error says why it is none.
func (m MXPattern) Regexp() (*regexp.Regexp, error) {
	return regexp.Compile("^(?:" + m.Pattern + ")$")
}
