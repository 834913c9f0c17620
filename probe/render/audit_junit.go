package render

import (
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// The names of JUnit's XML, as Ant writes it and Jenkins and GitLab read it. A
// subject is one test case; all its findings are in the one failure that Ant's
// schema allows.
type (
	junitSuites struct {
		XMLName xml.Name   `xml:"testsuites"`
		Suite   junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name       string      `xml:"name,attr"`
		Timestamp  string      `xml:"timestamp,attr"`
		Hostname   string      `xml:"hostname,attr"`
		Tests      int         `xml:"tests,attr"`
		Failures   int         `xml:"failures,attr"`
		Errors     int         `xml:"errors,attr"`
		Time       string      `xml:"time,attr"`
		Package    string      `xml:"package,attr"`
		ID         int         `xml:"id,attr"`
		Properties struct{}    `xml:"properties"`
		Cases      []junitCase `xml:"testcase"`
		Out        string      `xml:"system-out"`
		Err        string      `xml:"system-err"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		Time    string        `xml:"time,attr"`
		Error   *junitFailure `xml:"error"`
		Failure *junitFailure `xml:"failure"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes the XML of test runners: a subject is a test, which fails where it
// has findings that count.
func (a Audit) JUnit(w io.Writer, r *audit.Report) error {
	n := r.Sum()
	suite := junitSuite{
		Name: a.Command, Package: strings.ReplaceAll(a.Command, " ", "."),
		Timestamp: r.Start.UTC().Format("2006-01-02T15:04:05"),
		Hostname:  hostname(),
		Tests:     n.Checked,
		Time:      junitSeconds(r.Took),
	}
	var notes strings.Builder
	for _, s := range r.Subjects {
		c := junitCase{Name: s.Name, Class: suite.Package, Time: junitSeconds(0)}
		switch {
		case s.Untested:
			c.Error = a.junitFailure(s)
			suite.Errors++
		case s.Fails():
			c.Failure = a.junitFailure(s)
			suite.Failures++
		}
		suite.Cases = append(suite.Cases, c)
		for _, f := range s.Findings {
			if !f.Counts() {
				fmt.Fprintf(&notes, "%s: %s\n", s.Name, a.junitLine(f))
			}
		}
		for _, m := range s.Gone {
			fmt.Fprintf(&notes, "%s: %s\n", s.Name, goneLine(m, a.Lang))
		}
	}
	suite.Out = notes.String()
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(junitSuites{Suite: suite}); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// junitFailure holds all findings of a subject that count; the first stands for
// them.
func (a Audit) junitFailure(s audit.SubjectReport) *junitFailure {
	var lines, rules []string
	for _, f := range s.Findings {
		if f.Counts() {
			lines = append(lines, a.junitLine(f))
			rules = append(rules, f.Rule)
		}
	}
	if len(lines) == 0 { // untested, and nothing to say but that
		return &junitFailure{Message: string(audit.NotTested), Type: string(audit.NotTested)}
	}
	return &junitFailure{
		Message: strings.Join(rules, ", "), Type: rules[0],
		Text: "\n" + strings.Join(lines, "\n") + "\n",
	}
}

func (a Audit) junitLine(f fact.Finding) string {
	var parts []string
	if at := place(f); at != "" {
		parts = append(parts, at+":")
	}
	parts = append(parts, string(f.Severity)+":", f.Rule+":")
	if f.Subject != "" {
		parts = append(parts, f.Subject+":")
	}
	return strings.Join(append(parts, a.paragraph(f)), " ")
}

func junitSeconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

// hostname is this computer's; the schema wants one.
func hostname() string {
	if name, err := os.Hostname(); err == nil && name != "" {
		return name
	}
	return "localhost"
}
