package providers

import (
	"embed"
	"strings"
	"sync"
)

// Database finds entries. It is safe for concurrent use.
type Database struct {
	index string
	read  func(id string) ([]byte, error)

	mu     sync.Mutex
	parsed map[string]*Provider
}

//go:embed *.yaml
var files embed.FS

//go:embed index.txt
var index string

// Builtin is the database that comes with the program.
func Builtin() *Database {
	return &Database{
		index:  index,
		read:   func(id string) ([]byte, error) { return files.ReadFile(id + ".yaml") },
		parsed: map[string]*Provider{},
	}
}

// IDs are those of all entries, in order.
func (d *Database) IDs() []string {
	var ids []string
	entries, _ := files.ReadDir(".")
	for _, e := range entries {
		ids = append(ids, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return ids
}

// ByID is one entry by its name.
func (d *Database) ByID(id string) (*Provider, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p, done := d.parsed[id]; done {
		return p, nil
	}
	data, err := d.read(id)
	if err != nil {
		return nil, err
	}
	p, err := Parse(id, data)
	if err != nil {
		return nil, err
	}
	d.parsed[id] = p
	return p, nil
}

// ByDomain is the provider of a mail domain, or nil.
func (d *Database) ByDomain(domain string) *Provider {
	return d.find(kindDomain, domain)
}

// ByServer is the provider that lists a host as one of its servers, or nil.
func (d *Database) ByServer(host string) *Provider {
	return d.find(kindHost, host)
}

// ByMX is the provider that an MX host belongs to, or nil. The longest suffix
// that is known decides, so that a provider can have a name below another's.
func (d *Database) ByMX(host string) *Provider {
	for suffix := host; ; {
		for _, id := range d.lookup(kindMX, suffix) {
			p, err := d.ByID(id)
			if err != nil {
				continue
			}
			for _, m := range p.MX {
				if m.Matches(host) {
					return p
				}
			}
		}
		_, rest, more := strings.Cut(suffix, ".")
		if !more {
			return nil
		}
		suffix = rest
	}
}

func (d *Database) find(k kind, key string) *Provider {
	for _, id := range d.lookup(k, key) {
		// An entry that does not parse cannot be in a built program: a test
		// parses them all.
		if p, err := d.ByID(id); err == nil {
			return p
		}
	}
	return nil
}
