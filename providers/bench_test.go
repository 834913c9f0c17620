package providers

import "testing"

// BenchmarkLookup is what a look-up costs in a database that was not asked
// before: the search, and the reading of the one entry it leads to.
func BenchmarkLookup(b *testing.B) {
	for _, bm := range []struct {
		name string
		find func(*Database, string) *Provider
		key  string
		hit  bool
	}{
		{"domain", (*Database).ByDomain, "gmx.de", true},
		{"domain-largest", (*Database).ByDomain, "mail.com", true},
		{"domain-miss", (*Database).ByDomain, "nobody.example", false},
		{"mx-suffix", (*Database).ByMX, "mx00.emig.gmx.net", true},
		{"mx-pattern", (*Database).ByMX, "w01a2b3c.kasserver.com", true},
		{"mx-miss", (*Database).ByMX, "mx1.mail.nobody.example", false},
		{"server", (*Database).ByServer, "imap.gmx.net", true},
		{"server-miss", (*Database).ByServer, "imap.nobody.example", false},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if found := bm.find(Builtin(), bm.key) != nil; found != bm.hit {
					b.Fatalf("%s: found %v", bm.key, found)
				}
			}
		})
	}
}
