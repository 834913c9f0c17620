package render

import (
	"io"
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// GitHub writes workflow commands, which GitHub Actions shows beside the lines
// they are about: one a finding and nothing else.
func (a Audit) GitHub(w io.Writer, r *audit.Report) error {
	var b strings.Builder
	for _, s := range r.Subjects {
		for _, f := range s.Findings {
			b.WriteString("::" + githubCommand(f.Severity))
			sep := " "
			for _, p := range githubProperties(f) {
				b.WriteString(sep + p[0] + "=" + githubProperty.Replace(p[1]))
				sep = ","
			}
			b.WriteString("::" + githubData.Replace(about(s, f)+a.paragraph(f)) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func githubCommand(s fact.Severity) string {
	switch s {
	case fact.Error:
		return "error"
	case fact.Warning:
		return "warning"
	default:
		return "notice"
	}
}

func githubProperties(f fact.Finding) [][2]string {
	var all [][2]string
	if f.File != "" && !onWeb(f.File) {
		all = append(all, [2]string{"file", f.File})
		if f.Line > 0 {
			all = append(all, [2]string{"line", strconv.Itoa(f.Line)})
			if f.Column > 0 {
				all = append(all, [2]string{"col", strconv.Itoa(f.Column)})
			}
		}
	}
	return append(all, [2]string{"title", f.Rule})
}

// What has to be escaped in a workflow command: in the text, and in a property
// besides.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
