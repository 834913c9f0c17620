package render_test

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/internal/testkit/prober"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// auditOf judges ready-made domains.
func auditOf(t *testing.T, l text.Lang, domains ...string) *audit.Report {
	t.Helper()
	var report *audit.Report
	testkit.Bubble(t, func(t *testing.T, i *probetest.Internet) {
		d := audit.Domains{Prober: prober.On(i)}
		subjects, err := d.Check(context.Background(), domains)
		if err != nil {
			t.Fatal(err)
		}
		report = audit.NewReport(render.Word(subjects, l), nil)
	}, domains...)
	return report
}

func auditSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for _, name := range []string{"report.schema.json", "audit.schema.json"} {
		data, err := os.ReadFile("../../docs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource("https://github.com/mailprobe/mailprobe/docs/"+name, document); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := compiler.Compile("https://github.com/mailprobe/mailprobe/docs/audit.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// The JSON of an audit keeps to its schema, whatever the domain.
func TestAuditKeepsToTheSchema(t *testing.T) {
	schema := auditSchema(t)
	var domains []string
	for _, d := range probetest.Domains() {
		domains = append(domains, d.Name)
	}
	for name, a := range map[string]*audit.Report{
		"sample": sampleAudit(), "nothing": audit.NewReport(nil, nil), "domains": auditOf(t, text.German, domains...),
	} {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(written(t, render.Audit.JSON, a)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(document); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What people read of a domain, whole.
func TestAuditText(t *testing.T) {
	for _, l := range []text.Lang{text.English, text.German} {
		var out strings.Builder
		page := render.Text{Lang: l}
		if err := page.Audit(&out, auditOf(t, l, "moved.example", "expired.example"), true); err != nil {
			t.Fatal(err)
		}
		if left := regexp.MustCompile(`\{[a-z]+\}`).FindString(out.String()); left != "" {
			t.Errorf("%s was not filled in", left)
		}
		testkit.Golden(t, "testdata/audit-domains."+string(l)+".txt", out.String())
	}
	var out strings.Builder
	if err := (render.Text{}).Audit(&out, sampleAudit(), false); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "testdata/audit-sample.en.txt", out.String())
}
