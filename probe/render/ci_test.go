package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// nasty is what a server or a file name may bring along.
const nasty = "50% off::error file=x,line=1::]]></failure>\x1b[31m<a>&\"'\r\n\u202eend"

// sampleAudit has one subject of each sort, and an ill-meaning one.
func sampleAudit() *render.Audit {
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
	a := render.NewAudit(render.Word([]audit.Subject{
		{Name: "a", File: "lists/a.yaml", Line: 1},
		{Name: "b", File: "lists/b, c:d.yaml", Line: 1, Problems: []audit.Problem{
			problem(fact.CertificateExpired, fact.Error, 12, "imaps://imap.b.example:993"),
			problem(fact.CertificateExpiresSoon, fact.Warning, 13, "smtps://smtp.b.example:465"),
			problem(fact.PACCMissing, fact.Info, 14, "b.example"),
			known,
		}},
		{Name: "c", Problems: []audit.Problem{hostile}},
		{Name: "d", Untested: true, Problems: []audit.Problem{problem(fact.DNSTimeout, fact.Error, 3, "imaps://imap.d.example:993")}},
	}, text.English), baseline, text.English)
	a.Command, a.Version = "mailprobe providers check", "v1.2.3"
	a.Start, a.Took = time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC), 1500*time.Millisecond
	return a
}

func written(t *testing.T, format string, a *render.Audit) []byte {
	t.Helper()
	for _, f := range render.AuditFormats() {
		if f.Name == format {
			var out bytes.Buffer
			if err := f.Write(&out, a); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		}
	}
	t.Fatalf("there is no format %q", format)
	return nil
}

// annotation is a workflow command as the runner takes it apart.
type annotation struct {
	command, text string
	properties    map[string]string
}

var workflowCommand = regexp.MustCompile(`^::(error|warning|notice)( [^:]*)?::(.*)$`)

// annotations reads workflow commands more strictly than the runner does: every
// line must be one, and every percent sign must begin one of the known escapes.
func annotations(t *testing.T, out []byte) []annotation {
	t.Helper()
	unescape := func(s string, allowed string) string {
		t.Helper()
		for _, code := range regexp.MustCompile(`%.{0,2}`).FindAllString(s, -1) {
			if !strings.Contains(allowed, code) || len(code) != 3 {
				t.Errorf("%q is no escape that is known there", code)
			}
		}
		plain, err := url.PathUnescape(s)
		if err != nil {
			t.Error(err)
		}
		return plain
	}
	var found []annotation
	for line := range strings.Lines(string(out)) {
		m := workflowCommand.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil || strings.ContainsAny(strings.TrimSuffix(line, "\n"), "\r\x1b") {
			t.Fatalf("%q is no workflow command", line)
		}
		a := annotation{m[1], unescape(m[3], "%25%0D%0A"), map[string]string{}}
		for property := range strings.SplitSeq(strings.TrimPrefix(m[2], " "), ",") {
			name, value, ok := strings.Cut(property, "=")
			if _, twice := a.properties[name]; !ok || twice || !regexp.MustCompile(`^(file|line|col|title)$`).MatchString(name) {
				t.Fatalf("%q is no property, or comes twice", property)
			}
			a.properties[name] = unescape(value, "%25%0D%0A%3A%2C")
		}
		found = append(found, a)
	}
	return found
}

func TestGitHub(t *testing.T) {
	found := annotations(t, written(t, "github", sampleAudit()))
	if len(found) != 5 {
		t.Fatalf("%d annotations, want 5: %q", len(found), found)
	}
	want := map[string]string{"file": "lists/b, c:d.yaml", "line": "12", "col": "5", "title": "certificate-expired"}
	if diff := cmp.Diff(want, found[0].properties); diff != "" || found[0].command != "error" {
		t.Errorf("%s: %s", found[0].command, diff)
	}
	if found[1].command != "warning" || found[2].command != "notice" {
		t.Errorf("the severities are lost: %q", found[1:3])
	}
	if hostile := found[3]; !strings.Contains(hostile.text, "50% off::error file=x") || strings.ContainsAny(hostile.text, "\x1b\u202e") {
		t.Errorf("%q", hostile.text)
	}
	if want := map[string]string{"title": "port-refused"}; !cmp.Equal(found[3].properties, want) {
		t.Errorf("a finding without a file has %v", found[3].properties)
	}
}

func TestSARIF(t *testing.T) {
	out := written(t, "sarif", sampleAudit())
	// The library validates what it has read against the schema of OASIS; that
	// it has read all of it is seen by writing it again. An absent list it takes
	// for an empty one, which the schema forbids.
	report, err := sarif.FromBytes(out)
	if err != nil {
		t.Fatal(err)
	}
	report.Runs[0].NewlineSequences = []string{"\n"}
	if err := report.Validate(); err != nil {
		t.Fatal(err)
	}
	bad, err := sarif.FromBytes(bytes.Replace(out, []byte(`"level": "error"`), []byte(`"level": "fatal"`), 1))
	if err != nil {
		t.Fatal(err)
	}
	bad.Runs[0].NewlineSequences = []string{"\n"}
	if bad.Validate() == nil {
		t.Error("the validation lets anything pass")
	}
	var again bytes.Buffer
	if err := report.Write(&again); err != nil {
		t.Fatal(err)
	}
	var ours, theirs any
	if err := json.Unmarshal(out, &ours); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again.Bytes(), &theirs); err != nil {
		t.Fatal(err)
	}
	if lost := missing("", ours, theirs); len(lost) > 0 {
		t.Errorf("not of the format: %q", lost)
	}
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

// missing lists what is in a and not in b.
func missing(path string, a, b any) []string {
	switch a := a.(type) {
	case map[string]any:
		b, _ := b.(map[string]any)
		var lost []string
		for key, value := range a {
			if _, there := b[key]; !there {
				lost = append(lost, path+"/"+key)
				continue
			}
			lost = append(lost, missing(path+"/"+key, value, b[key])...)
		}
		return lost
	case []any:
		b, _ := b.([]any)
		if len(a) != len(b) {
			return []string{path}
		}
		var lost []string
		for i := range a {
			lost = append(lost, missing(fmt.Sprint(path, "/", i), a[i], b[i])...)
		}
		return lost
	default:
		if a != b {
			return []string{path}
		}
		return nil
	}
}

func TestLines(t *testing.T) {
	var rules []string
	for line := range strings.Lines(string(written(t, "jsonl", sampleAudit()))) {
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
		want     render.Verdict
	}{
		{"nothing to check", nil, render.Clean},
		{"clean", []audit.Subject{{Name: "a"}}, render.Clean},
		{"notes do not fail", []audit.Subject{{Name: "a", Problems: problem(fact.Info)}}, render.Clean},
		{"a warning fails", []audit.Subject{{Name: "a", Problems: problem(fact.Warning)}}, render.WithFindings},
		{"some untested", []audit.Subject{{Name: "a"}, {Name: "b", Untested: true, Problems: problem(fact.Error)}}, render.WithFindings},
		{"all untested", []audit.Subject{{Name: "b", Untested: true, Problems: problem(fact.Error)}}, render.NotTested},
	} {
		if got := render.NewAudit(render.Word(tt.subjects, text.English), nil, text.English).Verdict(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}
