package providers

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Named are the entries that people may call by a text, in the order of their IDs:
// those whose name it is or, where there is none, those that have each of its words
// in their ID, in their name or as the brand of one of their domains (hotmail of
// hotmail.com). Where several have a brand, the one of the .com is meant. Case does
// not matter. It reads all entries.
func (d *Database) Named(text string) []*Provider {
	var called, like []*Provider
	asked := spoken(text)
	for _, id := range d.IDs() {
		p := d.known(id)
		if p == nil {
			continue
		}
		if strings.EqualFold(p.Name, strings.TrimSpace(text)) {
			called = append(called, p)
		}
		if own := p.Words(); len(asked) > 0 && !slices.ContainsFunc(asked, func(w string) bool { return !slices.Contains(own, w) }) {
			like = append(like, p)
		}
	}
	if len(called) > 0 {
		return called
	}
	if len(asked) == 1 {
		if p := d.ByDomain(asked[0] + ".com"); p != nil && slices.Contains(like, p) {
			return []*Provider{p}
		}
	}
	return like
}

// Words are what an entry is called by, in lower case: the words of its ID and of
// its name, and the brands of its domains.
func (p *Provider) Words() []string {
	all := append(spoken(p.ID), spoken(p.Name)...)
	for _, domain := range p.Domains {
		brand, _, _ := strings.Cut(fact.Registrable(domain), ".")
		all = append(all, brand)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// spoken are the runs of letters and digits of a text.
func spoken(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
