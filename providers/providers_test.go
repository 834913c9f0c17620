package providers

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestLookup(t *testing.T) {
	db := Builtin()
	id := func(p *Provider) string {
		if p == nil {
			return ""
		}
		return p.ID
	}
	for _, tt := range []struct {
		name string
		find func(string) *Provider
		key  string
		want string
	}{
		{"domain", db.ByDomain, "gmx.de", "gmx"},
		{"domain", db.ByDomain, "web.de", "webde"},
		{"no subdomain", db.ByDomain, "sub.gmx.de", ""},
		{"no substring", db.ByDomain, "gmx.d", ""},
		{"before the first line", db.ByDomain, "", ""},
		{"two lines at once", db.ByDomain, "gmx.biz gmx\nd gmx.ch", ""},
		{"server", db.ByServer, "imap.gmx.net", "gmx"},
		{"not a server", db.ByServer, "imap.gmx.net.example", ""},
		{"mx", db.ByMX, "mx00.emig.gmx.net", "gmx"},
		{"mx", db.ByMX, "aspmx.l.google.com", "gmail"},
		{"mx of Microsoft 365", db.ByMX, "firma-de.mail.protection.outlook.com", "microsoft365"},
		{"mx of Outlook.com", db.ByMX, "outlook-com.olc.protection.outlook.com", "outlook-com"},
		{"mx suffix is whole labels", db.ByMX, "evilgmx.net", ""},
		{"last line of the index", db.ByMX, "mta7.am0.yahoodns.net", "yahoo"},
	} {
		if got := id(tt.find(tt.key)); got != tt.want {
			t.Errorf("%s: %q leads to %q, want %q", tt.name, tt.key, got, tt.want)
		}
	}
}

// Whoever reads mail by token only takes no password on web pages either.
func TestReadsByTokenOnly(t *testing.T) {
	db := Builtin()
	for id, want := range map[string]bool{
		"microsoft365": true, "microsoft365-21vianet": true, "outlook-com": true,
		"gmail": false, "gmx": false, "cloudflare": false,
	} {
		p, err := db.ByID(id)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.ReadsByTokenOnly(); got != want {
			t.Errorf("%s: %t", id, got)
		}
	}
}

func TestPatternKey(t *testing.T) {
	for pattern, want := range map[string]string{
		`w0[0-9a-f]+\.kasserver\.com`: "kasserver.com",
		`mx[0-9]*\.example\.net`:      "example.net",
	} {
		if got := (MXPattern{Pattern: pattern}).Key(); got != want {
			t.Errorf("%s is found under %q, want %q", pattern, got, want)
		}
	}
}

func TestUsernameForm(t *testing.T) {
	a, err := fact.ParseAddress("Anna@BÜCHER.example")
	if err != nil {
		t.Fatal(err)
	}
	for form, want := range map[UsernameForm]string{
		"address":          "Anna@xn--bcher-kva.example",
		"local":            "Anna",
		"{local}.{domain}": "Anna.xn--bcher-kva.example",
		"":                 "",
	} {
		if got := form.For(a); got != want {
			t.Errorf("%q makes %q, want %q", form, got, want)
		}
	}
}
