package audit

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func finding(rule string, subject string) fact.Finding {
	return fact.Finding{File: "a.yaml", Line: 3, Rule: rule, Severity: fact.Error, Subject: subject, Message: "broken"}
}

func TestCompare(t *testing.T) {
	expired, refused := finding("certificate-expired", "imaps://a.example:993"), finding("port-refused", "smtps://a.example:465")
	note := finding("certificate-weak", "imaps://a.example:993")
	note.Severity = fact.Info
	moved := expired
	moved.Line = 90
	b := &Baseline{Marks: []Mark{MarkOf("a", expired), MarkOf("a", refused), MarkOf("b", expired)}}
	if other := b.compare("a", "b.yaml", nil); other.Gone != nil {
		t.Errorf("what is gone from another file: %v", other.Gone)
	}
	for _, tt := range []struct {
		name     string
		subject  string
		findings []fact.Finding
		fresh    []int
		known    int
		gone     []Mark
	}{
		{"all known", "a", []fact.Finding{moved, refused}, nil, 2, nil},
		{"one gone", "a", []fact.Finding{refused}, nil, 1, []Mark{MarkOf("a", expired)}},
		{"one new", "a", []fact.Finding{expired, finding("tls-too-old", "x"), refused}, []int{1}, 2, nil},
		{"twice the same", "a", []fact.Finding{expired, expired, refused}, []int{1}, 2, nil},
		{"another subject's", "b", []fact.Finding{refused}, []int{0}, 0, []Mark{MarkOf("b", expired)}},
		{"notes do not count", "c", []fact.Finding{note}, nil, 0, nil},
	} {
		got := b.compare(tt.subject, "a.yaml", tt.findings)
		if !slices.Equal(got.New, tt.fresh) || got.Known != tt.known || !slices.Equal(got.Gone, tt.gone) {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
}

func TestBaselineRoundTrip(t *testing.T) {
	b := &Baseline{Marks: []Mark{
		MarkOf("b", finding("port-refused", `imaps://<"b">.example:993`)), MarkOf("a", finding("tls-too-old", "imaps://a.example:993")),
	}}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(out.String(), "\n"); lines != 4 {
		t.Errorf("%d lines, want a head, one for each finding, and a foot:\n%s", lines, out.String())
	}
	back, err := ReadBaseline(&out)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(b.Marks)
	if diff := cmp.Diff(b, back); diff != "" {
		t.Error(diff)
	}
	out.Reset()
	if err := new(Baseline).Write(&out); err != nil {
		t.Fatal(err)
	}
	if back, err := ReadBaseline(&out); err != nil || len(back.Marks) != 0 {
		t.Errorf("an empty baseline comes back as %v, %v", back, err)
	}
}

func TestReadBaselineRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":        ``,
		"no JSON":        `findings: []`,
		"other schema":   `{"schema": 2, "findings": []}`,
		"unknown key":    `{"schema": 1, "findings": [], "ignore": true}`,
		"no fingerprint": `{"schema": 1, "findings": [{"checked": "a", "rule": "x"}]}`,
		"two documents":  `{"schema": 1, "findings": []} {}`,
		"too large":      `{"schema": 1, "findings": [` + strings.Repeat(" ", maxBaseline) + `]}`,
	} {
		if _, err := ReadBaseline(strings.NewReader(text)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
