package render

import (
	"bufio"
	"fmt"
	"io"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// FindingsText writes each finding as compilers do, so that editors find the
// place, and what to do about it in the next line.
func FindingsText(w io.Writer, all []fact.Finding) error {
	out := bufio.NewWriter(w)
	for _, f := range all {
		fmt.Fprintln(out, sanitizeLine(fmt.Sprintf("%s: %s: %s [%s]", fact.Printable(place(f)), f.Severity, f.Message, f.Rule)))
		fmt.Fprintln(out, sanitizeLine("    "+f.Remedy))
	}
	return out.Flush()
}

// docFinding is a finding as programs read it; line and column are 0 where they
// are unknown.
type docFinding struct {
	File     string        `json:"file"`
	Line     int           `json:"line"`
	Column   int           `json:"column"`
	Rule     string        `json:"rule"`
	Severity fact.Severity `json:"severity"`
	Message  string        `json:"message"`
	Remedy   string        `json:"remedy"`
}

// FindingsJSON writes findings as one JSON array, which is empty where there are
// none.
func FindingsJSON(w io.Writer, all []fact.Finding) error {
	doc := []docFinding{}
	for _, f := range all {
		doc = append(doc, docFinding{f.File, f.Line, f.Column, f.Rule, f.Severity, f.Message, f.Remedy})
	}
	return encodeJSON(w, doc, "  ")
}
