package providers_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
)

var update = flag.Bool("update", false, "write compiled.txt and index.txt anew")

// fromYAML are all entries as the files beside this test have them now.
func fromYAML(t *testing.T) []*providers.Provider {
	t.Helper()
	names, err := fs.Glob(os.DirFS("."), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var list []*providers.Provider
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		entry, found := file.Read(name, data)
		for _, f := range found {
			t.Errorf("%s:%d: %s", f.File, f.Line, f.Message)
		}
		list = append(list, entry.Provider)
	}
	slices.SortFunc(list, func(a, b *providers.Provider) int { return strings.Compare(a.ID, b.ID) })
	if len(list) < 250 {
		t.Fatalf("only %d files were found", len(list))
	}
	return list
}

// TestCompiled holds the two generated files to the YAML files: the same bytes
// that are made of them, and, read back, the same entries.
func TestCompiled(t *testing.T) {
	list := fromYAML(t)
	db, err := providers.New(list)
	if err != nil {
		t.Fatal(err)
	}
	compiled, index := db.Tables()
	if *update {
		for name, text := range map[string]string{"compiled.txt": compiled, "index.txt": index} {
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	builtin := providers.Builtin()
	if c, i := builtin.Tables(); c != compiled || i != index {
		t.Error("compiled.txt or index.txt is not made of the files: run go generate ./providers")
	}
	var ids []string
	for _, want := range list {
		ids = append(ids, want.ID)
		got, err := builtin.ByID(want.ID)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-file +compiled):\n%s", want.ID, diff)
		}
	}
	if diff := cmp.Diff(ids, builtin.IDs()); diff != "" {
		t.Error(diff)
	}
}

// TestEveryWayLeadsBack: whatever an entry lists leads to it.
func TestEveryWayLeadsBack(t *testing.T) {
	db := providers.Builtin()
	for _, p := range fromYAML(t) {
		for _, domain := range p.Domains {
			if got := db.ByDomain(domain); got == nil || got.ID != p.ID {
				t.Errorf("%s does not lead to %s", domain, p.ID)
			}
		}
		for _, s := range p.Servers {
			if got := db.ByServer(s.Host); got == nil && !strings.Contains(s.Host, "{") {
				t.Errorf("%s leads nowhere", s.Host)
			}
		}
		for _, m := range p.MX {
			if m.Suffix == "" {
				continue
			}
			if got := db.ByMX("mx1." + m.Suffix); got == nil || got.ID != p.ID {
				t.Errorf("mx1.%s does not lead to %s", m.Suffix, p.ID)
			}
		}
	}
}

func TestNew(t *testing.T) {
	one := func(id string) *providers.Provider {
		return &providers.Provider{ID: id, Domains: []string{"example.org"}}
	}
	db, err := providers.New([]*providers.Provider{one("b"), one("a-1"), one("a")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "a-1", "b"}, db.IDs()); diff != "" {
		t.Error(diff)
	}
	if p := db.ByDomain("example.org"); p == nil || p.ID != "a" {
		t.Errorf("%+v", p)
	}
	if _, err := db.ByID("c"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a name that nobody has: %v", err)
	}
	for _, ids := range [][]string{{"a", "a"}, {"a-", "b"}, {""}, {"A"}, {"a\tb"}, {"a--b"}, {"a\nb"}} {
		var list []*providers.Provider
		for _, id := range ids {
			list = append(list, one(id))
		}
		if _, err := providers.New(list); err == nil {
			t.Errorf("%q are taken", ids)
		}
	}
	if empty, err := providers.New(nil); err != nil || empty.ByDomain("gmx.de") != nil || len(empty.IDs()) != 0 {
		t.Errorf("an empty database: %v", err)
	}
}
