package pacc

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
)

// TestGolden reads every file of testdata. Beside each name.json stands
// name.want: a line on what the case is for, an empty line, and the result.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			testkit.GoldenCase(t, strings.TrimSuffix(file, ".json")+".want", describe(t, data))
		})
	}
}

// printer writes lines that are easy to review.
type printer struct{ strings.Builder }

func (p *printer) line(parts ...string) {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	p.WriteString(strings.Join(parts, " ") + "\n")
}

func (p *printer) field(name, value string) {
	if value != "" {
		p.line(name, fmt.Sprintf("%q", value))
	}
}

func (p *printer) findings(all []Finding) {
	for _, f := range all {
		dropped := ""
		if f.Dropped {
			dropped = "(dropped)"
		}
		p.line(" ", string(f.ID.Severity()), f.String(), dropped)
	}
}

func describe(t *testing.T, data []byte) string {
	p := &printer{}
	d, err := Parse(data)
	if err != nil {
		var refused *Error
		if !errors.As(err, &refused) || d != nil {
			t.Fatalf("%v, %v", d, err)
		}
		p.line("refused:", string(refused.Fault))
		p.line(" ", refused.Error())
		p.findings(refused.Notes)
		return p.String()
	}
	for _, e := range d.Servers {
		p.line(e.String())
	}
	for _, s := range d.Services {
		p.line(s.Protocol, s.URL, s.Host)
	}
	if d.Password != nil {
		p.line("password", fmt.Sprint(*d.Password))
	}
	p.field("issuer", d.Issuer)
	p.line("token only", fmt.Sprint(d.TokenOnly()))
	p.field("name", d.Name)
	p.field("short name", d.ShortName)
	p.field("documentation", d.Documentation)
	p.field("developer", d.Developer)
	for _, contact := range d.Contacts {
		p.field("contact", contact)
	}
	p.line("notes")
	p.findings(d.Notes)
	return p.String()
}

// Every sort of finding is known, and shown by at least one file of testdata.
func TestFindings(t *testing.T) {
	files, err := filepath.Glob("testdata/*.want")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range strings.Fields(string(data)) {
			shown[word] = true
		}
	}
	ids := IDs()
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			t.Errorf("%s: twice", id)
		}
		if !shown[string(id)] {
			t.Errorf("%s: no file shows it", id)
		}
		if p := id.Phrase(); p == "" || strings.HasSuffix(p, ".") || len(p) > 80 {
			t.Errorf("%s: %q", id, p)
		}
		switch id.Severity() {
		case fact.Error, fact.Warning, fact.Info:
		default:
			t.Errorf("%s: severity %q", id, id.Severity())
		}
	}
	if id := ID("no-such-finding"); id.Phrase() != "" || id.Severity() != fact.Info {
		t.Errorf("an unknown ID: %q %q", id.Phrase(), id.Severity())
	}
}

// Files too large for testdata. None may be believed, and none may cost more
// memory than a few times its size.
func TestParseHostile(t *testing.T) {
	for _, test := range []struct {
		name, in string
		reason   Reason
		memory   uint64
	}{
		{"more than fits", strings.Repeat(" ", 2<<20), TooLarge, 1 << 20},
		{"10,000 arrays", `{"protocols":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + "}", TooLarge, 1 << 20},
		{"10,000 objects", strings.Repeat(`{"protocols":`, 10_000) + "1" + strings.Repeat("}", 10_000), TooLarge, 1 << 20},
		{"many members", `{"protocols":{` + strings.Repeat(`"a":1,`, 50_000) + `"b":1}}`, Duplicate, 1 << 20},
		{"many values", `{"protocols":[` + strings.Repeat("1,", 200_000) + "1]}", TooLarge, 16 << 20},
		{"a long string", `{"info":"` + strings.Repeat("x", 900_000) + `"}`, TooLarge, 16 << 20},
		{"a long number", `{"info":` + strings.Repeat("1", 900_000) + `}`, TooLarge, 16 << 20},
		{"binary", strings.Repeat("\x00\xff\x7f", 100_000), Encoding, 1 << 20},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := []byte(test.in)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Parse(data)
			runtime.ReadMemStats(&after)
			var refused *Error
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
			var refused *Error
			if !errors.As(err, &refused) || d != nil || refused.Line < 1 || refused.Reason == "" || refused.Fault != fact.LookupInvalid {
				t.Fatalf("%#v", err)
			}
			if !fitToPrint(refused.Error()) {
				t.Fatalf("not fit to print: %q", refused.Error())
			}
			checkNotes(t, refused.Notes)
			return
		}
		checkNotes(t, d.Notes)
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

func checkNotes(t *testing.T, all []Finding) {
	t.Helper()
	if len(all) > 40 {
		t.Fatalf("%d notes", len(all))
	}
	for _, f := range all {
		if f.ID.Phrase() == "" || !fitToPrint(f.String()) {
			t.Fatalf("%#v", f)
		}
	}
}

// fitToPrint allows for what stands around a piece of evidence.
func fitToPrint(s string) bool {
	return len(s) < 2*fact.MaxEvidence && utf8.ValidString(s) &&
		!strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}
