package convert

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/internal/collect"
)

// maxSize is what a reader of autoconfig files takes, in bytes.
const maxSize = 1 << 20

// Files makes entries of autoconfig files and of folders of them. Of a checkout
// of Thunderbird's provider database, the top folder will do. IDs differ, and a
// domain goes to the first file that has it. The error is of a path that is not
// there, or a folder without a file.
func Files(paths []string, today time.Time) ([]*providers.Provider, []fact.Finding, error) {
	collector := collect.Collector{Wanted: isConfig, Limit: maxSize}
	files, err := collector.Paths(inCheckout(paths))
	if err != nil {
		return nil, nil, err
	}
	m := &merger{ids: map[string]bool{}, claimed: map[string]string{}}
	for _, f := range files {
		m.add(f, today)
	}
	return m.list, m.found, nil
}

// inCheckout leads to the folder of a checkout that has the files.
func inCheckout(paths []string) []string {
	var found []string
	for _, path := range paths {
		if below := filepath.Join(path, "ispdb"); isDir(below) {
			path = below
		}
		found = append(found, path)
	}
	return found
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// isConfig takes every file: as they are served, they have the names of domains.
// What else lies in such a folder tells itself apart by its content.
func isConfig(name string) bool { return !strings.HasPrefix(name, ".") }

// merger puts entries beside each other.
type merger struct {
	list    []*providers.Provider
	found   []fact.Finding
	ids     map[string]bool
	claimed map[string]string // domain or MX suffix → ID
}

func (m *merger) add(f collect.File, today time.Time) {
	c := &converter{file: f.Name}
	switch {
	case f.Err != nil:
		c.report(noEntry, 0, "make it a plain file that may be read", "cannot be read: %v", f.Err)
	case !f.Named && filepath.Ext(f.Name) != ".xml" && !bytes.Contains(f.Data, []byte("<clientConfig")):
		// A licence, a script: the folder is not only for files of this sort.
	default:
		var p *providers.Provider
		p, c.found = File(f.Name, f.Data, today)
		if p != nil {
			m.merge(c, p)
		}
	}
	m.found = append(m.found, c.found...)
}

// merge settles who has an ID and a domain.
func (m *merger) merge(c *converter, p *providers.Provider) {
	p.Domains = slices.DeleteFunc(p.Domains, func(domain string) bool { return m.taken(c, "domain ", domain) })
	p.MX = slices.DeleteFunc(p.MX, func(mx providers.MXPattern) bool { return m.taken(c, "MX pattern ", mx.Suffix) })
	if len(p.Domains) == 0 && len(p.MX) == 0 {
		c.report(noEntry, 0, "nothing to do, or merge the files by hand", "no domain is left that no other file claims")
		return
	}
	id := p.ID
	for n := 2; m.ids[p.ID]; n++ {
		p.ID = fmt.Sprintf("%s-%d", id, n)
	}
	if p.ID != id {
		c.report(renamed, 0, "give the file a better name", "another file makes an entry %s; this one is called %s", id, p.ID)
	}
	m.ids[p.ID] = true
	for _, domain := range p.Domains {
		m.claimed["domain "+domain] = p.ID
	}
	for _, mx := range p.MX {
		m.claimed["MX pattern "+mx.Suffix] = p.ID
	}
	m.list = append(m.list, p)
}

func (m *merger) taken(c *converter, what, name string) bool {
	other, taken := m.claimed[what+name]
	if taken {
		c.report(domainDropped, 0, "nothing to do, or correct the entry "+other, "dropped the %s%s: the entry %s has it", what, name, other)
	}
	return taken
}
