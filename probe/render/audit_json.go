package render

import (
	"io"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// auditDocument is an audit as programs read it. docs/audit.schema.json
// describes it; its names stay.
type auditDocument struct {
	Schema   int           `json:"schema"`
	Command  string        `json:"command"`
	Verdict  audit.Verdict `json:"verdict"`
	Summary  docSum        `json:"summary"`
	Subjects []docAudited  `json:"subjects"`
	MS       int64         `json:"ms"`
}

type docSum struct {
	Checked  int `json:"checked"`
	Untested int `json:"untested"`
	Failed   int `json:"failed"`
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
	Known    int `json:"known"`
	Gone     int `json:"fixed"`
}

type docAudited struct {
	Name     string         `json:"name"`
	File     string         `json:"file,omitempty"`
	Line     int            `json:"line,omitempty"`
	Untested bool           `json:"untested"`
	Findings []auditFinding `json:"findings"`
	Known    int            `json:"known"`
	Gone     []audit.Mark   `json:"fixed"`
	Checks   []docCheck     `json:"checks"`
	Sources  []docSource    `json:"sources"`
	Publish  *docPublish    `json:"publish"`
}

type auditFinding struct {
	Subject     string        `json:"checked"`
	File        string        `json:"file,omitempty"`
	Line        int           `json:"line,omitempty"`
	Column      int           `json:"column,omitempty"`
	Rule        string        `json:"rule"`
	Severity    fact.Severity `json:"severity"`
	About       string        `json:"subject,omitempty"`
	Message     string        `json:"message"`
	Remedy      string        `json:"remedy,omitempty"`
	Evidence    string        `json:"evidence,omitempty"`
	Fingerprint string        `json:"fingerprint"`
}

func auditFindingOf(s audit.SubjectReport, f fact.Finding) auditFinding {
	return auditFinding{
		Subject: s.Name, File: f.File, Line: f.Line, Column: f.Column, Rule: f.Rule, Severity: f.Severity,
		About: f.Subject, Message: f.Message, Remedy: f.Remedy, Evidence: f.Evidence, Fingerprint: f.Fingerprint(),
	}
}

// JSON writes the audit as one object, with everything that was seen.
func (a Audit) JSON(w io.Writer, r *audit.Report) error {
	n := r.Sum()
	d := auditDocument{
		Schema: schemaVersion, Command: a.Command, Verdict: r.Verdict(), MS: r.Took.Milliseconds(),
		Summary:  docSum{n.Checked, n.Untested, n.Failed, n.Errors, n.Warnings, n.Notes, n.Known, n.Gone},
		Subjects: []docAudited{},
	}
	for _, s := range r.Subjects {
		doc := docAudited{
			Name: s.Name, File: s.File, Line: s.Line, Untested: s.Untested, Known: s.Known,
			Findings: []auditFinding{}, Gone: append([]audit.Mark{}, s.Gone...),
			Checks: []docCheck{}, Sources: []docSource{}, Publish: publishOf(s.Publish),
		}
		for _, f := range s.Findings {
			doc.Findings = append(doc.Findings, auditFindingOf(s, f))
		}
		for _, c := range s.Checks {
			doc.Checks = append(doc.Checks, checkOf(c))
		}
		for _, source := range s.Sources {
			doc.Sources = append(doc.Sources, sourceOf(source, a.Lang))
		}
		d.Subjects = append(d.Subjects, doc)
	}
	return encodeJSON(w, d, "  ")
}

// Lines writes one JSON object a line and a finding, and nothing where
// there is none.
func (a Audit) Lines(w io.Writer, r *audit.Report) error {
	for _, s := range r.Subjects {
		for _, f := range s.Findings {
			if err := encodeJSON(w, auditFindingOf(s, f), ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// docPublish is what to publish, as programs read it.
type docPublish struct {
	Records []docRecord `json:"records"`
	FileURL string      `json:"autoconfig_url"`
	File    string      `json:"autoconfig"`
	PACCURL string      `json:"pacc_url"`
	PACC    string      `json:"pacc"`
	Nginx   string      `json:"nginx"`
	Apache  string      `json:"apache"`
	// Withdraw are places that say something else now.
	Withdraw []string `json:"withdraw"`
}

type docRecord struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Data string `json:"data"`
}

func publishOf(p *audit.Publication) *docPublish {
	if p == nil {
		return nil
	}
	d := &docPublish{
		Records: []docRecord{}, FileURL: p.FileURL, File: p.File, PACCURL: p.PACCURL, PACC: p.PACC,
		Nginx: p.Nginx, Apache: p.Apache, Withdraw: list(p.Withdraw),
	}
	for _, r := range p.Records {
		d.Records = append(d.Records, docRecord(r))
	}
	return d
}
