package autodiscover

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
)

// TestGolden reads every answer of testdata and compares all that comes of it:
// what Parse makes of it and what Check says, for the mail domain example.com.
// Beside each name.xml or name.json stands name.want: a line on what the case is
// for, an empty line, and the result.
func TestGolden(t *testing.T) {
	for ext, least := range map[string]int{".xml": 60, ".json": 20} {
		files, err := filepath.Glob("testdata/*" + ext)
		if err != nil || len(files) < least {
			t.Fatalf("%d cases, %v", len(files), err)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) { golden(t, file, strings.TrimSuffix(file, ext)+".want") })
		}
	}
}

func golden(t *testing.T, file, expectation string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	describe := describeXML
	if filepath.Ext(file) == ".json" {
		describe = describeJSON
	}
	testkit.GoldenCase(t, expectation, describe(t, data))
}

// printer writes lines that are easy to review.
type printer struct{ strings.Builder }

func (p *printer) line(parts ...string) {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	p.WriteString(strings.Join(parts, " ") + "\n")
}

func field(name, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf("%s=%q", name, value)
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

func (p *printer) refused(t *testing.T, err error) {
	var refused *Error
	if !errors.As(err, &refused) {
		t.Fatal(err)
	}
	p.line("refused:", string(refused.Fault))
	p.line(" ", refused.Error())
	p.findings(refused.Notes)
}

func describeXML(t *testing.T, data []byte) string {
	p := &printer{}
	a, err := Parse(data)
	if err != nil {
		p.refused(t, err)
		return p.String()
	}
	only := ""
	if a.ExchangeOnly() {
		only = "(Exchange only)"
	}
	p.line(string(a.Kind), field("name", a.DisplayName), only)
	for _, s := range a.Servers {
		p.line(" ", s.String(), field("login", s.Username()), field("domain", s.DomainName), field("required", string(s.DomainRequired)),
			field("spa", string(s.SPA)), field("auth", string(s.AuthRequired)))
	}
	for _, x := range a.Exchange {
		p.line(" ", x.Type, x.Server)
		for _, link := range x.Links {
			p.line("   ", link.Name, link.URL)
		}
	}
	if a.Address != (fact.Address{}) {
		p.line(" ", a.Address.ASCII())
	}
	if a.URL != "" {
		p.line(" ", a.URL)
	}
	if a.Kind == Failed {
		p.line(" ", field("code", a.Failure.Code), field("message", a.Failure.Message))
	}
	p.line("check")
	p.findings(Check(a, "example.com"))
	return p.String()
}

func describeJSON(t *testing.T, data []byte) string {
	p := &printer{}
	v, err := ParseJSON(data)
	if err != nil {
		p.refused(t, err)
		return p.String()
	}
	if v.Failure != (Failure{}) {
		p.line("error", field("code", v.Failure.Code), field("message", v.Failure.Message))
		return p.String()
	}
	where := ""
	if Microsoft(v.Host) {
		where = "(Microsoft)"
	}
	p.line(v.Protocol, v.URL, "at", v.Host, where)
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
