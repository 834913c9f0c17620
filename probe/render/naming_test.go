package render_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// named is a report whose two servers were named, and are trusted, as a test says.
func named(in, out fact.Check) *probe.Report {
	e := func(p fact.Protocol, port uint16) fact.Endpoint {
		return fact.Endpoint{Protocol: p, Host: string(p) + ".srv.example", Port: port, TLS: fact.Implicit}
	}
	in.Endpoint, out.Endpoint = e(fact.IMAP, 993), e(fact.SMTP, 465)
	return &probe.Report{
		Address: fact.Address{Typed: "anna@srv.example", Local: "anna", Domain: "srv.example"}, Status: probe.Verified,
		Incoming: &fact.Setting{Endpoint: in.Endpoint, Source: fact.SourceTXT, Verified: true},
		Outgoing: &fact.Setting{Endpoint: out.Endpoint, Source: fact.SourceTXT, Verified: true},
		Checks:   []fact.Check{in, out},
	}
}

// The settings come with the way by which their hosts were named and the ground on
// which they are trusted; what holds of both is said once.
func TestTextNaming(t *testing.T) {
	file := []string{"srv.example TXT", "https://files.srv.example/settings.xml"}
	own := fact.Trust{Reason: fact.TrustOwnDomain}
	gmx := fact.Trust{Reason: fact.TrustProviderMX, Provider: "GMX"}
	for _, tt := range []struct {
		name    string
		in, out fact.Check
		lang    text.Lang
		want    []string
	}{
		{"nothing known", fact.Check{}, fact.Check{}, text.English, nil},
		{"a record that the source names already", fact.Check{Trail: file[:1]}, fact.Check{Trail: file[:1]}, text.English, nil},
		{"the same for both", fact.Check{Trail: file, Trust: own}, fact.Check{Trail: file, Trust: own}, text.English, []string{
			"named by srv.example TXT → https://files.srv.example/settings.xml",
			"name trusted: in the domain of the address",
		}},
		{"different", fact.Check{Trail: file, Trust: own}, fact.Check{Trail: file, Trust: gmx}, text.German, []string{
			"genannt von srv.example TXT → https://files.srv.example/settings.xml",
			"Empfangen   Name vertrauenswürdig: in der Domain der Adresse",
			"Senden      Name vertrauenswürdig: als Server von GMX bekannt, wohin der MX-Eintrag der Domain führt",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := (render.Text{Lang: tt.lang, Width: 120}).Answer(&out, named(tt.in, tt.out)); err != nil {
				t.Fatal(err)
			}
			_, after, _ := strings.Cut(out.String(), text.Provenance(fact.SourceTXT, "", tt.lang))
			_, after, _ = strings.Cut(after, "\n")
			var got []string
			for line := range strings.Lines(after) {
				got = append(got, strings.TrimSpace(line))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Programs get the codes, for every server and setting, and the schema knows each.
func TestJSONNaming(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	schema, err := compiler.Compile("../../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, reason := range append(fact.TrustReasons(), "") {
		r := reportOf(t, "srv.example", probetest.Password)
		for i := range r.Checks {
			r.Checks[i].Trust = fact.Trust{Reason: reason, Provider: "GMX"}
		}
		var out bytes.Buffer
		if err := (render.JSON{}).Report(&out, r); err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(document); err != nil {
			t.Errorf("%q: %v", reason, err)
		}
		type naming struct {
			Trail  []string
			Trust  fact.TrustState
			Reason fact.TrustReason `json:"trust_reason"`
		}
		var read struct {
			Settings struct{ Incoming, Outgoing naming }
			Checks   []naming
		}
		if err := json.Unmarshal(out.Bytes(), &read); err != nil {
			t.Fatal(err)
		}
		if got := read.Settings.Incoming.Trail; !slices.Equal(got, []string{"_imaps._tcp.srv.example SRV"}) {
			t.Errorf("trail %q", got)
		}
		for _, n := range append(read.Checks, read.Settings.Incoming, read.Settings.Outgoing) {
			if n.Reason != reason || n.Trust != reason.State() || n.Trail == nil {
				t.Errorf("%q: %+v", reason, n)
			}
		}
	}
}
