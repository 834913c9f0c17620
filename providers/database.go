package providers

import (
	"embed"
	"fmt"
	"io/fs"
	"iter"
	"strings"
	"sync"
)

// Database finds entries. It is safe for concurrent use. The providers that it
// hands out are shared: callers must not change them.
type Database struct {
	compiled, index table

	mu   sync.Mutex
	read map[string]*Provider
}

//go:embed *.yaml
var files embed.FS

//go:embed compiled.txt
var compiled string

//go:embed index.txt
var index string

// Builtin is the database that comes with the program.
func Builtin() *Database { return newDatabase(table(compiled), table(index)) }

// New is a database of the given entries. Their IDs must be legal and differ;
// where two claim one domain, the first by ID has it.
func New(list []*Provider) (*Database, error) {
	compiled, err := compile(list)
	if err != nil {
		return nil, err
	}
	return newDatabase(compiled, indexOf(list)), nil
}

func newDatabase(compiled, index table) *Database {
	return &Database{compiled: compiled, index: index, read: map[string]*Provider{}}
}

// Files are the built-in entries as they are kept: ID.yaml each.
func Files() fs.FS { return files }

// IDs are those of all entries, in order.
func (d *Database) IDs() []string {
	var ids []string
	for line := range d.compiled.with("") {
		id, _, _ := strings.Cut(line, "\t")
		ids = append(ids, id)
	}
	return ids
}

// ByID is one entry by its name. The error wraps [fs.ErrNotExist] where there is
// none.
func (d *Database) ByID(id string) (*Provider, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p, done := d.read[id]; done {
		return p, nil
	}
	for line := range d.compiled.with(id + "\t") {
		p, err := parseRecord(line)
		if err != nil {
			return nil, fmt.Errorf("provider %s: %w", id, err)
		}
		d.read[id] = p
		return p, nil
	}
	return nil, fmt.Errorf("provider %q: %w", id, fs.ErrNotExist)
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
		for id := range d.ways(kindMX, suffix) {
			if p := d.known(id); p != nil && p.takes(host) {
				return p
			}
		}
		_, rest, more := strings.Cut(suffix, ".")
		if !more {
			return nil
		}
		suffix = rest
	}
}

func (p *Provider) takes(host string) bool {
	for _, m := range p.MX {
		if m.Matches(host) {
			return true
		}
	}
	return false
}

func (d *Database) find(k kind, key string) *Provider {
	for id := range d.ways(k, key) {
		if p := d.known(id); p != nil {
			return p
		}
	}
	return nil
}

// ways yields the entries that a key leads to.
func (d *Database) ways(k kind, key string) iter.Seq[string] {
	return func(yield func(string) bool) {
		prefix := k.prefix(key)
		for line := range d.index.with(prefix) {
			if !yield(line[len(prefix):]) {
				return
			}
		}
	}
}

// known is an entry that the index names. One that cannot be read is in no built
// program, for a test reads them all, and New wrote its own.
func (d *Database) known(id string) *Provider {
	p, err := d.ByID(id)
	if err != nil {
		return nil
	}
	return p
}
