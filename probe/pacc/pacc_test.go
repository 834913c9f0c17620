package pacc

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/note/notetest"
)

// TestGolden reads every file of testdata.
func TestGolden(t *testing.T) { notetest.Golden(t, ".json", 40, describe) }

func describe(t *testing.T, _ string, data []byte) string {
	p := &notetest.Printer{}
	d, err := Parse(data)
	if err != nil {
		return p.Refused(t, err)
	}
	for _, e := range d.Servers {
		p.Line(e.String())
	}
	for _, s := range d.Services {
		p.Line(s.Protocol, s.URL, s.Host)
	}
	if d.Password != nil {
		p.Line("password", fmt.Sprint(*d.Password))
	}
	p.Line(notetest.Field("issuer", d.Issuer))
	p.Line("token only", fmt.Sprint(d.TokenOnly()))
	p.Line(notetest.Field("name", d.Name))
	p.Line(notetest.Field("short name", d.ShortName))
	p.Line(notetest.Field("documentation", d.Documentation))
	p.Line(notetest.Field("developer", d.Developer))
	for _, contact := range d.Contacts {
		p.Line(notetest.Field("contact", contact))
	}
	p.Line("check example.com")
	p.Notes(Check(d, "example.com"))
	return p.String()
}

// Files too large for testdata. None may be believed, and none may cost more
// memory than a few times its size.
func TestParseHostile(t *testing.T) {
	for _, test := range []struct {
		name, in string
		reason   string
		memory   uint64
	}{
		{"more than fits", strings.Repeat(" ", 2<<20), "limit", 1 << 20},
		{"10,000 arrays", `{"protocols":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + "}", "limit", 1 << 20},
		{"10,000 objects", strings.Repeat(`{"protocols":`, 10_000) + "1" + strings.Repeat("}", 10_000), "limit", 1 << 20},
		{"many members", `{"protocols":{` + strings.Repeat(`"a":1,`, 50_000) + `"b":1}}`, "duplicate", 1 << 20},
		{"many values", `{"protocols":[` + strings.Repeat("1,", 200_000) + "1]}", "limit", 16 << 20},
		{"a long string", `{"info":"` + strings.Repeat("x", 900_000) + `"}`, "limit", 16 << 20},
		{"a long number", `{"info":` + strings.Repeat("1", 900_000) + `}`, "limit", 16 << 20},
		{"binary", strings.Repeat("\x00\xff\x7f", 100_000), "encoding", 1 << 20},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := []byte(test.in)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Parse(data)
			runtime.ReadMemStats(&after)
			var refused *fact.FileError
			if !errors.As(err, &refused) || refused.Reason != test.reason {
				t.Errorf("%.200v, want %s", err, test.reason)
			}
			if len(err.Error()) > 1000 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > test.memory {
				t.Errorf("allocated %d bytes", used)
			}
		})
	}
}

// However much a file holds, little is said of it.
func TestNotesAreFew(t *testing.T) {
	d, err := Parse([]byte(`{"protocols":{"imap":{"host":"imap.example.com"}},"info":{"help":{"contact":[` + strings.Repeat(`"x",`, 15_000) + `1]}}}`))
	if err != nil || len(d.Notes) > 10 || len(d.Contacts) != 0 {
		t.Errorf("%+v, %v", d, err)
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Parse(data)
		if err != nil {
			if d != nil {
				t.Fatalf("%v and %v", d, err)
			}
			notetest.Hold(t, nil, err)
			return
		}
		notetest.Hold(t, d.Notes, nil)
		checkServers(t, d)
		if checked.Text(d.Name, MaxName) != d.Name || checked.Text(d.ShortName, maxShortName) != d.ShortName {
			t.Fatalf("names %q, %q", d.Name, d.ShortName)
		}
		for _, link := range append([]string{d.Documentation, d.Developer}, d.Contacts...) {
			if u, err := checked.URL(link, "https", "http"); link != "" && (err != nil || u.String() != link) {
				t.Fatalf("link %q: %v", link, err)
			}
		}
	})
}

// checkServers holds the file to what a caller relies on.
func checkServers(t *testing.T, d *Document) {
	t.Helper()
	if len(d.Servers)+len(d.Services) == 0 || len(d.Servers) > 3 || len(d.Services) > 5 {
		t.Fatalf("%v, %v", d.Servers, d.Services)
	}
	ports := map[fact.Protocol]uint16{fact.IMAP: 993, fact.POP3: 995, fact.SMTP: 465}
	for _, e := range d.Servers {
		if host, err := fact.ToASCII(e.Host); err != nil || host != e.Host || e.Port != ports[e.Protocol] || e.TLS != fact.Implicit {
			t.Fatalf("%+v: %v", e, err)
		}
	}
	for _, s := range d.Services {
		if u, err := checked.URL(s.URL, "https"); s.Protocol != "managesieve" && (err != nil || u.String() != s.URL) {
			t.Fatalf("%+v: %v", s, err)
		}
		if host, err := fact.ToASCII(s.Host); s.Protocol == "managesieve" && (err != nil || host != s.Host) {
			t.Fatalf("%+v: %v", s, err)
		}
	}
	if u, err := checked.URL(d.Issuer, "https"); d.Issuer != "" && (err != nil || u.String() != d.Issuer) {
		t.Fatalf("issuer %q: %v", d.Issuer, err)
	}
}
