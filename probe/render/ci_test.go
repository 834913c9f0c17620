package render_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/citest"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// nasty is what a server or a file name may bring along.
const nasty = "50% off::error file=x,line=1::]]></failure>\x1b[31m<a>&\"'\r\n\u202eend"

// sampleAudit has one subject of each sort, and an ill-meaning one.
func sampleAudit() *audit.Report {
	problem := func(code fact.Code, severity fact.Severity, line int, where string) audit.Problem {
		return audit.Problem{
			Problem: fact.Problem{
				Code: code, Severity: severity, Where: where, Evidence: "not after 2026-11-01",
				Args: map[string]string{"host": "imap.b.example", "port": "993", "until": "2026-11-01", "names": "x", "days": "3"},
			},
			File: "lists/b, c:d.yaml", Line: line, Column: 5,
		}
	}
	hostile := problem(fact.PortRefused, fact.Error, 0, "imap://"+nasty)
	hostile.File, hostile.Evidence, hostile.Args["host"] = "", nasty, nasty
	known := problem(fact.TLSTooOld, fact.Error, 30, "smtps://smtp.b.example:465")
	baseline := &audit.Baseline{Marks: []audit.Mark{
		audit.MarkOf("b", fact.Finding{File: known.File, Rule: string(known.Code), Subject: known.Where}),
		audit.MarkOf("a", fact.Finding{File: "lists/a.yaml", Rule: "port-refused", Subject: "imaps://imap.a.example:993"}),
		audit.MarkOf("d", fact.Finding{File: "lists/d.yaml", Rule: "port-refused", Subject: "imaps://imap.d.example:993"}),
	}}
	r := audit.NewReport(render.Word([]audit.Subject{
		{Name: "a", File: "lists/a.yaml", Line: 1},
		{Name: "b", File: "lists/b, c:d.yaml", Line: 1, Problems: []audit.Problem{
			problem(fact.CertificateExpired, fact.Error, 12, "imaps://imap.b.example:993"),
			problem(fact.CertificateExpiresSoon, fact.Warning, 13, "smtps://smtp.b.example:465"),
			problem(fact.PACCMissing, fact.Info, 14, "b.example"),
			known,
		}},
		{Name: "c", Problems: []audit.Problem{hostile}},
		{Name: "d", Untested: true, Problems: []audit.Problem{problem(fact.DNSTimeout, fact.Error, 3, "imaps://imap.d.example:993")}},
	}, text.English), baseline)
	r.Start, r.Took = time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC), 1500*time.Millisecond
	return r
}

func written(t *testing.T, format func(render.Audit, io.Writer, *audit.Report) error, r *audit.Report) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := format(render.Audit{Lang: text.English, Command: "mailprobe providers check", Version: "v1.2.3"}, &out, r); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestGitHub(t *testing.T) {
	found := citest.GitHub(t, written(t, render.Audit.GitHub, sampleAudit()))
	if len(found) != 5 {
		t.Fatalf("%d annotations, want 5: %q", len(found), found)
	}
	want := map[string]string{"file": "lists/b, c:d.yaml", "line": "12", "col": "5", "title": "certificate-expired"}
	if diff := cmp.Diff(want, found[0].Properties); diff != "" || found[0].Command != "error" {
		t.Errorf("%s: %s", found[0].Command, diff)
	}
	if found[1].Command != "warning" || found[2].Command != "notice" {
		t.Errorf("the severities are lost: %q", found[1:3])
	}
	if hostile := found[3]; !strings.Contains(hostile.Text, "50% off::error file=x") || strings.ContainsAny(hostile.Text, "\x1b\u202e") {
		t.Errorf("%q", hostile.Text)
	}
	if want := map[string]string{"title": "port-refused"}; !cmp.Equal(found[3].Properties, want) {
		t.Errorf("a finding without a file has %v", found[3].Properties)
	}
}

func TestSARIF(t *testing.T) {
	report := citest.SARIF(t, written(t, render.Audit.SARIF, sampleAudit()))
	results := report.Runs[0].Results
	if len(results) != 5 {
		t.Fatalf("%d results, want 5", len(results))
	}
	at := results[0].Locations[0].PhysicalLocation
	if uri := *at.ArtifactLocation.URI; uri != "lists/b,%20c:d.yaml" || *at.Region.StartLine != 12 {
		t.Errorf("%s line %d", uri, *at.Region.StartLine)
	}
	if results[3].Locations[0].PhysicalLocation != nil {
		t.Error("a finding without a file has a place in one")
	}
	if results[0].PartialFingerprints["mailprobe/v1"] == results[1].PartialFingerprints["mailprobe/v1"] {
		t.Error("two findings have one fingerprint")
	}
}

func TestLines(t *testing.T) {
	var rules []string
	for line := range strings.Lines(string(written(t, render.Audit.Lines, sampleAudit()))) {
		var f struct{ Rule, Fingerprint string }
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		if len(f.Fingerprint) != 32 {
			t.Errorf("%s has no fingerprint", f.Rule)
		}
		rules = append(rules, f.Rule)
	}
	want := []string{"certificate-expired", "certificate-expires-soon", "pacc-missing", "port-refused", "dns-timeout"}
	if diff := cmp.Diff(want, rules); diff != "" {
		t.Error(diff)
	}
}

func TestVerdict(t *testing.T) {
	problem := func(s fact.Severity) []audit.Problem {
		return []audit.Problem{{Problem: fact.Problem{Code: fact.PortRefused, Severity: s}}}
	}
	for _, tt := range []struct {
		name     string
		subjects []audit.Subject
		want     audit.Verdict
	}{
		{"nothing to check", nil, audit.Clean},
		{"clean", []audit.Subject{{Name: "a"}}, audit.Clean},
		{"notes do not fail", []audit.Subject{{Name: "a", Problems: problem(fact.Info)}}, audit.Clean},
		{"a warning fails", []audit.Subject{{Name: "a", Problems: problem(fact.Warning)}}, audit.WithFindings},
		{"some untested", []audit.Subject{{Name: "a"}, {Name: "b", Untested: true, Problems: problem(fact.Error)}}, audit.WithFindings},
		{"all untested", []audit.Subject{{Name: "b", Untested: true, Problems: problem(fact.Error)}}, audit.NotTested},
	} {
		if got := audit.NewReport(render.Word(tt.subjects, text.English), nil).Verdict(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}
