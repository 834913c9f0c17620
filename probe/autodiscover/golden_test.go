package autodiscover

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/note/notetest"
)

// TestGolden reads every answer of testdata and compares all that comes of it:
// what Parse makes of it and what Check says, for the mail domain example.com.
func TestGolden(t *testing.T) {
	notetest.Golden(t, ".xml", 60, describeXML)
	notetest.Golden(t, ".json", 20, describeJSON)
}

func describeXML(t *testing.T, _ string, data []byte) string {
	p := &notetest.Printer{}
	a, err := Parse(data)
	if err != nil {
		return p.Refused(t, err)
	}
	only := ""
	if a.ExchangeOnly() {
		only = "(Exchange only)"
	}
	p.Line(string(a.Kind), notetest.Field("name", a.DisplayName), only)
	for _, s := range a.Servers {
		p.Line(" ", s.String(), notetest.Field("login", s.Username()), notetest.Field("domain", s.DomainName), notetest.Field("required", string(s.DomainRequired)),
			notetest.Field("spa", string(s.SPA)), notetest.Field("auth", string(s.AuthRequired)))
	}
	for _, x := range a.Exchange {
		p.Line(" ", x.Type, x.Server)
		for _, link := range x.Links {
			p.Line("   ", link.Name, link.URL)
		}
	}
	if a.Address != (fact.Address{}) {
		p.Line(" ", a.Address.ASCII())
	}
	if a.URL != "" {
		p.Line(" ", a.URL)
	}
	if a.Kind == Failed {
		p.Line(" ", notetest.Field("code", a.Failure.Code), notetest.Field("message", a.Failure.Message))
	}
	p.Line("check")
	p.Notes(Check(a, "example.com"))
	return p.String()
}

func describeJSON(t *testing.T, _ string, data []byte) string {
	p := &notetest.Printer{}
	v, err := ParseJSON(data)
	if err != nil {
		return p.Refused(t, err)
	}
	if v.Failure != (Failure{}) {
		p.Line("error", notetest.Field("code", v.Failure.Code), notetest.Field("message", v.Failure.Message))
		return p.String()
	}
	where := ""
	if Microsoft(v.Host) {
		where = "(Microsoft)"
	}
	p.Line(v.Protocol, v.URL, "at", v.Host, where)
	return p.String()
}
