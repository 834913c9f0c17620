package file_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
)

func TestRead(t *testing.T) {
	entry, found := file.Read("some/where/example.yaml", []byte(`# a comment
name: "163"
kind: mailbox
domains: [example.org, example.net]
mx:
  - mx.example.org
  - {suffix: mx.example.net}
  - {pattern: 'w[0-9]\.example\.com'}
username: address
auth: [password]
servers:
  - {protocol: imap, host: imap.example.org, port: 993, tls: implicit}
  - protocol: smtp
    host: "{mx}"
    port: 2525
    tls: starttls
    username: ""
    auth: [oauth2, password]
    remark: their own port
needs: [{need: enable-access, link: "https://example.org/on"}]
help: [https://example.org/]
checked: 2026-11-21
evidence: >-
  folded
  text
`))
	if len(found) > 0 {
		t.Fatal(found)
	}
	want := &providers.Provider{
		ID: "example", Name: "163", Kind: providers.Mailbox,
		Domains: []string{"example.org", "example.net"},
		MX:      []providers.MXPattern{{Suffix: "mx.example.org"}, {Suffix: "mx.example.net"}, {Pattern: `w[0-9]\.example\.com`}},
		Servers: []providers.Server{
			{Protocol: fact.IMAP, Host: "imap.example.org", Port: 993, TLS: fact.Implicit, Username: "address", Auth: []providers.Auth{providers.Password}},
			{Protocol: fact.SMTP, Host: "{mx}", Port: 2525, TLS: fact.STARTTLS, Auth: []providers.Auth{providers.OAuth2, providers.Password}, Remark: "their own port"},
		},
		Needs: []providers.Need{{Need: fact.NeedEnableAccess, Link: "https://example.org/on"}},
		Help:  []string{"https://example.org/"}, Checked: "2026-11-21", Evidence: "folded text",
	}
	if diff := cmp.Diff(want, entry.Provider); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for path, at := range map[string]string{
		"": "2:1", "domains[1]": "4:24", "servers[1].port": "15:11", "servers[0].port": "12:52",
		"servers[0].username": "12:5", "nothing[3].here": "2:1", "mx[2].pattern": "8:15",
	} {
		f := entry.At(path, fact.Rule{}, "", "")
		if got := fmt.Sprintf("%d:%d", f.Line, f.Column); got != at {
			t.Errorf("%q is at %s, want %s", path, got, at)
		}
	}
}

// TestWrite: every entry there is survives being written and read.
func TestWrite(t *testing.T) {
	db := providers.Builtin()
	for _, id := range db.IDs() {
		p, err := db.ByID(id)
		if err != nil {
			t.Fatal(err)
		}
		roundTrip(t, p)
	}
	for _, text := range []string{"163", "true", "~", "no", "2026-11-21", "a: b", "- a", "#", "'", `"`, "{a}", "é…", "*a", "&a", "%a", "a #b", " a ", "0x1f", "<<"} {
		roundTrip(t, &providers.Provider{ID: "a", Kind: providers.Gateway, Name: text, Evidence: text, Domains: []string{text}, Help: []string{text}})
	}
}

func roundTrip(t *testing.T, p *providers.Provider) {
	t.Helper()
	data, err := file.Write(p)
	if err != nil {
		t.Fatal(err)
	}
	entry, found := file.Read(p.ID+".yaml", data)
	if len(found) > 0 {
		t.Errorf("%s: %v\n%s", p.ID, found, data)
		return
	}
	if diff := cmp.Diff(p, entry.Provider); diff != "" {
		t.Errorf("%s (-want +got):\n%s\n%s", p.ID, diff, data)
	}
}

func TestWriteLooks(t *testing.T) {
	p, err := providers.Builtin().ByID("gmx")
	if err != nil {
		t.Fatal(err)
	}
	data, err := file.Write(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"name: GMX\n", "  - gmx.de\n", "mx: [gmx.net]\n", "username: address\n", "auth: [password]\n",
		"  - {protocol: imap, host: imap.gmx.net, port: 993, tls: implicit}\n", "checked: 2026-11-21\n",
	} {
		if !strings.Contains(string(data), line) {
			t.Errorf("it has no line %q:\n%s", line, data)
		}
	}
}

// TestHostile: files that are made to cost much cost little.
func TestHostile(t *testing.T) {
	for name, data := range map[string]string{
		"a million lines":     strings.Repeat("\n", 1_000_000),
		"a hundred megabytes": strings.Repeat("x", 100<<20),
		"deep brackets":       strings.Repeat("[", file.MaxSize),
		"deep braces":         strings.Repeat("{a: ", file.MaxSize/4),
		"deep indents":        strings.Repeat("- ", file.MaxSize/2),
		"questions":           strings.Repeat("? ", file.MaxSize/2),
		"comments":            strings.Repeat("#\n", file.MaxSize/2),
		"comments, nested":    "a:\n" + strings.Repeat(" #\n", file.MaxSize/4),
		"many keys":           strings.Repeat("a: b\n", file.MaxSize/5),
		"many servers":        "servers:\n" + strings.Repeat("- {}\n", file.MaxSize/6),
		"many documents":      strings.Repeat("---\n", file.MaxSize/4),
		"long key":            strings.Repeat("a", file.MaxSize/2) + ": b",
		"long folded text":    "nome: >\n" + strings.Repeat("  a\n\n", file.MaxSize/6),
		"colons":              strings.Repeat("a:\n", file.MaxSize/3),
		"quotes":              "name: \"" + strings.Repeat(`\n`, file.MaxSize/3),
		"aliases":             "name: &a x\ndomains: [" + strings.Repeat("*a, ", file.MaxSize/5) + "]",
		"NUL":                 strings.Repeat("\x00", 100),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, found := file.Read("hostile.yaml", []byte(data))
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if len(found) == 0 || len(found) > 100 {
			t.Errorf("%s: %d findings", name, len(found))
		}
		// What takes milliseconds takes a second under the race detector on a busy
		// machine; what is quadratic in 64 KiB would take minutes.
		if took > 10*time.Second {
			t.Errorf("%s: %v", name, took)
		}
		// The text itself was copied once, to bytes.
		if used := after.TotalAlloc - before.TotalAlloc - uint64(len(data)); used > 100<<20 {
			t.Errorf("%s: %d MiB", name, used>>20)
		}
		t.Logf("%-20s %8v %3d findings", name, took.Round(time.Microsecond), len(found))
	}
}

// FuzzRead: no input hurts; what is read without a finding can be written, read
// again, and is then written as before.
func FuzzRead(f *testing.F) {
	names, err := fs.Glob(providers.Files(), "[g-i]*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(providers.Files(), name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		entry, found := file.Read("entry.yaml", data)
		for _, x := range found {
			if x.Rule == "" || x.Message == "" || x.Remedy == "" {
				t.Errorf("%+v", x)
			}
		}
		if len(found) > 0 {
			return
		}
		once, err := file.Write(entry.Provider)
		if err != nil {
			t.Fatal(err)
		}
		back, found := file.Read("entry.yaml", once)
		for _, x := range found {
			t.Errorf("written, and then %s: %s\n%s", x.Rule, x.Message, once)
		}
		twice, err := file.Write(back.Provider)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(once, twice) {
			t.Errorf("%s\nand then\n%s", once, twice)
		}
	})
}

// Whatever is wrong with a file as a whole, a line tells where to look.
func TestEveryFaultHasALine(t *testing.T) {
	for name, tt := range map[string]struct {
		data string
		line int
	}{
		"a million lines": {"name: x\n" + strings.Repeat("k: 1\n", 1_000_000), (file.MaxSize-len("name: x\n"))/len("k: 1\n") + 2},
		"one long line":   {strings.Repeat("x", file.MaxSize+1), 1},
		"not text":        {"name: x\nhelp: \xff\n", 2},
		"empty":           {"", 1},
		"a tab":           {"name: x\n\tdomains: [a]\n", 2},
		"deep":            {strings.Repeat("[", 20_000), 1},
		"control":         {"name: x\nhelp: a\x01b\n", 2},
	} {
		_, found := file.Read("a.yaml", []byte(tt.data))
		if len(found) == 0 || found[0].Line == 0 {
			t.Errorf("%s: no line: %+v", name, found)
			continue
		}
		if found[0].Line != tt.line || found[0].Remedy == "" {
			t.Errorf("%s: line %d, want %d: %+v", name, found[0].Line, tt.line, found[0])
		}
	}
}
