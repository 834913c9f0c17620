package render

import (
	"io"
	"net/url"
	"path/filepath"
	"slices"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// The parts of SARIF 2.1.0 that are written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Language          string            `json:"language"`
		ColumnKind        string            `json:"columnKind"`
		AutomationDetails sarifID           `json:"automationDetails"`
		Invocations       []sarifInvocation `json:"invocations"`
		Results           []sarifResult     `json:"results"`
	}
	sarifID struct {
		ID string `json:"id"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool `json:"executionSuccessful"`
	}
	sarifDriver struct {
		Name     string      `json:"name"`
		Version  string      `json:"version,omitempty"`
		Language string      `json:"language"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID   string       `json:"id"`
		Help sarifMessage `json:"help"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifMessage      `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical *sarifPhysical `json:"physicalLocation,omitempty"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	}
	sarifRegion struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
	}
)

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// SARIF writes the static-analysis format that GitHub's code scanning and others
// read.
func (a Audit) SARIF(w io.Writer, r *audit.Report) error {
	run := sarifRun{
		Language:          string(a.Lang),
		ColumnKind:        "unicodeCodePoints",
		AutomationDetails: sarifID{a.Command + "/"},
		Invocations:       []sarifInvocation{{r.Verdict() != audit.NotTested}},
		Results:           []sarifResult{},
	}
	run.Tool.Driver = sarifDriver{Name: "mailprobe", Version: a.Version, Language: string(a.Lang), Rules: []sarifRule{}}
	rules := map[string]int{}
	for _, s := range r.Subjects {
		for _, f := range s.Findings {
			if _, known := rules[f.Rule]; !known {
				rules[f.Rule] = len(run.Tool.Driver.Rules)
				help := f.Remedy
				if help == "" {
					help = f.Message
				}
				run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{f.Rule, sarifMessage{help}})
			}
			run.Results = append(run.Results, sarifResult{
				RuleID: f.Rule, RuleIndex: rules[f.Rule], Level: sarifLevel(f.Severity),
				Message:      sarifMessage{about(s, f) + a.paragraph(f)},
				Locations:    sarifLocations(s, f),
				Fingerprints: map[string]string{"mailprobe/v1": f.Fingerprint()},
			})
		}
	}
	return encodeJSON(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}}, "  ")
}

func sarifLevel(s fact.Severity) string {
	switch s {
	case fact.Error, fact.Warning:
		return string(s)
	default:
		return "note"
	}
}

func sarifLocations(s audit.SubjectReport, f fact.Finding) []sarifLocation {
	var l sarifLocation
	if f.File != "" {
		l.Physical = &sarifPhysical{}
		l.Physical.Artifact.URI = fileURI(f.File)
		if f.Line > 0 {
			l.Physical.Region = &sarifRegion{f.Line, f.Column}
		}
	}
	for _, name := range slices.Compact([]string{s.Name, f.Subject}) {
		if name != "" {
			l.Logical = append(l.Logical, sarifLogical{name})
		}
	}
	return []sarifLocation{l}
}

// fileURI is a file's name as a URI: relative where the name is. A file on the web
// has a URL already.
func fileURI(file string) string {
	if onWeb(file) {
		return file
	}
	u := url.URL{Path: filepath.ToSlash(file)}
	if filepath.IsAbs(file) {
		u.Scheme = "file"
		if u.Path[0] != '/' {
			u.Path = "/" + u.Path // a drive of Windows
		}
	}
	return u.String()
}
